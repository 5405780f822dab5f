"""How a task ends.  Failures are values: they cross the graph, exceptions do not."""

from __future__ import annotations

from dataclasses import dataclass, field

from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.tools.spec import Result


@dataclass(frozen=True, slots=True)
class Done:
    """It was done."""

    result: Result


@dataclass(frozen=True, slots=True)
class Failed:
    """It was tried, or could not be tried, and failed.

    *unsure*: the action may have happened all the same (a time-out in the middle of a send).
    """

    error: TinyagentError
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """It did not run, *because* task so-and-so did not end well."""

    because: int


@dataclass(frozen=True, slots=True)
class Refused:
    """It did not run: the user, or nobody, agreed; *why* says which."""

    why: str = "you said no"


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It was stopped by the user, before or in the middle; *started* says which."""

    started: bool = field(default=False)


Outcome = Done | Failed | Skipped | Refused | Cancelled
