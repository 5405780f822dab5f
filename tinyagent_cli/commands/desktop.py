"""``tinyagent desktop``: the simulated Mac, looked at, filled and emptied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinyagent_cli.commands import opening
from tinyagent_cli.commands.running import run
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.outline import outline
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from tinyagent_cli.desktop.simulated import SimulatedDesktop


# The parts of a snapshot; a test holds them to it.
SHOWN: Final = (
    "contacts",
    "calendar",
    "reminders",
    "notes",
    "mail",
    "messages",
    "maps",
    "zoom",
    "links",
    "files",
)


def show(environment: Environment, app: str | None = None, *, json: bool = False) -> int:
    """Show what is on the simulated Mac, in all apps or in *app*.  Raises UsageError."""
    snapshot = _simulated(environment).snapshot()
    if app is not None:
        if app.lower() not in snapshot:
            raise UsageError(f"there is no {app} on it", f"there are: {', '.join(snapshot)}")
        snapshot = {app.lower(): snapshot[app.lower()]}
    screen = Screen(environment)
    if json:
        screen.raw(line(snapshot))
    else:
        screen.show(outline(snapshot))
    return Exit.DONE


def reset(environment: Environment, *, yes: bool = False) -> int:
    """Put the simulated Mac back to how it came; asks, where there is somebody to ask."""
    screen = Screen(environment)
    desktop = _simulated(environment)
    question = "Forget everything on the simulated Mac?"
    if not yes and screen.present and not run(screen.confirm(question)):
        return Exit.FAILED
    desktop.reset()
    screen.tell("the simulated Mac is as new")
    return Exit.DONE


def bring_in(environment: Environment, files: list[Path]) -> int:
    """Put people of vCard and events of iCalendar *files* on the simulated Mac."""
    from tinyagent_cli.desktop.importing import import_file

    screen = Screen(environment)
    desktop = _simulated(environment)
    for file in files:
        screen.answer(f"{file}: {import_file(desktop, file)}")
    return Exit.DONE


def _simulated(environment: Environment) -> SimulatedDesktop:
    from tinyagent_cli.desktop.simulated import SimulatedDesktop

    desktop = opening.desktop_of(environment, rehearse=True)
    assert isinstance(desktop, SimulatedDesktop)  # that is what rehearsing means
    return desktop
