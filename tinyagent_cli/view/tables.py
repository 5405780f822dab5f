"""Listings: columns without lines, aligned on a terminal, separated by tabs in a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from tinyagent_cli.view.printable import printable


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
        for column in range(width):
            last = column == width - 1
            table.add_column(overflow="fold" if last else "ellipsis", no_wrap=not last)
        if self.heads:
            table.add_row(*(Text(head, "dim") for head in self.heads))
        for row in self.rows:
            table.add_row(*row)
        yield table


def listing(rows: Sequence[Sequence[object]], heads: Sequence[str] = ()) -> Listing:
    """A `Listing` of *rows*."""
    return Listing(rows, heads)


def _cell(value: object) -> Text:
    return value.copy() if isinstance(value, Text) else Text(printable(value))
