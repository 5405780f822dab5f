"""How far a planner has read its prompt, told while that takes a while."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from tinyagent_cli.core.events import Reading
from tinyagent_cli.core.ports import Listener, Planner, Reader

Share = Callable[[], float | None]  # what is read, None while nothing is

PATIENCE: Final = 1.0  # seconds before anything is told
_EVERY: Final = 0.25  # seconds between two looks


def share_of(planner: Planner) -> Share | None:
    """What tells how far *planner* has read, where it knows that."""
    return (lambda: planner.reading) if isinstance(planner, Reader) else None


@asynccontextmanager
async def reading_told(share: Share, listen: Listener, attempt: int) -> AsyncIterator[None]:
    """Within it *listen* hears of *share* when it changes, and at last that all is read."""
    told: list[float] = []

    async def look() -> None:
        await asyncio.sleep(PATIENCE)
        while True:
            now = share()
            if now is not None and now not in told[-1:]:
                told.append(now)
                listen(Reading(now, attempt))
            await asyncio.sleep(_EVERY)

    looking = asyncio.create_task(look())
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.wait([looking])
        if told:
            listen(Reading(1.0, attempt))
