"""A real sound server: what is played into a null sink is heard by PortAudio at its monitor."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

NEEDED = ("pulseaudio", "pactl", "paplay", "espeak-ng")

LISTEN = """
import asyncio
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.voice.microphone import Microphone
from tinyagent_cli.voice.push import Rules, begun
from tinyagent_cli.voice.take import Take

async def main():
    take = Take(Microphone(Environment()), Rules(longest=5.0),
                begun(asyncio.get_running_loop().time()))
    recording = await take.run()
    print(recording.ending.value, recording.sound.seconds, take.peak.peak)

asyncio.run(main())
"""


@pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)) or not ctypes.util.find_library("portaudio"),
    reason=f"needs {', '.join(NEEDED)} and PortAudio",
)
def test_what_is_said_is_recorded(tmp_path: Path) -> None:
    """The whole way: speech, server, ALSA, PortAudio, its thread, the loop."""
    pytest.importorskip("sounddevice")
    said = tmp_path / "said.wav"
    subprocess.run(["espeak-ng", "-w", said, "text Sid that I am late"], check=True)
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
        listening = subprocess.Popen(
            [sys.executable, "-c", LISTEN],
            env=world,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while listening.poll() is None:
            subprocess.run(["paplay", "--device=speech", said], env=world, check=True)
        heard = listening.communicate()[0].split()
    finally:
        server.terminate()
        server.wait()
    if not heard:
        pytest.skip("PortAudio does not reach the sound server: is ALSA's plugin for it there?")
    ending, seconds, peak = heard
    assert ending == "full"
    assert float(seconds) == pytest.approx(5.0, abs=0.2)
    assert -20 < float(peak) < 0


def _until_it_answers(world: dict[str, str]) -> None:
    for _ in range(50):
        if not subprocess.run(["pactl", "info"], env=world, capture_output=True).returncode:
            return
        time.sleep(0.1)
