"""A stand-in for /usr/bin/osascript: the same call, the same file, simulated apps.

Only the shape in which we call it is accepted: ``-l JavaScript FILE ARGUMENT…``.  Written to
stdout and stderr as osascript does, the number of an uncaught error in parentheses last.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.desktop.answers import app_of
from tinyagent_cli.desktop.engine import Conditions, Fault
from tinyagent_cli.desktop.simulated import SimulatedDesktop

# Uncaught, the system's own words are in the user's language.
WORDS = {
    -1712: "Délai dépassé pour un AppleEvent.",
    -1743: "Non autorisé à envoyer des événements.",
}


def main(folder: Path, argv: list[str], faults: list[Fault] | None = None) -> int:
    """Run the script that *argv* names against the simulated Mac in *folder*."""
    if argv[:2] != ["-l", "JavaScript"] or len(argv) < 3 or not argv[2].startswith("/"):
        sys.stderr.write(f"unexpected call: {argv}\n")
        return 64
    script = Path(argv[2])
    app = app_of(f"{script.parent.name}/{script.name}")
    clock = Clock.stopped(datetime(2026, 11, 23, 9, 0))
    desktop = SimulatedDesktop(folder, clock, Conditions(tuple(faults or ())))
    found = desktop.perform(app, script.read_text("utf-8"), argv[3:])
    if found.error is not None:
        number = found.error["number"]
        words = WORDS.get(number, found.error["message"])
        sys.stderr.write(f"{script}: execution error: Error: Error: {words} ({number})\n")
        return 1
    if found.printed is not None:
        sys.stdout.write(f"{found.printed}\n")
    return 0
