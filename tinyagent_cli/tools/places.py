"""Places as people say them, as Maps takes them."""

from __future__ import annotations

import re
from typing import Final

_HERE: Final = re.compile(
    r"(?:(?:from|at|my|the|our)\s+)*(?:current\s+(?:location|position|place|spot)|here"
    r"|location|where\s+i(?:\s+am|['’]m)(?:\s+now)?|(?:my|this)\s+place\s+now)",
    re.IGNORECASE,
)


def place(said: str) -> str:
    """*said* in one line; "" for where the user is, which Maps knows itself."""
    text = " ".join(said.split()).strip('"“”')
    return "" if _HERE.fullmatch(text) else text
