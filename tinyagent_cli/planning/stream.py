"""From a blocking generator on a thread to an async one, cancellable between pieces."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator


async def stream(pieces: Callable[[threading.Event], Iterator[str]]) -> AsyncGenerator[str, None]:
    """What the generator *pieces* yields, run in a thread.

    The event it is handed is set when nobody listens any more; it should look at it
    between two pieces.  The thread is always awaited: what it raises is raised here.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str | None] = asyncio.Queue()
    stop = threading.Event()

    def work() -> None:
        try:
            for piece in pieces(stop):
                loop.call_soon_threadsafe(queue.put_nowait, piece)
                if stop.is_set():
                    break
        finally:
            loop.call_soon_threadsafe(queue.put_nowait, None)

    worker = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        while (piece := await queue.get()) is not None:
            yield piece
        await worker
    finally:
        stop.set()
        if not worker.done():
            # The thread cannot be killed; shielded, so that cancelling us does not
            # make it an orphan that writes into a closed loop.
            await asyncio.shield(asyncio.wait([worker]))
        if not worker.cancelled():
            worker.exception()  # looked at: asyncio prints what nobody ever does
