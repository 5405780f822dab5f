"""A real sound server: what is played into a null sink is heard by PortAudio at its monitor."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

NEEDED = ("pulseaudio", "pactl", "paplay", "espeak-ng")

LISTEN = """
import asyncio
from tinyagent_cli.core.environment import Environment, own_stderr
from tinyagent_cli.voice.microphone import Microphone
from tinyagent_cli.voice.push import Rules, begun
from tinyagent_cli.voice.take import Take

async def main():
    world = Environment(stderr=own_stderr())
    take = Take(Microphone(world), Rules(longest=3.0), begun(asyncio.get_running_loop().time()))
    taking = asyncio.ensure_future(take.run())
    await take.sounded.wait()
    print("it listens", file=world.stderr)
    recording = await taking
    print(recording.ending.value, recording.sound.seconds, take.peak.peak)

asyncio.run(main())
"""


pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)) or not ctypes.util.find_library("portaudio"),
    reason="apt install libportaudio2 libasound2-plugins pulseaudio pulseaudio-utils espeak-ng",
)
Variables = dict[str, str]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Variables]:
    """The variables of a world with a sound server, whose loudspeaker is its microphone."""
    pytest.importorskip("sounddevice", reason="comes with the voice extra")
    (tmp_path / ".asoundrc").write_text("pcm.!default { type pulse }\n")
    world = os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    modules = ["module-null-sink sink_name=speech", "module-native-protocol-unix"]
    loads = [word for module in modules for word in ("-L", module)]
    server = subprocess.Popen(["pulseaudio", "-n", "--exit-idle-time=-1", *loads], env=world)
    try:
        _until_it_answers(world)
        chosen = subprocess.run(["pactl", "set-default-source", "speech.monitor"], env=world)
        if chosen.returncode:
            pytest.skip("the sound server does not run here")
        yield world | {"SERVER": str(server.pid)}
    finally:
        server.terminate()
        server.wait()


def listening(world: Variables) -> subprocess.Popen[str]:
    """Somebody who listens for three seconds, and tells what came of it."""
    command, pipe = [sys.executable, "-c", LISTEN], subprocess.PIPE
    return subprocess.Popen(command, env=world, stdout=pipe, stderr=pipe, text=True)


def saying(world: Variables) -> Callable[[], object]:
    """What says a request into the microphone."""
    said = Path(world["HOME"], "said.wav")
    subprocess.run(["espeak-ng", "-w", said, "text Sid that I am late"], check=True)
    return lambda: subprocess.run(["paplay", "--device=speech", said], env=world, check=False)


def heard(listener: subprocess.Popen[str]) -> tuple[str, float, float]:
    """Why its recording ended, its seconds, and its peak in decibels."""
    told = listener.communicate()[0].split()
    if not told:
        pytest.skip("PortAudio does not reach the sound server: is ALSA's plugin for it there?")
    return told[0], float(told[1]), float(told[2])


def test_what_is_said_is_recorded(world: Variables) -> None:
    """The whole way: speech, server, ALSA, PortAudio, its thread, the loop."""
    say, listener = saying(world), listening(world)
    while listener.poll() is None:
        say()
    ending, seconds, peak = heard(listener)
    assert ending == "full"
    assert seconds == pytest.approx(3.0, abs=0.2)
    assert -20 < peak < 0


def test_a_microphone_that_goes_away_says_nothing_into_the_picture(world: Variables) -> None:
    """PortAudio has a dozen lines for that; ours alone are seen, and the sound is kept."""
    listener = listening(world)
    assert listener.stderr is not None
    assert listener.stderr.readline() == "it listens\n"
    os.kill(int(world["SERVER"]), signal.SIGKILL)
    told, complaints = listener.communicate()
    ending, seconds, _ = told.split()
    assert ending == "lost"
    assert 0 < float(seconds) < 2.9
    assert complaints == ""


def _until_it_answers(world: dict[str, str]) -> None:
    for _ in range(50):
        if not subprocess.run(["pactl", "info"], env=world, capture_output=True).returncode:
            return
        time.sleep(0.1)
