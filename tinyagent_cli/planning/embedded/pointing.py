"""What the embedded planner says: calls whose arguments point, and never invent.

A request is cut into *words*; an argument of a call is a run of those words (or several
runs, for a time said in two places), the result of an earlier call, the text that was
piped in, or one of a tool's fixed choices.  Nothing else can be said, so nothing else
can be invented.  Compare the span pointers of Shrivastava et al. 2021 and pointer
networks, Vinyals et al. 2015.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# A word is an address, a link, a time, a number or a name as people write them, without
# the punctuation around it; a possessive 's is a word of its own, so that "Sid's" can be
# pointed at as "Sid".  Any other mark is a word by itself.
_WORD: Final = re.compile(
    r"""
    ['’]s\b                                   # possessive, cut off its noun
  | https?://\S*[\w/]                         # link
  | [\w+][\w.+\-'’]*@[\w\-]+(?:\.[\w\-]+)+      # e-mail address
  | [$€£#+]?\d+(?:[.,:/\-]\d+)*\w*            # number, time, date, amount, "3pm", "#12"
  | \w+(?:(?:[-_.&/+]|['’](?!s\b))\w+)*       # "I'm", "project.pdf", "follow-up", "AC/DC"
  | \S                                        # anything else
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a request: its *text* and where it stands, in characters, end exclusive."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Runs of words ``(first, last)``, indices from 0, last inclusive, in order.

    More than one run only where the thing was said in several places ("on Friday …
    at 3pm"); their texts are joined by a space.
    """

    runs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The result of the call with this number, counted from 1: ``$1``."""

    call: int


@dataclass(frozen=True, slots=True)
class PipedText:
    """The text that was piped in with the request ("this", "it")."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A fixed value that a tool allows, such as ``"w"`` for walking."""

    value: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A text made of several *parts*, one after the other: words, then the piped text,
    then results."""

    parts: tuple[Span | Result | PipedText, ...]


Atom = Span | Result | PipedText | Choice | Joined
# An argument nobody spoke of is None; a list argument is a tuple of atoms.
Pointed = Atom | tuple[Atom, ...] | None


@dataclass(frozen=True, slots=True)
class Call:
    """A call of *tool*, its arguments in the tool's order (all of them, or a prefix)."""

    tool: str
    arguments: tuple[Pointed, ...]


def words(request: str) -> tuple[Word, ...]:
    """Cut *request* into its words."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(request))


def text_of(span: Span, request: str, cut: tuple[Word, ...]) -> str:
    """The words of *span* as they stand in *request*, spaces and all."""
    return " ".join(request[cut[a].start : cut[b].end] for a, b in span.runs)
