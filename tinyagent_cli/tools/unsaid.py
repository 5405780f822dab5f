"""What a plan says only because something had to stand there.

A planner that points at words of the request must point at some, even where the request does
not say what is wanted: "text Sid" says no text, "remind me tomorrow" not of what.  What it
points at then is recognised here and taken out, so that it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from tinyagent_cli.plan.task import Task
from tinyagent_cli.tools.spec import Kind, ToolSpec
from tinyagent_cli.tools.times import Moment, when
from tinyagent_cli.tools.times.parts import Scene, parts
from tinyagent_cli.tools.times.words import canonical

_WHO: Final = frozenset({Kind.PERSON, Kind.EMAIL, Kind.PHONE})
# A holiday may be what something is about, and so may a meal; these can only be a time.
_TIME_FIRST: Final = re.compile(
    r"(?:on |at |by |for |this |next |in )*(?:today|tonight|tomorrow|\d|(?:mon|tues|wednes|thurs|"
    r"fri|satur|sun)day|(?:an?|one|two|three|five|ten|half an) (?:minute|hour|day|week))"
)
_MEAL: Final = re.compile(r"\b(?:breakfast|brunch|lunch|tea|dinner|supper)\b")


def without_stopgaps(
    task: Task, spec: ToolSpec, earlier: Mapping[int, Task], now: datetime
) -> Task:
    """*task* without what only stands for something unsaid; *earlier* tasks by their ids.

    A text that only names whom it goes to is "", and so is the start of a way that is also
    its end; a title that is only a time is the time.
    """
    values = dict(zip((a.name for a in spec.arguments), task.arguments, strict=True))
    reached = {
        item.casefold()
        for item in (*_literals(task, spec), *_looked_up(task, earlier))
        if isinstance(item, str)
    }
    title = next((a.name for a in spec.arguments if a.kind is Kind.NAME and a.required), "")
    time = next((a.name for a in spec.arguments if a.kind is Kind.TIME), "")
    for argument in spec.arguments:
        said = values[argument.name]
        if argument.kind is Kind.TEXT and argument.required and isinstance(said, str):
            values[argument.name] = "" if said.strip().casefold() in reached else said
    start, *ends = [a.name for a in spec.arguments if a.kind is Kind.PLACE] or [""]
    if ends and values[start] == values[ends[0]]:
        values[start] = ""
    said = values.get(title)
    if time and not values[time] and isinstance(said, str) and _is_time(said, now):
        values |= {time: said, title: ""}
    return replace(task, arguments=tuple(values.values()))


def _literals(task: Task, spec: ToolSpec) -> list[object]:
    """Whom *task* reaches, as far as it says so itself."""
    found: list[object] = []
    for argument, value in zip(spec.arguments, task.arguments, strict=True):
        if argument.kind in _WHO:
            found += value if isinstance(value, tuple) else (value,)
    return found


def _looked_up(task: Task, earlier: Mapping[int, Task]) -> list[object]:
    """What the tasks were given that *task* takes results of: the names of people."""
    return [earlier[id].arguments[0] for id in task.depends_on if id in earlier]


def _is_time(said: str, now: datetime) -> bool:
    """Whether *said* is a time, and not a word more."""
    text = canonical(said)
    if not _TIME_FIRST.match(text) or _MEAL.search(text):
        return False
    _, strange = parts(text, Scene(now))
    return not strange and isinstance(when(said, now), Moment)
