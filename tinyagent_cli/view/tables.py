"""Listings: columns without lines, aligned on a terminal, separated by tabs in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tinyagent_cli.view.printable import printable

_LEAST: Final = 16  # cells that the last column needs to be read


class Listing:
    """*rows* under *heads*; in a pipe it is `tabbed`, for cut and awk."""

    def __init__(self, rows: Sequence[Sequence[object]], heads: Sequence[str] = ()) -> None:
        self.rows = [[_cell(value) for value in row] for row in rows]
        self.heads = heads

    @property
    def tabbed(self) -> str:
        """The rows as lines with tabs, without heads."""
        return "".join("\t".join(cell.plain for cell in row) + "\n" for row in self.rows)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield a grid."""
        table = Table.grid(padding=(0, 2, 0, 0))
        width = max((len(row) for row in self.rows), default=len(self.heads))
        if self._too_wide(options.max_width):
            yield from self._stacked()
            return
        for column in range(width):
            last = column == width - 1
            table.add_column(overflow="fold" if last else "ellipsis", no_wrap=not last)
        if self.heads:
            table.add_row(*(Text(head, "dim") for head in self.heads))
        for row in self.rows:
            table.add_row(*row)
        yield table

    def _too_wide(self, room: int) -> bool:
        """Whether the last column would get so little that it is better put below."""
        if not self.rows or len(self.rows[0]) < 3:
            return False
        columns = list(zip(*self.rows, strict=False))[:-1]
        before = sum(max(cell.cell_len for cell in column) + 2 for column in columns)
        return room - before < _LEAST and any(row[-1].cell_len > _LEAST for row in self.rows)

    def _stacked(self) -> RenderResult:
        for *first, last in self.rows:
            yield Text("  ").join(cell for cell in first if cell)
            yield Padding(last, (0, 0, 0, 2))


def listing(rows: Sequence[Sequence[object]], heads: Sequence[str] = ()) -> Listing:
    """A `Listing` of *rows*."""
    return Listing(rows, heads)


def _cell(value: object) -> Text:
    return value.copy() if isinstance(value, Text) else Text(printable(value))
