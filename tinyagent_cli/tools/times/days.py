"""Rules for days: dates, weekdays, weeks, ends of months, feasts.

Conventions, where people's usage differs:

* A bare weekday is the next one ahead; "this Friday" too.
* "next Friday" is the Friday of the next calendar week (weeks begin on Monday), and the
  reading carries a note while this week's Friday is still ahead.  In the plans of the
  paper's authors that name a "next Monday" and a "next Friday" in one request, the Friday
  lies four days after the Monday each time, which only this reading gives on any day.
* "next week", "next month", "in June" without a day mean its first day.
* 3/4 goes by the country of ``people.region``; 3.4. is always the third of April.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final

from tinyagent_cli.tools.times.parts import (
    Day,
    Mark,
    Scene,
    Week,
    Weekday,
    add_months,
    days_in_month,
    rule,
)
from tinyagent_cli.tools.times.words import MONTHS, WEEKDAYS

Match = re.Match[str]


def monday_of(day: date) -> date:
    """The Monday of the week of *day*."""
    return day - timedelta(days=day.weekday())


def on_or_after(day: date, weekday: int) -> date:
    """The first *weekday* (Monday is 0) that is not before *day*."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


@rule("today")
def _today(_: Match, scene: Scene) -> Day:
    return Day(scene.today, said=True)


@rule("yesterday|(?:the )?day before yesterday|last(?= night)")
def _yesterday(match: Match, scene: Scene) -> Day:
    return Day(scene.today - timedelta(days=1 + ("before" in match[0])), said=True)


@rule("tomorrow|(?:the )?day after tomorrow|overmorrow")
def _tomorrow(match: Match, scene: Scene) -> Day:
    return Day(scene.today + timedelta(days=1 + (match[0] != "tomorrow")), said=True)


@rule("(?:the )?(?:next|following) day|(?:the )?day after(?: that|(?=$| (?:at|in|from|by) ))")
def _day_after(_: Match, scene: Scene) -> Day:
    return Day(_spoken_of(scene) + timedelta(days=1), said=True)


@rule("(?:the )?(?:next|following)(?= (?:morning|afternoon|evening|night))")
def _morning_after(_: Match, scene: Scene) -> Day:
    return Day(_spoken_of(scene) + timedelta(days=1), said=True)


@rule("(?:that|the same|same)(?: day|(?= (?:morning|afternoon|evening|night)))")
def _same_day(_: Match, scene: Scene) -> Day:
    return Day(_spoken_of(scene), said=True)


def _spoken_of(scene: Scene) -> date:
    return scene.before.start.date() if scene.before else scene.today


@rule(
    "(?:(?:on )?(this coming|this next|this|next|coming|the coming|following|the following|last) )?"
    "(<weekday>)"
)
def _weekday(match: Match, _: Scene) -> Weekday:
    which = (match[1] or "").replace("this coming", "coming").replace("this next", "coming")
    which = "coming" if which.endswith(("coming", "following")) else which
    return Weekday(WEEKDAYS.index(match[2]), which)


@rule("(<weekday>) (?:week|after next)|a week (?:on|this) (<weekday>)")
def _weekday_week(match: Match, scene: Scene) -> Day:
    ahead = on_or_after(scene.today + timedelta(days=1), WEEKDAYS.index(match[1] or match[2]))
    return Day(ahead + timedelta(days=7), said=True)


@rule(r"(?:a|(\d+)) week (today|tomorrow)")
def _week_today(match: Match, scene: Scene) -> Day:
    days = 7 * int(match[1] or 1) + (match[2] == "tomorrow")
    return Day(scene.today + timedelta(days=days), said=True)


_WEEKS_AHEAD: Final = {"next": 1, "coming": 1, "this coming": 1, "following": 1, "last": -1}


@rule("(?:the )?(this|next|coming|this coming|following|last) week|(?:the )?(week after next)")
def _week(match: Match, scene: Scene) -> Week:
    ahead = 2 if match[2] else _WEEKS_AHEAD.get(match[1], 0)
    return Week(monday_of(scene.today) + timedelta(weeks=ahead))


