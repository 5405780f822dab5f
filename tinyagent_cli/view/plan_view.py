"""What is known of a turn, as one value, folded from its events.

Pure: the tree and the plain lines draw this, `--json` prints it, tests compare it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final, assert_never

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
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused, Skipped
from tinyagent_cli.plan.task import Task

# Who agreed to a call, in the words of the tree; --yes and the allow-list are called so.
_AGREED: Final = {
    "user": "you said yes",
    "standing": "your standing yes",
    "rehearsal": "you would be asked",
}


class State(Enum):
    """Where a task stands; the value is the word that ``--json`` and plain lines use."""

    WAITING = "waiting"
    ASKING = "asking"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    REFUSED = "refused"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to the task."""
        return self not in (State.WAITING, State.ASKING, State.RUNNING)


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task: *since* is when it began to act, *seconds* how long it took in the end.

    *carried*: an earlier plan of the turn did it already, and it is not done again.  *consent*
    says how it was agreed to, *tainted* that its result is other people's text.
    """

    task: Task
    state: State = State.WAITING
    outcome: Outcome | None = None
    since: float = 0.0
    seconds: float = 0.0
    carried: bool = False
    consent: str = ""
    tainted: bool = False
    rehearsed: tuple[Mapping[str, Any], ...] = ()  # what it would do; see `core.events.Rehearsed`
    writing: str = ""  # what a writer has written so far, or how far it has read

    @property
    def note(self) -> str:
        """The result or the reason, in a few words; "" while there is none."""
        match self.outcome:
            case Done(result):
                return result.says
            case Failed(error, unsure):
                doubt = " (it may have happened all the same)" * unsure
                return error.message.rstrip(".") + doubt
            case Skipped(because):
                return f"needs {because}"
            case Refused(why):
                return why
            case Cancelled(started):
                return "stopped half way" if started else "not started"
            case None:
                return self.writing
            case _:
                assert_never(self.outcome)

    @property
    def hint(self) -> str:
        """What mends a failure, if that is known."""
        return self.outcome.error.hint if isinstance(self.outcome, Failed) else ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One plan of the turn: its tasks as they stand; *seconds* is the planner's time.

    *because* says what had failed before, where it is not the first.
    """

    number: int = 1
    tasks: tuple[TaskView, ...] = ()
    seconds: float | None = None
    because: str = ""

    def counted(self, state: State) -> int:
        """How many tasks are in *state*."""
        return sum(view.state is state for view in self.tasks)


@dataclass(frozen=True, slots=True)
class PlanView:
    """A turn so far."""

    request: str = ""
    planner: str = ""
    desktop: str = ""
    tools: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = (Attempt(),)
    answer: str = ""
    answering: str = ""
    reading: float | None = None  # the share of its prompt that the planner has read
    exit: int | None = None
    seconds: float = 0.0
    turn: int | None = None
    began: float = 0.0
    stopping: bool = False

    @property
    def last(self) -> Attempt:
        """The plan that counts."""
        return self.attempts[-1]


def fold(view: PlanView, event: Event, at: float) -> PlanView:
    """*view* after *event*, heard *at* (seconds of a monotonic clock)."""
    match event:
        case TurnStarted(request, planner, desktop):
            return replace(view, request=request, planner=planner, desktop=desktop, began=at)
        case ToolsSelected(tools):
            return replace(view, tools=tools)
        case Reading(share):
            return replace(view, reading=share if share < 1 else None)
        case TaskPlanned(task, number):
            attempt = _attempt(view, number)
            return _with(view, replace(attempt, tasks=(*attempt.tasks, TaskView(task))))
        case PlanFinished(plan, seconds, number):
            # The plan as it stands: tasks may have been completed since their lines closed.
            attempt = _attempt(view, number)
            known = {task.task.id: task for task in attempt.tasks}
            tasks = tuple(
                replace(known.get(task.id, TaskView(task)), task=task) for task in plan.tasks
            )
            return _with(view, replace(attempt, tasks=tasks, seconds=seconds))
        case TaskStarted(id, number):
            return _change(view, number, id, lambda t: replace(t, state=State.RUNNING, since=at))
        case Writing(id, text, number, part, parts):
            so_far = f"read {part} of {parts} parts" if parts else ""
            return _change(view, number, id, lambda t: replace(t, writing=so_far or _more(t, text)))
        case Rehearsed(id, act, number):
            return _change(view, number, id, lambda t: replace(t, rehearsed=(*t.rehearsed, act)))
        case Answering(text):
            return replace(view, answering=view.answering + text)
        case TaskFinished(id, _, _, number):
            return _change(view, number, id, lambda t: _ended(t, event))
        case ConsentDecided(ids, given, by, number):
            for asked in ids:
                view = _change(view, number, asked, lambda t: _decided(t, given=given, by=by))
            return view
        case Replanning(because):
            return replace(
                view, attempts=(*view.attempts, Attempt(view.last.number + 1, because=because))
            )
        case Answered(text):
            return replace(view, answer=text)
        case TurnFinished(exit, seconds, turn):
            return replace(view, exit=exit, seconds=seconds, turn=turn)
        case _:
            assert_never(event)


