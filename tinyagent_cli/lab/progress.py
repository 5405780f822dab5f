"""How far a stage has come, on stderr: one line written over, or in a file line after line."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T")
_TERMINAL: Final = 0.2  # seconds between two lines that overwrite each other
_FILE: Final = 20.0


def progress(items: Iterable[T], name: str, total: int | None = None) -> Iterator[T]:
    """*items*, of which there are *total*, counted aloud as *name* where they take a while."""
    live = sys.stderr.isatty()
    of = f" of {total}" if total is not None else ""
    pause = _TERMINAL if live else _FILE
    said = time.monotonic()
    spoken = False
    for number, item in enumerate(items):
        if (now := time.monotonic()) - said > pause:
            said, spoken = now, True
            start, end = ("\r", "") if live else ("", "\n")
            print(f"{start}{name}: {number}{of}", end=end, file=sys.stderr, flush=True)
        yield item
    if spoken and live:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
