"""What a probe of a Mac found, as conditions of the simulated Mac, and what those do not explain.

So a transcript that a volunteer sends becomes a fixture: under its conditions the simulated Mac
must do, step by step, what that Mac did.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.desktop import macos
from tinyagent_cli.desktop.answers import APP_OF_FOLDER
from tinyagent_cli.desktop.engine import Conditions, Fault
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.doctor.runners import SimulatedRunner
from tinyagent_cli.doctor.steps import Steps
from tinyagent_cli.doctor.transcript import Act, Transcript

TIMED_OUT: Final = -1712

# The Apple event that a step is about, and where: the one that failed, if it did.
_EVENTS: Final = {
    "make a folder": ("make", ".folders"),
    "make a list": ("make", ".lists"),
    "make a calendar": ("make", ".calendars"),
    "remove the folder": ("delete", "folders["),
    "remove the list": ("delete", "lists["),
    "remove the calendar": ("delete", "calendars["),
    "make a note": ("make", ".notes"),
    "make a reminder for a day": ("make", ".reminders"),
    "make an event": ("make", ".events"),
    "add to the note": ("set", ".body"),
    "delete a note": ("delete", "notes.byId"),
    "delete the event": ("delete", "events.byId"),
    "delete a reminder for a day": ("delete", "reminders.byId"),
    "draft a mail with a file": ("make", ".outgoingMessages"),
    "close the draft": ("close", ""),
}


def conditions(transcript: Transcript) -> Conditions:
    """The version, the faults and the quirks of the Mac that *transcript* tells of."""
    major = transcript.macos.partition(".")[0]
    return Conditions(
        faults=tuple(_faults(transcript)),
        quirks=frozenset(_quirks({act.step: act for act in transcript.acts})),
        macos=major if major in macos.versions() else macos.NEWEST_TERMS,
    )


def _faults(transcript: Transcript) -> Iterator[Fault]:
    for act in transcript.acts:
        number = TIMED_OUT if act.code == "time" else act.number
        # With a code it is a refusal of the script's own, that comes of what it found.
        if act.ok or number is None or (act.code and act.code not in ("time", "unknown")):
            continue
        app = APP_OF_FOLDER.get(act.script.partition("/")[0])
        if app and act.script.endswith("/probe.js"):
            yield Fault(app, number)
        elif app and act.step in _EVENTS:
            event, where = _EVENTS[act.step]
            yield Fault(app, number, event, where)


def _quirks(acts: Mapping[str, Act]) -> Iterator[str]:
    counted = acts.get("count in Messages")
    if counted and counted.ok and isinstance(counted.shape, Mapping):
        services = counted.shape.get("services", ())
        yield from (f"no-{kind}" for kind in ("iMessage", "SMS") if kind not in services)
        strangers = counted.shape.get("stranger", ())
        if strangers and not any(strangers):
            yield "unknown-handles"
    drafted = acts.get("draft a mail with a file")
    if drafted and drafted.ok and drafted.claims.get("file attached") is False:
        yield "attachments-lost"


async def unexplained(transcript: Transcript, folder: Path) -> list[str]:
    """What the simulated Mac in *folder* does otherwise than the Mac of *transcript* did.

    A sentence a step.  Counts and times are not compared: they are that Mac's own.  Nor is what
    scripts have come to answer besides since the release that made the transcript.
    """
    found = await replayed(transcript, folder)
    told = []
    for act in transcript.acts:
        other = found.get(act.step)
        if other is None:
            told.append(f"{act.step}: not tried in the simulator")
        elif (there := comparable(act)) != (here := comparable(_told_then(other, act))):
            told.append(f"{act.step}: on the Mac {there}, in the simulator {here}")
    return told


async def replayed(transcript: Transcript, folder: Path) -> dict[str, Act]:
    """The steps of *transcript*, tried on the simulated Mac in *folder* under its conditions."""
    desktop = SimulatedDesktop(folder / "mac", Clock(), conditions(transcript))
    steps = Steps(SimulatedRunner(desktop))
    scripts = {act.script for act in transcript.acts}
    read = tuple(name for name in sorted(APP_OF_FOLDER) if f"{name}/probe.js" in scripts)
    await steps.reads(read)
    if any(not script.endswith("/probe.js") for script in scripts):
        file = folder / "probe.txt"
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        await asyncio.to_thread(file.write_text, "A file to attach.\n", "utf-8")
        worked = {act.script.partition("/")[0] for act in transcript.acts if act.ok}
        await steps.writes(file, tuple(sorted(worked)))
    return {act.step: act for act in steps.acts}


def _told_then(other: Act, act: Act) -> Act:
    """*other* without the names of its answer that the one of *act* does not have."""
    if not (isinstance(other.shape, Mapping) and isinstance(act.shape, Mapping)):
        return other
    return replace(other, shape={k: v for k, v in other.shape.items() if k in act.shape})


def comparable(act: Act) -> Any:
    """What of *act* is the same on every Mac under the same conditions."""
    number = TIMED_OUT if act.code == "time" else act.number
    code = "" if act.code in ("time", "unknown") else act.code
    return (act.ok, number, code, _alike(act.shape), dict(act.claims))


def _alike(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _alike(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return sorted({str(_alike(item)) for item in value})
    if isinstance(value, int) and not isinstance(value, bool):
        return "number"
    return value
