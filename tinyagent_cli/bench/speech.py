"""Speech made here: requests said by espeak-ng, in several voices and speeds, with noise.

A robot's voice is harder to understand than a person's, and easier in that it never hesitates:
figures on it compare models and settings, and are no promise for people.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.voice.reading import read_bytes
from tinyagent_cli.voice.sound import RATE, Sound
from tinyagent_cli.voice.spoken import written

REQUESTS: Final = (
    "Text Sid and Lutfi that I'm running late",
    "Remind me to call the dentist tomorrow at three thirty pm",
    "Email Priya the file project dot pdf",
    "Create a note called shopping list with milk and eggs",
    "Schedule a design review with Sid on Friday at ten am",
    "Show me the way to the airport",
    "Send Nick a message that the meeting moved to four pm",
    "Open the note called book list",
    "Set up a Zoom meeting called team standup on Monday at nine am",
    "What is Lutfi's phone number",
    "Reply that I agree with the plan",
    "Summarize the file report dot pdf",
    "Email sid at gmail dot com about the budget",
    "Add bread and butter to my shopping note",
    "Schedule lunch with Nick next Tuesday at noon",
    "Remind me to water the plants every morning",
)
# Names to expect, as many as a transcriber is told of; the first four are in the requests.
NAMES: Final = (
    "Sid", "Lutfi", "Nick", "Priya", "Jamie", "Linda", "Ernesto", "Max", "Sarah", "Anna", "Jane",
    "John", "Amir", "Emma", "Alex",
)  # fmt: skip
VOICES: Final = ("en-us", "en-us+f3", "en-gb", "en-gb+m3")
SPEEDS: Final = (130, 155, 180, 210)  # words a minute; people speak at 150
RATIOS: Final = (None, 20, 10)  # decibels of speech over noise; None: no noise


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words of *request*, as *sound*; *ratio* in decibels over noise."""

    request: str
    sound: Sound
    voice: str
    speed: int
    ratio: int | None


def utterances(requests: Sequence[str], ratios: Sequence[int | None]) -> Iterator[Utterance]:
    """Each of *requests* in every voice, speeds taking turns, over noise of each of *ratios*.

    Four requests are said by every voice at every speed.  Raises NotReady without espeak-ng and,
    for noise, sox.
    """
    for number, request in enumerate(requests):
        for place, voice in enumerate(VOICES):
            speed = SPEEDS[(number + place) % len(SPEEDS)]
            clean = said(request, voice, speed)
            for ratio in ratios:
                sound = clean if ratio is None else over_noise(clean, ratio)
                yield Utterance(request, sound, voice, speed, ratio)


def said(text: str, voice: str = "en-us", speed: int = 160) -> Sound:
    """*text*, spoken by espeak-ng.  Raises NotReady without it."""
    if not shutil.which("espeak-ng"):
        raise NotReady("espeak-ng is not installed", "apt install espeak-ng, or brew install it")
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "--stdout", text]
    done = subprocess.run(command, capture_output=True, check=True)
    sound = read_bytes(done.stdout, "espeak-ng")
    quiet = np.zeros(int(0.3 * RATE), dtype=np.float32)
    return Sound(np.concatenate([quiet, sound.samples, quiet]))


def over_noise(sound: Sound, ratio: int) -> Sound:
    """*sound* over pink noise *ratio* decibels below it, made and mixed in by sox.

    The same noise each time, as loud as a room with people in it.  Raises NotReady without sox.
    """
    if not shutil.which("sox"):
        raise NotReady("sox is not installed", "apt install sox, or brew install sox")
    with TemporaryDirectory() as folder:
        said, noise = Path(folder, "said.wav"), Path(folder, "noise.wav")
        _write(sound, said)
        at = ("-r", f"{RATE}", "-c", "1")
        _sox(*at, "-n", "-b", "16", noise, "synth", f"{len(sound.samples)}s", "pinknoise")
        made = read_bytes(noise.read_bytes(), "sox")
        loud = _loudness(sound) / _loudness(made) * 10 ** (-ratio / 20)
        # Quieter together than either can be, so that nothing is clipped.
        whole = 0.9 / (sound.peak + loud * made.peak)
        ways = ("-m", "-v", f"{whole:.6f}", said, "-v", f"{whole * loud:.6f}", noise)
        mixed = read_bytes(_sox(*ways, "-t", "wav", "-"), "sox")
    return Sound(mixed.samples / np.float32(whole))


def _loudness(sound: Sound) -> float:
    return float(np.sqrt(np.mean(sound.samples**2)))


def _write(sound: Sound, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound.samples.clip(-1, 1) * 32767).astype("<i2").tobytes())


def _sox(*words: str | Path) -> bytes:
    return subprocess.run(
        ["sox", "-R", "-D", *map(str, words)], capture_output=True, check=True
    ).stdout


def words(text: str) -> list[str]:
    """The words of *text* to be compared: spoken forms written, no case, no punctuation."""
    plain = written(text.split()).text.lower().replace("’", "'")
    plain = re.sub(r"\b(\d{1,2}):00\b", r"\1", plain)
    plain = re.sub(r"(\d) ?([ap])\.?m\b\.?", r"\1 \2m", plain)
    return re.findall(r"[\w@.:'_-]*\w", plain)


def errors(wanted: Sequence[str], heard: Sequence[str]) -> tuple[int, frozenset[int]]:
    """How many words were changed, lost or put in; and which of *heard* are wrong, by index."""
    from difflib import SequenceMatcher

    from rapidfuzz.distance import Levenshtein

    matched = SequenceMatcher(None, wanted, heard, autojunk=False).get_matching_blocks()
    right = {block.b + i for block in matched for i in range(block.size)}
    return Levenshtein.distance(wanted, heard), frozenset(range(len(heard))) - frozenset(right)
