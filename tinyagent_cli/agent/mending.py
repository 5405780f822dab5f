"""When a new plan can mend a failure, and how.

A planner that reads a prompt is told what was done and what failed.  The embedded one has
no words for that; what can be mended without a model is mended here, for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tinyagent_cli.core.errors import NotFound
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused
from tinyagent_cli.plan.task import Plan, Reference, Task, Template, Value
from tinyagent_cli.plan.text import task_text
from tinyagent_cli.tools.spec import Effect, ToolSpec


def mendable(outcomes: Mapping[int, Outcome]) -> bool:
    """Whether a new plan can help: something was not found, and nobody said no.

    Other failures (no permission, a time-out, an app that refuses) are the user's to
    mend, and would only fail again.
    """
    if any(isinstance(outcome, Refused | Cancelled) for outcome in outcomes.values()):
        return False
    failures = [outcome.error for outcome in outcomes.values() if isinstance(outcome, Failed)]
    return bool(failures) and all(isinstance(error, NotFound) for error in failures)


def made_instead(
    plan: Plan, outcomes: Mapping[int, Outcome], specs: Mapping[str, ToolSpec]
) -> Plan | None:
    """The same plan, with what was not found made instead: a note to append to.

    None where something that failed has no such remedy.
    """
    tasks = []
    for task in plan.tasks:
        if isinstance(outcomes.get(task.id), Failed):
            if not (maker := specs[task.tool].if_missing):
                return None
            task = replace(task, tool=maker)
        tasks.append(task)
    return Plan(tuple(tasks))


def carried_over(old: Plan, outcomes: Mapping[int, Outcome], new: Plan) -> dict[int, Outcome]:
    """What of *new* was done already as part of *old*: its outcomes by *new*'s ids.

    Two tasks are the same if they call the same tool with the same arguments, results of
    the same tasks among them.  What was done is thus never done again, whatever a model
    says.
    """
    numbers: dict[_Meaning, int] = {}
    done = {
        meaning: outcomes[id]
        for id, meaning in _meanings(old, numbers).items()
        if isinstance(outcomes.get(id), Done)
    }
    return {id: done[m] for id, m in _meanings(new, numbers).items() if m in done}


def did_something(
    plan: Plan, outcomes: Mapping[int, Outcome], specs: Mapping[str, ToolSpec]
) -> bool:
    """Whether *plan* changed anything, so that nobody may say that nothing was done."""
    done = (task.tool for task in plan.tasks if isinstance(outcomes.get(task.id), Done))
    return any(specs[tool].effect.needs_consent for tool in done)


def account(plan: Plan, outcomes: Mapping[int, Outcome]) -> str:
    """What an earlier plan did and where it failed, two lines a task, for a prompt.

    Of results nothing is told but that they are there: the names of files and people, too, were
    written by others, and must not lead to a call.  A failure is told in a line, unless a result
    stood in the call, which the line may quote.
    """
    lines = []
    for task in plan.tasks:
        lines.append(task_text(task))
        match outcomes.get(task.id):
            case Done():
                lines.append("   done")
            case Failed() if task.depends_on:
                lines.append("   failed")
            case Failed(error):
                lines.append(f"   failed: {' '.join(error.message.split())}")
            case _:
                lines.append("   not done")
    return "\n".join(lines)


def reaches_more(
    before: Sequence[tuple[Plan, Mapping[int, Outcome]]],
    new: Plan,
    specs: Mapping[str, ToolSpec],
) -> Task | None:
    """The first task of *new* that reaches somebody whom no plan *before* would have reached,
    or whom each would have reached less often.

    Only after other people's text was read: whoever made *new* may have been told by it.  A
    draft's recipients count, though it is not sent.
    """
    read = any(
        specs[task.tool].tainted and isinstance(outcomes.get(task.id), Done)
        for plan, outcomes in before
        for task in plan.tasks
    )
    numbers: dict[_Meaning, int] = {}
    known = Counter[tuple[str, Value]]()
    for plan, _ in before:
        known |= Counter(to for _, to in _reached(plan, specs, numbers))
    for task, to in _reached(new, specs, numbers) if read else ():
        known[to] -= 1
        if known[to] < 0:
            return task
    return None


def _reached(
    plan: Plan, specs: Mapping[str, ToolSpec], numbers: dict[_Meaning, int]
) -> list[tuple[Task, tuple[str, Value]]]:
    """Whom each task of *plan* reaches, by what the addresses mean; None: nobody that it names."""
    known = _meanings(plan, numbers)
    found: list[tuple[Task, tuple[str, Value]]] = []
    for task in plan.tasks:
        spec = specs[task.tool]
        if spec.effect not in (Effect.DRAFT, Effect.OUTWARD) and not spec.outward_if:
            continue
        values = dict(zip((a.name for a in spec.arguments), task.arguments, strict=False))
        named = [values.get(name) or () for name in spec.reaching]
        flat = [one for value in named for one in (value if isinstance(value, tuple) else (value,))]
        if spec.effect is Effect.OUTWARD:
            flat = flat or [None]
        found += [(task, (task.tool, _unfolded(one, known))) for one in flat]
    return found


def why(plan: Plan, outcomes: Mapping[int, Outcome]) -> str:
    """What failed, in a line."""
    failures = (outcomes.get(task.id) for task in plan.tasks)
    return "; ".join(o.error.message for o in failures if isinstance(o, Failed))


# The arguments of a task with each reference replaced by what it stands for, as a number
# that equal meanings share: unfolding the graph itself could grow without bound.
_Meaning = tuple[str, tuple[Value, ...]]


def _meanings(plan: Plan, numbers: dict[_Meaning, int]) -> dict[int, int]:
    """The number of what each task of *plan* means, by its id; new ones go into *numbers*."""
    known: dict[int, int] = {}
    for task in plan.tasks:
        meaning = (task.tool, tuple(_unfolded(value, known) for value in task.arguments))
        known[task.id] = numbers.setdefault(meaning, len(numbers))
    return known


def _unfolded(value: Value, known: Mapping[int, int]) -> Value:
    match value:
        case Reference(id):
            return Reference(known[id])
        case Template(parts):
            return Template(
                tuple(p if isinstance(p, str) else Reference(known[p.id]) for p in parts)
            )
        case tuple():
            return tuple(_unfolded(item, known) for item in value)
        case _:
            return value
