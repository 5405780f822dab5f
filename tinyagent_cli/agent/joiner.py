"""The joiner: from outcomes to an answer, without a model.

The reference asks its language model to join, which is 47 % of its time (Agent-X §5.1)
and parrots its examples; what was done and what failed is known exactly, so it is said
exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tinyagent_cli.core.exits import Exit
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused, Skipped
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.tools.spec import Effect, ToolSpec

NOTHING_FITS = "None of my tools can do that."


@dataclass(frozen=True, slots=True)
class Joined:
    """The answer to the user, and how it went as an exit code."""

    answer: str
    exit: Exit


def join(plan: Plan, outcomes: Mapping[int, Outcome], specs: Mapping[str, ToolSpec]) -> Joined:
    """Say what was done, what was not and why; a lookup asked for is answered directly."""
    if not plan.tasks:
        return Joined(NOTHING_FITS, Exit.NO_PLAN)
    used = frozenset(id for task in plan.tasks for id in task.depends_on)
    lines = [
        line
        for task in plan.tasks
        for line in _sentence(task, outcomes, wanted=_wanted(task, used, specs))
    ]
    return Joined("\n".join(lines), exit_of(outcomes))


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
