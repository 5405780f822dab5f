"""How far something is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from tinyagent_cli.view.screen import Screen

_PATIENCE: Final = 1.0  # seconds before anything is said
_EVERY: Final = 10.0  # seconds between lines where there is no terminal


class Meter:
    """What is told how far something is."""

    def __init__(self, doing: str, total: int, show: Callable[[int, int], None]) -> None:
        self.doing = doing
        self._done, self._total, self._show = 0, total, show

    def advance(self, more: int) -> None:
        """*more* is done: bytes, or things; a negative number takes some back."""
        self.step(self._done + more, self._total)

    def step(self, done: int, total: int) -> None:
        """*done* is done, of *total*; 0 if nobody knows."""
        self._done, self._total = done, total
        self._show(done, total)


@contextmanager
def progress(screen: Screen, doing: str, total: int = 0, *, of_bytes: bool) -> Iterator[Meter]:
    """Show on *screen* what is *doing*, of *total* bytes or things; 0 if nobody knows yet."""
    if not screen.animated:
        yield Meter(doing, total, _lines(screen, doing))
        return
    columns: tuple[ProgressColumn, ...] = (TextColumn("{task.description}"), BarColumn(24))
    if of_bytes:
        columns += (DownloadColumn(), TransferSpeedColumn())
    else:
        columns += (MofNCompleteColumn(),)
    with Progress(*columns, TimeRemainingColumn(), console=screen.err, transient=True) as bar:
        task = bar.add_task(doing, total=total or None)
        yield Meter(
            doing, total, lambda done, of: bar.update(task, completed=done, total=of or None)
        )


def _lines(screen: Screen, doing: str) -> Callable[[int, int], None]:
    """A line when it takes long, and then one now and then."""
    soon = [monotonic() + _PATIENCE]

    def show(done: int, total: int) -> None:
        if monotonic() < soon[0]:
            return
        soon[0] = monotonic() + _EVERY
        screen.tell(f"{doing}: {done / total:.0%}" if total else f"{doing} …")

    return show
