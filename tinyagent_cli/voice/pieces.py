"""Words on their way from speech to writing, each with the spoken words that it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

# What a recogniser sets around words; a dot within ("p.m.", "3.30") is none of it.
_AROUND: Final = re.compile(r"([\"'“”‘(\[]*)(.*?)([.,;:!?…\"'“”’)\]]*)", re.DOTALL)
_DOTTED: Final = re.compile(r"(?:[A-Za-z]\.){2,}")


def among(words: str) -> frozenset[str]:
    """The set of *words*, one beside the other."""
    return frozenset(words.split())


# After these a spoken form is meant as a word: "a dash of salt", "the dot com office".
DETERMINERS: Final = among(
    """
    a an the this that these those my your his her its our their one another each every no
    some any which what whose first second last next
    """
)


@dataclass(frozen=True, slots=True)
class Piece:
    """*text* as it is to be written, made of the spoken words *first* to *last* by index.

    *close*: nothing stands between it and what is before it.
    """

    text: str
    first: int
    last: int
    close: bool = False

    @property
    def bare(self) -> str:
        """The word in lower case, without punctuation around it, its apostrophes plain."""
        if _DOTTED.fullmatch(self.text):
            return self.text.replace(".", "").lower()
        found = _AROUND.fullmatch(self.text)
        kept = found[2] if found else self.text
        return kept.lower().replace("’", "'") if kept else self.text

    @property
    def tail(self) -> str:
        """The punctuation after the word."""
        if _DOTTED.fullmatch(self.text):
            return ""
        found = _AROUND.fullmatch(self.text)
        return found[3] if found and found[2] else ""

    @property
    def ends(self) -> bool:
        """Whether a pause follows: punctuation, or the end of a line."""
        return bool(self.tail) or self.text.endswith("\n")

    def without_tail(self) -> Piece:
        """The piece without the punctuation after it."""
        tail = self.tail
        return replace(self, text=self.text[: -len(tail)]) if tail else self


def pieces_of(words: Iterable[str]) -> list[Piece]:
    """A piece for each of *words*."""
    return [Piece(text.strip(), at, at) for at, text in enumerate(words) if text.strip()]


def made(text: str, of: Sequence[Piece]) -> Piece:
    """*text*, and the punctuation after the last of the pieces *of* which it is made."""
    return Piece(text + of[-1].tail, of[0].first, of[-1].last, of[0].close)


def bares(pieces: Sequence[Piece], at: int, count: int) -> tuple[str, ...]:
    """The *count* words that begin at *at*; fewer where a pause or the end comes before."""
    found: list[str] = []
    for piece in pieces[max(at, 0) : at + count]:
        found.append(piece.bare)
        if piece.ends:
            break
    return tuple(found)


def before(pieces: Sequence[Piece], at: int) -> str:
    """The word before *at*, "" where there is none or a pause lies between."""
    return pieces[at - 1].bare if at > 0 and not pieces[at - 1].ends else ""


def after(pieces: Sequence[Piece], at: int) -> str:
    """The word after *at*, "" where there is none or a pause lies between."""
    return pieces[at + 1].bare if at + 1 < len(pieces) and not pieces[at].ends else ""
