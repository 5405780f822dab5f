"""A question on the terminal: what is shown with it, the line that answers it, and its end."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, RenderableType

from tinyagent_cli.view.keyboard import Keyboard


class Question:
    """One question on *tty*, answered by *keyboard*; counts its *lines* so that it can go."""

    def __init__(self, tty: Console, keyboard: Keyboard) -> None:
        self.tty = tty
        self.keyboard = keyboard
        self.size = tty.size
        self.lines = 0

    def show(self, renderable: RenderableType) -> None:
        """Print *renderable*, wrapped."""
        self.lines += len(self.tty.render_lines(renderable))
        self.tty.print(renderable)

    async def line(self, prompt: str) -> str | None:
        """The line typed after *prompt*; None at the end of the input."""
        self.lines += 1 + cell_len(prompt) // self.size.width
        said = await self.keyboard.line(
            lambda: self.tty.print(prompt, style="bold", end="", soft_wrap=True)
        )
        if said is None:
            self.tty.print()
        return said

    def erase(self) -> None:
        """Wipe the question, and the tree above it, which is about to be drawn again.

        Left standing where that cannot be done cleanly: it scrolled, or was resized.
        """
        if self.tty.size == self.size and self.lines < self.size.height:
            self.tty.file.write(f"\x1b[{self.lines}A\r\x1b[J")
            self.tty.file.flush()


def chosen(said: str, choices: Sequence[str]) -> int | None:
    """The index of the choice that *said* names: its number, or words that only it holds."""
    words = said.strip().casefold()
    if words.isdecimal():
        return int(words) - 1 if 1 <= int(words) <= len(choices) else None
    holding = [i for i, choice in enumerate(choices) if words and words in choice.casefold()]
    return holding[0] if len(holding) == 1 else None
