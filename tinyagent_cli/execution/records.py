"""What the journal holds, as values: turns, and the actions of each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused, Skipped
from tinyagent_cli.plan.task import Reference, Template
from tinyagent_cli.tools.spec import Effect, Undo


class State(StrEnum):
    """How far an action got."""

    STARTED = "started"  # it is under way
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    UNDOING = "undoing"  # it is being taken back
    UNDONE = "undone"
    INTERRUPTED = "interrupted"  # the program died meanwhile: it may or may not have happened


@dataclass(frozen=True, slots=True)
class Action:
    """A call of task *task* in attempt *attempt* of turn *turn*, before anything is known."""

    turn: int
    attempt: int
    task: int
    tool: str
    arguments: Mapping[str, Any]
    effect: Effect


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """An action as it is remembered; *says* is what people are told of how it ended.

    *owner* is the process that is doing it, did it, or is taking it back.
    """

    turn: int
    attempt: int
    task: int
    tool: str
    arguments: Mapping[str, Any]
    effect: str
    state: State
    started_at: datetime | None
    ended_at: datetime | None
    says: str
    details: Mapping[str, Any]
    undo: Undo | None
    owner: str


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """A turn as it is remembered, with its actions in order.

    *piped* counts the characters that came in with the request.  *interrupted*: the program
    died in the middle; a turn that goes on has neither *ended_at* nor *interrupted*.
    """

    id: int
    request: str
    piped: int
    planner: str
    desktop: str
    plan: str
    started_at: datetime
    ended_at: datetime | None
    exit: int | None
    answer: str
    interrupted: bool
    actions: tuple[ActionRecord, ...]

    @property
    def undone(self) -> bool:
        """Whether anything of it was taken back."""
        return any(action.state is State.UNDONE for action in self.actions)

    @property
    def own_words(self) -> bool:
        """Whether the plan was made of the user's words alone, as far as it is known."""
        return not self.piped and all(action.attempt == 1 for action in self.actions)


def ending(outcome: Outcome) -> tuple[State, str, str, str | None]:
    """*outcome* as the columns state, says, details and undo."""
    match outcome:
        case Done(result):
            undo = result.undo
            way_back = as_json(asdict(undo)) if undo else None
            return State.DONE, result.says, as_json(result.details), way_back
        case Failed(error, unsure):
            doubt = " It may have happened all the same." if unsure else ""
            reached = list(getattr(error, "reached", ()))
            return State.FAILED, f"{error}{doubt}", _unclear(unsure, reached), None
        case Skipped(because):
            return State.SKIPPED, f"it needs task {because}", "{}", None
        case Refused(why):
            return State.REFUSED, why, "{}", None
        case Cancelled(started):
            says = (
                "stopped half way: it may have happened" if started else "stopped before it began"
            )
            return State.CANCELLED, says, _unclear(started, []), None


def _unclear(unsure: bool, reached: list[str]) -> str:
    """What is known of an action that did not end well: whom it *reached*, as far as it came."""
    return as_json({"unsure": unsure, "reached": reached}) if unsure or reached else "{}"


def as_json(value: object) -> str:
    """*value* as JSON; what JSON does not know (paths, times) as its text."""
    return json.dumps(value, default=_plain)


def _plain(value: object) -> object:
    match value:
        case Reference(id):
            return f"${id}"
        case Template(parts):
            return "".join(p if isinstance(p, str) else f"${{{p.id}}}" for p in parts)
        case Mapping():
            return dict(value)
        case set() | frozenset():
            return sorted(value, key=str)
        case _:
            return str(value)


def read_action(row: sqlite3.Row, alive: Callable[[str], bool]) -> ActionRecord:
    """The action of a *row*; *alive* says whether the process of an owner lives."""
    state = State(row["state"])
    if state in (State.STARTED, State.UNDOING) and not alive(row["owner"]):
        state = State.INTERRUPTED
    undo = json.loads(row["undo"]) if row["undo"] else None
    return ActionRecord(
        turn=row["turn"],
        attempt=row["attempt"],
        task=row["task"],
        tool=row["tool"],
        arguments=json.loads(row["arguments"]),
        effect=row["effect"],
        state=state,
        started_at=_moment(row["started_at"]),
        ended_at=_moment(row["ended_at"]),
        says=row["says"],
        details=json.loads(row["details"]),
        undo=Undo(**undo) if undo else None,
        owner=row["owner"],
    )


def read_turn(
    row: sqlite3.Row, actions: tuple[ActionRecord, ...], alive: Callable[[str], bool]
) -> TurnRecord:
    """The turn of a *row*; *alive* as in :func:`read_action`."""
    return TurnRecord(
        id=row["id"],
        request=row["request"],
        piped=row["piped"],
        planner=row["planner"],
        desktop=row["desktop"],
        plan=row["plan"],
        started_at=datetime.fromisoformat(row["started_at"]),
        ended_at=_moment(row["ended_at"]),
        exit=row["exit"],
        answer=row["answer"],
        interrupted=row["ended_at"] is None and not alive(row["owner"]),
        actions=actions,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
