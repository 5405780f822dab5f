"""What the network sees of a word: itself, its letters, its shape.

The planner points at words and never spells one, so a word may be seen lossily: as the sum
of a vector for the word (if it is a known one), of vectors for its letter triples and
quadruples (hashed, as in fastText, Bojanowski et al. 2017, so that a misspelt or unheard
word still looks like something), and of one for its shape.  A word is one position of the
network, whatever its length; this halves the work against subword pieces.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tinyagent_cli.planning.embedded.pointing import Word

SHAPES: Final = (
    "lower", "capital", "upper", "mixed", "number", "numbered", "address", "link", "file", "mark",
)  # fmt: skip
GLUED, APART = 0, 1  # whether a space stands before the word

_DIGITS: Final = re.compile(r"\d")
_FILE: Final = re.compile(r"\w\.[A-Za-z][A-Za-z0-9]{1,4}$")


def key_of(text: str) -> str:
    """*text* as the vocabulary knows it: small letters, every digit a 0, one apostrophe."""
    return _DIGITS.sub("0", text.casefold().replace("’", "'"))


def shape_of(text: str) -> int:
    """Index in SHAPES of what *text* looks like."""
    if "://" in text:
        name = "link"
    elif "@" in text and len(text) > 1:
        name = "address"
    elif not any(c.isalnum() for c in text):
        name = "mark"
    elif _FILE.search(text):
        name = "file"
    elif not any(c.isalpha() for c in text):
        name = "number"
    elif any(c.isdigit() for c in text):
        name = "numbered"
    elif text.islower():
        name = "lower"
    elif text[0].isupper() and text[1:] == text[1:].lower():
        name = "capital"
    elif text.isupper():
        name = "upper"
    else:
        name = "mixed"
    return SHAPES.index(name)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words the network knows by sight, and how many *buckets* letters are hashed into.

    Rows of the feature table: shapes first, then words, then buckets.
    """

    words: Mapping[str, int]
    buckets: int

    @property
    def rows(self) -> int:
        """Rows of the feature table."""
        return len(SHAPES) + len(self.words) + self.buckets

    def features(self, text: str, known: bool = True) -> tuple[list[int], list[float]]:
        """Rows of the feature table that make up the word *text*, and their weights.

        With *known* false the word is seen as one never met before.
        """
        key = key_of(text)
        rows, weights = [shape_of(text)], [1.0]
        if known and (word := self.words.get(key)) is not None:
            rows.append(len(SHAPES) + word)
            weights.append(1.0)
        grams = _letters(key)
        base = len(SHAPES) + len(self.words)
        rows += [base + zlib.crc32(g.encode()) % self.buckets for g in grams]
        weights += [len(grams) ** -0.5] * len(grams)
        return rows, weights


def gap_before(cut: Sequence[Word], index: int) -> int:
    """GLUED where the word at *index* follows the one before without a space, else APART."""
    return GLUED if index and cut[index - 1].end == cut[index].start else APART


def _letters(key: str) -> list[str]:
    bounded = f"<{key[:24]}>"
    return [bounded[i : i + n] for n in (3, 4) for i in range(len(bounded) - n + 1)] or [bounded]
