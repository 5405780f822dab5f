"""A plan that was run, revised: for other people, at another time, by another name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from tinyagent_cli.agent.naming import is_address
from tinyagent_cli.plan.compare import renamed
from tinyagent_cli.plan.task import Plan, Reference, Task, Value
from tinyagent_cli.tools.spec import Argument, Effect, Kind, ToolSpec
from tinyagent_cli.tools.times import Moment

Specs = Mapping[str, ToolSpec]
_REACHED: Final = (Kind.EMAIL, Kind.PHONE)
# A time as a message speaks of it.
_CLOCK_SAID: Final = re.compile(
    r"\b(?:\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?|\d{1,2}:\d\d|noon|midnight)", re.IGNORECASE
)
_DAY_SAID: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Revised:
    """The *plan* to run now; *remakes*: it makes anew what the turn before made."""

    plan: Plan
    remakes: bool


def reaching(plan: Plan, specs: Specs, names: Sequence[str], *, instead: bool) -> Revised | None:
    """The last call of *plan* that reaches people, for *names*.

    A message or a mail goes to them alone; what has guests is made anew for all, or with
    *instead* for them.  None where the plan reaches nobody.
    """
    found = _last(plan, specs, lambda a: a.many and a.kind in _REACHED and a.name != "cc")
    if found is None:
        return None
    task, position = found
    argument = specs[task.tool].arguments[position]
    maker = _maker(specs, argument.kind)
    if maker is None:
        return None
    said = task.arguments[position]
    remakes = specs[task.tool].effect is Effect.CREATE or argument.name != "recipients"
    kept = said if isinstance(said, tuple) and remakes and not instead else ()
    first = max(t.id for t in plan.tasks) + 1
    lookups = [
        Task(first + i, maker.name, (name,)) for i, name in enumerate(names) if not is_address(name)
    ]
    by_name = {str(t.arguments[0]): Reference(t.id) for t in lookups}
    people = (*kept, *(by_name.get(name, name) for name in names))
    changed = _with(task, {position: people})
    # A link that the event holds has the same guests.
    changes = {changed.id: changed}
    for other in plan.tasks:
        for at, a in enumerate(specs[other.tool].arguments):
            same = remakes and a.many and a.kind is argument.kind and other.arguments[at] == said
            if same and other.id != task.id:
                changes[other.id] = _with(other, {at: people})
    tasks = [*lookups, *(changes.get(t.id, t) for t in plan.tasks)]
    return Revised(_part(tasks, _rerun(plan, specs, changes, remakes=remakes)), remakes)


def at_another_time(plan: Plan, specs: Specs, moment: Moment) -> Revised | None:
    """*plan* with what it last planned for a time at *moment*, as long as before.

    What has no time yet gets one.  None where it planned nothing that can have a time.
    """
    found = _last(plan, specs, lambda a: a.kind is Kind.TIME) or _timeless(plan, specs)
    if found is None:
        return None
    _, position = found
    old = found[0].arguments[position]
    changes = {}
    for task in plan.tasks:
        spec = specs[task.tool]
        times = [i for i, a in enumerate(spec.arguments) if a.kind is Kind.TIME]
        if times and task.arguments[times[0]] == old:
            changes[task.id] = _with(task, _moved(task, spec, times, moment))
    return _revised(plan, specs, changes)


def lasting(plan: Plan, specs: Specs, minutes: int) -> Revised | None:
    """*plan* with what it last planned for a time lasting *minutes*; None where nothing can."""
    found = _last(plan, specs, lambda a: a.kind is Kind.TIME)
    begins = _datetime(found[0].arguments[found[1]]) if found else None
    if found is None or begins is None:
        return None
    changes = {}
    for task in plan.tasks:
        spec = specs[task.tool]
        made: dict[int, Value] = {}
        times = [i for i, a in enumerate(spec.arguments) if a.kind is Kind.TIME]
        if not times or _datetime(task.arguments[times[0]]) != begins:
            continue
        for at, argument in enumerate(spec.arguments):
            if at in times[1:]:
                made[at] = f"{begins + timedelta(minutes=minutes):%Y-%m-%d %H:%M:%S}"
            elif argument.name == "duration":
                made[at] = minutes
        if made:
            changes[task.id] = _with(task, made)
    return _revised(plan, specs, changes) if changes else None


def saying_another_time(plan: Plan, specs: Specs, words: str) -> Revised | None:
    """The last text of *plan* with *words* for the one time of their kind that it speaks of."""
    found = _last(plan, specs, lambda a: a.kind is Kind.TEXT)
    if found is None:
        return None
    task, position = found
    text = task.arguments[position]
    for pattern in (_CLOCK_SAID, _DAY_SAID):
        said = list(pattern.finditer(text)) if isinstance(text, str) else []
        if isinstance(text, str) and pattern.fullmatch(words) and len(said) == 1:
            new = text[: said[0].start()] + words + text[said[0].end() :]
            return _revised(plan, specs, {task.id: _with(task, {position: new})})
    return None


def called(plan: Plan, specs: Specs, name: str, effect: Effect) -> Plan | None:
    """*plan* with what it last made, to this *effect*, called *name*; None where it did not."""
    for task in reversed(plan.tasks):
        spec = specs[task.tool]
        named = next((i for i, a in enumerate(spec.arguments) if a.kind is Kind.NAME), None)
        appends = any(a.kind is Kind.TEXT and a.required for a in spec.arguments)
        if named is None or appends or spec.effect is not effect:
            continue
        old, changes = task.arguments[named], {}
        for other in plan.tasks:  # a link is called as the event is
            for at, argument in enumerate(specs[other.tool].arguments):
                if argument.kind is Kind.NAME and old and other.arguments[at] == old:
                    changes[other.id] = _with(other, {at: name})
        changes[task.id] = _with(task, {named: name})
        return _revised(plan, specs, changes).plan
    return None


def looking_up(plan: Plan, specs: Specs, names: Sequence[str]) -> Plan | None:
    """The same of *names* where all that *plan* did was to look people up; else None."""
    specs_of = [specs[task.tool] for task in plan.tasks]
    kinds = {(s.name, *(a.kind for a in s.arguments)) for s in specs_of}
    if len(kinds) != 1 or {kind[1:] for kind in kinds} != {(Kind.PERSON,)}:
        return None
    tool = specs_of[0].name
    return Plan(tuple(Task(i, tool, (name,)) for i, name in enumerate(names, start=1)))


def without_the_rest(plan: Plan, wanted: Collection[int]) -> Plan:
    """The *wanted* tasks of *plan*, and what they need."""
    return _part(plan.tasks, wanted)


def first_moment(plan: Plan, specs: Specs) -> datetime | None:
    """When what *plan* last planned for a time begins."""
    found = _last(plan, specs, lambda a: a.kind is Kind.TIME)
    return _datetime(found[0].arguments[found[1]]) if found else None


def _moved(task: Task, spec: ToolSpec, times: Sequence[int], moment: Moment) -> dict[int, Value]:
    changes: dict[int, Value] = {times[0]: f"{moment.start:%Y-%m-%d %H:%M:%S}"}
    begins = _datetime(task.arguments[times[0]])
    for later in times[1:]:
        ends = _datetime(task.arguments[later])
        if begins and ends:
            changes[later] = f"{moment.start + (ends - begins):%Y-%m-%d %H:%M:%S}"
    for at, argument in enumerate(spec.arguments):
        if argument.name == "all_day":
            changes[at] = moment.all_day
    return changes


def _last(plan: Plan, specs: Specs, fits: Callable[[Argument], bool]) -> tuple[Task, int] | None:
    """The last task of *plan* with an argument that *fits* and was said, and its position."""
    for task in reversed(plan.tasks):
        for position, argument in enumerate(specs[task.tool].arguments):
            if fits(argument) and task.arguments[position]:
                return task, position
    return None


def _timeless(plan: Plan, specs: Specs) -> tuple[Task, int] | None:
    """The last task of *plan* that could have had a time, and the place of that."""
    for task in reversed(plan.tasks):
        for position, argument in enumerate(specs[task.tool].arguments):
            if argument.kind is Kind.TIME:
                return task, position
    return None


def _revised(plan: Plan, specs: Specs, changes: Mapping[int, Task]) -> Revised:
    """*plan* with *changes*, and what has to be done again for them."""
    remakes = any(specs[t.tool].effect is Effect.CREATE for t in changes.values())
    tasks = [changes.get(t.id, t) for t in plan.tasks]
    return Revised(_part(tasks, _rerun(plan, specs, changes, remakes=remakes)), remakes)


def _maker(specs: Specs, kind: Kind) -> ToolSpec | None:
    """The tool that looks somebody's *kind* of address up."""
    fitting = (
        s for s in specs.values()
        if s.returns is kind and len(s.arguments) == 1 and s.arguments[0].kind is Kind.PERSON
    )  # fmt: skip
    return next(fitting, None)


