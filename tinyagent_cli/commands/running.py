"""How a command runs its coroutine: Ctrl-C, SIGTERM and SIGHUP end it, and it cleans up."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from time import monotonic
from types import FrameType
from typing import Any, Final, TypeVar

T = TypeVar("T")

_ENDS_US: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_THREADS: Final = "acting"  # the name of the threads in which what blocks is done
_PATIENCE: Final = 2.0  # seconds that they get to end when all else did


def run(
    work: Coroutine[Any, Any, T],
    *,
    stopping: Callable[[], None] = lambda: None,
    signals: bool = True,
) -> T:
    """What *work* returns.

    Raises KeyboardInterrupt after Ctrl-C and SystemExit after SIGTERM or SIGHUP, both once
    the coroutine has cleaned up: child processes are stopped, the terminal is restored.
    *stopping* is called at once, since cleaning up may take seconds; a second Ctrl-C does
    not wait for it, and a third one for nothing.  *signals* False leaves them alone, as
    anything but the main thread must.
    """
    if not signals:
        return asyncio.run(work)
    told: list[int] = []
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        threads = ThreadPoolExecutor(thread_name_prefix=_THREADS)
        loop.set_default_executor(threads)
        try:
            with _heeding(loop, told, stopping) as until_told:
                return runner.run(until_told(work))
        except asyncio.CancelledError:
            if signal.SIGINT in told:
                raise KeyboardInterrupt from None
            if told:
                raise SystemExit(128 + told[0]) from None
            raise
        finally:
            # The loop would wait for a thread that never ends, and nobody would hear the answer.
            loop.set_default_executor(ThreadPoolExecutor(1))
            threads.shutdown(wait=False, cancel_futures=True)


def any_left() -> bool:
    """Whether a thread is still at work when all else has ended, and does not end soon."""
    deadline = monotonic() + _PATIENCE
    threads = [each for each in threading.enumerate() if each.name.startswith(_THREADS)]
    for thread in threads:
        thread.join(max(0.0, deadline - monotonic()))
    return any(thread.is_alive() for thread in threads)


@contextmanager
def _heeding(
    loop: asyncio.AbstractEventLoop, told: list[int], stopping: Callable[[], None]
) -> Iterator[Callable[[Coroutine[Any, Any, T]], Coroutine[Any, Any, T]]]:
    """Within it signals cancel the coroutine that is run by what it gives."""
    tasks: list[asyncio.Task[Any]] = []

    async def until_told(work: Coroutine[Any, Any, T]) -> T:
        if task := asyncio.current_task():
            tasks.append(task)
        return await work

    def cancel() -> None:
        stopping()
        for task in tasks:
            task.cancel()

    # Not the loop's own handlers: it does not get to them while a tool blocks it.
    def stop(number: int, frame: FrameType | None) -> None:
        told.append(number)
        if len(told) > 2:
            os._exit(128 + number)
        if len(told) == 2:
            loop.set_exception_handler(lambda loop, context: None)  # of what is torn off now
            raise KeyboardInterrupt  # out of the loop: enough waited
        with suppress(RuntimeError):  # it is closed: we are ending
            loop.call_soon_threadsafe(cancel)

    before = {number: signal.signal(number, stop) for number in _ENDS_US}
    try:
        yield until_told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
