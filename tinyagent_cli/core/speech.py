"""What a transcriber makes of sound: words, each with its time and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the recogniser writes it, its punctuation with it, no space around it.

    *probability* is 0…1; *start* and *end* are seconds from the beginning of the sound.  A
    recogniser that does not know them gives 1.0, and for both times 0.0.
    """

    text: str
    probability: float = 1.0
    start: float = 0.0
    end: float = 0.0


@dataclass(frozen=True, slots=True)
class Transcript:
    """The *words* of a sound.

    *speech* is how many seconds of it a voice detector took for speech, None where none was
    asked; *silence* is how likely (0…1) the recogniser thinks that nobody spoke; *language*
    is the language's code.
    """

    words: tuple[Word, ...] = ()
    speech: float | None = None
    silence: float = 0.0
    language: str = "en"

    @property
    def text(self) -> str:
        """The words in a row."""
        return " ".join(word.text for word in self.words)
