"""The joiner: from outcomes to an answer, without a model (but see `answering`).

The reference asks its language model to join, which is 47 % of its time (Agent-X §5.1)
and parrots its examples; what was done and what failed is known exactly, so it is said
exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tinyagent_cli.core.exits import Exit
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused, Skipped
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.tools.spec import Effect, ToolSpec

NOTHING_FITS = "None of my tools can do that."
REHEARSED = "Only rehearsed, nothing was done. It would say:"


@dataclass(frozen=True, slots=True)
class Joined:
    """The answer to the user, and how it went as an exit code."""

    answer: str
    exit: Exit


def join(
    plan: Plan,
    outcomes: Mapping[int, Outcome],
    specs: Mapping[str, ToolSpec],
    before: Sequence[tuple[Plan, Mapping[int, Outcome]]] = (),
    answer: str = "",
) -> Joined:
    """Say what was done, what was not and why; a lookup asked for is answered directly.

    *before* are the plans that this one came after: what they changed is told too.  *answer*
    stands in for what was looked up, where that was asked in other words.
    """
    told = [*_done_before(before, outcomes, specs)]
    if not plan.tasks:
        return Joined("\n".join([*told, NOTHING_FITS]), Exit.NO_PLAN)
    heard = {task.id for task in wanted_tasks(plan, specs)}
    for task in plan.tasks:
        looked_up = specs[task.tool].effect in (Effect.READ, Effect.OPEN)
        wanted = task.id in heard and not (answer and looked_up)
        told += _sentence(task, outcomes, wanted=wanted)
    return Joined("\n".join([*told, *([answer] if answer else [])]), exit_of(outcomes))


def rehearsed(joined: Joined, plan: Plan, specs: Mapping[str, ToolSpec]) -> Joined:
    """*joined* as the answer of a rehearsal; what was only looked up was looked up in earnest."""
    if all(specs[task.tool].effect is Effect.READ for task in plan.tasks):
        return joined
    return replace(joined, answer=f"{REHEARSED}\n{joined.answer}")


def wanted_tasks(plan: Plan, specs: Mapping[str, ToolSpec]) -> list[Task]:
    """The tasks of which the user wants to hear."""
    used = frozenset(id for task in plan.tasks for id in task.depends_on)
    return [task for task in plan.tasks if _wanted(task, used, specs)]


def _done_before(
    before: Sequence[tuple[Plan, Mapping[int, Outcome]]],
    outcomes: Mapping[int, Outcome],
    specs: Mapping[str, ToolSpec],
) -> Iterator[str]:
    """What earlier plans changed, unless it was carried over and is told with the last one."""
    told = [id(outcome) for outcome in outcomes.values()]
    for plan, ended in before:
        for task in plan.tasks:
            outcome = ended.get(task.id)
            changed = isinstance(outcome, Done) and specs[task.tool].effect.needs_consent
            if changed and id(outcome) not in told:
                told.append(id(outcome))
                yield from _sentence(task, ended, wanted=True)


def exit_of(outcomes: Mapping[int, Outcome]) -> Exit:
    """The exit code of *outcomes*: the failures' own where they agree, else FAILED."""
    if any(isinstance(outcome, Cancelled) for outcome in outcomes.values()):
        return Exit.INTERRUPTED
    if all(isinstance(outcome, Done) for outcome in outcomes.values()):
        return Exit.DONE
    codes = {o.error.exit for o in outcomes.values() if isinstance(o, Failed)}
    return codes.pop() if len(codes) == 1 else Exit.FAILED


def _wanted(task: Task, used: frozenset[int], specs: Mapping[str, ToolSpec]) -> bool:
    """Whether the user wants to hear of *task*: not of a lookup that only feeds others."""
    return task.id not in used or specs[task.tool].effect not in (Effect.READ, Effect.OPEN)


def _sentence(task: Task, outcomes: Mapping[int, Outcome], *, wanted: bool) -> Iterator[str]:
    match outcomes.get(task.id, Cancelled()):
        case Done(result) if wanted:
            yield result.says
        case Failed(error, unsure):
            doubt = " It may have happened all the same: look before you try again." * unsure
            yield _reason(error.message, error.hint) + doubt
        case Skipped(because):
            yield f"So task {task.id}, {task.tool}, was skipped: it needs task {because}."
        case Refused(why):
            yield f"Task {task.id}, {task.tool}, was not done: {why}."
        case Cancelled(started=True):
            yield f"Task {task.id}, {task.tool}, was stopped half way: look whether it happened."
        case _:
            return


def _reason(message: str, hint: str) -> str:
    """What went wrong and what mends it, in one sentence; after a question, in two."""
    if hint and message.endswith("?"):
        return f"{_sentence_case(message)} {_sentence_case(hint)}"
    return _sentence_case(f"{message}; {hint}" if hint else message)


def _sentence_case(text: str) -> str:
    said = text[:1].upper() + text[1:].rstrip(".")
    return said if said.endswith("?") else f"{said}."
