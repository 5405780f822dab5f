"""Lines whose words go on below their own beginning, whatever the width."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from tinyagent_cli.view.printable import cut_end, printable

# What stands before a line, and the line: " 19:52  ", "Texted Sid".
Line = tuple[str, Text]

_LONGEST = 600  # characters of a line where only some lines are shown
_LEAST = 20  # cells for the words, however narrow the terminal and wide what stands before


class Outline:
    """*lines*; their leads are dim, and only on the first row of each."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = list(lines)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the rows."""
        for lead, text in self.lines:
            room = max(_LEAST, options.max_width - cell_len(lead))
            for number, row in enumerate(text.wrap(console, room) or [Text()]):
                row.rstrip()
                before = lead if number == 0 else " " * cell_len(lead)
                yield Text.assemble((before, "dim"), row) if row else Text(before.rstrip(), "dim")


def paragraphs(text: str, indent: str, most: int = 0) -> list[Line]:
    """*text* line by line, each after *indent*; not more than *most* lines of it (0: all)."""
    rows = text.strip("\n").rstrip().splitlines() or [""]
    if most:
        rows = [cut_end(row[:_LONGEST], _LONGEST - 1) for row in rows if row.strip()]
    left = len(rows) - most if most and len(rows) > most + 1 else 0
    rows = rows[:most] if left else rows
    shown = [(indent, Text(printable(row, lines=True))) for row in rows]
    return [*shown, (indent, Text(f"and {left} more lines", "dim"))] if left else shown
