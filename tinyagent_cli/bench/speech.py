"""Speech made here: requests said by espeak-ng, in several voices and speeds, with noise.

A robot's voice is harder to understand than a person's, and easier in that it never hesitates:
figures on it compare models and settings, and are no promise for people.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.voice.reading import read_bytes
from tinyagent_cli.voice.sound import Sound
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
NAMES: Final = ("Sid", "Lutfi", "Nick", "Priya")
VOICES: Final = ("en-us", "en-us+f3", "en-gb", "en-gb+m3")
SPEEDS: Final = (140, 175)  # words a minute; people speak at 150
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
    """Each of *requests* in every voice, speeds taking turns, over noise of each of *ratios*."""
    rng = np.random.default_rng(0)
    for number, request in enumerate(requests):
        for place, voice in enumerate(VOICES):
            speed = SPEEDS[(number + place) % len(SPEEDS)]
            clean = said(request, voice, speed)
            for ratio in ratios:
                sound = clean if ratio is None else over_noise(clean, ratio, rng)
                yield Utterance(request, sound, voice, speed, ratio)


def said(text: str, voice: str = "en-us", speed: int = 160) -> Sound:
    """*text*, spoken by espeak-ng.  Raises NotReady without it."""
    if not shutil.which("espeak-ng"):
        raise NotReady("espeak-ng is not installed", "apt install espeak-ng, or brew install it")
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "--stdout", text]
    done = subprocess.run(command, capture_output=True, check=True)
    sound = read_bytes(done.stdout, "espeak-ng")
    quiet = np.zeros(int(0.3 * 16000), dtype=np.float32)
    return Sound(np.concatenate([quiet, sound.samples, quiet]))


def over_noise(sound: Sound, ratio: int, rng: np.random.Generator) -> Sound:
    """*sound* over pink noise *ratio* decibels below it, as of a room with people in it."""
    white = np.fft.rfft(rng.normal(0, 1, len(sound.samples)))
    pink = np.fft.irfft(white / np.sqrt(np.arange(len(white)) + 1), len(sound.samples))
    loud = float(np.sqrt(np.mean(sound.samples**2)) / np.sqrt(np.mean(pink**2)))
    mixed = sound.samples + pink * loud * 10 ** (-ratio / 20)
    return Sound((mixed / max(1.0, float(np.abs(mixed).max()))).astype(np.float32))


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
