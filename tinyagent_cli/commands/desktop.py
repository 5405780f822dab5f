"""``tinyagent desktop``: the simulated Mac, looked at, filled and emptied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinyagent_cli.commands.running import run
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.contents import contents
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.overview import overview
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
    """Show what was done on the simulated Mac and what is there, or all of *app*.

    Raises UsageError for an app that it has not.
    """
    desktop, screen = _simulated(environment), Screen(environment)
    snapshot = desktop.snapshot()
    name = (app or "").lower()
    if name and name not in snapshot:
        raise UsageError(f"there is no {app} on the simulated Mac", f"one of {', '.join(snapshot)}")
    today = environment.clock.now().date()
    if json:
        screen.raw(line({name: snapshot[name]} if name else snapshot))
    elif name:
        screen.show(contents(name, snapshot[name], today))
    else:
        screen.show(overview(desktop.recent(), snapshot, today))
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

    return SimulatedDesktop(environment.paths.simulated_mac, environment.clock)
