"""``tinyagent undo``: what was done is taken back, as far as it can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tinyagent_cli.commands import opening
from tinyagent_cli.commands.running import run
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.ports import Desktop
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from tinyagent_cli.execution.journal import Journal
    from tinyagent_cli.execution.undo import Agreed, TakenBack


def undo(
    environment: Environment,
    turn: int | None = None,
    *,
    rehearse: bool = False,
    yes: bool = False,
    json: bool = False,
) -> int:
    """Take back *turn*, or the latest that can be; says what stays as it is, and why.

    *rehearse* only looks what would come of it.  *yes* agrees also where other people may hear
    of it.  Raises UsageError where there is nothing to take back.
    """
    return run(take_back_turn(environment, turn, rehearse=rehearse, yes=yes, json=json))


def told(taken: TakenBack) -> str:
    """What came of taking one action back, as a sentence."""
    return taken.says[:1].upper() + taken.says[1:]


async def take_back(
    journal: Journal,
    desktop: Desktop,
    turn: int | None,
    agreed: Agreed,
    told: Callable[[TakenBack], None] = lambda taken: None,
) -> list[TakenBack]:
    """`execution.undo.take_back`, imported when it is needed."""
    from tinyagent_cli.execution.undo import take_back

    return await take_back(journal, desktop, turn, agreed, told)


async def take_back_turn(
    environment: Environment,
    turn: int | None = None,
    *,
    rehearse: bool = False,
    yes: bool = False,
    json: bool = False,
) -> int:
    """`undo`, where an event loop runs already."""
    screen = Screen(environment)

    async def agreed(question: str) -> bool:
        return yes or await screen.confirm(question)

    def tell(taken: TakenBack) -> None:
        if not json:
            screen.answer(f"{'It would say: ' if rehearse else ''}{told(taken)}")

    desktop = opening.desktop_of(environment, rehearse=rehearse)
    with opening.journal_of(environment, rehearse=rehearse) as journal:
        taken = await take_back(journal, desktop, turn, agreed, tell)
    if rehearse:
        screen.tell("nothing was done: --rehearse")
    if json:
        rows = [
            {"turn": t.action.turn, "task": t.action.task, "undone": t.undone, "says": t.says}
            for t in taken
        ]
        screen.raw(line({"actions": rows, **({"rehearsed": True} if rehearse else {})}))
    return Exit.DONE if all(each.undone for each in taken) else Exit.FAILED
