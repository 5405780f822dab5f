"""What goes around a turn: it is announced, timed and journalled, however it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter

from tinyagent_cli.agent.joiner import Joined
from tinyagent_cli.core.errors import NotReady, TinyagentError
from tinyagent_cli.core.events import Answered, TurnFinished, TurnStarted
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.ports import Desktop, Listener, Rehearsing
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Outcome
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.tools.complete import Doubt


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """A plan that nobody ran: times absolute, every argument filled.

    *doubts* says what was not clear in it; *seconds* is the planner's time.
    """

    request: str
    plan: Plan
    planner: str
    seconds: float
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnResult:
    """How a turn ended: *outcomes* by task id, *turn* its number in the journal.

    *doubts*: what was not clear, with nobody to ask.  *own_words*: the plan was made of the
    user's words alone.
    """

    request: str
    answer: str
    exit: Exit
    plan: Plan
    outcomes: Mapping[int, Outcome]
    planner: str
    seconds: float
    turn: int
    doubts: tuple[Doubt, ...] = ()
    own_words: bool = True


@dataclass(slots=True)
class Turn:
    """A turn that is going on; `result` is there when it was closed, and final when it is over."""

    request: str
    planner: str
    number: int
    began: float
    asked: bool = False  # which of two plans was meant: once a turn is enough
    doubts: list[Doubt] = field(default_factory=list)
    own_words: bool = True
    result: TurnResult | None = field(default=None)

    @property
    def came_to(self) -> TurnResult:
        """The result of a turn that is over, and was closed."""
        assert self.result is not None
        return self.result

    def close(self, plan: Plan, outcomes: Mapping[int, Outcome], joined: Joined) -> None:
        """The turn came to its answer."""
        self.result = TurnResult(
            self.request,
            joined.answer,
            joined.exit,
            plan,
            outcomes,
            self.planner,
            perf_counter() - self.began,
            self.number,
            tuple(self.doubts),
            self.own_words,
        )


@asynccontextmanager
async def taking(
    request: str,
    piped: str | None,
    planner: str,
    desktop: Desktop,
    journal: Journal,
    listen: Listener,
) -> AsyncIterator[Turn]:
    """A turn from its beginning to its end; an error or Ctrl-C ends it, truly told, too.

    That of a rehearsal is announced without a number: there is no such turn to come back to.
    """
    began = perf_counter()
    listen(TurnStarted(request, planner, desktop.name))
    number = await journal.begin_turn(request, piped=piped, planner=planner, desktop=desktop.name)
    turn = Turn(request, planner, number, began)
    code, answer = Exit.FAILED, ""
    try:
        yield turn
        if turn.result:
            code, answer = turn.result.exit, turn.result.answer
            listen(Answered(answer))
    except TinyagentError as error:
        code, answer = error.exit, str(error)
        raise
    except asyncio.CancelledError:
        code = Exit.INTERRUPTED
        raise
    finally:
        try:
            # The journal writes what it was told even if waiting for it is cut short.
            await journal.end_turn(number, code, answer)
        except NotReady as error:  # a full disk: what was done is done all the same, and told
            if turn.result:
                turn.result = _unended(turn.result, error)
                code = turn.result.exit
                listen(Answered(turn.result.answer))
        told = None if isinstance(desktop, Rehearsing) else number
        listen(TurnFinished(code, perf_counter() - began, told))


def _unended(result: TurnResult, error: NotReady) -> TurnResult:
    """*result*, and that the journal does not know that the turn came to it."""
    said = f"{result.answer}\nThat this turn ended is not in the journal: {error}."
    return replace(result, answer=said, exit=result.exit or Exit.FAILED)
