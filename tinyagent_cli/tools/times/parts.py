"""The parts that words about time are made of, and the rules that find them.

A rule is a pattern over canonical text and a function that says what a match means.  The
rules stand in ``days.py`` and ``clocks.py``; `parts` reads a text from left to right, the
longest match winning, and gives the parts together with the words that no rule knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from tinyagent_cli.tools.times.moment import Moment
from tinyagent_cli.tools.times.words import MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class Scene:
    """What the words are read against: the clock, the country, and what was said before.

    *about* is what the time is for ("dinner"), *before* the moment last spoken of.
    """

    now: datetime
    region: str = "US"
    about: str = ""
    before: Moment | None = None

    @property
    def today(self) -> date:
        """The day of *now*."""
        return self.now.date()

    @property
    def month_first(self) -> bool:
        """Whether 3/4 is the fourth of March: in the United States and a few more."""
        return self.region.upper() in ("US", "CA", "PH", "PR", "GU", "VI", "AS", "MP", "FM", "PW")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or the days to *last*.

    *said*: the day itself was named, not only its week or month; *exact*: with its year.
    *again* is the next one that the same words name, a month or a year later.
    """

    first: date
    last: date | None = None
    said: bool = False
    exact: bool = False
    note: str = ""
    again: date | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (Monday is 0), *which* of them: "", this, next, last, coming."""

    number: int
    which: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week, by its *monday*."""

    monday: date


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day.  *sure*: am or pm, or 24 hours, was said.  24 is the day's end."""

    hour: int
    minute: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """Morning, evening …: its usual hour, and from when until when it lasts.

    *today*: the words mean today's ("tonight", "this afternoon").
    """

    hour: int
    begins: int
    ends: int
    today: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How long: *months*, *days* and *minutes*; *lasting* where "for" was said."""

    months: int = 0
    days: int = 0
    minutes: int = 0
    lasting: bool = False

    def after(self, start: datetime) -> datetime:
        """The time this long after *start*."""
        return add_months(start, self.months) + timedelta(days=self.days, minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Instant:
    """A point in time, to the minute."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone that a clock time was said in, by its IANA name."""

    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A small word that ties parts: to, and, or, from, between, until, before, after, every."""

    word: str


Part = Day | Weekday | Week | Clock | PartOfDay | Length | Instant | Zone | Mark
Builder = Callable[["re.Match[str]", Scene], Part | None]

_SLOTS: Final = {
    "<weekday>": "|".join(WEEKDAYS),
    "<month>": "|".join(MONTHS),
    "<unit>": "minute|hour|day|week|fortnight|month|year",
    "<long>": "day|week|fortnight|month|year",
    "<n>": r"\d+(?:\.\d+)?|an?(?: 2 of| 2)?|2 of",
    "<nth>": r"\d{1,2}(?:st|nd|rd|th)",
}
_RULES: Final[list[tuple[str, Builder]]] = []

_TYING: Final = (Mark("to"), Mark("and"), Mark("or"), Mark("from"), Mark("between"))

# Words that say nothing about when.
_NOISE = """
at on the of for in by a an around about sharp please starting start starts beginning begin begins
commencing scheduled due time exactly say day date is be there same this it precisely just right
oclock then my our also set when sometime anytime any end ends ending finishing i'll we'll
"""
NOISE: Final = frozenset(_NOISE.split())


def rule(pattern: str) -> Callable[[Builder], Builder]:
    """Register a function for *pattern*, in which ``<weekday>`` and the like may stand."""

    def register(builder: Builder) -> Builder:
        _RULES.append((pattern, builder))
        return builder

    return register


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Builder], ...]:
    """The rules, compiled when the first words about time come: it takes 40 ms."""
    rules = []
    for pattern, builder in _RULES:
        for slot, alternatives in _SLOTS.items():
            pattern = pattern.replace(slot, f"(?:{alternatives})")
        rules.append((re.compile(rf"(?:{pattern})(?= |$)"), builder))
    return tuple(rules)


def parts(text: str, scene: Scene) -> tuple[list[Part], list[str]]:
    """The parts of canonical *text*, and the words that nothing is known of.

    A number right behind such a word belongs to it ("room 12"), and so does a word that
    ties before it ("go to the library").
    """
    found: list[Part] = []
    strange: list[str] = []
    at = 0
    after_strange = False
    while at < len(text):
        part, end = _longest(text, at, scene)
        if part is None or (after_strange and text[at:end].isdigit()):
            end = text.find(" ", at)
            end = len(text) if end < 0 else end
            after_strange = (word := text[at:end]) not in NOISE
            if after_strange:
                strange.append(word)
                if found and found[-1] in _TYING:
                    found.pop()
        else:
            found.append(part)
            after_strange = False
        at = end + 1
    return found, strange


def _longest(text: str, at: int, scene: Scene) -> tuple[Part | None, int]:
    best: Part | None = None
    end = at
    for pattern, builder in _compiled():
        match = pattern.match(text, at)
        if match and match.end() > end and (part := builder(match, scene)) is not None:
            best, end = part, match.end()
    return best, end


def add_months(moment: datetime, months: int) -> datetime:
    """*moment* so many *months* later, on the month's last day where it has no such day."""
    if not months:
        return moment
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(
        year=year, month=month + 1, day=min(moment.day, days_in_month(year, month + 1))
    )


def days_in_month(year: int, month: int) -> int:
    """How many days the month has."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