@rule("(?:the )?week (?:of|commencing|beginning|starting)")
def _week_of(_: Match, __: Scene) -> Mark:
    return Mark("week of")


@rule("(?:(?:this|the|over the|coming|this coming)? ?|(next|the following|following) )weekend")
def _weekend(match: Match, scene: Scene) -> Day:
    saturday = monday_of(scene.today) + timedelta(days=5)
    if match[1]:
        note = "“next weekend” taken as the one after this week's"
        return Day(saturday + timedelta(7), saturday + timedelta(8), note=note)
    return Day(max(saturday, scene.today), saturday + timedelta(days=1))


@rule(r"(?:the )?weekend of (?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of)?(?: (<month>))?")
def _weekend_of(match: Match, scene: Scene) -> Day | None:
    day = _dated(scene.today, int(match[1]), match[2])
    if day is None:
        return None
    saturday = monday_of(day) + timedelta(days=5)
    return Day(saturday, saturday + timedelta(days=1), said=True)


@rule(r"(?:in )?(?:(\d+|a) )?(?:weekday|(?:working|work|business|week) day)(?: from now| later)?")
def _working_day(match: Match, scene: Scene) -> Day:
    day = scene.today
    for _ in range(int(match[1]) if match[1] and match[1] != "a" else 1):
        day += timedelta(days=1)
        day = day if day.weekday() < 5 else on_or_after(day, 0)
    return Day(day, said=match[1] is not None)


# Dates with a month's name; the year may be said in two halves: "twenty seventeen".
_YEAR = r"(?: (?:of )?(\d{4}|20 \d\d))?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_TO = "(?:-|to|through|until|and)"


@rule(rf"(<month>) (?:the )?{_DAY}{_YEAR}")
def _month_day(match: Match, scene: Scene) -> Day | None:
    return _day_of(scene, match[2], match[1], match[3])


@rule(rf"(?:the )?{_DAY} (?:day )?(?:of |in )?(<month>){_YEAR}")
def _day_month(match: Match, scene: Scene) -> Day | None:
    return _day_of(scene, match[1], match[2], match[3])


@rule(rf"(<month>) (?:the )?{_DAY} {_TO} (?:the )?{_DAY}{_YEAR}")
def _month_days(match: Match, scene: Scene) -> Day | None:
    return _days_of(scene, match[2], match[3], match[1], match[4])


@rule(rf"(?:the )?{_DAY} {_TO} (?:the )?{_DAY} (?:of )?(<month>){_YEAR}")
def _days_month(match: Match, scene: Scene) -> Day | None:
    return _days_of(scene, match[1], match[2], match[3], match[4])


@rule(
    rf"the {_DAY} {_TO} the {_DAY}"
    rf"|(\d{{1,2}})(?:st|nd|rd|th) {_TO} (?:the )?(\d{{1,2}})(?:st|nd|rd|th)"
)
def _days_of_month(match: Match, scene: Scene) -> Day | None:
    return _days_of(scene, match[1] or match[3], match[2] or match[4], None, None)


@rule(
    r"(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: day)?(?: of| in)?"
    r"(?: (the|this|next|the next|the following) month)?"
)
def _nth(match: Match, scene: Scene) -> Day | None:
    if match[2] and match[2] not in ("the", "this"):
        return _in_next_month(scene, int(match[1]))
    return _day_of(scene, match[1], None, None)


@rule(r"next month (?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)?")
def _next_month_on(match: Match, scene: Scene) -> Day | None:
    return _in_next_month(scene, int(match[1]))


@rule(r"(?:in )?(?:(this|next|the following|following|coming|the|of the) )?(month|year)")
def _month_or_year(match: Match, scene: Scene) -> Day | None:
    if match[1] in (None, "this", "the", "of the"):
        return None  # not a time by itself
    first = scene.today.replace(day=1)
    if match[2] == "year":
        return Day(date(first.year + 1, 1, 1))
    return Day(_months_on(first, 1))


