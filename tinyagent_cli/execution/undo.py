"""Takes a turn back: what was done last is undone first, as far as it has an inverse.

An inverse looks before it acts: what was changed, moved or sent since is left as it is, and what
is gone already counts as taken back.  Where nobody knows whether an inverse got through (the app
did not answer, Ctrl-C), the action counts as done, and can be taken back again: to delete what is
gone is harmless.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from tinyagent_cli.core.errors import (
    ConsentNeeded,
    HalfDone,
    NotFound,
    NotReady,
    TimedOut,
    TinyagentError,
    UsageError,
)
from tinyagent_cli.core.ports import Rehearsing, Undoing
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.records import ActionRecord, State, TurnRecord
from tinyagent_cli.tools.spec import MEETING, Effect, Undo
from tinyagent_cli.tools.toolbox import load_manifest

Agreed = Callable[[str], Awaitable[bool]]

_HAPPENED = (State.DONE, State.UNDOING, State.UNDONE, State.INTERRUPTED)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of one action: *why* is "" if it was taken back, else why it was not.

    *gone*: there was nothing left to take back.
    """

    action: ActionRecord
    why: str = ""
    gone: bool = False

    @property
    def undone(self) -> bool:
        """Whether nothing of the action is left."""
        return self.gone or not self.why

    @property
    def says(self) -> str:
        """For people: what was done to take it back, or what stays as it is."""
        undo = self.action.undo
        if self.why or undo is None:
            return f"{self.action.says}: {self.why}"
        return f"{undo.says}; {undo.tells} may get a cancellation" if undo.tells else undo.says


async def nobody(question: str) -> bool:
    """Nobody is there to be asked."""
    raise ConsentNeeded(question)


async def take_back(
    journal: Journal,
    desktop: Undoing,
    turn: int | None = None,
    agreed: Agreed = nobody,
    told: Callable[[TakenBack], None] = lambda taken: None,
) -> list[TakenBack]:
    """Undo *turn*, or the latest one that can be undone; one report an action, last first.

    *agreed* is asked where other people may hear of it, and *told* hears each report as it
    comes, since Ctrl-C may end the rest.  Looking things up and showing them leaves nothing to
    take back and is not reported.  In a rehearsal it is only looked what would come of it.

    Raises UsageError if there is nothing to take back, if it was taken back before, or if
    it was done on another desktop; NotReady where what was taken back cannot be noted, saying so.
    """
    record = journal.last_undoable() if turn is None else journal.turn(turn)
    if record is None:
        last = journal.last_that_left_something()
        why = _why_none(last) if last else ""
        hint = "tinyagent history shows what was done"
        raise UsageError(f"there is nothing to take back{why}", hint)
    if isinstance(desktop, Rehearsing):
        agreed = _of_course
        if record.desktop == desktop.rehearses:
            desktop = desktop.looking()
    _check(record, desktop)
    reports = []
    for action in sorted(record.actions, key=_when, reverse=True):
        if _left_something(action):
            reports.append(await _take_back(journal, desktop, action, agreed))
            told(reports[-1])
    return reports


async def _of_course(question: str) -> bool:
    return True


def _when(action: ActionRecord) -> tuple[datetime, int, int]:
    return action.ended_at or action.started_at or datetime.max, action.attempt, action.task


def _check(record: TurnRecord, desktop: Undoing) -> None:
    left = [action for action in record.actions if _left_something(action)]
    if not any(a.state in (State.DONE, State.INTERRUPTED) and a.undo for a in left):
        if any(action.state is State.UNDONE for action in left):
            raise UsageError(f"turn {record.id} was taken back already")
        if not left:
            raise UsageError(f"turn {record.id} did nothing that could be taken back")
    if record.desktop != desktop.name and left:
        raise UsageError(
            f"turn {record.id} was done on {record.desktop}, and this is {desktop.name}",
            "tinyagent config set desktop.kind mac, or simulated",
        )


def _left_something(action: ActionRecord) -> bool:
    """Whether the world is different for *action*: it happened, in part, or may have."""
    happened = action.state in _HAPPENED or _unsure(action) or action.details.get("reached")
    return bool(happened) and action.effect not in (Effect.READ, Effect.OPEN)


def _unsure(action: ActionRecord) -> bool:
    return bool(action.details.get("unsure"))


async def _take_back(
    journal: Journal, desktop: Undoing, action: ActionRecord, agreed: Agreed
) -> TakenBack:
    if action.state is State.UNDONE:
        return TakenBack(action, "it was taken back already", gone=True)
    if action.state is State.UNDOING:
        return TakenBack(action, "it is being taken back elsewhere")
    if action.undo is None:
        return TakenBack(action, _why_not(action))
    if refused := await _asked(action, action.undo, agreed):
        return TakenBack(action, refused)
    # One that was itself interrupted may be tried again: to delete what is gone is harmless.
    if not await journal.claim(action):
        return TakenBack(action, "it is being taken back elsewhere")
    try:
        await _undo(desktop, action.undo)
    except NotFound as error:  # nothing is left of it, and earlier turns can have their turn
        return await _noted(journal, TakenBack(action, str(error), gone=True))
    except TinyagentError as error:
        await journal.settle(action, State.DONE)
        unclear = isinstance(error, HalfDone | TimedOut)
        again = f"; tinyagent undo {action.turn} looks whether it is there" if unclear else ""
        return TakenBack(action, f"{error}{again}")
    except BaseException:  # Ctrl-C, too: it may be tried again
        await journal.settle(action, State.DONE)
        raise
    return await _noted(journal, TakenBack(action))


async def _noted(journal: Journal, taken: TakenBack) -> TakenBack:
    """*taken*, written down; raises NotReady, which tells of it, where the disk refuses that."""
    try:
        await journal.settle(taken.action, State.UNDONE)
    except NotReady as error:
        what = f"{taken.says}, but that could not be noted: {error.message}"
        raise NotReady(what, error.hint) from error
    return taken


async def _undo(desktop: Undoing, undo: Undo) -> None:
    if undo.script == MEETING:
        await desktop.cancel_meeting(str(undo.payload["id"]), undo.payload.get("stands"))
    else:
        await desktop.script(undo.script, undo.payload)


async def _asked(action: ActionRecord, undo: Undo, agreed: Agreed) -> str:
    """Why *action* may not be taken back by *undo*, or ""; asked where others may hear of it."""
    if not undo.tells:
        return ""
    told = f"{undo.tells} may get a cancellation"
    try:
        yes = await agreed(f"{action.says}. If that is taken back, {told}. Take it back?")
    except ConsentNeeded:
        return f"{told}, and there is nobody to ask; tinyagent undo {action.turn} --yes"
    return "" if yes else "you said no"


def _why_none(turn: TurnRecord) -> str:
    """Why nothing of *turn*, the latest that did anything, can be taken back."""
    left = [action for action in turn.actions if _left_something(action)]
    return f": {_why_not(left[-1])} (turn {turn.id})"


def _why_not(action: ActionRecord) -> str:
    if action.state is State.INTERRUPTED:
        return "nobody knows whether it happened, since the program ended in the middle of it"
    if _unsure(action):
        return "nobody knows whether it happened: look whether it did"
    if why := {spec.name: spec.irreversible for spec in load_manifest()}.get(action.tool):
        return why
    if action.effect == Effect.OUTWARD:
        return "what has reached other people cannot be called back"
    return "there is no way to take it back"
