"""``tinyagent run``: a plan's text, done as it stands."""

from __future__ import annotations

from pathlib import Path

from tinyagent_cli.commands.do import reporting, take_turn
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.commands.standard_input import read_all
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.paths import contents
from tinyagent_cli.view.screen import Screen


def run(environment: Environment, file: Path, options: TurnOptions) -> int:
    """Do the plan in *file* (``-``: stdin); it is refused as a whole where it is wrong."""
    with reporting(environment, options) as report:
        text = text_of(environment, file, report.screen)
        if not text.strip():
            raise UsageError("the plan is empty", 'tinyagent plan "…" > my.plan makes one')
        return take_turn(environment, report, lambda assistant, listen: assistant.run(text, listen))


def text_of(environment: Environment, file: Path, screen: Screen) -> str:
    """The text in *file*, or on stdin for ``-``.  Raises UsageError."""
    if str(file) == "-":
        return read_all(environment, screen.tell) or ""
    return contents(file).decode("utf-8", "replace")
