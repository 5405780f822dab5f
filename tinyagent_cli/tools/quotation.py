"""Quotation marks that stand around what was said, and are no part of it."""

from __future__ import annotations

from typing import Final

_MARKS: Final = (('"', '"'), ("“", "”"), ("«", "»"), ("‘", "’"), ("'", "'"), ("`", "`"))
# These stand alone only where the other one was left behind; an apostrophe is a letter.
_LONELY: Final = '"“”«»'


def unquoted(text: str) -> str:
    """*text* without one pair of marks around the whole of it, and without half a pair."""
    for first, last in _MARKS:
        inner = text[len(first) : -len(last)]
        if text.startswith(first) and text.endswith(last) and len(text) > 2:
            return text if first in inner or last in inner else inner.strip()
    alone = sum(text.count(mark) for mark in _LONELY) == 1
    if alone and not text[-2:-1].isdigit():  # of 5" it may be inches
        return text.strip(_LONELY).strip()
    return text
