"""What a line of a chat leads to: a turn, and what is taken back for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.agent.talks import CALL, turn_of
from tinyagent_cli.commands import opening
from tinyagent_cli.commands.chat import Chat
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.screen import Screen


class Noted(Chat):
    """A chat that does nothing, and notes what it would do; each turn ends with *code*."""

    def __init__(self, *of: Any) -> None:
        super().__init__(*of)
        self.code = Exit.DONE
        self.did: list[str] = []

    async def turn(self, *_: Any) -> int:
        """Nothing is planned."""
        self.did.append("turn")
        return self.code

    async def undo(self, turn: int | None) -> None:
        """Nothing is taken back."""
        self.did.append(f"undo {turn}")


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Noted]:
    """A chat on a fresh simulated Mac."""
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)})
    screen, options = Screen(environment), TurnOptions(rehearse=True)
    with opening.assistant_for(environment, options, screen) as assistant:
        made = Noted(environment, screen, assistant, options)
        made.conversation.remember(turn_of(CALL, 7))
        yield made


@pytest.mark.parametrize(
    ("code", "did"), [(Exit.DONE, ["turn", "undo 7"]), (Exit.FAILED, ["turn"])]
)
async def test_what_was_is_taken_back_when_the_other_is_there(
    chat: Noted, code: Exit, did: list[str]
) -> None:
    """Whoever says no to the new one keeps the old one."""
    chat.code = code
    assert await chat.handle("make it 6pm") == code
    assert chat.did == did


@pytest.mark.parametrize("code", [Exit.DONE, Exit.FAILED])
async def test_to_undo_a_change_comes_first(chat: Noted, code: Exit) -> None:
    """That it goes was said; what was there before is then made again."""
    chat.code = code
    chat.conversation.remember(turn_of(CALL.replace("17:", "18:"), 8, before=turn_of(CALL, 7)))
    assert await chat.handle("undo that") == code
    assert chat.did == ["undo 8", "turn"]


async def test_to_undo_what_replaced_nothing_plans_nothing(chat: Noted) -> None:
    """By the number of the turn."""
    assert await chat.handle("undo that") == Exit.DONE
    assert chat.did == ["undo 7"]
