"""From the press of a key to sound: a device with real PCM, in virtual time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import numpy as np
import pytest

from tests.fakes.sound import FakeSound, PortAudioError
from tests.fakes.tones import ToneTranscriber, spoken
from tests.fakes.virtual_time import VirtualPace, in_virtual_time
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import MissingExtra, NotReady, UsageError
from tinyagent_cli.voice.microphone import Microphone, program_to_let_listen
from tinyagent_cli.voice.push import Cancel, Down, Ending, Push, Rules, Up, begun
from tinyagent_cli.voice.take import Recording, Take

REQUEST = "text sid that i'm late"


def microphone(sound: Any, wanted: str = "") -> Microphone:
    """What the program makes of a computer with this *sound*."""
    return Microphone(Environment(sound_library=lambda: sound), wanted)


async def press(take: Take, *moves: tuple[float, type[Down | Up | Cancel]]) -> Recording:
    """The recording that comes of keys that move after so many seconds."""
    recording = asyncio.ensure_future(take.run())
    for after, move in moves:
        await asyncio.sleep(after)
        take.feel(move)
    return await recording


def understood(recording: Recording) -> str:
    """What is said in it."""
    return ToneTranscriber().transcribe(recording.sound).text


def virtually(test: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """Run *test* in virtual time."""

    def run() -> None:
        in_virtual_time(test())

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


@virtually
async def test_what_is_said_between_two_taps_is_there_and_the_microphone_is_off() -> None:
    """Every block once, in order, whole."""
    sound = FakeSound(spoken(REQUEST), VirtualPace())
    take = Take(microphone(sound), Rules(), begun(0.0))
    recording = await press(take, (3.0, Down))
    assert recording.ending is Ending.STOPPED
    assert recording.sound.seconds == pytest.approx(3.0, abs=0.11)
    assert understood(recording) == REQUEST
    assert not sound.on


@virtually
async def test_a_key_that_is_held() -> None:
    """Where the terminal tells of its release."""
    sound = FakeSound(spoken(REQUEST), VirtualPace())
    take = Take(microphone(sound), Rules(releases=True), Push())
    take.feel(Down)
    assert understood(await press(take, (1.2, Up))) == "text sid"


@pytest.mark.parametrize("way", [(44_100, 1), (48_000, 2), (8_000, 1)])
def test_a_device_may_insist_on_a_rate_and_on_channels(way: tuple[int, int]) -> None:
    """What it sends is resampled and mixed."""

    async def test() -> None:
        rate, _ = way
        sound = FakeSound(spoken(REQUEST, rate=rate), VirtualPace(), rate=rate, accepts=[way])
        recording = await press(Take(microphone(sound), Rules(), begun(0.0)), (3.0, Down))
        assert recording.sound.seconds == pytest.approx(3.0, abs=0.11)
        assert understood(recording) == REQUEST

    in_virtual_time(test())


@pytest.mark.parametrize("says_so", [True, False])
def test_what_was_said_before_the_device_was_unplugged_is_kept(says_so: bool) -> None:
    """Whether it says that it is gone, or only sends nothing any more."""

    async def test() -> None:
        sound = FakeSound(spoken(REQUEST), VirtualPace(), unplugged=1.2, says_so=says_so)
        recording = await press(Take(microphone(sound), Rules(), begun(0.0)))
        assert recording.ending is Ending.LOST
        assert understood(recording) == "text sid"
        assert "the microphone went away" in recording.notes[0]

    in_virtual_time(test())


@virtually
async def test_never_mind() -> None:
    """A recording that is cancelled says so, and the microphone is off at once."""
    sound = FakeSound(spoken(REQUEST), VirtualPace())
    recording = await press(Take(microphone(sound), Rules(), begun(0.0)), (1.0, Cancel))
    assert recording.ending is Ending.CANCELLED
    assert not sound.on


@virtually
async def test_silence_ends_it_where_that_is_wanted() -> None:
    """So many seconds after the last word."""
    sound = FakeSound(spoken("text sid", before=2.0), VirtualPace())
    recording = await press(Take(microphone(sound), Rules(hush=1.5), begun(0.0)))
    assert recording.ending is Ending.HUSHED
    assert recording.sound.seconds == pytest.approx(2.0 + 0.75 + 1.5, abs=0.15)
    assert understood(recording) == "text sid"


@virtually
async def test_a_recording_has_a_longest_length() -> None:
    """Nobody talks to a machine for ever."""
    sound = FakeSound(spoken(REQUEST), VirtualPace())
    recording = await press(Take(microphone(sound), Rules(longest=2.0), begun(0.0)))
    assert recording.ending is Ending.FULL
    assert recording.sound.seconds == pytest.approx(2.0, abs=0.11)


@virtually
async def test_the_level_follows_the_voice() -> None:
    """Loud while somebody speaks, low in a pause, and never silent."""
    sound = FakeSound(spoken("text", loud=0.5), VirtualPace())
    parts: list[float] = []
    take = Take(microphone(sound), Rules(), begun(0.0), lambda: parts.append(take.level.part))
    await press(take, (2.0, Down))
    assert max(parts) == pytest.approx(0.85, abs=0.02)  # a sine of 0.5: −9 dB
    assert parts[-1] == 0.0  # a room at −60 dB
    assert not take.peak.silent


@virtually
async def test_a_microphone_without_permission_sends_perfect_silence() -> None:
    """Which the level knows from a quiet room."""
    sound = FakeSound(np.zeros(0, np.float32), VirtualPace(), room=0.0)
    take = Take(microphone(sound), Rules(), begun(0.0))
    assert (await press(take, (1.0, Down))).sound.peak == 0.0
    assert take.peak.silent


@virtually
async def test_each_recording_looks_for_devices_anew() -> None:
    """PortAudio would go on listening to one that is no longer there."""
    sound = FakeSound(spoken(REQUEST), VirtualPace())
    for _ in range(2):
        now = asyncio.get_running_loop().time()
        await press(Take(microphone(sound), Rules(), begun(now)), (1.0, Down))
    assert sound.looked == 2


@virtually
async def test_a_device_may_be_slow_to_open() -> None:
    """What is waited for is recorded whole."""
    loop = asyncio.get_running_loop()

    def wait() -> None:
        loop.call_soon_threadsafe(setattr, loop, "virtual", 5.0)

    sound = FakeSound(spoken(REQUEST), VirtualPace(), opens=wait)
    recording = await press(Take(microphone(sound), Rules(), begun(0.0)), (8.2, Down))
    assert understood(recording) == REQUEST


@virtually
async def test_a_device_that_does_not_open_is_given_up_and_off_when_it_opens_yet() -> None:
    """Nobody is listened to who was told that nothing listens."""
    loop, opens = asyncio.get_running_loop(), threading.Event()

    def hang() -> None:
        loop.call_soon_threadsafe(setattr, loop, "virtual", 8.1)
        while not opens.wait(0.01):
            loop.call_soon_threadsafe(int)  # time passes while this thread is alive

    sound = FakeSound(spoken(REQUEST), VirtualPace(), opens=hang)
    with pytest.raises(NotReady, match="did not open within 8 s"):
        await press(Take(microphone(sound), Rules(), begun(0.0)))
    opens.set()
    await asyncio.sleep(1.0)
    assert len(sound.streams) == 1
    assert not sound.on


@virtually
async def test_what_the_computer_was_too_busy_for_is_told() -> None:
    """PortAudio says that blocks were lost."""
    sound = FakeSound(spoken(REQUEST), VirtualPace(), overflows=True)
    recording = await press(Take(microphone(sound), Rules(), begun(0.0)), (1.0, Down))
    assert recording.notes == ("the computer was too busy to record all of it",)


@virtually
async def test_no_microphone() -> None:
    """One line, and what mends it."""
    with pytest.raises(NotReady, match="there is no microphone"):
        await press(
            Take(microphone(FakeSound(spoken(""), VirtualPace(), names=())), Rules(), begun(0))
        )


@virtually
async def test_a_microphone_that_is_taken() -> None:
    """What PortAudio says is passed on."""

    def refuse() -> None:
        raise PortAudioError("Error opening InputStream: Device unavailable", -9985)

    sound = FakeSound(spoken(""), VirtualPace(), opens=refuse)
    with pytest.raises(NotReady, match=r"Built-in Microphone does not open: .*Device unavailable"):
        await press(Take(microphone(sound), Rules(), begun(0.0)))


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (ImportError("no sounddevice"), MissingExtra, "sounddevice is not installed"),
        (OSError("PortAudio library not found"), NotReady, "PortAudio"),
    ],
)
def test_without_the_library(error: Exception, kind: type[NotReady], said: str) -> None:
    """It is said which of the two is missing."""

    def missing() -> Any:
        raise error

    with pytest.raises(kind, match=said):
        Microphone(Environment(sound_library=missing)).devices()


@virtually
async def test_a_device_is_chosen_by_name_or_number() -> None:
    """By a part of the name, too; a slip names the near one."""
    sound = FakeSound(spoken(""), VirtualPace(), names=("Built-in Microphone", "Blue Yeti"))
    assert microphone(sound).device().name == "Built-in Microphone"
    assert microphone(sound, "yeti").device().index == 1
    assert microphone(sound, "1").device().name == "Blue Yeti"
    with pytest.raises(UsageError, match="did you mean Blue Yeti"):
        microphone(sound, "Blue Yetti").device()


@pytest.mark.parametrize(
    ("variables", "program"),
    [
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Terminal"),
        ({"TERM_PROGRAM": "iTerm.app"}, "iTerm"),
        ({"TERM_PROGRAM": "tmux", "TMUX": "/tmp/x", "LC_TERMINAL": "iTerm2"}, "iTerm2"),
        ({"TERM_PROGRAM": "vscode"}, "Visual Studio Code"),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({}, ""),
    ],
)
def test_macos_asks_about_the_terminal(variables: dict[str, str], program: str) -> None:
    """So that is the program to name; behind tmux it is the one that tmux runs in."""
    assert program_to_let_listen(variables) == program
