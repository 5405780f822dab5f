"""Text that knows which of its parts an argument points at.

A generated request carries marks: one private-use character opens mark *i*, another
closes it.  Marks nest ("lunch with Sid" is a title, "Sid" a person in it) and survive
lower-casing, typos and everything else that is done to the text around them, until
:func:`strip` takes them out and says where they stood.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

_OPEN: Final = 0xE000
_CLOSE: Final = 0xF000
_MOST: Final = 0x0800
_ANY: Final = re.compile("[\ue000-\ue7ff\uf000-\uf7ff]")
_INNERMOST: Final = re.compile(r"\[([^\[\]]*)\]")
_SLOT: Final = re.compile(r"\{(\w+)\}")


def mark(text: str, number: int) -> str:
    """*text* inside mark *number*; spaces and quotes at its rim stay outside."""
    inner = text.strip()
    return f"{chr(_OPEN + number)}{inner}{chr(_CLOSE + number)}"


def is_mark(letter: str) -> bool:
    """Whether *letter* opens or closes a mark."""
    return bool(_ANY.match(letter))


def plain(text: str) -> str:
    """*text* without its marks."""
    return _ANY.sub("", text)


def renumbered(text: str, first: int) -> str:
    """*text* with its marks counted on from *first*."""
    return _ANY.sub(lambda m: chr(ord(m.group()) + first), text)


def strip(text: str) -> tuple[str, dict[int, list[tuple[int, int]]]]:
    """The plain text, and for each mark the character ranges it covers, in order."""
    out: list[str] = []
    length = 0
    opened: dict[int, int] = {}
    ranges: dict[int, list[tuple[int, int]]] = {}
    for letter in text:
        code = ord(letter)
        if _OPEN <= code < _OPEN + _MOST:
            opened[code - _OPEN] = length
        elif _CLOSE <= code < _CLOSE + _MOST:
            number = code - _CLOSE
            ranges.setdefault(number, []).append((opened.pop(number), length))
        else:
            out.append(letter)
            length += 1
    return "".join(out), ranges


def choose(template: str, rng: random.Random) -> str:
    """Settle every ``[this|or that|]`` of *template*, inner brackets first."""
    while True:
        match = _INNERMOST.search(template)
        if match is None:
            return re.sub(r" {2,}", " ", template).strip()
        option = rng.choice(match.group(1).split("|"))
        template = template[: match.start()] + option + template[match.end() :]


def fill(template: str, slot: Callable[[str], str]) -> str:
    """Replace every ``{name}``, left to right, by what *slot* says for it."""
    return re.sub(r" {2,}", " ", _SLOT.sub(lambda m: slot(m.group(1)), template)).strip()


def marked_at(request: str, places: dict[int, list[tuple[int, int]]]) -> str:
    """*request* with its marks set; of two that begin together the longer opens first."""
    spans = sorted((a, -b, n) for n, ranges in places.items() for a, b in ranges)
    events: dict[int, list[str]] = {}
    for a, minus_b, number in spans:
        opened = mark("x", number)
        events.setdefault(a, []).append(opened[0])
        events.setdefault(-minus_b, []).insert(0, opened[-1])
    out: list[str] = []
    for i in range(len(request) + 1):
        out += events.get(i, [])
        out.append(request[i : i + 1])
    return "".join(out)
