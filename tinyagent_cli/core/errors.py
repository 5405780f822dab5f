"""One tree of errors; each leaf says what went wrong and what mends it.

    TinyagentError                 1   failed
    ├── UsageError                 2   the words of the command are off
    │   └── Unheard                2   speech that is no request: too short, silent, unclear
    ├── NotReady                   3   a model, a permission, a program is missing
    │   └── MissingExtra           3   a Python package is missing; names the install command
    ├── ConsentNeeded              4   consent is needed and nobody is there to ask
    ├── PlanError                  5   text that is no valid plan, with line and column
    ├── ToolError                  1   an app or a tool refused or failed
    │   ├── NotFound               1   no such person, file, note …; carries the near ones
    │   ├── Ambiguous              1   several fit; carries them, to be asked about
    │   └── HalfDone               1   it failed when it had begun: it may have happened
    └── TimedOut               124   took longer than allowed

Foreign errors are translated into these at the border where they arise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tinyagent_cli.core.exits import Exit


class TinyagentError(Exception):
    """Anything that a user can be told in one line.

    *message* says what happened; *hint*, if any, names the command or the setting that
    mends it.
    """

    exit: Exit = Exit.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(TinyagentError):
    """The command was called with words that it does not take."""

    exit = Exit.USAGE


class Unheard(UsageError):
    """Sound in which no request was heard: too short, silent, clipped, or nothing said."""


class NotReady(TinyagentError):
    """Something that the command needs is not there; ``tinyagent doctor`` tells more."""

    exit = Exit.NOT_READY


class MissingExtra(NotReady):
    """A Python *package* of an *extra* is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed", f"pip install 'tinyagent-cli[{extra}]'")


class ConsentNeeded(TinyagentError):
    """Consent is needed and there is no terminal to ask on."""

    exit = Exit.CONSENT


class PlanError(TinyagentError):
    """A text that is no valid plan.

    *line* and *column* count from 1; *expected* says what would have been right there.
    """

    exit = Exit.NO_PLAN

    def __init__(
        self, message: str, *, line: int = 0, column: int = 0, expected: str = "", hint: str = ""
    ) -> None:
        where = f"line {line}, column {column}: " if line else ""
        wanted = f"; expected {expected}" if expected else ""
        super().__init__(f"{where}{message}{wanted}", hint)
        self.line = line
        self.column = column
        self.expected = expected


class ToolError(TinyagentError):
    """A tool or its app failed; *number* is the Apple event error, if there was one.

    A planner may be told the *message* when it is asked for a second plan, so names that were
    found in an app, which others may have written, stand in the *hint* alone.
    *reached*: whom it had reached before that.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        number: int | None = None,
        reached: Sequence[str] = (),
    ) -> None:
        super().__init__(message, hint)
        self.number = number
        self.reached = tuple(reached)


class NotFound(ToolError):
    """What was asked for is not there; *choices* are the nearest things that are."""

    def __init__(self, message: str, hint: str = "", *, choices: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.choices = tuple(choices)


class Ambiguous(ToolError):
    """Several things fit; *choices* names them, and none was picked."""

    def __init__(self, message: str, hint: str = "", *, choices: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.choices = tuple(choices)


class HalfDone(ToolError):
    """It failed when it had begun (a send that broke off): nobody knows whether it happened."""


class TimedOut(TinyagentError):
    """Something took longer than it may.

    *begun*: it may have changed something by then; False where it is known that it did not.
    """

    exit = Exit.TIMEOUT

    def __init__(self, message: str, hint: str = "", *, begun: bool = True) -> None:
        super().__init__(message, hint)
        self.begun = begun


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """The hint for a *name* that is none of the *known*: the nearest of them, or *otherwise*."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 1)
    return f"did you mean {near[0]}?" if near else otherwise
