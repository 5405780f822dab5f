"""Tables of words about time and what they are to be read as."""

from __future__ import annotations

from datetime import datetime

import pytest

from tinyagent_cli.tools.times import Moment, when

MONDAY = datetime(2026, 11, 23, 9, 0)


def told(words: str, now: datetime = MONDAY, **how: object) -> str:
    """The reading of *words* in short: ``2026-11-24 15:00/16:00``, ``2026-11-24``."""
    reading = when(words, now, **how)  # type: ignore[arg-type]
    if not isinstance(reading, Moment):
        return type(reading).__name__
    shape = "%Y-%m-%d" if reading.all_day else "%Y-%m-%d %H:%M"
    start = reading.start.strftime(shape)
    if reading.end is None:
        return start
    same_day = not reading.all_day and reading.end.date() == reading.start.date()
    return f"{start}/{reading.end.strftime('%H:%M' if same_day else shape)}"


def table(text: str) -> list[tuple[str, str]]:
    """``words → reading`` lines as test cases."""
    pairs = (line.rsplit("→", 1) for line in text.strip().splitlines() if line.strip())
    return [(words.strip(), reading.strip()) for words, reading in pairs]


def cases(text: str) -> pytest.MarkDecorator:
    """A parametrisation over the lines of *text*."""
    return pytest.mark.parametrize(("words", "reading"), table(text))
