"""E-mail addresses, as far as they can be judged without asking a server."""

from __future__ import annotations

import re
from typing import Final

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.tools import lookalikes

# RFC 5322 dot-atoms, and letters of all scripts (RFC 6531); no quoted local parts, no comments.
_LOCAL: Final = r"[\w!#$%&'*+/=?^`{|}~\-]+(?:\.[\w!#$%&'*+/=?^`{|}~\-]+)*"
_DOMAIN: Final = r"(?:[^\W_](?:[\w\-]*[^\W_])?\.)+[^\W\d_][\w\-]*[^\W_]"
_ADDRESS: Final = re.compile(rf"{_LOCAL}@{_DOMAIN}")
_NAMED: Final = re.compile(r"[^<>]*<\s*([^<>\s]+)\s*>\s*")
_LONGEST: Final = 254  # RFC 5321 §4.5.3.1.3, less the brackets


def is_address(text: str) -> bool:
    """Whether *text* is meant as an e-mail address rather than as a name."""
    return "@" in text


def address(text: str) -> str:
    """The address that *text* is, ``Sid Patel <sid@example.com>`` included, without ``mailto:``.

    Raises ToolError where it cannot be one, and where a word of it mixes alphabets.
    """
    said = text.strip().removeprefix("mailto:").strip()
    if named := _NAMED.fullmatch(said):
        said = named[1]
    if len(said) > _LONGEST or not _ADDRESS.fullmatch(said):
        raise ToolError(f"“{text.strip()}” is no e-mail address", "it wants name@example.com")
    try:
        mixed = lookalikes.mixed(lookalikes.read_aloud(said))
    except ValueError as error:  # UnicodeError among them
        raise ToolError(f"“{said}” is no e-mail address: its punycode says nothing") from error
    if mixed:
        raise ToolError(
            f"“{said}” mixes {' and '.join(mixed)} letters, as forgeries do",
            "type the address anew, in the letters that you see",
        )
    return said
