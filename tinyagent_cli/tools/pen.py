"""A writer, lent to one call: what it writes is told while it is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.tools.piece import Piece, Purpose

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from tinyagent_cli.core.ports import Writer

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Pen:
    """*writer* with *turns*, as many as it may be asked at once.

    *told* hears each piece of the text as it comes, or of a text in parts how many of how many
    are there; *unhurried* is called before something is written, which takes its time.
    """

    writer: Writer
    turns: asyncio.Semaphore
    told: Told
    unhurried: Callable[[], None] = lambda: None

    @property
    def room(self) -> int:
        """How many characters of material the writer reads at once."""
        return self.writer.room

    async def write(self, piece: Piece) -> str:
        """The text of *piece*.  Raises NotReady, and ToolError where nothing was written."""
        self.unhurried()
        written: list[str] = []
        async with self.turns:
            pieces = cast("AsyncGenerator[str, None]", self.writer.write(piece))
            async with aclosing(pieces):
                async for text in pieces:
                    written.append(text)
                    if piece.purpose is not Purpose.PART:
                        self.told(text, 0, 0)
        if text := tidy("".join(written)):
            return text
        raise ToolError(
            f"the writer {self.writer.name} wrote nothing",
            "try again, or without it: tinyagent config unset writer.name",
        )


def tidy(text: str) -> str:
    """*text* without what models put around a text: a fence, a line that says the subject."""
    lines = text.strip().split("\n")
    if len(lines) > 1 and lines[0].startswith("```") and lines[-1].strip() == "```":
        lines = lines[1:-1]
    if lines[0].lower().startswith("subject:"):
        lines = lines[1:]
    return "\n".join(line.rstrip() for line in lines).strip()
