"""Letters that look like others: ``sid@exаmple.com`` has one that is not of our alphabet.

After Unicode's UTS #39 (restriction level "highly restrictive"): within one word Latin goes with
Chinese, Japanese and Korean, and no other two alphabets go together.  A word that mixes others
is a forgery or a mistake.  A word all in another alphabet may be somebody's own, and may look
like a Latin one, too: which alphabet it is, is said wherever a person agrees to it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_EAST_ASIAN: Final = frozenset(("Cjk", "Hiragana", "Katakana", "Hangul", "Bopomofo"))
_LATIN: Final = "Latin"
_PUNYCODE: Final = re.compile(r"(?<![^.@])xn--([a-z0-9-]+)", re.IGNORECASE)


def alphabets(text: str) -> tuple[str, ...]:
    """The alphabets of the letters in *text*, by Unicode's names: ``("Latin", "Cyrillic")``.

    Letters of full width, the kelvin sign and their like are alphabets of their own.
    """
    found = (unicodedata.name(c, "unknown").split()[0].title() for c in text if c.isalpha())
    return tuple(dict.fromkeys(found))


def mixed(text: str) -> tuple[str, ...]:
    """The alphabets of the first word of *text* that mixes some which do not go together."""
    for word in re.findall(r"[^\W_]+", text):
        found = alphabets(word)
        strange = set(found) - _EAST_ASIAN
        if len(strange) > 1 or (len(found) > 1 and strange - {_LATIN}):
            return found
    return ()


def read_aloud(address: str) -> str:
    """*address* with its punycode read: ``xn--80ak6aa92e.com`` is ``аррӏе.com``.

    Raises ValueError for punycode that says nothing.
    """

    def read(match: re.Match[str]) -> str:
        label = match[1].encode("ascii").decode("punycode")
        if label.isascii() or not all(c.isalnum() or c == "-" for c in label):
            raise ValueError(f"xn--{match[1]} says nothing")
        return label

    return _PUNYCODE.sub(read, address)


def note(address: str) -> str:
    """What a person must be told of the letters of *address*; "" where all are ASCII."""
    read = read_aloud(address)
    if read.isascii():
        return ""
    strange = list(dict.fromkeys(c for c in read if not c.isascii()))[:4]
    of = " and ".join(alphabets("".join(strange)))
    reads = f"reads {read}: " if read != address else ""
    said = f"{reads}“{''.join(strange)}” " + (f"is in {of}" if of != _LATIN else "is beyond a–z")
    return f"{said}, in ASCII {_ascii(read)}" if runs_leftwards(read) else said


def runs_leftwards(text: str) -> bool:
    """Whether something in *text* is written from right to left: Hebrew, Arabic and their like.

    A terminal may turn the order of what stands in one row with it.
    """
    return any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)


def _ascii(address: str) -> str:
    """The domain of *address* in punycode, which reads in one direction only."""
    labels = address.rpartition("@")[2].split(".")
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
    )


def note_of_name(name: str) -> str:
    """What a person must be told of the letters of a contact's *name*, if anything."""
    return f"the name mixes {' and '.join(found)} letters" if (found := mixed(name)) else ""
