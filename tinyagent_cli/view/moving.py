"""A picture that is drawn over itself while it changes, and stands when it is over.

Not rich's Live: that counts the lines it drew.  When the window is made narrower the terminal
wraps what stands there already, so that a frame takes more rows than it has lines, and each
step of the mouse would leave the uppermost behind.  Here rows are counted when they are wiped.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from threading import Event, RLock, Thread, current_thread, main_thread
from types import FrameType
from typing import Any, Final

from rich.console import Console
from rich.text import Text

FRAMES: Final = 12  # a second; enough for a spinner, cheap over SSH


class Moving:
    """Draws *lines* on *console* from `start` to `stop`, the cursor on the line below."""

    def __init__(
        self, console: Console, lines: Callable[[], Sequence[Text]], *, wraps: bool = True
    ) -> None:
        self._console = console
        self._lines = lines
        self._wraps = wraps
        self._drawn: list[int] = []
        self._drawing = RLock()  # Ctrl-Z may come while the main thread draws
        self._before: Any = None
        self._ended = Event()
        self._thread = Thread(target=self._keep_drawing, daemon=True)

    def start(self) -> None:
        """Draw it, and go on doing so."""
        self._console.show_cursor(False)
        if current_thread() is main_thread():
            self._before = signal.signal(signal.SIGTSTP, self._pause)
        self._draw()
        self._thread.start()

    def stop(self) -> list[int]:
        """Draw it for the last time; the cells of its lines, which stay."""
        self._ended.set()
        self._thread.join()
        try:
            self._draw()
        finally:
            if self._before is not None:
                signal.signal(signal.SIGTSTP, self._before)
            self._console.show_cursor(True)
        return self._drawn

    def _pause(self, number: int, frame: FrameType | None) -> None:
        """Ctrl-Z: give the shell its cursor back, and go on below what it showed meanwhile."""
        with self._drawing:
            self._console.show_cursor(True)
            signal.raise_signal(signal.SIGSTOP)
            self._console.show_cursor(False)
            self._drawn = []

    def _keep_drawing(self) -> None:
        while not self._ended.wait(1 / FRAMES):
            with suppress(OSError):  # the terminal went away: a signal tells us so
                self._draw()

    def _draw(self) -> None:
        with self._drawing:
            lines = self._lines()
            with self._console.capture() as frame:
                for line in lines:
                    self._console.print(line, soft_wrap=True)
            above = wiping(self._drawn, self._console, wraps=self._wraps)
            self._console.file.write(above + frame.get())
            self._console.file.flush()
            self._drawn = [line.cell_len for line in lines]


def wiping(drawn: Iterable[int], console: Console, *, wraps: bool = True) -> str:
    """What clears the lines of *drawn* cells each that were written last to *console*.

    *wraps*: whether its terminal wraps lines anew when it is resized.  Row by row: tmux keeps a
    screen that is cleared from its top on in the scrollback.
    """
    return "\r\x1b[K" + "\x1b[1A\x1b[2K" * rows_of(drawn, console.width if wraps else 0)


def rows_of(drawn: Iterable[int], width: int) -> int:
    """The rows that lines of *drawn* cells each take in *width* cells; 0: one each."""
    return sum(max(1, -(-cells // width)) if width else 1 for cells in drawn)


def wraps_anew(variables: Mapping[str, str]) -> bool:
    """Whether the terminal wraps lines that stand there anew when it is resized.

    Nearly all do, those in tmux too; xterm, rxvt, the Linux console and GNU screen cut them off.
    """
    cuts = variables.get("TERM", "").startswith(("linux", "rxvt"))
    return not (cuts or "XTERM_VERSION" in variables or "STY" in variables)
