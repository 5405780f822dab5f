"""What words about time come to: a moment, several that fit, or nothing sure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that words were resolved to, local and without a zone.

    *end* where the words said one; for *all_day* both are midnights, and *end* is the
    last day, not the one after.  *note* says what a person should know of the reading
    ("next Friday" taken as the one of next week; a repetition that is not supported).
    """

    start: datetime
    end: datetime | None = None
    all_day: bool = False
    note: str = ""

    @classmethod
    def of_days(cls, first: date, last: date | None = None, note: str = "") -> Moment:
        """The whole day *first*, or all days to *last*."""
        end = None if last is None or last == first else datetime.combine(last, _MIDNIGHT)
        return cls(datetime.combine(first, _MIDNIGHT), end, all_day=True, note=note)

    @property
    def text(self) -> str:
        """How a plan says the start: ``2026-11-27 15:00:00``, or ``2026-11-27`` for a day."""
        return written(self.start, self.all_day)

    @property
    def exact(self) -> str:
        """Start and end as words that `when` reads back to this very moment."""
        end = "" if self.end is None else f" to {written(self.end, self.all_day)}"
        return f"{self.text}{end}"

    @property
    def spoken(self) -> str:
        """How a person is told: ``Fri 27 Nov 2026 15:00``."""
        told = _told(self.start, self.all_day)
        if self.end is None:
            return told
        if not self.all_day and self.end.date() == self.start.date():
            return f"{told}–{self.end:%H:%M}"
        return f"{told} – {_told(self.end, self.all_day)}"

    def with_note(self, note: str) -> Moment:
        """The same moment with *note* added to what it says already."""
        if not note or note in self.note:
            return self
        return replace(self, note=f"{self.note}; {note}" if self.note else note)


@dataclass(frozen=True, slots=True)
class Several:
    """The words fit several moments; the likeliest is the first of *choices*."""

    choices: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """The words were not, or not all, understood.

    *because* says what stood in the way; *guess* is what the rest of the words says.
    """

    because: str
    guess: Moment | None = None


Reading = Moment | Several | Unknown


def written(at: datetime, all_day: bool) -> str:
    """``YYYY-MM-DD HH:MM:SS``, or ``YYYY-MM-DD`` where it is all day."""
    return at.strftime("%Y-%m-%d" if all_day else "%Y-%m-%d %H:%M:%S")


def _told(at: datetime, all_day: bool) -> str:
    return f"{at:%a} {at.day} {at:%b %Y}" + ("" if all_day else f" {at:%H:%M}")
