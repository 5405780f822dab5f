"""What one side of a range, or all of the words, says: its parts put together.

"Friday the 27th" is one day, "30 minutes before noon" one time of day, "next week on
Tuesday" one date; where parts contradict each other the words are `Unclear`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tinyagent_cli.tools.times import clocks, days
from tinyagent_cli.tools.times.moment import Moment, Several, Unknown
from tinyagent_cli.tools.times.parts import (
    Clock,
    Day,
    Instant,
    Length,
    Mark,
    Part,
    PartOfDay,
    Scene,
    Week,
    Weekday,
    Zone,
)
from tinyagent_cli.tools.times.words import WEEKDAYS

_DAY = timedelta(days=1)
_DAY_MINUTES = 24 * 60


class Unclear(Exception):
    """Inside this module: the words do not come to one moment; *reading* is what they come to."""

    def __init__(self, reading: Several | Unknown) -> None:
        super().__init__()
        self.reading = reading


@dataclass(frozen=True, slots=True)
class Said:
    """What one side of a range, or all of the words, says."""

    day: Day | None = None
    weekday: Weekday | None = None  # a bare weekday, which may still be today
    clock: Clock | None = None
    part: PartOfDay | None = None
    length: Length | None = None
    instant: Instant | None = None
    zone: Zone | None = None
    all_day: bool = False

    @property
    def timed(self) -> bool:
        """Whether a time of day was said."""
        return bool(self.clock or self.part or self.instant)

    @property
    def dated(self) -> bool:
        """Whether a day was said."""
        return bool(self.day or self.weekday)


def gathered(found: Sequence[Part], scene: Scene) -> Said:
    rest = _shifts(list(found), scene)
    said = Said(all_day=Mark("all day") in rest)
    weeks = [p for p in rest if isinstance(p, Week)]
    weekdays = list(dict.fromkeys(p for p in rest if isinstance(p, Weekday)))
    dates = list(dict.fromkeys(p for p in rest if isinstance(p, Day)))
    for part in rest:
        match part:
            case Clock():
                said = replace(said, clock=_same_clock(said.clock, part))
            case PartOfDay() if said.part is None or part.today:
                said = replace(said, part=part)
            case Length():
                said = replace(said, length=part)
            case Instant():
                said = replace(said, instant=part)
            case Zone():
                said = replace(said, zone=part)
            case _:
                pass
    day, weekday = _which_day(dates, weekdays, weeks, scene)
    if Mark("after") in rest and not said.timed and (day or weekday):
        day = _neighbour(day, weekday, scene, 1)
        weekday = None
    if Mark("before") in rest and not said.timed and (day or weekday):
        day = _neighbour(day, weekday, scene, -1)
        weekday = None
    return replace(said, day=day, weekday=weekday)


def _same_clock(earlier: Clock | None, later: Clock) -> Clock:
    if earlier is None or earlier == later:
        return later
    if (earlier.hour % 12, earlier.minute) == (later.hour % 12, later.minute):
        return earlier if earlier.sure else later
    raise Unclear(Unknown("it names two times of day"))


def _neighbour(day: Day | None, weekday: Weekday | None, scene: Scene, by: int) -> Day:
    if day:
        return Day((day.last or day.first) + _DAY if by > 0 else day.first - _DAY, said=True)
    assert weekday is not None
    return Day(date_of(weekday, scene).first + by * _DAY, said=True)


def _shifts(found: list[Part], scene: Scene) -> list[Part]:
    """Carry out "30 minutes before noon", "a week from Tuesday", "the day after Christmas"."""
    for at in range(len(found) - 1):
        length, mark = found[at], found[at + 1]
        if not isinstance(length, Length) or length.lasting or not isinstance(mark, Mark):
            continue
        if mark.word not in ("before", "after", "from"):
            continue
        sign = -1 if mark.word == "before" else 1
        target = found[at + 2] if at + 2 < len(found) else None
        moved = _moved(length, sign, target, mark.word, scene)
        if moved is not None:
            used = 3 if target is not None else 2
            return _shifts([*found[:at], moved, *found[at + used :]], scene)
    return found


def _moved(length: Length, sign: int, target: Part | None, word: str, scene: Scene) -> Part | None:
    if target is None:
        if word == "from":
            return None
        if scene.before is None:
            raise Unclear(Unknown(f"it does not say {word} what"))
        target = Instant(scene.before.start)
    backwards = Length(sign * length.months, sign * length.days, sign * length.minutes)
    if isinstance(target, Weekday):
        target = date_of(target, scene)
    if isinstance(target, Day) and length.minutes % _DAY_MINUTES == 0:
        days_in = backwards.minutes // _DAY_MINUTES
        backwards = Length(backwards.months, backwards.days + days_in)
        length = Length(length.months, length.days)
    if isinstance(target, Day) and not length.minutes:
        return Day(backwards.after(midnight(target.first)).date(), said=True)
    if isinstance(target, Clock) and word != "from" and not (length.days or length.months):
        return clocks.moved(target, backwards.minutes)
    if isinstance(target, Instant):
        return Instant(backwards.after(target.at))
    return None


def _which_day(
    dates: list[Day], weekdays: list[Weekday], weeks: list[Week], scene: Scene
) -> tuple[Day | None, Weekday | None]:
    """The one day that dates, weekdays and weeks together mean."""
    if len(weekdays) > 1 and len({w.number for w in weekdays}) == 1:
        weekdays = [next((w for w in weekdays if w.which), weekdays[0])]
    named = [d for d in dates if d.said] or dates
    if len({d.first for d in named}) > 1 or len(weekdays) > 1:
        choices = [Moment.of_days(d.first, d.last) for d in named]
        choices += [Moment.of_days(date_of(w, scene).first) for w in weekdays]
        raise Unclear(Several(tuple(dict.fromkeys(choices))))
    day = named[0] if named else None
    weekday = weekdays[0] if weekdays else None
    if weekday is None:
        if day is None and weeks:
            return Day(max(weeks[0].monday, scene.today)), None
        return day, None
    if weeks:
        return Day(weeks[0].monday + weekday.number * _DAY, said=True), None
    if day is None:
        return (None, weekday) if not weekday.which else (date_of(weekday, scene), None)
    return _agreeing(day, weekday, scene), None


def _agreeing(day: Day, weekday: Weekday, scene: Scene) -> Day:
    """The day that a date and a weekday both say, as "Friday the 27th" does."""
    if not day.said and day.last is None:
        in_week = days.monday_of(day.first) + weekday.number * _DAY
        return Day(in_week if in_week > scene.today else in_week + 7 * _DAY, said=True)
    if day.last is not None:
        inside = days.on_or_after(day.first, weekday.number)
        if inside <= day.last:
            return Day(inside, said=True)
    elif day.first.weekday() == weekday.number:
        return day
    choices = (Moment.of_days(day.first), Moment.of_days(date_of(weekday, scene).first))
    raise Unclear(Several(choices))


def day_said(said: Said, scene: Scene) -> Day:
    """The day of something that is dated."""
    if said.day is not None:
        return said.day
    assert said.weekday is not None
    return date_of(said.weekday, scene)


def date_of(weekday: Weekday, scene: Scene) -> Day:
    """The date of *weekday*, which is never today unless "this" was said."""
    today = scene.today
    ahead = days.on_or_after(today + (0 if weekday.which == "this" else 1) * _DAY, weekday.number)
    if weekday.which == "last":
        return Day(days.on_or_after(today - 7 * _DAY, weekday.number), said=True)
    if weekday.which != "next":
        return Day(ahead, said=True)
    following = days.monday_of(today) + (7 + weekday.number) * _DAY
    if following == ahead:
        return Day(following, said=True)
    name = WEEKDAYS[weekday.number].capitalize()
    note = f"“next {name}” taken as the one of next week; “this {name}” is {ahead:%d %b}"
    return Day(following, said=True, note=note)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())
