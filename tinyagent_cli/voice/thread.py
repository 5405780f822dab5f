"""Work that may hang, in a thread that the program does not wait for when it ends."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

THREAD: Final = "voice"  # what such threads are called

_ENDING: Final = 0.2  # seconds; what is done gives back what it held in a hundredth

T = TypeVar("T")


def in_thread(work: Callable[[], T]) -> asyncio.Future[T]:
    """What *work* returns or raises; `asyncio.to_thread` would hold up the program's end."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(error: BaseException | None, value: Any) -> None:
        if future.done():
            return
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error)

    def run() -> None:
        error, value = None, None
        try:
            value = work()
        except BaseException as raised:
            error = raised
        # Nobody waits any more where the loop is closed.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, error, value)

    threading.Thread(target=run, name=THREAD, daemon=True).start()
    return future


def any_left() -> bool:
    """Whether such a thread is at work yet, those aside that are about to end."""
    left = [thread for thread in threading.enumerate() if thread.name == THREAD]
    for thread in left:
        thread.join(_ENDING)
    return any(thread.is_alive() for thread in left)
