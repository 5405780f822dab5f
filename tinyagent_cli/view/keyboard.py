"""The terminal as something to read an answer from.

Not `input()`: a question must be cancellable by Ctrl-C without a thread left hanging, and
what was typed before it was asked must not answer it.  `select` waits on the terminal in a
worker thread, beside a pipe that wakes it; unlike kqueue it accepts ``/dev/tty`` on macOS.
"""

from __future__ import annotations

import asyncio
import os
import select
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, TextIO

TTY: Final = "/dev/tty"


class Keyboard:
    """Reads lines from the terminal open as *file*; *owned* files are closed with it."""

    def __init__(self, file: TextIO, *, owned: bool = False) -> None:
        self.fd = file.fileno()
        self._file = file
        self._owned = owned

    def close(self) -> None:
        """Let go of the terminal."""
        if self._owned:
            self._file.close()

    @contextmanager
    def hushed(self, *, kept: bool = False) -> Iterator[None]:
        """Keys typed in here are not echoed: they would tear the live tree apart.

        They wait for whoever reads the terminal next, Enter included: a request that is typed
        while another runs is taken after it, unless a question comes between.  Ctrl-C makes a
        terminal throw them away, unless they are *kept*.
        """
        with self._echoing(False, kept=kept):
            yield

    async def line(self, ask: Callable[[], None]) -> str | None:
        """The line typed after *ask* has put the question; None at the end of the input."""
        with self._echoing(True):
            with suppress(termios.error):
                termios.tcflush(self.fd, termios.TCIFLUSH)
            ask()
            typed = b""
            # A terminal hands over whole lines, unless one is longer than its buffer.
            while not typed.endswith(b"\n"):
                chunk = await read_when_there(self.fd)
                if not chunk:
                    return None
                typed += chunk
        return typed.decode("utf-8", "replace").rstrip("\r\n")

    @contextmanager
    def _echoing(self, on: bool, *, kept: bool = False) -> Iterator[None]:
        try:
            before = termios.tcgetattr(self.fd)
        except termios.error:  # not a terminal after all, or gone
            yield
            return
        wanted = termios.tcgetattr(self.fd)
        wanted[3] = wanted[3] | termios.ECHO if on else wanted[3] & ~termios.ECHO
        wanted[3] = wanted[3] | termios.NOFLSH if kept else wanted[3] & ~termios.NOFLSH
        # An Enter that waits stays one: as a line feed it would be a new line to the prompt.
        wanted[0] = wanted[0] | termios.ICRNL if on else wanted[0] & ~termios.ICRNL
        termios.tcsetattr(self.fd, termios.TCSANOW, wanted)
        try:
            yield
        finally:
            with suppress(termios.error):
                termios.tcsetattr(self.fd, termios.TCSANOW, before)


async def read_when_there(fd: int) -> bytes:
    """What there is to read from *fd*, once there is something; b"" at the end."""
    wake, waker = os.pipe()
    reading = asyncio.ensure_future(asyncio.to_thread(_read, fd, wake))
    try:
        return await asyncio.shield(reading)
    except asyncio.CancelledError:
        os.write(waker, b"\n")
        await reading
        raise
    finally:
        os.close(wake)
        os.close(waker)


def _read(fd: int, wake: int) -> bytes:
    ready, _, _ = select.select([fd, wake], [], [])
    if wake in ready:
        return b""
    try:
        return os.read(fd, 4096)
    except OSError:  # the terminal was closed
        return b""
