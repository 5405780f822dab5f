"""Texts on their way into apps, and what people are told about it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

# Control codes that no app has a use for; line breaks and tabs stay, and so do the marks of
# direction and joining, which scripts and emoji need.  A byte order mark is no text either.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")


def plain(text: str) -> str:
    """*text* with line breaks as ``\\n``, without control codes and broken surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", text)


def line(text: str) -> str:
    """*text* as one line: a title, a subject, a name."""
    return " ".join(plain(text).split())


def paragraphs(text: str) -> str:
    """*text* as the HTML of Notes: a line a ``<div>``, everything escaped."""
    return "".join(f"<div>{_escaped(part) or '<br>'}</div>" for part in plain(text).split("\n"))


def _escaped(part: str) -> str:
    # HTML folds runs of spaces into one; every second one is made unbreakable to be kept.
    part = html.escape(part, quote=False).replace("\t", "    ")
    return re.sub(r"^ |(?<= ) ", "&nbsp;", part)


def listed(items: Iterable[str], last: str = "and") -> str:
    """``Sid, Lutfi and Nick``."""
    *most, end = list(items) or [""]
    return f"{', '.join(most)} {last} {end}" if most else end


def quoted(text: str, most: int = 60) -> str:
    """``“text”``, cut to *most* characters."""
    return f"“{text if len(text) <= most else text[: most - 1].rstrip() + '…'}”"


def moment(iso: str) -> datetime | date:
    """``2026-11-27T15:00:00`` as a datetime, ``2026-11-27`` as a date; ValueError."""
    return datetime.fromisoformat(iso) if len(iso) > 10 else date.fromisoformat(iso)


def spoken(when: datetime | date) -> str:
    """``Fri 27 Nov 2026, 15:00``, or ``Fri 27 Nov 2026``."""
    day = f"{when:%a} {when.day} {when:%b %Y}"
    return f"{day}, {when:%H:%M}" if isinstance(when, datetime) else day


def span(start: datetime | date, end: datetime | date) -> str:
    """From *start* to *end*, the day said once: ``Fri 27 Nov 2026, 15:00-16:00``."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return spoken(start) if start == end else f"{spoken(start)} to {spoken(end)}"
    if start.date() == end.date():
        return f"{spoken(start)}–{end:%H:%M}"
    return f"{spoken(start)} to {spoken(end)}"


def unique(items: Sequence[str]) -> list[str]:
    """*items* without repetitions, in order."""
    return list(dict.fromkeys(items))