@rule(
    r"(?:in |early |the beginning of |beginning of |the start of |start of )?"
    r"(?:(this|next) )?(<month>)(?: (\d{4}|20 \d\d))?"
)
def _month(match: Match, scene: Scene) -> Day:
    month = MONTHS.index(match[2]) + 1
    if match[3]:
        return Day(date(int(match[3].replace(" ", "")), month, 1))
    first = date(scene.today.year + (month <= scene.today.month), month, 1)
    return Day(first)


@rule(
    r"(?:the )?(end|beginning|start|middle|mid|early|late)(?: of)?(?: (?:the|this))?(?: (next))?"
    r" (week|month|year|<month>)"
)
def _stretch(match: Match, scene: Scene) -> Day:
    where = {"beginning": "start", "early": "start", "mid": "middle", "late": "end"}.get(
        match[1], match[1]
    )
    ahead = 1 if match[2] else 0
    if match[3] == "week":
        monday = monday_of(scene.today) + timedelta(weeks=ahead)
        if where == "end" and monday + timedelta(days=4) < scene.today:
            monday += timedelta(weeks=1)
        return Day(monday + timedelta(days={"start": 0, "middle": 2, "end": 4}[where]))
    if match[3] == "year":
        year = scene.today.year + ahead
        return Day(date(year, *{"start": (1, 1), "middle": (7, 1), "end": (12, 31)}[where]))
    if match[3] == "month":
        first = _months_on(scene.today.replace(day=1), ahead)
    else:
        month = MONTHS.index(match[3]) + 1
        first = date(scene.today.year + (month < scene.today.month), month, 1)
    last = days_in_month(first.year, first.month)
    return Day(first.replace(day={"start": 1, "middle": 15, "end": last}[where]))


_COUNTED = r"(?:the )?(\d)(?:st|nd|rd|th)"
_OF_MONTH = r"(?:of|in) (?:(?:the|this) (month)|(next) month|(<month>))"


@rule(rf"(?:{_COUNTED}|(?:the )?last) (<weekday>|week|weekend|day) {_OF_MONTH}")
def _nth_weekday(match: Match, scene: Scene) -> Day | None:
    count = int(match[1]) if match[1] else -1
    for ahead in range(2):
        first = _month_meant(match[3], match[4], match[5], scene, ahead)
        day = _counted(match[2], count, first)
        if day is None or (day.last or day.first) >= scene.today:
            return day
    return None


def _counted(what: str, count: int, first: date) -> Day | None:
    last = first.replace(day=days_in_month(first.year, first.month))
    if what == "day":
        return Day(last if count < 0 else first + timedelta(days=count - 1), said=True)
    if what == "week":
        begins = last - timedelta(days=6) if count < 0 else first + timedelta(days=7 * (count - 1))
        return Day(begins, min(begins + timedelta(days=6), last), said=True)
    weekday = 5 if what == "weekend" else WEEKDAYS.index(what)
    if count < 0:
        day = on_or_after(last - timedelta(days=6), weekday)
    else:
        day = on_or_after(first, weekday) + timedelta(weeks=count - 1)
    if day > last:
        return None
    return Day(day, day + timedelta(days=1) if what == "weekend" else None, said=True)


def _month_meant(
    this: str | None, following: str | None, name: str | None, scene: Scene, ahead: int
) -> date:
    if name:
        month = MONTHS.index(name) + 1
        return date(scene.today.year + (month < scene.today.month) + ahead, month, 1)
    return _months_on(scene.today.replace(day=1), (1 if following else 0) + (ahead if this else 0))


