"""What a terminal sends for keys, cut into keys.  Pure.

Ordinary sequences, and those of Kitty's keyboard protocol
(https://sw.kovidgoyal.net/kitty/keyboard-protocol/), by which a terminal also tells of
repetitions and releases.  Keys are called as prompt_toolkit calls them: ``c-t``, ``f4``,
``enter``, ``escape``, ``space``, ``x``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Motion(IntEnum):
    """What a key did; numbered as Kitty's protocol numbers them."""

    PRESS = 1
    REPEAT = 2
    RELEASE = 3


@dataclass(frozen=True, slots=True)
class Key:
    """A key that moved; *name* is "" for one that nobody here knows."""

    name: str
    motion: Motion = Motion.PRESS

    @property
    def bare(self) -> str:
        """The key without Control, which may be let go first."""
        return self.name.removeprefix("c-")


@dataclass(frozen=True, slots=True)
class Speaks:
    """The terminal's first answer to `ASK`: it knows Kitty's protocol."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The terminal's last answer to `ASK`, which every terminal gives."""


# Flags 1 + 2 + 8: by 1 and 2 alone, letters and Space would still come without releases.
PUSH: Final = "\x1b[>11u"
POP: Final = "\x1b[<u"
ASK: Final = "\x1b[?u\x1b[c"  # the second is answered by terminals that do not know the first

_CODES: Final = {13: "enter", 27: "escape", 9: "tab", 32: "space", 127: "backspace"}
_TILDE: Final = dict(
    zip(
        (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24),
        (f"f{i}" for i in range(1, 13)),
        strict=True,
    )
)
_LETTERS: Final = {"P": "f1", "Q": "f2", "R": "f3", "S": "f4"}
_BYTES: Final = {0: "c-space", 9: "tab", 10: "enter", 13: "enter", 27: "escape", 127: "backspace"}
_SEQUENCE: Final = re.compile(r"\x1b\[([<-?]?)([0-9;:]*)([ -/]*)([@-~])|\x1bO([!-~])")
_BEGUN: Final = re.compile(r"\x1b(\[[<-?]?[0-9;:]*[ -/]*|O)?\Z")
_CONTROL: Final = 4


class Keys:
    """Cuts what comes in, in pieces of any size, into keys."""

    def __init__(self) -> None:
        self._waiting = ""

    def feed(self, data: bytes) -> Iterator[Key | Speaks | Answered]:
        """The keys in *data*; the beginning of one waits for its end."""
        text, self._waiting = self._waiting + data.decode("latin-1"), ""
        at = 0
        while at < len(text):
            if found := _SEQUENCE.match(text, at):
                at = found.end()
                if key := _of_sequence(found):
                    yield key
            elif _BEGUN.match(text, at):
                self._waiting = text[at:]
                return
            else:
                yield Key(_of_byte(ord(text[at])))
                at += 1

    def settle(self) -> Iterator[Key | Speaks | Answered]:
        """Nothing more came for a while: an Escape that waits is the key of that name."""
        waiting, self._waiting = self._waiting, ""
        if waiting == "\x1b":
            yield Key("escape")


def _of_byte(code: int) -> str:
    if code in _BYTES:
        return _BYTES[code]
    if code < 27:
        return f"c-{chr(code + 96)}"
    return "space" if code == 32 else chr(code) if 32 < code < 127 else ""


def _of_sequence(found: re.Match[str]) -> Key | Speaks | Answered | None:
    private, numbers, _, end, letter = found.groups()
    if letter:
        return Key(_LETTERS.get(letter, ""))
    if private:
        if private == "?" and end == "u":
            return Speaks()
        return Answered() if private == "?" and end == "c" else None
    fields = [part.split(":") for part in numbers.split(";")]
    code = int(fields[0][0] or 0)
    held, motion = _number(fields, 0) - 1, _number(fields, 1)
    if motion not in (1, 2, 3):
        return None
    name = ""
    if end == "u":
        name = _CODES.get(code) or (chr(code) if 33 <= code < 127 else "")
    elif end == "~":
        name = _TILDE.get(code, "")
    elif end in _LETTERS and code in (0, 1):
        name = _LETTERS[end]
    if name and held & _CONTROL:
        name = f"c-{name}"
    return Key(name, Motion(motion))


def _number(fields: list[list[str]], part: int) -> int:
    """A part of the second field, ``modifiers:motion``; 1 where it is left out."""
    if len(fields) < 2 or len(fields[1]) <= part or not fields[1][part]:
        return 1
    return int(fields[1][part])
