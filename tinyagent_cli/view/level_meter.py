"""What is seen while somebody speaks: that it records, how loud, how long, what was understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tinyagent_cli.view.glyphs import Glyphs
from tinyagent_cli.view.printable import printable

if TYPE_CHECKING:
    from tinyagent_cli.voice.talk import Talk

_CELLS: Final = 10
_SOON: Final = 1.0  # seconds of perfect silence after which something is wrong

# A piece of a line: rich's style for it, and its text.
Piece = tuple[str, str]


def meter(talk: Talk, glyphs: Glyphs, ways: str, turn: int = 0) -> Iterator[Piece]:
    """The line for *talk*, *ways* telling the keys; *turn* turns the sign of what is waited for."""
    take = talk.take
    spinner = glyphs.running[turn % len(glyphs.running)]
    if talk.writing:
        yield "cyan", f"{spinner} "
        yield "", "writing down what was said"
        yield "dim", f"{glyphs.dot}Esc cancels"
        return
    if take.opening:
        yield "cyan", f"{spinner} "
        yield "", "switching the microphone on"
        yield "dim", f"{glyphs.dot}Esc cancels"
        return
    yield "bold red", f"{glyphs.records} "
    yield "", f"{int(take.seconds) // 60}:{int(take.seconds) % 60:02} "
    full, empty = glyphs.bar
    filled = round(take.shown * _CELLS)
    yield "red" if take.level.clipped else "green", full * filled
    yield "dim", empty * (_CELLS - filled)
    if take.peak.silent and take.seconds > _SOON:
        yield "yellow", "  no sound comes in"
    elif take.level.clipped:
        yield "yellow", "  too loud"
    yield "dim", f"  {ways}"


def understood(talk: Talk, width: int, cut: str = "…") -> str:
    """What was understood so far, its end, in *width* cells; "" before anything was."""
    text = printable(talk.partial.text)
    return text if len(text) <= width else f"{cut}{text[len(text) - width + len(cut) :]}"


def key_name(key: str) -> str:
    """*key* as people call it: Ctrl-T, F4."""
    if key.startswith("c-"):
        return f"Ctrl-{key[2:].capitalize()}"
    return key.capitalize()
