"""Whether anybody's plugin is installed, without loading any."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_GROUP = b"[tinyagent]"


def any_installed(places: Sequence[str] | None = None) -> bool:
    """Whether a distribution in *places* (``sys.path``) has entry points of our group.

    ``importlib.metadata`` would say so, too, but its import alone takes 15 ms of the 150 that
    ``--help`` may take; this takes 2.
    """
    for place in sys.path if places is None else places:
        try:
            names = [name for name in os.listdir(place or ".") if name.endswith("-info")]
        except OSError:  # a zip file, or a folder that is not there
            continue
        for name in names:
            try:
                found = Path(place, name, "entry_points.txt").read_bytes()
            except OSError:
                continue
            if _GROUP in found:
                return True
    return False
