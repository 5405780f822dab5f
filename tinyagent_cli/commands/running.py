"""How a command runs its coroutine: Ctrl-C, SIGTERM and SIGHUP end it, and it cleans up."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")

# What ends us politely; Ctrl-C is asyncio.run's own.
_TOLD_TO_STOP: Final = (signal.SIGTERM, signal.SIGHUP)


def run(work: Coroutine[Any, Any, T], *, signals: bool = True) -> T:
    """What *work* returns.

    Raises KeyboardInterrupt after Ctrl-C and SystemExit after SIGTERM or SIGHUP, both once
    the coroutine has cleaned up: child processes are stopped, the terminal is restored.
    *signals* False leaves them alone, as anything but the main thread must.
    """
    if not signals:
        return asyncio.run(work)
    told: list[signal.Signals] = []
    try:
        return asyncio.run(_until_told(work, told))
    except asyncio.CancelledError:
        if told:
            raise SystemExit(128 + told[0]) from None
        raise


async def _until_told(work: Coroutine[Any, Any, T], told: list[signal.Signals]) -> T:
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def stop(number: signal.Signals) -> None:
        told.append(number)
        if task:
            task.cancel()

    for number in _TOLD_TO_STOP:
        loop.add_signal_handler(number, stop, number)
    try:
        return await work
    finally:
        for number in _TOLD_TO_STOP:
            loop.remove_signal_handler(number)
