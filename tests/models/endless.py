"""Work that comes to no end by itself."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def work(arguments: Sequence[str], step: Callable[[int, int], None]) -> dict[str, int]:
    """Say who works, in a file, and go on."""
    Path(arguments[0]).write_text(str(os.getpid()))
    step(1, 2)
    time.sleep(600)
    return {}