def _rerun(plan: Plan, specs: Specs, changed: Collection[int], *, remakes: bool) -> frozenset[int]:
    """What is to be done again: what *changed*, what uses it, and with *remakes* what was made."""
    again = set(changed)
    for task in plan.tasks:
        made = remakes and specs[task.tool].effect is Effect.CREATE
        if made or task.depends_on & again:
            again.add(task.id)
    return frozenset(again)


def _part(tasks: Sequence[Task], wanted: Collection[int]) -> Plan:
    """The *wanted* of *tasks* and what they need, numbered anew."""
    by_id, needed = {task.id: task for task in tasks}, set(wanted)
    ahead = list(wanted)
    while ahead:
        fresh = by_id[ahead.pop()].depends_on - needed
        needed |= fresh
        ahead += fresh
    kept = [task for task in tasks if task.id in needed]
    numbers = {task.id: number for number, task in enumerate(kept, start=1)}
    return Plan(
        tuple(
            replace(t, id=numbers[t.id], arguments=tuple(renamed(a, numbers) for a in t.arguments))
            for t in kept
        )
    )


def _with(task: Task, changes: Mapping[int, Value]) -> Task:
    return replace(task, arguments=tuple(changes.get(i, a) for i, a in enumerate(task.arguments)))


def _datetime(value: Value) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError:
        return None
