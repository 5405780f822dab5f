"""The engines of JavaScript that the scripts run in: QuickJS, node's V8, and JavaScriptCore.

The first is the simulated Mac's, the last is next of kin to what ``osascript -l JavaScript`` has.
Each is given the same calls, all of them in one process, and answers one line of JSON a call:
what was printed or thrown, the Apple events, the app's state afterwards.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.desktop import engine

DRIVE: Final = Path(__file__).with_name("drive.js")

# How each is started, and how it is had where it is not there.
OTHERS: Final = {
    "node": (["node", str(DRIVE)], "node is not installed"),
    "jsc": (
        ["jsc", str(DRIVE), "--"],
        "JavaScriptCore is not installed: apt install libjavascriptcoregtk-4.0-bin (or 4.1)",
    ),
}


@dataclass(frozen=True, slots=True)
class Call:
    """The text of a script, what the host is told, and the arguments of ``run``."""

    source: str
    input: Mapping[str, Any]
    argv: list[str]


def missing(name: str) -> str:
    """Why the engine *name* cannot be asked; nothing where it can."""
    return "" if shutil.which(OTHERS[name][0][0]) else OTHERS[name][1]


@dataclass
class Texts:
    """Pieces of JSON, each kept once and pointed at by its number."""

    all: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """Where *text* stands, which is at the end if it is new."""
        if text not in self.numbers:
            self.numbers[text] = len(self.all)
            self.all.append(text)
        return self.numbers[text]


def packed(calls: Iterable[Call]) -> str:
    """*calls* as `drive.js` reads them."""
    texts = Texts()
    pointing = [
        {
            "source": texts.number(call.source),
            "input": {key: texts.number(json.dumps(value)) for key, value in call.input.items()},
            "argv": texts.number(json.dumps(call.argv)),
        }
        for call in calls
    ]
    return json.dumps({"host": engine.host(), "texts": texts.all, "calls": pointing})


def ask(name: str, packet: Path) -> Iterator[str]:
    """The answers of node or jsc to the calls of *packet*, as they come.

    Raises RuntimeError for an engine that does not end well.
    """
    command, _ = OTHERS[name]
    with subprocess.Popen([*command, packet], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        with closing(running.stdout):
            for line in running.stdout:
                yield line.rstrip("\n")
    if running.returncode:
        raise RuntimeError(f"{name} ended with {running.returncode}")
