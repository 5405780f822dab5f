"""A simulated Mac in memory, for the thousands of calls of tools that a test makes."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.rings.states import NOW, SEED, state
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.desktop import engine
from tinyagent_cli.desktop.engine import Conditions
from tinyagent_cli.desktop.simulated import SimulatedDesktop


class MemoryMac(SimulatedDesktop):
    """The simulated Mac without its files: the apps begin with *variant* of the seed's life.

    *home* is the folder of the documents; *noted* are links and files that were opened.
    """

    def __init__(self, home: Path, conditions: Conditions, variant: str = SEED, app: str = ""):
        super().__init__(home.parent, Clock.stopped(NOW), conditions)
        self.apps = {
            name: state(name, variant if name == app else SEED, conditions.language)
            for name in engine.APPS
        }
        self.noted: list[Mapping[str, Any]] = []

    def perform(self, app: str, source: str, argv: Sequence[str]) -> engine.Run:
        """As the simulated Mac, but for the files."""
        found: engine.Run = _rehearsed(app, source)(
            argv, self.apps[app], NOW.isoformat(), self.conditions
        )
        self.events.extend(found.events)
        self.apps[app] = found.state
        return found

    def _note_now(self, kind: str, entry: Mapping[str, Any]) -> None:
        self.noted.append({"kind": kind, **entry})

    def _meet(self, asked: Mapping[str, Any]) -> Mapping[str, str]:
        self.noted.append({"kind": "zoom", **asked})
        number = 80_000_000_000 + len(self.noted)
        return {"id": str(number), "join_url": f"https://zoom.us/j/{number}"}

    def _paste(self, text: str) -> None:
        mail = copy.deepcopy(self.apps["Mail"])
        props = mail["root"]["elements"]["outgoing message"][-1]["props"]
        props["content"] = text + props.get("content", "")
        self.apps["Mail"] = mail

    def everything(self) -> str:
        """All that the apps hold, what is in front and selected aside."""
        kept = copy.deepcopy({app: found["root"] for app, found in self.apps.items()})
        for root in kept.values():
            root["props"].pop("selection", None)
            root.pop("shown", None)
        return json.dumps(kept)


@cache
def _rehearsed(app: str, source: str) -> Any:
    return engine.rehearsed(app, source)
