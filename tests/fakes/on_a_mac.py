"""The program on a Mac, as far as one can be made of files.

``python -m tests.fakes.on_a_mac FOLDER STATE WORD…`` runs ``tinyagent WORD…`` on the Mac of
`tests.fakes.installed` in FOLDER, whose apps are those of the simulated Mac in STATE.  Where
``ZOOM_API`` says where, Zoom is there; ``ANSWERS`` is what the library of permissions answers, and
``FAULTS`` what the apps do.
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

if __name__ == "__main__":
    folder, state, *words = sys.argv[1:]
    if api := os.environ.get("ZOOM_API"):
        mac.Zoom = partial(Zoom, api=api)  # type: ignore[assignment, misc]  # the same call
    faults = [Fault(**fault) for fault in json.loads(os.environ.get("FAULTS", "[]"))]
    programs = installed(Path(folder), Path(state), conditions=Conditions(tuple(faults)))
    if answers := os.environ.get("ANSWERS"):
        programs = permitting(programs, Path(folder), json.loads(answers))
    sys.exit(main(words, Environment(platform="darwin", programs=programs)))