def asking(view: PlanView, ids: frozenset[int]) -> PlanView:
    """*view* while a person is asked about tasks *ids* of the last plan."""
    attempt = view.last
    return _with(
        view,
        replace(
            attempt,
            tasks=tuple(
                replace(t, state=State.ASKING)
                if t.task.id in ids and not t.state.ended
                else replace(t, state=State.WAITING)
                if t.state is State.ASKING
                else t
                for t in attempt.tasks
            ),
        ),
    )


def interrupted(view: PlanView) -> PlanView:
    """*view* when the turn was broken off: whatever had not ended did not end well."""
    attempt = view.last
    return _with(
        view,
        replace(
            attempt,
            tasks=tuple(
                t
                if t.state.ended
                else replace(
                    t,
                    state=State.CANCELLED,
                    outcome=Cancelled(started=t.state is State.RUNNING),
                )
                for t in attempt.tasks
            ),
        ),
    )


def state_of(outcome: Outcome) -> State:
    """The state in which *outcome* leaves a task."""
    match outcome:
        case Done():
            return State.DONE
        case Failed():
            return State.FAILED
        case Skipped():
            return State.SKIPPED
        case Refused():
            return State.REFUSED
        case Cancelled():
            return State.CANCELLED
        case _:
            assert_never(outcome)


def _decided(task: TaskView, *, given: bool, by: str) -> TaskView:
    if task.state.ended:
        return task
    if given:
        waits = State.WAITING if task.state is State.ASKING else task.state
        return replace(task, state=waits, consent=_AGREED.get(by, by))
    return replace(task, state=State.REFUSED, outcome=task.outcome or Refused(_refusal(by)))


def _refusal(by: str) -> str:
    return "you said no" if by == "user" else f"refused: {by}"


def _more(task: TaskView, text: str) -> str:
    """What was written of *task* with *text* added, without how far was read before."""
    return ("" if task.writing.startswith("read ") else task.writing) + text


def _ended(task: TaskView, event: TaskFinished) -> TaskView:
    # What is done without ever having begun was done by the plan before.
    done = isinstance(event.outcome, Done)
    return replace(
        task,
        state=state_of(event.outcome),
        outcome=event.outcome,
        seconds=event.seconds,
        carried=event.attempt > 1 and done and task.state is State.WAITING,
        tainted=event.tainted,
    )


def _attempt(view: PlanView, number: int) -> Attempt:
    # Events of one turn come in order, so an attempt that is not there is the next one.
    return next((a for a in view.attempts if a.number == number), Attempt(number))


def _with(view: PlanView, attempt: Attempt) -> PlanView:
    others = tuple(a for a in view.attempts if a.number != attempt.number)
    return replace(view, attempts=tuple(sorted((*others, attempt), key=lambda a: a.number)))


def _change(
    view: PlanView, number: int, task: int, change: Callable[[TaskView], TaskView]
) -> PlanView:
    attempt = _attempt(view, number)
    tasks = attempt.tasks
    # Ids rise, and a plan of a thousand tasks is told of two thousand events.
    at = bisect_left(tasks, task, key=lambda each: each.task.id)
    if at == len(tasks) or tasks[at].task.id != task:
        return view
    changed = (*tasks[:at], change(tasks[at]), *tasks[at + 1 :])
    return _with(view, replace(attempt, tasks=changed))
