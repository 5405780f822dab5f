"""``tinyagent history``: what was asked, planned and done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from tinyagent_cli.commands import opening
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.glyphs import Glyphs, glyphs_for
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.moments import say_moment
from tinyagent_cli.view.plan_view import State
from tinyagent_cli.view.printable import cut_middle, printable, shown
from tinyagent_cli.view.rows import icon
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import Listing, listing

if TYPE_CHECKING:
    from tinyagent_cli.execution.records import ActionRecord, TurnRecord

_ENDINGS: dict[int, str] = {
    Exit.DONE: "done",
    Exit.FAILED: "failed",
    Exit.NOT_READY: "not ready",
    Exit.CONSENT: "no consent",
    Exit.NO_PLAN: "no plan",
    Exit.TIMEOUT: "timed out",
    Exit.INTERRUPTED: "stopped",
}
_LONGEST = 400  # cells of an argument; --json has all of it
# What the journal calls states that the tree has no sign for.
_SIGNS = {
    "started": State.RUNNING,
    "undoing": State.RUNNING,
    "undone": State.REFUSED,
    "interrupted": State.CANCELLED,
}


def history(
    environment: Environment, *, search: str = "", limit: int = 20, json: bool = False
) -> int:
    """List the latest *limit* turns, newest first; with *search*, those that contain it."""
    screen = Screen(environment)
    with opening.journal_of(environment) as journal:
        turns = journal.turns(limit, search)
    if json:
        screen.raw(line({"turns": [turn_json(turn) for turn in turns]}))
    elif turns:
        screen.show(turns_listed(turns, environment.clock.now().date()))
    else:
        screen.tell("nothing was done yet" if not search else f"nothing with {search!r}")
    return Exit.DONE


def show(environment: Environment, number: int, *, json: bool = False) -> int:
    """Show turn *number*: its plan, what came of each task, its answer.  Raises UsageError."""
    screen = Screen(environment)
    with opening.journal_of(environment) as journal:
        turn = journal.turn(number)
    if json:
        screen.raw(line(turn_json(turn)))
    else:
        screen.show(turn_told(environment, turn))
    return Exit.DONE


def turns_listed(turns: Sequence[TurnRecord], today: date) -> Listing:
    """*turns* in lines."""
    rows = [(t.id, say_moment(t.started_at, today), ending(t), asked(t)) for t in turns]
    return listing(rows, ("turn", "when", "", "request"))


def turn_told(environment: Environment, turn: TurnRecord) -> Group:
    """*turn* with all that is known of it."""
    today = environment.clock.now().date()
    return Group(*told(turn, glyphs_for(environment.stdout), today))


def turn_json(turn: TurnRecord) -> dict[str, Any]:
    """A turn of the journal as plain data."""
    return asdict(turn)


def asked(turn: TurnRecord) -> str:
    """What was asked; a plan that came as text has no words of its own."""
    return turn.request or f"run: {turn.plan.splitlines()[0] if turn.plan else 'a plan'}"


def ending(turn: TurnRecord) -> str:
    """How *turn* ended, in a word."""
    if turn.interrupted:
        return "interrupted"
    if turn.exit is None:
        return "goes on"
    if turn.undone:
        return "undone"
    return _ENDINGS.get(turn.exit, f"exit {turn.exit}")


def told(turn: TurnRecord, glyphs: Glyphs, today: date) -> Iterator[Text]:
    """*turn* in lines: the request, each action with its sign, the answer."""
    yield Text.assemble((f"turn {turn.id}  ", "dim"), (printable(asked(turn)), "bold"))
    about = [say_moment(turn.started_at, today), turn.planner, turn.desktop, ending(turn)]
    if turn.piped:
        about.append(f"{turn.piped} characters piped in")
    yield Text(glyphs.dot.join(part for part in about if part), "dim")
    for action in turn.actions:
        yield from _action(action, glyphs)
    if turn.answer:
        yield Text(printable(turn.answer, lines=True))


def _action(action: ActionRecord, glyphs: Glyphs) -> Iterator[Text]:
    name = action.state.value
    state = _SIGNS.get(name) or State(name)
    text = Text("  ").append_text(icon(state, glyphs, 0.0))
    text.append(f" {action.task}  ", "dim").append(printable(action.tool), "bold")
    for argument, value in action.arguments.items():
        if value not in ("", None, [], 0, False):
            text.append(f"  {argument} ", "dim").append(
                cut_middle(printable(shown(value)), _LONGEST)
            )
    yield text
    said = printable(action.says)
    if said or name in _SIGNS:
        yield Text(
            f"       {': '.join(filter(None, (name if name in _SIGNS else '', said)))}", "dim"
        )
