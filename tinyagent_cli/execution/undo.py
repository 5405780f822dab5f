"""Takes a turn back: what was done last is undone first, as far as it has an inverse."""

from __future__ import annotations

from dataclasses import dataclass

from tinyagent_cli.core.errors import NotFound, TinyagentError, UsageError
from tinyagent_cli.core.ports import Desktop
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.records import ActionRecord, State, TurnRecord
from tinyagent_cli.tools.spec import Effect


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of one action: *why* is "" if it was taken back, else why it was not."""

    action: ActionRecord
    why: str = ""

    @property
    def says(self) -> str:
        """For people: what was done to take it back, or what stays as it is."""
        if self.why or self.action.undo is None:
            return f"{self.action.says}: {self.why}"
        return self.action.undo.says


async def take_back(journal: Journal, desktop: Desktop, turn: int | None = None) -> list[TakenBack]:
    """Undo *turn*, or the latest one that can be undone; one report an action, last first.

    Looking things up and showing them leaves nothing to take back and is not reported.

    Raises UsageError if there is nothing to take back, if it was taken back before, or if
    it was done on another desktop.
    """
    record = journal.last_undoable() if turn is None else journal.turn(turn)
    if record is None:
        last = journal.last_that_left_something()
        why = _why_none(last) if last else ""
        hint = "tinyagent history shows what was done"
        raise UsageError(f"there is nothing to take back{why}", hint)
    _check(record, desktop)
    return [
        await _take_back(journal, desktop, action)
        for action in reversed(record.actions)
        if _left_something(action)
    ]


def _check(record: TurnRecord, desktop: Desktop) -> None:
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
    """Whether the world is different for *action*: it happened, or may have."""
    happened = action.state in (State.DONE, State.UNDOING, State.UNDONE, State.INTERRUPTED)
    return happened and action.effect not in (Effect.READ, Effect.OPEN)


async def _take_back(journal: Journal, desktop: Desktop, action: ActionRecord) -> TakenBack:
    if action.state is State.UNDONE:
        return TakenBack(action, "it was taken back already")
    if action.state is State.UNDOING:
        return TakenBack(action, "it is being taken back elsewhere")
    if action.undo is None:
        return TakenBack(action, _why_not(action))
    # One that was itself interrupted may be tried again: to delete what is gone is harmless.
    if not await journal.claim(action):
        return TakenBack(action, "it is being taken back elsewhere")
    try:
        await desktop.script(action.undo.script, action.undo.payload)
    except NotFound as error:  # nothing is left of it, and earlier turns can have their turn
        await journal.settle(action, State.UNDONE)
        return TakenBack(action, str(error))
    except TinyagentError as error:
        await journal.settle(action, State.DONE)
        return TakenBack(action, str(error))
    except BaseException:  # Ctrl-C, too: it may be tried again
        await journal.settle(action, State.DONE)
        raise
    await journal.settle(action, State.UNDONE)
    return TakenBack(action)


def _why_none(turn: TurnRecord) -> str:
    """Why nothing of *turn*, the latest that did anything, can be taken back."""
    left = [action for action in turn.actions if _left_something(action)]
    return f": {_why_not(left[-1])} (turn {turn.id})"


def _why_not(action: ActionRecord) -> str:
    if action.state is State.INTERRUPTED:
        return "nobody knows whether it happened, since the program ended in the middle of it"
    if action.tool == "send_sms":
        return "a text message cannot be called back"
    if action.effect == Effect.OUTWARD:
        return "what has reached other people cannot be called back"
    return "there is no way to take it back"
