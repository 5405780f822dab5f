"""``tinyagent doctor --ask``: macOS asks for one app after the other, each explained before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import ConsentNeeded, NotReady, TimedOut, TinyagentError
from tinyagent_cli.desktop.answers import APP_OF_FOLDER
from tinyagent_cli.desktop.mac import MacDesktop
from tinyagent_cli.doctor.apps import SCRIPTED, MacApp
from tinyagent_cli.doctor.automation import Automation
from tinyagent_cli.doctor.check import ERROR, OK, WARNING, Check
from tinyagent_cli.doctor.state import denied
from tinyagent_cli.doctor.terminals import Terminal, terminal_of
from tinyagent_cli.view.passing import Passing
from tinyagent_cli.view.screen import Screen

ANSWER: Final = 120.0  # seconds for somebody to read a dialog and to answer it

_OPEN: Final = (Automation.NOT_ASKED, Automation.NOT_RUNNING, Automation.UNKNOWN)


async def ask_macos(
    environment: Environment, screen: Screen, found: Sequence[Check]
) -> dict[str, Check]:
    """Let macOS ask for each app whose state is open in *found*; the new findings by name.

    Raises ConsentNeeded where nobody sits at a terminal.
    """
    if not screen.present:
        raise ConsentNeeded(
            "--ask shows the dialogs of macOS one by one, and nobody is here to see them",
            "run tinyagent doctor --ask in a terminal",
        )
    terminal = terminal_of(environment.variables)
    state = {check.name: check.facts.get("automation") for check in found}
    waiting = [app for app in SCRIPTED if state.get(app.name) in _OPEN]
    if not waiting:
        screen.tell("macOS has nothing to ask: each app is decided, or is not here")
    new: dict[str, Check] = {}
    for number, app in enumerate(waiting, 1):
        screen.tell(f"\n{app.name} ({number} of {len(waiting)})", "bold")
        screen.tell(explained(app, terminal))
        if await screen.confirm("Let macOS ask now?"):
            new[app.name] = await _asked(environment, screen, app, terminal)
    return new


def explained(app: MacApp, terminal: Terminal) -> str:
    """What is about to happen, and what either answer means."""
    return (
        f"tinyagent {app.with_it} in {app.name}. {app.name} is opened and asked how many things\n"
        f"it holds, nothing else; macOS then asks whether {terminal.name} may control it. After\n"
        f"OK every program in {terminal.name} may; after Don't Allow macOS does not ask again."
    )


async def _asked(
    environment: Environment, screen: Screen, app: MacApp, terminal: Terminal
) -> Check:
    mac = MacDesktop(environment.variables, environment.programs, seconds=ANSWER)
    folder = next(folder for folder, name in APP_OF_FOLDER.items() if name == app.name)
    facts = {"app": app.name, "automation": Automation.ALLOWED}
    with Passing(screen) as passing:
        passing.show(f"{app.name}: a dialog waits for your answer, or will; Ctrl-C stops")
        try:
            await mac.script(f"{folder}/probe.js", {})
        except NotReady as error:
            facts["automation"] = Automation.DENIED
            return Check(app.name, ERROR, error.message, "\n".join(denied(app, terminal)), facts)
        except TimedOut as error:
            facts["automation"] = Automation.SILENT
            return Check(app.name, WARNING, error.message, error.hint, facts)
        except TinyagentError as error:
            facts["automation"] = Automation.UNKNOWN
            return Check(app.name, WARNING, error.message, error.hint, facts)
    return Check(app.name, OK, f"{terminal.name} may control it", facts=facts)
