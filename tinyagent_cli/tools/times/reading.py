"""From parts to a moment: which day, morning or evening, from when until when.

What is not said is filled in by these rules, in this order:

* 12 is noon; an hour above 12, or written 08:00, is of 24 hours.
* A part of the day ("at 8 in the evening"), else what the time is for ("dinner"), else the
  other end of a range ("2 to 4pm") tells am from pm.
* Otherwise 1 to 6 are pm and 7 to 11 am.
* A clock time without a day is the next one ahead; one that was not said with am or pm may
  be the other half of today before it is tomorrow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tinyagent_cli.tools.times import clocks, days
from tinyagent_cli.tools.times.moment import Moment, Reading, Several, Unknown
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
    parts,
)
from tinyagent_cli.tools.times.words import WEEKDAYS, canonical

_DAY = timedelta(days=1)
_REPEATS = "repeats are not supported: this is the first time only"


class _Unclear(Exception):
    """Inside this module: the words do not come to one moment; *reading* is what they come to."""

    def __init__(self, reading: Several | Unknown) -> None:
        super().__init__()
        self.reading = reading


@dataclass(frozen=True, slots=True)
class _Said:
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


def when(
    words: str,
    now: datetime,
    *,
    region: str = "US",
    about: str = "",
    before: Moment | None = None,
) -> Reading:
    """What *words* mean, said at *now* in the country *region*.

    *about* is what the time is for: dinner at 8 is in the evening.  *before* is the moment
    last spoken of, for "the next day" and "two hours later".
    """
    if exact := iso(words):
        return exact
    scene = Scene(now, region, about, before)
    text = canonical(words)
    found, strange = parts(text, scene)
    if not found:
        return Unknown(f"“{words.strip()}” is no time that I know")
    reading = _read(found, scene)
    if strange and _PAST & set(strange):
        return Unknown(f"“{words.strip()}” is past")
    if strange:
        because = f"“{' '.join(strange)}” was not understood"
        match reading:
            case Moment():
                return Unknown(because, reading)
            case Several(choices):
                return Unknown(because, choices[0])
            case Unknown(guess=guess):
                return Unknown(because, guess)
    return reading


_PAST = frozenset({"ago", "last", "past", "previous"})
_ISO = re.compile(
    r"\s*(\d{4}-?\d\d-?\d\d)(?:[T ](\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d(?::?\d\d)?)?)?\s*",
    re.IGNORECASE,
)


def iso(words: str) -> Moment | None:
    """The moment that an ISO 8601 date or time says; one with a zone, in local time."""
    match = _ISO.fullmatch(words)
    if not match:
        return None
    try:
        at = datetime.fromisoformat(words.strip().upper())
    except ValueError:
        return None
    if at.tzinfo is not None:
        at = at.astimezone().replace(tzinfo=None)
    return Moment(at.replace(microsecond=0), all_day=match[2] is None)


def _read(found: Sequence[Part], scene: Scene) -> Reading:
    marks = [part.word for part in found if isinstance(part, Mark)]
    found = [p for p in found if p not in (Mark("every"), Mark("week of"))]
    try:
        reading = _alternatives(found, scene) if "or" in marks else _moment(found, scene)
    except _Unclear as unclear:
        reading = unclear.reading
    if "every" in marks:
        if isinstance(reading, Moment):
            return reading.with_note(_REPEATS)
        if not found:
            return Moment.of_days(scene.today + _DAY, note=_REPEATS)
    return reading


def _alternatives(found: Sequence[Part], scene: Scene) -> Reading:
    """ "Monday or Tuesday at 3": each of them, with what was said once for both."""
    at = found.index(Mark("or"))
    left, right = _said(found[:at], scene), _said(found[at + 1 :], scene)
    shared = replace(
        right,
        day=right.day if right.dated else left.day,
        weekday=right.weekday if right.dated else left.weekday,
        part=right.part or left.part,
        clock=right.clock or left.clock,
    )
    other = replace(
        left,
        day=left.day if left.dated else right.day,
        weekday=left.weekday if left.dated else right.weekday,
        part=left.part or right.part,
        clock=left.clock or right.clock,
    )
    choices = tuple(dict.fromkeys(_single(said, scene) for said in (other, shared)))
    return Several(choices) if len(choices) > 1 else choices[0]


def _moment(found: Sequence[Part], scene: Scene) -> Moment:
    marks = [i for i, p in enumerate(found) if p in (Mark("to"), Mark("until"))]
    if Mark("between") in found or (not marks and _two_times(found)):
        marks = marks or [i for i, p in enumerate(found) if p == Mark("and")][:1]
    if len(marks) > 1:
        raise _Unclear(Unknown("there are several ranges in it"))
    if not marks:
        return _single(_said(found, scene), scene)
    left, right = found[: marks[0]], found[marks[0] + 1 :]
    if not right:
        return _single(_said(left, scene), scene)
    return _range(_said(left, scene), _said(right, scene), scene)


def _two_times(found: Sequence[Part]) -> bool:
    """Whether "and" joins two days or two times: "Friday and Saturday"."""
    if Mark("and") not in found:
        return False
    at = found.index(Mark("and"))
    sides = (found[:at], found[at + 1 :])
    return all(any(isinstance(p, Day | Weekday) for p in side) for side in sides) or all(
        any(isinstance(p, Clock) for p in side) for side in sides
    )


# Gathering what was said.


def _said(found: Sequence[Part], scene: Scene) -> _Said:
    rest = _shifts(list(found), scene)
    said = _Said(all_day=Mark("all day") in rest)
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
    raise _Unclear(Unknown("it names two times of day"))


def _neighbour(day: Day | None, weekday: Weekday | None, scene: Scene, by: int) -> Day:
    if day:
        return Day((day.last or day.first) + _DAY if by > 0 else day.first - _DAY, said=True)
    assert weekday is not None
    return Day(_date_of(weekday, scene).first + by * _DAY, said=True)


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
            raise _Unclear(Unknown(f"it does not say {word} what"))
        target = Instant(scene.before.start)
    backwards = Length(sign * length.months, sign * length.days, sign * length.minutes)
    if isinstance(target, Weekday):
        target = _date_of(target, scene)
    if isinstance(target, Day) and not length.minutes:
        return Day(backwards.after(_midnight(target.first)).date(), said=True)
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
        choices += [Moment.of_days(_date_of(w, scene).first) for w in weekdays]
        raise _Unclear(Several(tuple(dict.fromkeys(choices))))
    day = named[0] if named else None
    weekday = weekdays[0] if weekdays else None
    if weekday is None:
        if day is None and weeks:
            return Day(max(weeks[0].monday, scene.today)), None
        return day, None
    if weeks:
        return Day(weeks[0].monday + weekday.number * _DAY, said=True), None
    if day is None:
        return (None, weekday) if not weekday.which else (_date_of(weekday, scene), None)
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
    choices = (Moment.of_days(day.first), Moment.of_days(_date_of(weekday, scene).first))
    raise _Unclear(Several(choices))


def _day_said(said: _Said, scene: Scene) -> Day:
    """The day of something that is dated."""
    if said.day is not None:
        return said.day
    assert said.weekday is not None
    return _date_of(said.weekday, scene)


def _date_of(weekday: Weekday, scene: Scene) -> Day:
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


# From what was said to a moment.


def _single(said: _Said, scene: Scene) -> Moment:
    if said.instant:
        if said.dated or said.clock:
            raise _Unclear(Unknown("it names two times", Moment(said.instant.at)))
        return _lasting(Moment(said.instant.at), said, scene)
    if said.all_day or not said.timed:
        return _days_only(said, scene)
    return _lasting(_zoned(_timed(said, scene), said.zone), said, scene)


def _days_only(said: _Said, scene: Scene) -> Moment:
    length = said.length
    if not said.dated:
        if said.all_day:
            return Moment.of_days(scene.today)
        if length is None:
            raise _Unclear(Unknown("it says neither a day nor a time"))
        if length.lasting:
            raise _Unclear(Unknown("it says how long, but not when"))
        at = length.after(scene.now).replace(second=0, microsecond=0)
        return Moment(at) if length.minutes else Moment.of_days(at.date())
    day = _day_said(said, scene)
    if length is None:
        return Moment.of_days(day.first, day.last, day.note)
    if length.minutes:
        start = datetime.combine(day.first, time(9))
        guess = Moment(start, length.after(start), note=day.note)
        raise _Unclear(Unknown("it says how long, but not from when", guess))
    last = length.after(_midnight(day.first)).date() - _DAY
    return Moment.of_days(day.first, last, day.note)


def _lasting(moment: Moment, said: _Said, scene: Scene) -> Moment:
    if said.length is None:
        return moment
    if said.length.minutes == 0 and not said.clock:
        return moment
    return replace(moment, end=said.length.after(moment.start))


def _timed(said: _Said, scene: Scene) -> Moment:
    hour, minute, guessed = _hour(said, scene)
    if said.clock and said.clock.hour == 24 and said.dated and not said.part:
        _refuse_midnight(said, scene)
    day = said.day
    if day is None and said.part is not None and said.part.today:
        day = Day(scene.today, said=True)
    if day is not None:
        return _on_day(day, hour, minute, guessed, said, scene)
    first = scene.today
    if said.weekday and said.weekday.number != scene.today.weekday():
        first = _date_of(said.weekday, scene).first
        return Moment(_at(first, hour, minute))
    step = 7 if said.weekday else 1
    for at in _still_ahead(hour, minute, guessed):
        if (moment := _at(scene.today, *at)) > scene.now:
            return Moment(moment)
    return Moment(_at(scene.today + step * _DAY, hour, minute))


def _still_ahead(hour: int, minute: int, guessed: bool) -> list[tuple[int, int]]:
    """The hours of today to try: what was said, and its other half if that was guessed."""
    both = [(hour, minute)]
    if guessed and hour < 12:
        both.append((hour + 12, minute))
    return both


def _on_day(day: Day, hour: int, minute: int, guessed: bool, said: _Said, scene: Scene) -> Moment:
    at = _at(day.first, hour, minute)
    if at >= scene.now or day.first < scene.today:
        return Moment(at, note=day.note)
    for other in _still_ahead(hour, minute, guessed):
        if _at(day.first, *other) > scene.now:
            return Moment(_at(day.first, *other), note=day.note)
    if said.clock is None and said.part is not None:
        soon = _next_half_hour(scene.now)
        if soon <= _at(day.first, said.part.ends, 0):
            return Moment(soon, note=day.note)
    guess = Moment(at + _DAY)
    raise _Unclear(Unknown(f"{at:%H:%M} today is past", guess))


def _next_half_hour(now: datetime) -> datetime:
    start = now.replace(minute=0, second=0, microsecond=0)
    return start + timedelta(minutes=30 if now.minute < 30 else 60)


def _refuse_midnight(said: _Said, scene: Scene) -> None:
    """Midnight on Friday may begin or end the Friday; only the user knows."""
    day = _day_said(said, scene)
    ends = Moment(_at(day.first, 24, 0), note=day.note)
    begins = Moment(_at(day.first, 0, 0), note=day.note)
    if begins.start > scene.now:
        raise _Unclear(Several((ends, begins)))


def _hour(said: _Said, scene: Scene) -> tuple[int, int, bool]:
    """Hour (24 and more: of the next day), minute, and whether am or pm was guessed."""
    clock, part = said.clock, said.part
    if clock is None:
        assert part is not None
        return part.hour, 0, False
    if clock.sure:
        late = part is not None and part.ends > 24 and clock.hour < part.ends - 24
        return clock.hour + (24 if late else 0), clock.minute, False
    if part is not None:
        return _inside(clock, part.begins, part.ends), clock.minute, False
    words = set(re.findall(r"\w+", scene.about.lower()))
    for names, (begins, ends) in clocks.ABOUT:
        if words & names:
            return _inside(clock, begins, ends), clock.minute, True
    return _usual(clock.hour), clock.minute, True


def _inside(clock: Clock, begins: int, ends: int) -> int:
    for hour in (clock.hour % 12, clock.hour % 12 + 12, clock.hour % 12 + 24):
        if begins <= hour + clock.minute / 60 and hour <= ends:
            return hour
    return _usual(clock.hour)


def _usual(hour: int) -> int:
    return hour + 12 if 1 <= hour <= 6 else hour


def _zoned(moment: Moment, zone: Zone | None) -> Moment:
    if zone is None:
        return moment
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        there = moment.start.replace(tzinfo=ZoneInfo(zone.name))
    except ZoneInfoNotFoundError:
        raise _Unclear(Unknown(f"the time zone {zone.name} is not known here", moment)) from None
    return replace(moment, start=there.astimezone().replace(tzinfo=None))


# Ranges.


def _range(left: _Said, right: _Said, scene: Scene) -> Moment:
    if not right.timed:
        return _range_of_days(left, right, scene)
    if not left.timed:
        if not left.dated or not right.dated and left.day == Day(scene.today, said=True):
            until = _single(right, scene)
            return Moment(scene.now.replace(second=0, microsecond=0), until.start)
        begins = replace(left, part=PartOfDay(9, 0, 12))
        guess = _range(begins, right, scene)
        raise _Unclear(Unknown("it says until when, but not from when", guess))
    if left.instant or right.instant:
        end = _single(right, scene).start
        return Moment(_single(left, scene).start, end)
    shared = left
    if not left.dated:
        shared = replace(left, day=right.day, weekday=right.weekday)
    if left.part is None and right.part is not None and not (left.clock and left.clock.sure):
        shared = replace(shared, part=_reaching_back(right.part))
    if left.clock and right.clock:
        shared = _by_the_end(shared, left.clock, right, scene)
        if (right.clock.hour - left.clock.hour) % 12 > 5 and shared.part is None:
            # 9 to 5 are the hours of an office, not of a night.
            shared = replace(shared, clock=Clock(_hour(shared, scene)[0], left.clock.minute, True))
    # What begins just now has not begun without us.
    start = _timed(shared, replace(scene, now=scene.now - timedelta(minutes=1)))
    return replace(start, end=_end(start.start, left, right, scene))


def _reaching_back(part: PartOfDay) -> PartOfDay:
    """The part of day of a range's end, for its beginning: "5 to 7 in the evening"."""
    return replace(part, begins=max(0, part.begins - 3))


