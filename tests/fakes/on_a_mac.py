"""The program on a Mac, as far as one can be made of files.

``python -m tests.fakes.on_a_mac PROGRAMS STATE WORD…`` runs ``tinyagent WORD…`` with the programs
of `tests.fakes.macos` in the folder PROGRAMS.  Where ``ZOOM_API`` says where, Zoom is there.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from tests.fakes.macos import programs
from tinyagent_cli.__main__ import main
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.desktop import mac
from tinyagent_cli.desktop.zoom import Zoom

if __name__ == "__main__":
    folder, state, *words = sys.argv[1:]
    if api := os.environ.get("ZOOM_API"):
        mac.Zoom = partial(Zoom, api=api)  # type: ignore[assignment, misc]  # the same call
    world = Environment(platform="darwin", programs=programs(Path(folder), Path(state)))
    sys.exit(main(words, world))
