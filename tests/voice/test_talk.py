"""An utterance from its first frame to its words: warmed up, followed, planned on, written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.fakes.sound import FakeSound
from tests.fakes.tones import ToneTranscriber, spoken
from tests.fakes.virtual_time import VirtualPace, in_virtual_time
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady, Unheard
from tinyagent_cli.core.settings import VoiceSettings
from tinyagent_cli.core.speech import Transcript
from tinyagent_cli.voice.hearing import Heard
from tinyagent_cli.voice.microphone import Microphone
from tinyagent_cli.voice.push import Cancel, Down, Stop, begun
from tinyagent_cli.voice.scribe import Scribe
from tinyagent_cli.voice.sound import Sound
from tinyagent_cli.voice.talk import Talk, Voice

REQUEST = "text sid that i'm late"


class Timed(ToneTranscriber):
    """One that notes when it was warmed up and asked, by *clock*; a draft takes *slow* seconds."""

    def __init__(self, clock: Callable[[], float], slow: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.clock, self.slow = clock, slow
        self.asked: list[tuple[str, float]] = []

    def warm(self) -> None:
        """Nothing to load."""
        self.asked.append(("warm", self.clock()))

    def transcribe(
        self, sound: Sound, hotwords: Sequence[str] = (), *, draft: bool = False
    ) -> Transcript:
        """The words, as ever."""
        self.asked.append(("draft" if draft else "text", self.clock()))
        if draft:
            self.slow()
        return super().transcribe(sound, hotwords, draft=draft)


def talk(
    seconds: float = 3.2,
    *,
    hears: str = REQUEST,
    move: type[Down | Cancel | Stop] = Down,
    slow: float = 0.0,
    **device: Any,
) -> tuple[Heard | None, list[tuple[str, float]], list[str]]:
    """What was heard of somebody who stops after *seconds*, what the transcriber was asked for and
    when, and what could be planned on before."""
    ahead: list[str] = []

    async def speaking() -> tuple[Heard | None, list[tuple[str, float]]]:
        loop: Any = asyncio.get_running_loop()

        def wait() -> None:
            loop.call_soon_threadsafe(lambda: setattr(loop, "virtual", loop.virtual + slow))

        transcriber = Timed(loop.time, wait if slow else lambda: None)
        sound = FakeSound(spoken(hears), VirtualPace(), **device)
        microphone = Microphone(Environment(sound_library=lambda: sound))
        voice = Voice(microphone, Scribe(transcriber), VoiceSettings(), "c-t", "Terminal")
        talk = Talk(voice, voice.rules, begun(loop.time()), ahead.append)
        running = asyncio.ensure_future(talk.run())
        await asyncio.sleep(seconds)
        talk.take.feel(move)
        return await running, transcriber.asked

    heard, asked = in_virtual_time(speaking())
    return heard, asked, ahead


def test_it_warms_up_on_the_first_frame_while_somebody_speaks() -> None:
    """Before a draft is asked for, long before the words are."""
    _, asked, _ = talk()
    kind, when = asked[0]
    assert kind == "warm"
    assert when < 0.2


def test_what_was_understood_grows_and_is_there_to_plan_on_when_the_speech_ends() -> None:
    """Words are followed while they come; the last draft is what the request will be."""
    heard, asked, ahead = talk()
    assert heard is not None
    assert heard.text == REQUEST
    assert len(ahead) >= 3
    assert all(REQUEST.startswith(words) for words in ahead)
    assert ahead[-1] == REQUEST
    assert [kind for kind, _ in asked][-1] == "text"


def test_drafts_that_take_long_are_given_up() -> None:
    """The last transcript, which is waited for, must not wait for another one."""
    _, asked, _ = talk(slow=2.5, seconds=12.0)
    assert [kind for kind, _ in asked].count("draft") == 1


def test_what_is_called_off_is_never_written_down() -> None:
    """Nothing was said."""
    heard, asked, _ = talk(move=Cancel)
    assert heard is None
    assert "text" not in [kind for kind, _ in asked]


@pytest.mark.parametrize(
    ("device", "seconds", "kind", "line"),
    [
        ({"names": ()}, 3.0, NotReady, "there is no microphone"),
        ({"hears": "", "room": 0.0}, 3.0, NotReady, "nothing but zeros"),
        ({}, 0.2, Unheard, r"0\.\d s of sound are too short"),
        ({"hears": ""}, 3.0, Unheard, "nothing was said"),
    ],
)
def test_each_thing_that_goes_wrong_is_one_line(
    device: dict[str, Any], seconds: float, kind: type[NotReady | Unheard], line: str
) -> None:
    """And says what mends it."""
    with pytest.raises(kind, match=line) as caught:
        talk(seconds, **device)
    assert caught.value.hint


def test_what_a_device_took_with_it_is_written_down_and_told() -> None:
    """It was unplugged in the middle of a sentence."""
    heard, _, _ = talk(unplugged=1.2)
    assert heard is not None
    assert heard == replace(heard, text="text sid")
    assert "the microphone went away" in heard.notes[0]
