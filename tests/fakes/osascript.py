"""A stand-in for /usr/bin/osascript: the same call, the same file, simulated apps.

The call is read as Apple's is, by BSD getopt: options up to the first word that is none, which is
the file; whatever follows belongs to the script.  Written to stdout and stderr as osascript
does, the number of an uncaught error in parentheses last.
"""

from __future__ import annotations

import getopt
import sys
from datetime import datetime
from pathlib import Path

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.desktop.answers import app_of
from tinyagent_cli.desktop.engine import Conditions, Fault
from tinyagent_cli.desktop.simulated import SimulatedDesktop

NOW = datetime(2026, 11, 23, 9, 0)

# Uncaught, the system's own words are in the user's language.
WORDS = {
    -1712: "Délai dépassé pour un AppleEvent.",
    -1743: "Non autorisé à envoyer des événements.",
}

# man osascript: [-l language] [-i] [-s flags] [-e statement | programfile] [argument ...]
OPTIONS = "l:e:is:"


def main(
    folder: Path,
    argv: list[str],
    faults: list[Fault] | None = None,
    conditions: Conditions | None = None,
) -> int:
    """Run the script that *argv* names against the simulated Mac in *folder*."""
    options, words = getopt.getopt(argv, OPTIONS)
    # No -e: no text is ever made into a script; and no path that a working folder could change.
    if options != [("-l", "JavaScript")] or not words or not words[0].startswith("/"):
        sys.stderr.write(f"unexpected call: {argv}\n")
        return 64
    script = Path(words[0])
    app = app_of(f"{script.parent.name}/{script.name}")
    desktop = SimulatedDesktop(
        folder, Clock.stopped(NOW), conditions or Conditions(tuple(faults or ()))
    )
    found = desktop.perform(app, script.read_text("utf-8"), words[1:])
    if found.error is not None:
        number = found.error["number"]
        said = WORDS.get(number, found.error["message"])
        sys.stderr.write(f"{script}: execution error: Error: Error: {said} ({number})\n")
        return 1
    if found.printed is not None:
        sys.stdout.write(f"{found.printed}\n")
    return 0
