"""From one time until another: "2 to 4pm", "Monday to Wednesday", "until noon"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from tinyagent_cli.tools.times import days
from tinyagent_cli.tools.times.moment import Moment, Unknown
from tinyagent_cli.tools.times.parts import Clock, Day, PartOfDay, Scene
from tinyagent_cli.tools.times.said import Said, Unclear, day_said, midnight
from tinyagent_cli.tools.times.settling import hour_of, settled, timed


def ranged(left: Said, right: Said, scene: Scene) -> Moment:
    if not right.timed:
        return _days_between(left, right, scene)
    if not left.timed:
        today = left.day == Day(scene.today, said=True)
        if not left.dated or (today and not right.dated):
            until = settled(right, scene)
            return Moment(scene.now.replace(second=0, microsecond=0), until.start)
        begins = replace(left, part=PartOfDay(9, 0, 12))
        guess = ranged(begins, right, scene)
        raise Unclear(Unknown("it says until when, but not from when", guess))
    if left.instant or right.instant:
        end = settled(right, scene).start
        return Moment(settled(left, scene).start, end)
    shared = left
    if not left.dated:
        shared = replace(left, day=right.day, weekday=right.weekday)
    if left.part is None and right.part is not None and not (left.clock and left.clock.sure):
        shared = replace(shared, part=_reaching_back(right.part))
    if left.clock and right.clock:
        shared = _by_the_end(shared, left.clock, right, scene)
        if (right.clock.hour - left.clock.hour) % 12 > 5 and shared.part is None:
            # 9 to 5 are the hours of an office, not of a night.
            shared = replace(
                shared, clock=Clock(hour_of(shared, scene)[0], left.clock.minute, True)
            )
    # What begins just now has not begun without us.
    start = timed(shared, replace(scene, now=scene.now - timedelta(minutes=1)))
    return replace(start, end=_end(start.start, left, right, scene))


def _reaching_back(part: PartOfDay) -> PartOfDay:
    """The part of day of a range's end, for its beginning: "5 to 7 in the evening"."""
    return replace(part, begins=max(0, part.begins - 3))


def _by_the_end(shared: Said, clock: Clock, right: Said, scene: Scene) -> Said:
    """Let the end tell whether the beginning is am or pm: "2 to 4pm", "11 to 1pm"."""
    if clock.sure or not (right.clock and (right.clock.sure or right.part)):
        return shared
    if left_part := shared.part:
        ends, _, _ = hour_of(replace(right, part=right.part or left_part), scene)
    else:
        ends, _, _ = hour_of(right, scene)
    limit = ends + right.clock.minute / 60
    hours = (clock.hour % 12, clock.hour % 12 + 12)
    fitting = [h for h in hours if h + clock.minute / 60 < limit]
    if not fitting:
        fitting = [h for h in hours if h + clock.minute / 60 < limit + 24]
    return replace(shared, clock=Clock(fitting[-1], clock.minute, sure=True), part=None)


def _end(start: datetime, left: Said, right: Said, scene: Scene) -> datetime:
    if right.dated and left.dated:
        end = settled(right, scene).start
        if end <= start:
            raise Unclear(Unknown("it ends before it begins", Moment(start)))
        return end
    clock = right.clock
    if clock is None:
        assert right.part is not None
        hours = [right.part.hour]
        minute = 0
    else:
        minute = clock.minute
        hours = [clock.hour] if clock.sure else [clock.hour % 12, clock.hour % 12 + 12]
    ends = (
        midnight(start.date()) + timedelta(hours=h + 24 * d, minutes=minute)
        for d in (0, 1)
        for h in hours
    )
    return next(end for end in ends if end > start)


def _days_between(left: Said, right: Said, scene: Scene) -> Moment:
    if not right.dated:
        raise Unclear(Unknown("it does not say until when", settled(left, scene)))
    if left.timed:
        raise Unclear(Unknown("it does not say until what time", settled(left, scene)))
    last = day_said(right, scene)
    if not left.dated:
        return Moment.of_days(scene.today, last.last or last.first, last.note)
    first = day_said(left, scene)
    end: date = last.last or last.first
    if right.weekday and end < first.first:
        end = days.on_or_after(first.first, right.weekday.number)
    if end < first.first:
        raise Unclear(Unknown("it ends before it begins", Moment.of_days(first.first)))
    return Moment.of_days(first.first, end, first.note)
