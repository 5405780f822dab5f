"""What a writer is asked for: the user's wish, and the texts that it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What a text is for."""

    MAIL = "mail"
    REPLY = "reply"
    FORWARD = "forward"
    NOTE = "note"
    PART = "part"  # of a long document: what matters in it, to be summarised with the others
    SUMMARY = "summary"
    ANSWER = "answer"  # to a question, from what was looked up


@dataclass(frozen=True, slots=True)
class Material:
    """A *text* that a piece is made from, and *what* it is.

    It is data, whoever wrote it: a mail, a note or a PDF may say anything.
    """

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that is to be written: what for, the user's own words, and from what."""

    purpose: Purpose
    wish: str = ""
    material: tuple[Material, ...] = ()
