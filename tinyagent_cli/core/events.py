"""What happens in a turn, announced as it happens.

The tree, the plain lines and the JSON lines only listen; nobody answers through an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tinyagent_cli.execution.outcomes import Outcome
    from tinyagent_cli.plan.task import Plan, Task


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """A request was taken."""

    request: str
    planner: str
    desktop: str


@dataclass(frozen=True, slots=True)
class ToolsSelected:
    """Tool RAG chose the tools that the planner is offered."""

    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The planner has read *share* of its prompt, 1 for all: told where that takes a while."""

    share: float
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class TaskPlanned:
    """A line of the plan closed and was verified; *attempt* counts plans from 1."""

    task: Task
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class PlanFinished:
    """The plan stands; *seconds* is the time the planner took."""

    plan: Plan
    seconds: float
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class TaskStarted:
    """A task began to act: its dependencies are done and consent, if needed, was given."""

    id: int
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Writing:
    """A writer went on: a further piece of *text* for task *id*.

    Of a text that is made in parts, *part* of *parts* are read, and *text* is empty.
    """

    id: int
    text: str
    attempt: int = 1
    part: int = 0
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Something that task *id* would do, or read to find out: *act* is an Apple event or the like.

    ``{"app", "event", "object", "with"?}``; *event* is ``read`` for what was read in earnest.
    """

    id: int
    act: Mapping[str, Any]
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class TaskFinished:
    """A task ended, well or not; *seconds* is its own time, waiting left out.

    *tainted*: its result is other people's text.
    """

    id: int
    outcome: Outcome
    seconds: float = 0.0
    attempt: int = 1
    tainted: bool = False


@dataclass(frozen=True, slots=True)
class ConsentDecided:
    """Consent for tasks *ids* was given or not; *by* is who said so: user, --yes, allow-list."""

    ids: tuple[int, ...]
    given: bool
    by: str
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Replanning:
    """The joiner asks for a new plan, *because* of what failed."""

    because: str


@dataclass(frozen=True, slots=True)
class Answering:
    """A model answers an open question: a further piece of its *text*."""

    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The joiner's answer."""

    text: str


@dataclass(frozen=True, slots=True)
class TurnFinished:
    """The turn is over; *exit* is the exit code, *turn* its number in the journal."""

    exit: int
    seconds: float
    turn: int | None = None


Event = (
    TurnStarted
    | ToolsSelected
    | Reading
    | TaskPlanned
    | PlanFinished
    | TaskStarted
    | Writing
    | Rehearsed
    | TaskFinished
    | ConsentDecided
    | Replanning
    | Answering
    | Answered
    | TurnFinished
)
