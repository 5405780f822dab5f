"""A transcriber beside the event loop, told of the names to expect."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.tones import ToneTranscriber, spoken
from tinyagent_cli.commands.opening import desktop_of
from tinyagent_cli.commands.recorded_speech import names_to_expect
from tinyagent_cli.commands.speaking import open_voice
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.core.speech import Transcript
from tinyagent_cli.plugins.whisper import NAMES
from tinyagent_cli.voice import scribe
from tinyagent_cli.voice.scribe import Scribe
from tinyagent_cli.voice.sound import Sound

SOUND = Sound(spoken("text sid").astype(np.float32))


class Told(ToneTranscriber):
    """A transcriber that remembers which names it was told of, and when."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[bool, tuple[str, ...]]] = []

    def transcribe(
        self, sound: Sound, hotwords: Sequence[str] = (), *, draft: bool = False
    ) -> Transcript:
        """The words, as ever."""
        self.told.append((draft, tuple(hotwords)))
        return super().transcribe(sound, hotwords, draft=draft)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are waited for as long as a busy computer takes."""
    monkeypatch.setattr(scribe, "_NAMES", 30.0)


@pytest.mark.usefixtures("patience")
def test_speech_at_a_microphone_is_told_of_people_notes_and_calendars(tmp_path: Path) -> None:
    """As speech in a file is: those of the simulated Mac, first names first."""
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)})
    transcriber = Told()
    voice = open_voice(environment, Settings(), transcriber)
    assert asyncio.run(voice.scribe.heard(SOUND, "")).text == "text sid"
    [(_, names)] = transcriber.told
    assert {"Sid", "Lutfi", "Work"} <= set(names)


def test_a_recogniser_of_english_is_told_of_no_name_in_another_script(tmp_path: Path) -> None:
    """It would write that script where nobody speaks; any other language takes them all."""
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)})
    english = names_to_expect(environment)
    assert {"Jürgen", "María"} <= set(english)
    assert not {"優子", "Олена"} & set(english)
    (tmp_path / "config.toml").write_text('[voice]\nlanguage = ""\n')
    assert {"優子", "Олена", "Jürgen"} <= set(names_to_expect(environment))


def test_there_is_of_each_kind_among_the_first_names(tmp_path: Path) -> None:
    """As a recogniser takes only some: a note and a calendar beside the people."""
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)})
    mac = desktop_of(environment).snapshot()  # type: ignore[attr-defined]  # the simulated one's
    first = set(names_to_expect(environment)[:NAMES])
    assert first & {note["name"] for folder in mac["notes"].values() for note in folder}
    assert first & {calendar["name"] for calendar in mac["calendar"]}
    assert first & {person["name"].split()[0] for person in mac["contacts"]}


@pytest.mark.usefixtures("patience")
def test_names_are_looked_up_once_an_utterance_and_anew_for_the_next() -> None:
    """A draft every second must not read files each time, nor the next one miss a new name."""
    transcriber, known, asked = Told(), ["Sid"], []

    def names() -> tuple[str, ...]:
        asked.append(tuple(known))
        return tuple(known)

    async def utterance(mine: Scribe) -> None:
        await mine.warm()
        await mine.draft(lambda: SOUND)
        await mine.draft(lambda: SOUND)
        await mine.heard(SOUND, "")

    async def both() -> None:
        mine = Scribe(transcriber, names)
        await utterance(mine)
        known.append("Lutfi")
        await utterance(mine)

    asyncio.run(both())
    assert asked == [("Sid",), ("Sid", "Lutfi")]
    one, two = ("Sid",), ("Sid", "Lutfi")
    assert [names for _, names in transcriber.told] == [one, one, one, two, two, two]
    assert [draft for draft, _ in transcriber.told] == [True, True, False] * 2


def test_names_that_take_their_time_hold_up_nobody() -> None:
    """An app on a Mac may; the next utterance is told of them."""
    transcriber, go_on = Told(), threading.Event()

    def names() -> tuple[str, ...]:
        go_on.wait(10)
        return ("Sid",)

    async def utterance() -> None:
        mine = Scribe(transcriber, names)
        await mine.heard(SOUND, "")
        go_on.set()
        await asyncio.sleep(0.1)
        await mine.heard(SOUND, "")

    asyncio.run(utterance())
    assert [names for _, names in transcriber.told] == [(), ("Sid",)]


def test_sound_is_put_together_beside_the_loop() -> None:
    """A device's own rate takes a while to be made ours."""
    made: list[threading.Thread] = []

    def sound() -> Sound:
        made.append(threading.current_thread())
        return SOUND

    asyncio.run(Scribe(Told()).draft(sound))
    assert made != [threading.main_thread()]


def test_a_draft_that_was_given_up_is_through_before_anything_else_begins() -> None:
    """Its thread goes on, and no model does two things at once."""
    begun, go_on = threading.Event(), threading.Event()
    doing: list[bool] = []

    class Slow(ToneTranscriber):
        """A transcriber whose drafts take until they may go on."""

        def transcribe(
            self, sound: Sound, hotwords: Sequence[str] = (), *, draft: bool = False
        ) -> Transcript:
            """The words, as ever."""
            if not draft:
                doing.append(go_on.is_set())
            else:
                begun.set()
                go_on.wait(10)
            return super().transcribe(sound, hotwords, draft=draft)

    async def utterance() -> None:
        mine = Scribe(Slow())
        draft = asyncio.ensure_future(mine.draft(lambda: SOUND))
        await asyncio.to_thread(begun.wait, 10)
        draft.cancel()
        heard = asyncio.ensure_future(mine.heard(SOUND, ""))
        await asyncio.sleep(0.05)
        go_on.set()
        assert (await heard).text == "text sid"

    asyncio.run(utterance())
    assert doing == [True]
