"""From what was said to a moment: the hour, the day it falls on, and how long it lasts.

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
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tinyagent_cli.tools.times import clocks
from tinyagent_cli.tools.times.moment import Moment, Several, Unknown
from tinyagent_cli.tools.times.parts import Clock, Day, Scene, Zone
from tinyagent_cli.tools.times.said import Said, Unclear, date_of, day_said, midnight

_DAY = timedelta(days=1)


def settled(said: Said, scene: Scene) -> Moment:
    if said.instant:
        if said.dated or said.clock:
            raise Unclear(Unknown("it names two times", Moment(said.instant.at)))
        return _lasting(Moment(said.instant.at), said, scene)
    if said.all_day or not said.timed:
        return _days_only(said, scene)
    return _lasting(_zoned(timed(said, scene), said.zone), said, scene)


def _days_only(said: Said, scene: Scene) -> Moment:
    length = said.length
    if not said.dated:
        if said.all_day:
            return Moment.of_days(scene.today)
        if length is None:
            raise Unclear(Unknown("it says neither a day nor a time"))
        if length.lasting:
            raise Unclear(Unknown("it says how long, but not when"))
        at = length.after(scene.now).replace(second=0, microsecond=0)
        return Moment(at) if length.minutes else Moment.of_days(at.date())
    day = day_said(said, scene)
    if length is None:
        return Moment.of_days(day.first, day.last, day.note)
    if length.minutes:
        start = datetime.combine(day.first, time(9))
        guess = Moment(start, length.after(start), note=day.note)
        raise Unclear(Unknown("it says how long, but not from when", guess))
    last = length.after(midnight(day.first)).date() - _DAY
    return Moment.of_days(day.first, last, day.note)


def _lasting(moment: Moment, said: Said, scene: Scene) -> Moment:
    if said.length is None:
        return moment
    if said.length.minutes == 0 and not said.clock:
        return moment
    return replace(moment, end=said.length.after(moment.start))


def timed(said: Said, scene: Scene) -> Moment:
    hour, minute, guessed = hour_of(said, scene)
    if said.clock and said.clock.hour == 24 and said.dated and not said.part:
        _refuse_midnight(said, scene)
    day = said.day
    if day is not None and said.part is not None and said.part.today:
        _refuse_two_days(day, hour, minute, scene)
    if day is None and said.part is not None and said.part.today:
        day = Day(scene.today, said=True)
    if day is not None:
        return _on_day(day, hour, minute, guessed, said, scene)
    first = scene.today
    if said.weekday and said.weekday.number != scene.today.weekday():
        first = date_of(said.weekday, scene).first
        return Moment(at_hour(first, hour, minute))
    step = 7 if said.weekday else 1
    for at in _still_ahead(hour, minute, guessed):
        if (moment := at_hour(scene.today, *at)) > scene.now:
            return Moment(moment)
    return Moment(at_hour(scene.today + step * _DAY, hour, minute))


def _refuse_two_days(day: Day, hour: int, minute: int, scene: Scene) -> None:
    """ "Tomorrow tonight" may be either, but not both."""
    if day.first != scene.today:
        days = (scene.today, day.first)
        raise Unclear(Several(tuple(Moment(at_hour(d, hour, minute)) for d in days)))


def _still_ahead(hour: int, minute: int, guessed: bool) -> list[tuple[int, int]]:
    """The hours of today to try: what was said, and its other half if that was guessed."""
    both = [(hour, minute)]
    if guessed and hour < 12:
        both.append((hour + 12, minute))
    return both


def _on_day(day: Day, hour: int, minute: int, guessed: bool, said: Said, scene: Scene) -> Moment:
    at = at_hour(day.first, hour, minute)
    if at >= scene.now or day.first < scene.today or day.exact:
        return Moment(at, note=day.note)
    for other in _still_ahead(hour, minute, guessed):
        if at_hour(day.first, *other) > scene.now:
            return Moment(at_hour(day.first, *other), note=day.note)
    if said.clock is None and said.part is not None:
        soon = _next_half_hour(scene.now)
        if soon <= at_hour(day.first, said.part.ends, 0):
            return Moment(soon, note=day.note)
    if day.again is not None:
        return Moment(at_hour(day.again, hour, minute), note=day.note)
    guess = Moment(at + _DAY)
    raise Unclear(Unknown(f"{at:%H:%M} today is past", guess))


def _next_half_hour(now: datetime) -> datetime:
    start = now.replace(minute=0, second=0, microsecond=0)
    return start + timedelta(minutes=30 if now.minute < 30 else 60)


def _refuse_midnight(said: Said, scene: Scene) -> None:
    """Midnight on Friday may begin or end the Friday; only the user knows."""
    day = day_said(said, scene)
    ends = Moment(at_hour(day.first, 24, 0), note=day.note)
    begins = Moment(at_hour(day.first, 0, 0), note=day.note)
    if begins.start > scene.now:
        raise Unclear(Several((ends, begins)))


def hour_of(said: Said, scene: Scene) -> tuple[int, int, bool]:
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
        raise Unclear(Unknown(f"the time zone {zone.name} is not known here", moment)) from None
    return replace(moment, start=there.astimezone().replace(tzinfo=None))


def at_hour(day: date, hour: int, minute: int) -> datetime:
    return midnight(day) + timedelta(hours=hour, minutes=minute)
