"""The program on a Mac, as far as one can be made of files.

``python -m tests.fakes.on_a_mac FOLDER STATE WORD…`` runs ``tinyagent WORD…`` on the Mac of
`tests.fakes.installed` in FOLDER, whose apps are those of the simulated Mac in STATE.  Where
``ZOOM_API`` says where, Zoom is there; ``ANSWERS`` is what the library of permissions answers,
``FAULTS`` what the apps do, and ``QUIRKS`` how they differ; ``PATIENCE`` is how many seconds the
doctor waits for an answer.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path

from tests.fakes.installed import mac as installed
from tests.fakes.installed import permitting
from tinyagent_cli.__main__ import main
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.desktop import mac
from tinyagent_cli.desktop.engine import Conditions, Fault
from tinyagent_cli.desktop.zoom import Zoom
from tinyagent_cli.doctor import automation
from tinyagent_cli.doctor import mac as doctors_mac

if __name__ == "__main__":
    folder, state, *words = sys.argv[1:]
    if patience := os.environ.get("PATIENCE"):
        automation.SECONDS = doctors_mac.SECONDS = float(patience)  # type: ignore[misc]  # final
    if api := os.environ.get("ZOOM_API"):
        mac.Zoom = partial(Zoom, api=api)  # type: ignore[assignment, misc]  # the same call
    faults = [Fault(**fault) for fault in json.loads(os.environ.get("FAULTS", "[]"))]
    quirks = frozenset(os.environ.get("QUIRKS", "").split())
    conditions = Conditions(tuple(faults), quirks)
    programs = installed(Path(folder), Path(state), conditions=conditions)
    if answers := os.environ.get("ANSWERS"):
        programs = permitting(programs, Path(folder), json.loads(answers))
    sys.exit(main(words, Environment(platform="darwin", programs=programs)))
