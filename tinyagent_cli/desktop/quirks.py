"""The quirk catalogue: what apps do that their dictionaries do not say; see its file's head."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from macos_tools import ROOT
from tinyagent_cli.desktop.macos import reaches


@dataclass(frozen=True, slots=True)
class Quirk:
    """A known defect of *app*, or of every app where that is empty.

    *tools*: whom it concerns, ``*`` for all of the app.  *since*, *until*: macOS versions, the
    latest being open.  *seen*: where it was reported.  *sometimes*: it is not always so.
    *by*: what brings it about in the simulated Mac (quirk, dictionary, state, fault, or nothing).
    *shown*: the test that shows it, and that it is handled.
    """

    id: str
    app: str
    tools: tuple[str, ...]
    since: str
    happens: str
    sources: tuple[str, ...]
    by: str
    handled: str
    shown: str
    until: str = ""
    seen: str = ""
    sometimes: bool = False

    def on(self, version: str) -> bool:
        """Whether macOS *version* has it."""
        return reaches(version, self.since, self.until)

    def concerns(self, tool: str) -> bool:
        """Whether *tool* meets it."""
        return "*" in self.tools or tool in self.tools


@cache
def catalogue() -> tuple[Quirk, ...]:
    """Every quirk that is known, app by app."""
    entries = tomllib.loads((ROOT / "quirks.toml").read_text("utf-8"))["quirk"]
    return tuple(
        Quirk(**entry | {key: tuple(entry[key]) for key in ("tools", "sources")})
        for entry in entries
    )


def always(version: str) -> frozenset[str]:
    """The ids of what macOS *version* always does, as far as a quirk of the simulator is it."""
    return frozenset(
        quirk.id
        for quirk in catalogue()
        if quirk.by == "quirk" and not quirk.sometimes and quirk.on(version)
    )


def sometimes(app: str, version: str) -> tuple[str, ...]:
    """The ids of what *app* does on some Macs of *version*, to be switched on one by one."""
    return tuple(
        quirk.id
        for quirk in catalogue()
        if quirk.by == "quirk" and quirk.sometimes and quirk.app == app and quirk.on(version)
    )