# Dates in figures.
@rule(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
def _year_first(match: Match, _: Scene) -> Day | None:
    return _said(match[1], match[2], match[3])


@rule(r"(\d{1,2})([-/.])(\d{1,2})(?:[-/.](\d{4}|\d{2})?)?")
def _figures(match: Match, scene: Scene) -> Day | None:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if mark == "." and not match[0].endswith(".") and not year and first < 24:
        return None  # 3.30 is a clock time
    if mark == "-" and not year:
        return None
    day_first = mark == "." or not scene.month_first
    day, month = (first, second) if day_first else (second, first)
    if month > 12:
        day, month = month, day
    if not 1 <= month <= 12:
        return None
    return _day_of(scene, str(day), MONTHS[month - 1], year)


@rule(r"(\d{2}) - (\d{2})")
def _month_dash_day(match: Match, scene: Scene) -> Day | None:
    month, day = int(match[1]), int(match[2])
    if not (1 <= month <= 12 and day > 24):
        return None  # 10-12 is from ten to twelve
    return _day_of(scene, match[2], MONTHS[month - 1], None)


def _day_of(scene: Scene, day: str, month: str | None, year: str | None) -> Day | None:
    if year:
        full = year.replace(" ", "") if len(year) != 2 else f"20{year}"
        return _said(full, str(MONTHS.index(month or "january") + 1), day)
    found = _dated(scene.today, int(day), month)
    if found is None:
        return None
    return Day(found, said=True, again=_dated(found + timedelta(days=1), int(day), month))


def _days_of(
    scene: Scene, first: str, last: str, month: str | None, year: str | None
) -> Day | None:
    begins = _day_of(scene, first, month, year)
    if begins is None or int(last) <= int(first):
        return None
    try:
        return Day(begins.first, begins.first.replace(day=int(last)), said=True)
    except ValueError:
        return None


def _dated(since: date, day: int, month: str | None) -> date | None:
    """The first such date from *since* on; None if no month has it."""
    if month:
        dates = ((since.year + ahead, MONTHS.index(month) + 1) for ahead in range(9))
    else:
        first = since.replace(day=1)
        firsts = [_months_on(first, ahead) for ahead in range(3)]
        dates = ((f.year, f.month) for f in firsts)
    for year, number in dates:
        if 1 <= day <= days_in_month(year, number):
            found = date(year, number, day)
            if found >= since:
                return found
    return None


def _in_next_month(scene: Scene, day: int) -> Day | None:
    first = _months_on(scene.today.replace(day=1), 1)
    return _said(str(first.year), str(first.month), str(day), exact=False)


def _said(year: str, month: str, day: str, *, exact: bool = True) -> Day | None:
    try:
        return Day(date(int(year), int(month), int(day)), said=True, exact=exact)
    except ValueError:
        return None


def _months_on(day: date, months: int) -> date:
    return add_months(datetime.combine(day, time()), months).date()


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _nth_in(month: int, weekday: int, count: int) -> Callable[[int], date]:
    def find(year: int) -> date:
        if count < 0:
            last = date(year, month, days_in_month(year, month))
            return on_or_after(last - timedelta(days=6), weekday)
        return on_or_after(date(year, month, 1), weekday) + timedelta(weeks=count - 1)

    return find


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


_FEASTS: Final[dict[str, Callable[[int], date]]] = {
    "christmas eve": _fixed(12, 24),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "new year eve": _fixed(12, 31),
    "new year": _fixed(1, 1),
    "valentine": _fixed(2, 14),
    "st patrick": _fixed(3, 17),
    "april fools": _fixed(4, 1),
    "independence day": _fixed(7, 4),
    "halloween": _fixed(10, 31),
    "veterans day": _fixed(11, 11),
    "easter": _easter,
    "easter monday": lambda year: _easter(year) + timedelta(days=1),
    "good friday": lambda year: _easter(year) - timedelta(days=2),
    "mother": _nth_in(5, 6, 2),
    "memorial day": _nth_in(5, 0, -1),
    "father": _nth_in(6, 6, 3),
    "labor day": _nth_in(9, 0, 1),
    "thanksgiving": _nth_in(11, 3, 4),
    "black friday": lambda year: _nth_in(11, 3, 4)(year) + timedelta(days=1),
}


@rule(f"({'|'.join(sorted(_FEASTS, key=len, reverse=True))})(?: day)?")
def _feast(match: Match, scene: Scene) -> Day:
    find = _FEASTS[match[1]]
    this_year = find(scene.today.year)
    day = this_year if this_year >= scene.today else find(scene.today.year + 1)
    return Day(day, said=True, again=find(day.year + 1))
