"""What is known of an app, in words and with what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tinyagent_cli.doctor.apps import MacApp
from tinyagent_cli.doctor.automation import PANE, SECONDS, Automation
from tinyagent_cli.doctor.check import ERROR, OFF, OK, WARNING, Check
from tinyagent_cli.doctor.dictionary import Differences
from tinyagent_cli.doctor.terminals import Terminal


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an app.  None: nobody could tell."""

    app: MacApp
    version: str | None = None  # None: it is not installed
    running: bool | None = None
    dictionary: Differences | None = None
    automation: Automation | None = None  # None: there is nothing to permit

    @property
    def facts(self) -> dict[str, Any]:
        """The same for programs: words of ours, numbers and version numbers."""
        facts: dict[str, Any] = {
            "app": self.app.name,
            "installed": self.version is not None,
            "version": self.version,
            "running": self.running,
        }
        if self.app.scripted:
            found = self.dictionary
            facts["dictionary"] = found and {
                "missing": list(found.missing),
                "changed": list(found.changed),
                "added": list(found.added),
            }
            facts["automation"] = self.automation
        return facts


def told(state: State, terminal: Terminal) -> Check:
    """The finding on an app in words, with what mends it."""
    app = state.app
    if state.version is None:
        status = OFF if app.name == "Zoom" else WARNING
        message = f"not installed; tinyagent {app.with_it} with it"
        return Check(app.name, status, message, _anew(app), state.facts)
    said = ["running" if state.running else "not running"] if state.running is not None else []
    status, fixes = OK, []
    if app.scripted:
        if state.dictionary is None:
            status = WARNING
            said.append("its dictionary cannot be read")
        elif state.dictionary.harmful:
            status = WARNING
            said.append(f"dictionary differs: {_count(state.dictionary)}")
            fixes.append("tinyagent doctor --json shows how; please report it")
        else:
            said.append("dictionary as known")
    match state.automation:
        case Automation.ALLOWED:
            said.append(f"{terminal.name} may control it")
        case Automation.DENIED:
            status = ERROR
            said.append(f"{terminal.name} may not control it")
            fixes += denied(app, terminal)
        case Automation.NOT_ASKED:
            said.append("macOS asks at its first use")
            fixes.append("tinyagent doctor --ask lets it ask now")
        case Automation.SILENT:
            status = WARNING
            said.append(f"macOS did not say within {SECONDS:.0f} s whether we may control it")
            fixes.append(f"it may hang: end {app.name} with Option-Command-Esc and open it again")
        case Automation.NOT_RUNNING | Automation.UNKNOWN:
            said.append(f"permission {state.automation}")
    return Check(
        app.name,
        status,
        "; ".join(said if app.scripted else ["installed", *said]),
        "\n".join(fixes),
        state.facts,
    )


def denied(app: MacApp, terminal: Terminal) -> list[str]:
    """What mends a no, line by line."""
    pane = "System Settings → Privacy & Security → Automation"
    return [
        f"{pane} → {terminal.name}: switch {app.name} on",
        f"open '{PANE}'",
        "if you pressed Don't Allow and it is not listed there:",
        terminal.reset(),
    ]


def _anew(app: MacApp) -> str:
    return "" if app.name == "Zoom" else f"the App Store has {app.name}"


def _count(found: Differences) -> str:
    parts = [
        f"{len(names)} {what}"
        for names, what in (
            (found.missing, "missing"),
            (found.changed, "changed"),
            (found.added, "new"),
        )
        if names
    ]
    return ", ".join(parts)
