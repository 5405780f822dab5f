"""A turn as the next lines may speak of it: what it planned, and what came of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tinyagent_cli.execution.outcomes import Done, Failed
from tinyagent_cli.execution.records import State, TurnRecord
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.tools.spec import Effect, Kind, ToolSpec

if TYPE_CHECKING:
    from tinyagent_cli.agent.turn import TurnResult

_LINE = 56  # characters of what was done, where it is spoken of
Specs = Mapping[str, ToolSpec]


@dataclass(frozen=True, slots=True)
class Remembered:
    """A turn that later lines may speak of; *turn* is its number in the journal.

    *own_words*: its plan was made of the user's words alone, not of piped text, too.  *failed*
    are the tasks that did not end well; *left*: it did more than look things up, and *done* says
    what; *undoable*: some of that can be taken back.  It was done in the place of *before*.
    """

    request: str
    plan: Plan
    turn: int
    own_words: bool = True
    failed: frozenset[int] = frozenset()
    left: bool = True
    done: str = ""
    undoable: bool = True
    before: Remembered | None = None

    @property
    def told(self) -> str:
        """What was done, or asked for, in a line."""
        if not (self.done and self.left):
            return f"“{self.request}”"
        first = self.done.partition("\n")[0]
        return first if len(first) <= _LINE else f"{first[: _LINE - 1].rstrip()}…"

    @property
    def standing(self) -> int | None:
        """The turn that gives way to another in its place: it, or what it should have replaced."""
        if self.left:
            return self.turn
        return self.before.standing if self.before else None


def of_result(request: str, result: TurnResult, specs: Specs) -> Remembered:
    """The turn that *result* came of, asked for by *request*."""
    names, failed, left, undoable = {}, set[int](), False, False
    for task in result.plan.tasks:
        match result.outcomes.get(task.id):
            case Done(found):
                names[task.id] = found.details
                left = left or _leaves(task, specs)
                undoable = undoable or found.undo is not None
            case Failed(unsure=True):
                failed.add(task.id)
                left = left or _leaves(task, specs)
            case _:
                failed.add(task.id)
    plan = _with_whole_names(result.plan, specs, names)
    return Remembered(
        request,
        plan,
        result.turn,
        result.own_words,
        frozenset(failed),
        left,
        result.answer,
        undoable,
    )


def of_record(turn: TurnRecord, plan: Plan, specs: Specs) -> Remembered:
    """A *turn* of the journal, the last *plan* of which this is."""
    last = max((action.attempt for action in turn.actions), default=1)
    actions = [action for action in turn.actions if action.attempt == last]
    well = {a.task: a.details for a in actions if a.state in (State.DONE, State.UNDONE)}
    failed = frozenset(t.id for t in plan.tasks if t.id not in well)
    left = any(
        a.effect not in (Effect.READ, Effect.OPEN) and a.state in (State.DONE, State.INTERRUPTED)
        for a in turn.actions
    )
    plan = _with_whole_names(plan, specs, well)
    undoable = any(a.undo for a in turn.actions)
    return Remembered(
        turn.request, plan, turn.id, turn.own_words, failed, left, turn.answer, undoable
    )


def _leaves(task: Task, specs: Specs) -> bool:
    return task.tool in specs and specs[task.tool].effect.needs_consent


def _with_whole_names(plan: Plan, specs: Specs, found: Mapping[int, Mapping[str, Any]]) -> Plan:
    """*plan* with people as Contacts calls them: which Sarah it was is not asked again."""

    def whole(task: Task) -> Task:
        spec, name = specs.get(task.tool), found.get(task.id, {}).get("name")
        kinds = [a.kind for a in spec.arguments] if spec else []
        if not name or kinds != [Kind.PERSON] or not isinstance(task.arguments[0], str):
            return task
        return replace(task, arguments=(str(name),))

    return Plan(tuple(whole(task) for task in plan.tasks))