def _by_the_end(shared: _Said, clock: Clock, right: _Said, scene: Scene) -> _Said:
    """Let the end tell whether the beginning is am or pm: "2 to 4pm", "11 to 1pm"."""
    if clock.sure or not (right.clock and (right.clock.sure or right.part)):
        return shared
    if left_part := shared.part:
        ends, _, _ = _hour(replace(right, part=right.part or left_part), scene)
    else:
        ends, _, _ = _hour(right, scene)
    limit = ends + right.clock.minute / 60
    hours = (clock.hour % 12, clock.hour % 12 + 12)
    fitting = [h for h in hours if h + clock.minute / 60 < limit]
    if not fitting:
        fitting = [h for h in hours if h + clock.minute / 60 < limit + 24]
    return replace(shared, clock=Clock(fitting[-1], clock.minute, sure=True), part=None)


def _end(start: datetime, left: _Said, right: _Said, scene: Scene) -> datetime:
    if right.dated and left.dated:
        end = _single(right, scene).start
        if end <= start:
            raise _Unclear(Unknown("it ends before it begins", Moment(start)))
        return end
    clock = right.clock
    if clock is None:
        assert right.part is not None
        hours = [right.part.hour]
        minute = 0
    else:
        minute = clock.minute
        hours = [clock.hour] if clock.sure else [clock.hour % 12, clock.hour % 12 + 12]
    midnight = _midnight(start.date())
    ends = (midnight + timedelta(hours=h + 24 * d, minutes=minute) for d in (0, 1) for h in hours)
    return next(end for end in ends if end > start)


def _range_of_days(left: _Said, right: _Said, scene: Scene) -> Moment:
    if not right.dated:
        raise _Unclear(Unknown("it does not say until when", _single(left, scene)))
    if left.timed:
        raise _Unclear(Unknown("it does not say until what time", _single(left, scene)))
    last = _day_said(right, scene)
    if not left.dated:
        return Moment.of_days(scene.today, last.last or last.first, last.note)
    first = _day_said(left, scene)
    end: date = last.last or last.first
    if right.weekday and end < first.first:
        end = days.on_or_after(first.first, right.weekday.number)
    if end < first.first:
        raise _Unclear(Unknown("it ends before it begins", Moment.of_days(first.first)))
    return Moment.of_days(first.first, end, first.note)


def _at(day: date, hour: int, minute: int) -> datetime:
    return _midnight(day) + timedelta(hours=hour, minutes=minute)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
