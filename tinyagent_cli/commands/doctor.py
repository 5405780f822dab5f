"""``tinyagent doctor``: is everything there that a request needs?"""

from __future__ import annotations

from dataclasses import asdict

from rich.text import Text

from tinyagent_cli.commands.checks import ERROR, OFF, OK, WARNING, Check, examine
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.glyphs import Glyphs, glyphs_for
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.printable import printable
from tinyagent_cli.view.screen import Screen

_STYLES = {OK: "green", WARNING: "magenta", ERROR: "bold red", OFF: "dim"}


def doctor(environment: Environment, *, json: bool = False) -> int:
    """Print each finding as it comes; NOT_READY where one of them is an error."""
    screen = Screen(environment)
    glyphs = glyphs_for(environment.stdout)
    found: list[Check] = []
    for check in examine(environment):
        found.append(check)
        if not json:
            screen.show(told(check, glyphs))
    if json:
        screen.raw(line({"checks": [asdict(check) for check in found]}))
    wrong = any(check.status == ERROR for check in found)
    return Exit.NOT_READY if wrong else Exit.DONE


def told(check: Check, glyphs: Glyphs) -> Text:
    """A finding on one line, and what mends it on another."""
    signs = {OK: glyphs.done, WARNING: glyphs.asking, ERROR: glyphs.failed, OFF: glyphs.waiting}
    quiet = "dim" if check.status == OFF else ""
    text = Text.assemble(
        (f"{signs[check.status]} ", _STYLES[check.status]),
        (f"{check.name:<15}", quiet),
        (printable(check.message), quiet),
    )
    if check.fix and check.status != OK:
        text.append(f"\n{'':<17}{printable(check.fix)}", "dim")
    return text
