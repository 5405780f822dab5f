"""The one clock: everything that asks for the time is handed this, so tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Local wall-clock time, without a zone, as people say it."""

    now: Callable[[], datetime] = datetime.now

    @classmethod
    def stopped(cls, at: datetime) -> Clock:
        """A clock that always shows *at* (``--now``, tests)."""
        return cls(lambda: at)
