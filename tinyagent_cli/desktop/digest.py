"""Summaries by a writer, of documents of any length: its parts first, then what they came to.

Map and reduce: the parts are read at once where the writer takes several, and what was made
of them is read again as long as it does not fit at once.  Without a writer: `summary`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from typing import Final

from tinyagent_cli.desktop.summary import summarize
from tinyagent_cli.tools.pen import Pen
from tinyagent_cli.tools.piece import Material, Piece, Purpose

_SHARE: Final = 4  # what a part comes to is at most one of so many shares of the room
_BREAK: Final = re.compile(r"(?<=\n\n)|(?<=[.!?。])(?=\s)")


async def digest(text: str, pen: Pen) -> str:
    """A summary of the whole of *text*.  Raises what `Pen.write` raises."""
    parts = list(chunks(text, pen.room))
    while len(parts) > 1:
        found = await _each(parts, pen)
        parts = list(chunks("\n\n".join(found), pen.room))
    return await pen.write(Piece(Purpose.SUMMARY, "", (Material("The document", parts[0]),)))


async def _each(parts: Sequence[str], pen: Pen) -> list[str]:
    """What matters in each of *parts*, in order; one failure or Ctrl-C stops them all."""
    read = 0

    async def one(number: int, part: str) -> str:
        nonlocal read
        what = f"Part {number} of {len(parts)} of a document"
        said = await pen.write(Piece(Purpose.PART, "", (Material(what, part),)))
        read += 1
        pen.told("", read, len(parts))
        # A writer that goes on and on must not keep the parts from becoming fewer.
        most = pen.room // _SHARE
        return said if len(said) <= most else summarize(said, len(said), most)

    pen.told("", 0, len(parts))
    tasks = [asyncio.ensure_future(one(i, part)) for i, part in enumerate(parts, 1)]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


def chunks(text: str, room: int) -> Iterator[str]:
    """*text* in pieces of at most *room* characters, cut between paragraphs or sentences.

    Joined they are *text*, and two neighbours never fit into one.
    """
    held = ""
    for unit in _BREAK.split(text) or [text]:
        for start in range(0, max(1, len(unit)), room):
            piece = unit[start : start + room]
            if held and len(held) + len(piece) > room:
                yield held
                held = ""
            held += piece
    yield held
