"""One line that says what is being done just now, and is gone when it is done."""

from __future__ import annotations

from types import TracebackType

from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from tinyagent_cli.view.printable import printable
from tinyagent_cli.view.screen import Screen


class Passing:
    """The line, on the terminal that stderr is; where it is none nothing, or *lines* that stay."""

    def __init__(self, screen: Screen, *, lines: bool = False) -> None:
        self._screen = screen
        self._lines = lines
        self._shown = False

    def __enter__(self) -> Passing:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.clear()

    def show(self, doing: str) -> None:
        """Say that *doing* is looked at."""
        if self._screen.animated:
            self.clear()
            text = Text(f"… {printable(doing)}", "dim")
            # Cut to the window: of a line that wraps only the last row could be erased.
            text.truncate(max(1, self._screen.err.width - 1))
            self._screen.err.print(text, end="\r")
            self._shown = True
        elif self._lines:
            self._screen.tell(doing)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._screen.err.control(Control((ControlType.ERASE_IN_LINE, 2)))
            self._shown = False
