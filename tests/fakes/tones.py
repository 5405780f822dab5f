"""Speech made of tones, and who understands it: a word is a tone, and a pause ends it.

A recogniser of a few lines that listens in earnest: what it writes is in the samples, and a
block that was lost, doubled or played too fast is a word that it does not hear.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tinyagent_cli.core.speech import Transcript, Word
from tinyagent_cli.voice.sound import RATE, Sound

WORDS = ("text", "sid", "hello", "there", "nobody", "lutfi", "that", "i'm", "late")
LENGTH = 0.25  # seconds of a tone, and as many of the pause after it
_FIRST, _STEP = 400.0, 120.0  # Hz


def spoken(
    text: str, *, rate: int = RATE, loud: float = 0.3, before: float = 0.1
) -> NDArray[np.float32]:
    """*text* as sound of *rate* samples a second, after a moment."""
    times = np.arange(int(LENGTH * rate)) / rate
    pause = np.zeros(int(LENGTH * rate), dtype=np.float32)
    pieces: list[NDArray[np.float32]] = [np.zeros(int(before * rate), dtype=np.float32)]
    for word in text.split():
        pitch = _FIRST + _STEP * WORDS.index(word)
        pieces += [(loud * np.sin(2 * np.pi * pitch * times)).astype(np.float32), pause]
    return np.concatenate(pieces)


class ToneTranscriber:
    """A `Transcriber`; "lutfi" is a name that it is never sure of."""

    name = "tones"

    def __init__(self) -> None:
        self.warmed = 0

    def warm(self) -> None:
        """Nothing to load."""
        self.warmed += 1

    def transcribe(
        self, sound: Sound, hotwords: Sequence[str] = (), *, draft: bool = False
    ) -> Transcript:
        """The words whose tones are in *sound*, in order."""
        size = RATE // 40  # 25 ms, 40 Hz apart
        heard: list[tuple[int, int]] = []  # what was heard, and in how many windows in a row
        for start in range(0, len(sound.samples) - size + 1, size):
            window = sound.samples[start : start + size]
            word = -1
            if np.sqrt(np.mean(window**2)) > 0.02:
                loudest = int(np.abs(np.fft.rfft(window * np.hanning(size))).argmax()) * 40.0
                word = round((loudest - _FIRST) / _STEP)
            if heard and heard[-1][0] == word:
                heard[-1] = (word, heard[-1][1] + 1)
            else:
                heard.append((word, 1))
        words = [
            WORDS[word] for word, times in heard if 0 <= word < len(WORDS) and 8 <= times <= 12
        ]
        return Transcript(
            tuple(Word(word, 0.3 if word == "lutfi" else 0.95) for word in words),
            speech=len(words) * LENGTH,
        )
