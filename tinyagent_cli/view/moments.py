"""Moments as people say them: short in a row of the tree, in full before consent."""

from __future__ import annotations

from datetime import date, datetime

from tinyagent_cli.view.printable import printable


def as_moment(value: object) -> datetime | date | None:
    """The moment that an absolute time names; None for words ("tomorrow") and references."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        return None


def say_moment(moment: datetime | date, today: date, after: date | None = None) -> str:
    """``Fri 27 Nov 15:00``; with the year where it is not this one's.

    *after* is the day that was said just before: on the same day the hour is enough.
    """
    clock = f"{moment:%H:%M}" if isinstance(moment, datetime) else ""
    day = moment.date() if isinstance(moment, datetime) else moment
    if day == after and clock:
        return clock
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%a} {day.day} {day:%b}{year} {clock}".rstrip()


def say_fully(value: object) -> str:
    """``Friday 27 November 2026, 15:00``, or *value* as it is where it is no absolute time."""
    moment = value if isinstance(value, (datetime, date)) else as_moment(value)
    if moment is None:
        return printable(value)
    clock = f", {moment:%H:%M}" if isinstance(moment, datetime) else ", all day"
    return f"{moment:%A} {moment.day} {moment:%B %Y}{clock}"
