"""Keys as they move, while something is recorded: pressed, repeated, let go.

The terminal is raw in here, and speaks Kitty's protocol if it can.  Whatever ends it, an
error, SIGTERM or Ctrl-Z, what was switched on is switched off: a shell that is left with the
protocol on takes Ctrl-C for text.  Only SIGKILL leaves it; ``reset`` mends that.
"""

from __future__ import annotations

import asyncio
import os
import signal
import termios
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

from tinyagent_cli.view.keyboard import read_when_there
from tinyagent_cli.view.keys import ASK, POP, PUSH, Answered, Key, Keys, Speaks

_SETTLES: Final = 0.06  # seconds after which an Escape is no beginning of a sequence
_ANSWERS: Final = 0.4  # seconds to wait for an answer that nobody else should read

SUSPEND: Final = Key("c-z")


class KeyWatch:
    """Watches the keys of the terminal *fd*, to which *write* writes.

    *releases*: whether it tells of them, None before it was asked.
    """

    def __init__(self, fd: int, write: Callable[[str], None]) -> None:
        self.fd = fd
        self.releases: bool | None = None
        self._write = write
        self._answered = asyncio.Event()
        self._pushed = False

    @asynccontextmanager
    async def watching(self, moved: Callable[[Key | Speaks], None]) -> AsyncIterator[None]:
        """Within it *moved* is called for each key that moves, SIGTSTP being Ctrl-Z.

        Also once it is known that the terminal tells of releases.
        """
        with _raw(self.fd), _suspended(lambda: moved(SUSPEND)):
            reading = asyncio.ensure_future(self._read(moved))
            try:
                if self.releases:
                    self._push()
                elif self.releases is None:
                    self._write(ASK)
                yield
            finally:
                if self._pushed:
                    self._pushed = False
                    self._write(POP)
                await self._leave(reading)

    async def _leave(self, reading: asyncio.Task[None]) -> None:
        try:
            if self.releases is None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._answered.wait(), _ANSWERS)
                self.releases = bool(self.releases)
        finally:
            reading.cancel()
            with suppress(asyncio.CancelledError):
                await reading

    def _push(self) -> None:
        self._pushed = True
        self._write(PUSH)

    async def _read(self, moved: Callable[[Key | Speaks], None]) -> None:
        keys = Keys()
        patience: float | None = None
        while True:
            try:
                data = await asyncio.wait_for(read_when_there(self.fd), patience)
            except TimeoutError:
                data = b""
                found = list(keys.settle())
            else:
                if not data:
                    moved(Key("c-c"))  # the terminal is gone
                    return
                found = list(keys.feed(data))
            patience = _SETTLES if data.endswith(b"\x1b") else None
            for key in found:
                match key:
                    case Key():
                        moved(key)
                    case Answered():
                        self._answered.set()
                    case Speaks() if not self._pushed:
                        self.releases = True
                        self._push()
                        moved(key)


@contextmanager
def _raw(fd: int) -> Iterator[None]:
    """Every key comes as it is pressed, none is echoed, and none is a signal."""
    try:
        before = termios.tcgetattr(fd)
    except termios.error:
        yield
        return
    raw = termios.tcgetattr(fd)
    raw[0] &= ~(termios.ICRNL | termios.INLCR | termios.IXON)
    raw[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
    termios.tcsetattr(fd, termios.TCSANOW, raw)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(fd, termios.TCSADRAIN, before)


@contextmanager
def _suspended(heard: Callable[[], None]) -> Iterator[None]:
    """SIGTSTP is only *heard* of in here: nothing may stop with the terminal as it is.

    Nor end so: SIGQUIT is taken for SIGTERM, after which is cleaned up.
    """
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(signal.SIGTSTP, heard)
        loop.add_signal_handler(signal.SIGQUIT, os.kill, os.getpid(), signal.SIGTERM)
    except (RuntimeError, ValueError):  # not the main thread
        yield
        return
    try:
        yield
    finally:
        for number in (signal.SIGTSTP, signal.SIGQUIT):
            loop.remove_signal_handler(number)
