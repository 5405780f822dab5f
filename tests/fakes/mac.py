"""A Mac whose programs answer in this process: the production path without the processes.

``osascript`` runs our scripts on the simulated Mac of a folder, ``mdfind`` finds the files there,
``open`` and ``pbcopy`` write down what they were given.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.desktop.answers import app_of
from tinyagent_cli.desktop.engine import Conditions
from tinyagent_cli.desktop.mac import MacDesktop
from tinyagent_cli.desktop.processes import Finished
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.desktop.zoom import Zoom, check_meeting


class MacInProcess(MacDesktop):
    """*scripts*: those that ran, with the Apple events of each; *opened*: the other calls."""

    def __init__(
        self, folder: Path, clock: Clock, conditions: Conditions | None = None, **more: Any
    ) -> None:
        super().__init__({"HOME": str(folder / "home"), "TERM_PROGRAM": "iTerm.app"}, **more)
        self.simulated = SimulatedDesktop(folder, clock, conditions)
        self.scripts: list[tuple[str, list[Mapping[str, Any]]]] = []
        self.opened: list[list[str]] = []

    async def _run(self, *argv: str, stdin: bytes | None = None) -> Finished:
        program, *rest = argv
        if program == self.programs.osascript:
            return self._osascript(rest)
        if program == self.programs.mdfind:
            found = [p for p in self.home.rglob("*") if rest[-1].lower() in p.name.lower()]
            return Finished(0, "\0".join(map(str, found)).encode(), b"")
        self.opened.append([*rest, *([stdin.decode()] if stdin is not None else [])])
        return Finished(0, b"", b"")

    def _osascript(self, argv: list[str]) -> Finished:
        path = Path(argv[2])
        script = f"{path.parent.name}/{path.name}"
        self.simulated.events.clear()
        found = self.simulated.perform(app_of(script), path.read_text("utf-8"), argv[3:])
        self.scripts.append((script, list(self.simulated.events)))
        if found.error is not None:
            said = f"execution error: Error: Error: nope ({found.error['number']})"
            return Finished(1, b"", said.encode())
        return Finished(0, (found.printed or "").encode(), b"")


@dataclass(frozen=True)
class OfflineZoom(Zoom):
    """An account whose meetings are made in memory."""

    made: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def create(self, topic: str, *rest: Any) -> Mapping[str, Any]:
        id = str(len(self.made) + 1)
        self.made[id] = {"topic": topic}
        return {"id": id, "join_url": f"https://zoom.us/j/{id}", "stands": self.made[id]}

    def look(self, id: str, stands: Any) -> None:
        check_meeting(self.made.get(id), stands)

    def cancel(self, id: str, stands: Any) -> None:
        self.look(id, stands)
        del self.made[id]


def contents(folder: Path) -> dict[str, Any]:
    """Every file below *folder* with what is in it, but for locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def state(folder: Path, app: str) -> dict[str, Any]:
    """The stored state of *app* on the simulated Mac of *folder*."""
    found: dict[str, Any] = json.loads((folder / f"{app.lower()}.json").read_text("utf-8"))
    return found
