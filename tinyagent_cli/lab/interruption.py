"""Ctrl-C and SIGTERM, kept until the work has come to where it can be left."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Any, Final

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """While it is entered, the first signal only sets *asked*; a second one ends at once.

    The work looks at *asked* where it can stop, saves, and calls :meth:`leave`.
    """

    def __init__(self) -> None:
        self.asked: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Interruption:
        self._before = {number: signal.signal(number, self._hear) for number in _SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, number: int, _: FrameType | None) -> None:
        if self.asked is not None:
            raise KeyboardInterrupt
        self.asked = number
        print("\nstopping after this step; once more to stop at once", file=sys.stderr, flush=True)

    def leave(self, how_to_go_on: str) -> None:
        """Where a signal came: say *how_to_go_on*, and end as one ends by that signal."""
        if self.asked is not None:
            print(f"stopped; {how_to_go_on}", file=sys.stderr, flush=True)
            raise SystemExit(128 + self.asked)
