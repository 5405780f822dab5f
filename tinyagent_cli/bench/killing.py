"""kill -9 at every step: does the journal say what the world holds, and is nothing done twice?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tinyagent_cli.bench.killed import SCENARIOS, Scenario, prepare, tinyagent
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.records import State, as_json

# How often what an action did is in the world, by what the journal says of it.
_TRUE: Final[Mapping[State, tuple[int, ...]]] = {
    State.DONE: (1,),
    State.INTERRUPTED: (0, 1),
    State.UNDONE: (0,),
}
_GONE: Final = "Recently Deleted"


@dataclass(frozen=True, slots=True)
class Killed:
    """One run, and what was *wrong* after it, "" for nothing; *over*: nothing killed it."""

    scenario: str
    step: int
    over: bool
    wrong: str


def killed(folder: Path, name: str) -> Iterator[Killed]:
    """The runs of the scenario called *name* in homes in *folder*, each killed a step later."""
    scenario = SCENARIOS[name]
    prepare(folder / "home", scenario)
    command = [sys.executable, "-P", "-m", "tinyagent_cli.bench.killed", str(folder), name]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, timeout=600)
    last = sum(1 for each in folder.iterdir() if each.name.isdigit())
    for step in range(1, last + 1):
        home = folder / str(step)
        wrong = _untrue(home, scenario) or _wrong_afterwards(home, scenario)
        yield Killed(name, step, over=step == last and not scenario.asked, wrong=wrong)


def _untrue(home: Path, scenario: Scenario) -> str:
    """Where the journal says something else than the world holds."""
    world, told = _world(home, scenario), _told(home, scenario)
    for text in scenario.texts:
        state = told.get(text)
        if world[text] not in (_TRUE[state] if state else (0,)):
            return f"{text} is {world[text]} times there, and the journal says {state}"
    return ""


def _wrong_afterwards(home: Path, scenario: Scenario) -> str:
    """What goes wrong when the next program runs the same once more."""
    if scenario.words[0] == "undo":
        tinyagent(home, *scenario.words)
        left = [text for text, there in _world(home, scenario).items() if there]
        return f"a second undo left {left}" if left else _untrue(home, scenario)
    sent = _world(home, scenario)["Dogwood"]
    began = "Dogwood" in _told(home, scenario)
    code = tinyagent(home, *scenario.words, text=scenario.plan)
    if began and (code != 4 or _world(home, scenario)["Dogwood"] != sent):
        return f"the text was sent anew without being asked about (exit {code})"
    return ""


def _world(home: Path, scenario: Scenario) -> dict[str, int]:
    """How often what the scenario does is there."""
    shown = SimulatedDesktop(home / "simulated-mac").snapshot()
    shown["notes"] = {k: v for k, v in shown["notes"].items() if k != _GONE}
    names = [note["name"] for notes in shown["notes"].values() for note in notes]
    rest = as_json([shown["reminders"], shown["messages"]])
    return {
        text: names.count(text) if text in ("Alder", "Birch") else rest.count(f'"{text}"')
        for text in scenario.texts
    }


def _told(home: Path, scenario: Scenario) -> dict[str, State]:
    """What the journal says of it."""
    with Journal.open(home / "journal.db") as journal:
        actions = [action for turn in journal.turns() for action in turn.actions]
    said = {str(a.arguments.get("name") or a.arguments.get("message")): a.state for a in actions}
    return {text: said[text] for text in scenario.texts if text in said}
