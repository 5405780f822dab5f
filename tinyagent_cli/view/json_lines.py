"""What scripts read: plans, turns and events as plain data.

``--events`` writes one JSON object a line as things happen, each with ``"v": 1`` and its
``"event"``, the last one ``result``; ``--json`` writes one object at the end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, assert_never

from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.core.events import (
    Answered,
    Answering,
    ConsentDecided,
    Event,
    PlanFinished,
    Reading,
    Rehearsed,
    Replanning,
    TaskFinished,
    TaskPlanned,
    TaskStarted,
    ToolsSelected,
    TurnFinished,
    TurnStarted,
    Writing,
)
from tinyagent_cli.execution.outcomes import Done, Outcome
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.view.calls import named_arguments
from tinyagent_cli.view.plan_view import Attempt, PlanView, TaskView, state_of
from tinyagent_cli.view.printable import escaped

VERSION = 1
Specs = Mapping[str, ToolSpec]


def line(data: Mapping[str, Any]) -> str:
    """*data* as one line of JSON, in the characters that people wrote.

    What a terminal would obey, or what would turn the reading direction round, is written as
    an escape of JSON: whoever parses it gets the very text.
    """
    return escaped(json.dumps(data, ensure_ascii=False, default=_plain)) + "\n"


def task_json(task: Task, specs: Specs) -> dict[str, Any]:
    """A task as planned: ``{"id", "tool", "args", "depends_on"}``."""
    return {
        "id": task.id,
        "tool": task.tool,
        "args": named_arguments(task, specs.get(task.tool)),
        "depends_on": sorted(task.depends_on),
    }


def plan_json(
    request: str, plan: Plan, specs: Specs, *, planner: str, seconds: float
) -> dict[str, Any]:
    """What ``plan --json`` prints."""
    return {
        "request": request,
        "plan": plan_text(plan).rstrip("\n"),
        "tasks": [task_json(task, specs) for task in plan.tasks],
        "planner": planner,
        "seconds": _seconds(seconds),
    }


def turn_json(
    view: PlanView, specs: Specs, *, code: int, error: TinyagentError | None = None
) -> dict[str, Any]:
    """What ``do --json`` prints: the turn as *view* saw it, its exit *code*, and the *error*
    that broke it."""
    attempt = view.last
    plan = _plan_of(attempt)
    data: dict[str, Any] = {
        "request": view.request,
        "plan": plan_text(plan).rstrip("\n") if plan else None,
        "tasks": [_ended_task(task, specs) for task in attempt.tasks],
        "answer": view.answer,
        "exit": int(code),
        "seconds": _seconds(view.seconds),
        "planner": view.planner,
        "turn": view.turn,
    }
    if error is not None:
        data["error"] = {"message": error.message, "hint": error.hint}
    return data


class EventLines:
    """A `Listener` that writes each event as a line of JSON through *write*."""

    def __init__(self, write: Callable[[str], None], specs: Callable[[], Specs]) -> None:
        self.write = write
        self.specs = specs

    def __call__(self, event: Event) -> None:
        """Write *event*; the end of the turn is left to `result`."""
        if not isinstance(event, TurnFinished):
            self.write(line({"v": VERSION, **event_json(event, self.specs())}))

    def result(self, turn: Mapping[str, Any]) -> None:
        """Write the last line, ``result``, with everything that ``--json`` has."""
        self.write(line({"v": VERSION, "event": "result", **turn}))


def event_json(event: Event, specs: Specs) -> dict[str, Any]:
    """*event* as plain data."""
    match event:
        case TurnStarted(request, planner, desktop):
            return {"event": "turn", "request": request, "planner": planner, "desktop": desktop}
        case ToolsSelected(tools):
            return {"event": "tools", "tools": list(tools)}
        case Reading(share, attempt):
            return {"event": "reading", "attempt": attempt, "share": round(share, 3)}
        case TaskPlanned(task, attempt):
            return {"event": "task.planned", "attempt": attempt, **task_json(task, specs)}
        case PlanFinished(plan, seconds, attempt):
            text = plan_text(plan).rstrip("\n")
            return {
                "event": "plan", "attempt": attempt, "plan": text, "seconds": _seconds(seconds)
            }  # fmt: skip
        case TaskStarted(id, attempt):
            return {"event": "task.started", "attempt": attempt, "id": id}
        case Writing(id, text, attempt, part, parts):
            told = {"event": "task.writing", "attempt": attempt, "id": id, "text": text}
            return told | ({"part": part, "parts": parts} if parts else {})
        case Rehearsed(id, act, attempt):
            return {"event": "task.rehearsed", "attempt": attempt, "id": id, "act": dict(act)}
        case Answering(text):
            return {"event": "answering", "text": text}
        case TaskFinished(id, outcome, seconds, attempt, tainted):
            return {
                "event": "task.finished",
                "attempt": attempt,
                "id": id,
                **outcome_json(outcome),
                "seconds": _seconds(seconds),
                **_tainted(tainted),
            }
        case ConsentDecided(ids, given, by, attempt):
            return {
                "event": "consent", "attempt": attempt, "ids": list(ids), "given": given, "by": by
            }  # fmt: skip
        case Replanning(because):
            return {"event": "replan", "because": because}
        case Answered(text):
            return {"event": "answer", "text": text}
        case TurnFinished(exit, seconds, turn):
            return {"event": "result", "exit": exit, "seconds": _seconds(seconds), "turn": turn}
        case _:
            assert_never(event)


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """``{"state", "result"}``, or ``{"state", "error"}`` where it did not end well."""
    state = state_of(outcome)
    if isinstance(outcome, Done):
        return {"state": state.value, "result": outcome.result.value}
    return {"state": state.value, "error": TaskView(Task(0, "", ()), state, outcome).note}


def _ended_task(view: TaskView, specs: Specs) -> dict[str, Any]:
    ended = outcome_json(view.outcome) if view.outcome else {"state": view.state.value}
    seconds = {"seconds": _seconds(view.seconds)}
    would = {"rehearsed": list(view.rehearsed)} if view.rehearsed else {}
    return {**task_json(view.task, specs), **ended, **seconds, **_tainted(view.tainted), **would}


def _tainted(tainted: bool) -> dict[str, bool]:
    return {"tainted": True} if tainted else {}


def _plan_of(attempt: Attempt) -> Plan | None:
    if attempt.seconds is None and not attempt.tasks:
        return None
    return Plan(tuple(view.task for view in attempt.tasks))


def _seconds(seconds: float) -> float:
    return round(seconds, 4)


def _plain(value: object) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, (Sequence, set, frozenset)):
        return list(value)
    return str(value)
