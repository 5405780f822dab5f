"""Lists that came as one string: "Sid, Lutfi and Anna", "a.pdf and b.pdf"."""

from __future__ import annotations

import re
from typing import Final

from tinyagent_cli.tools.spec import Kind

_NAMES: Final = re.compile(
    r"\s*[,;\n]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+|\s+plus\s+", re.IGNORECASE
)
_COMMAS: Final = re.compile(r"\s*[,;\n]\s*(?:(?:and|&)\s+)?")
# "Terms and Conditions.pdf" is one file; "a.pdf and b.pdf" are two: an ending before "and".
_FILES: Final = re.compile(
    r"\s*[;\n]\s*|(?<=\.)(?!\S)|(?:(?<=\.\w\w)|(?<=\.\w\w\w)|(?<=\.\w\w\w\w)|(?<=\.\w\w\w\w\w))"
    r"(?:\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+)",
    re.IGNORECASE,
)
_SEPARATORS: Final = {
    Kind.PERSON: _NAMES,
    Kind.EMAIL: _NAMES,
    Kind.PHONE: _NAMES,
    Kind.FILE: _FILES,
    Kind.PLACE: re.compile(r"\s*[;\n]\s*"),  # an address has commas of its own
}


def items(text: str, kind: Kind) -> tuple[str, ...]:
    """The items of *text*, a list of *kind* in one string; none of an empty one."""
    parts = _SEPARATORS.get(kind, _COMMAS).split(_unbracketed(text))
    cleaned = (part.strip().strip("\"'").strip() for part in parts)
    return tuple(item for item in cleaned if item and not is_separator(item))


def is_separator(text: str) -> bool:
    """Whether *text* only stands between two items: ", ", " and "."""
    return not text.strip() or bool(re.fullmatch(r"\s*(?:[,;&]|,?\s*and)\s*", text, re.IGNORECASE))


def _unbracketed(text: str) -> str:
    """*text* without the brackets of a list that was written inside a string."""
    text = text.strip()
    return text[1:-1] if text.startswith("[") and text.endswith("]") else text
