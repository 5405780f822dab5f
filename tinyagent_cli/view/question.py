"""A question on the terminal: what is shown with it, the line that answers it, and its end."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, RenderableType

from tinyagent_cli.view.keyboard import Keyboard
from tinyagent_cli.view.moving import rows_of, wiping


class Question:
    """One question on *tty*, answered by *keyboard*; remembers what it wrote so that it can go.

    *wraps*: whether the terminal wraps lines anew when it is resized.
    """

    def __init__(self, tty: Console, keyboard: Keyboard, *, wraps: bool = True) -> None:
        self.tty = tty
        self.keyboard = keyboard
        self.wraps = wraps
        self.drawn: list[int] = []  # the cells of each line above the cursor

    def height(self, *shown: RenderableType) -> int:
        """The lines that *shown* would take."""
        return sum(len(self.tty.render_lines(renderable)) for renderable in shown)

    def show(self, renderable: RenderableType) -> None:
        """Print *renderable*, wrapped."""
        lines = self.tty.render_lines(renderable, pad=False)
        self.drawn += [sum(segment.cell_length for segment in line) for line in lines]
        self.tty.print(renderable)

    async def line(self, prompt: str) -> str | None:
        """The line typed after *prompt*; None at the end of the input."""
        said = await self.keyboard.line(
            lambda: self.tty.print(prompt, style="bold", end="", soft_wrap=True)
        )
        if said is None:
            self.tty.print()
        self.drawn.append(cell_len(prompt) + cell_len(said or ""))
        return said

    def broken_off(self) -> None:
        """End the line that was being typed."""
        self.tty.print()
        self.drawn.append(0)

    def erase(self) -> None:
        """Wipe the question, and the tree above it, which is about to be drawn again.

        Left standing where it scrolled away in part: what is out of sight cannot be wiped.
        """
        if rows_of(self.drawn, self.tty.width) < self.tty.height:
            self.tty.file.write(wiping(self.drawn, self.tty, wraps=self.wraps))
            self.tty.file.flush()


def chosen(said: str, choices: Sequence[str]) -> int | None:
    """The index of the choice that *said* names: its number, or words that only it holds."""
    words = said.strip().casefold()
    if words.isdecimal():
        return int(words) - 1 if 1 <= int(words) <= len(choices) else None
    holding = [i for i, choice in enumerate(choices) if words and words in choice.casefold()]
    return holding[0] if len(holding) == 1 else None
