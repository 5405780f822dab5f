"""An event loop whose seconds take no time: where nothing is to do, it is later at once."""

from __future__ import annotations

import asyncio
import selectors
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from tinyagent_cli.voice.thread import THREAD

T = TypeVar("T")


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """Its clock stands still while something runs, also in a thread of the microphone's."""

    def __init__(self) -> None:
        super().__init__(_Patient(self))
        self.virtual = 0.0

    def time(self) -> float:
        """Seconds since it was made."""
        return self.virtual


class _Patient(selectors.DefaultSelector):  # type: ignore[misc, valid-type]  # by platform
    def __init__(self, loop: VirtualTimeLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        """What is ready; if nothing is, the time that would have been waited has passed."""
        found = super().select(0)
        while not found and any(t.name == THREAD for t in threading.enumerate()):
            if found := super().select(0.001):
                return found
        if not found and timeout:
            self._loop.virtual += timeout
        elif not found and timeout is None:
            raise AssertionError("nothing will ever happen")
        return found


class VirtualPace:
    """Calls back in a thread of its own, at the loop's time."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()

    def every(self, seconds: float, work: Callable[[], bool]) -> None:
        """Begin."""
        self.loop.call_soon_threadsafe(self._next, self.loop.time(), seconds, work)

    def _next(self, due: float, seconds: float, work: Callable[[], bool]) -> None:
        goes_on: list[bool] = []
        thread = threading.Thread(target=lambda: goes_on.append(work()), name="portaudio")
        thread.start()
        thread.join()
        if goes_on[0]:
            self.loop.call_at(due + seconds, self._next, due + seconds, seconds, work)


def in_virtual_time(work: Coroutine[Any, Any, T]) -> T:
    """What *work* returns."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(work)
