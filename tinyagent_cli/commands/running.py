"""How a command runs its coroutine: Ctrl-C, SIGTERM and SIGHUP end it, and it cleans up."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")

_ENDS_US: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


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
    not wait for it.  *signals* False leaves them alone, as anything but the main thread must.
    """
    if not signals:
        return asyncio.run(work)
    told: list[signal.Signals] = []
    try:
        return asyncio.run(_until_told(work, told, stopping))
    except asyncio.CancelledError:
        if signal.SIGINT in told:
            raise KeyboardInterrupt from None
        if told:
            raise SystemExit(128 + told[0]) from None
        raise


async def _until_told(
    work: Coroutine[Any, Any, T], told: list[signal.Signals], stopping: Callable[[], None]
) -> T:
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def stop(number: signal.Signals) -> None:
        if told:
            raise KeyboardInterrupt  # out of the loop: enough waited
        told.append(number)
        stopping()
        if task:
            task.cancel()

    for number in _ENDS_US:
        loop.add_signal_handler(number, stop, number)
    try:
        return await work
    finally:
        for number in _ENDS_US:
            loop.remove_signal_handler(number)
