"""Draws the README's pictures: real runs in a real pseudo-terminal, what they show as SVG.

    python docs/pictures.py            # writes docs/pictures/*.svg

Every run has a home of its own and the simulated Mac, and the clock of `--now`, so that the
same program draws the same pictures but for its own times.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

FOLDER = Path(__file__).parent / "pictures"
NOW = "2026-11-23T09:00"
FOUR_WISHES = (
    "Summarize project.pdf, email the summary to Nick, then create a Zoom meeting called Review "
    "on Friday at 3pm with Sid and Ana, and show me the way to Ferry Building"
)
COLUMNS = 92
_COLOURS = {"brown": "yellow", "brightbrown": "bright_yellow"}  # as pyte calls them


@dataclass(frozen=True)
class Step:
    """Wait until the screen shows *shows*, then type *keys*."""

    shows: str
    keys: str


@dataclass(frozen=True)
class Picture:
    """A run of ``tinyagent WORDS`` in *lines* of terminal, with its *steps*."""

    name: str
    words: tuple[str, ...]
    lines: int
    steps: tuple[Step, ...] = ()


PICTURES = (
    Picture(
        "consent",
        ("do", "Text Sid and Lutfi that I'm running late"),
        14,
        (Step("[y/N/?]", ""),),
    ),
    Picture(
        "plan",
        (
            "do", "--now", NOW,
            FOUR_WISHES,
        ),
        20,
        (Step("[y/N/?]", "y\r"), Step("Zoom", "y\r"), Step("reaches others", "y\r")),
    ),
    Picture(
        "chat",
        ("chat", "--now", NOW),
        34,
        (
            Step("Ctrl-D leaves", "Remind me to call mum tomorrow at 5pm\r"),
            Step("[y/N/?]", "s\r"),
            Step("turn 1", "actually make it 6pm\r"),
            Step("turn 2", "what's Sid's number?\r"),
            Step("turn 3", "text him that lunch is on me\r"),
            Step("reaches others", "y\r"),
            Step("turn 4", "undo that\r"),
            Step("called back", ""),
        ),
    ),
)  # fmt: skip


class Terminal:
    """The program in a pseudo-terminal."""

    def __init__(self, home: Path, words: Sequence[str], lines: int) -> None:
        self.screen = pyte.Screen(COLUMNS, lines)
        self._stream = pyte.ByteStream(self.screen)
        environment = {
            **os.environ,  # noqa: TID251 - the program under the camera needs one
            "HOME": str(home),
            "TINYAGENT_HOME": str(home / ".tinyagent"),
            "TERM": "xterm-256color",
        }
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "tinyagent_cli", *words],
            env=environment,
            dimensions=(lines, COLUMNS),
        )

    def read(self, seconds: float) -> bool:
        """Take in what comes within *seconds*; whether anything did."""
        try:
            self._stream.feed(self.process.read_nonblocking(65536, seconds))
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return False
        return True

    def wait_for(self, text: str) -> bool:
        """Until the screen shows *text*, or the program ended."""
        deadline = time.monotonic() + 30
        while text not in "\n".join(self.screen.display):
            if not self.read(0.5) and (not self.process.isalive() or time.monotonic() > deadline):
                return False
        return True

    def settle(self) -> None:
        """Until nothing comes any more."""
        while self.read(0.7):
            pass


def _style(char: pyte.screens.Char) -> Style:
    colour = _COLOURS.get(char.fg, char.fg)
    if colour.startswith("bright") and not colour.startswith("bright_"):
        colour = colour.replace("bright", "bright_", 1)
    named = colour.isalpha() or "_" in colour
    return Style(
        color=None if colour == "default" else colour if named else f"#{colour}",
        bold=char.bold, italic=char.italics, reverse=char.reverse,
    )  # fmt: skip


def drawn(screen: pyte.Screen) -> Text:
    """What *screen* shows, with its colours."""
    rows = []
    for y in range(screen.lines):
        row = Text()
        line = [screen.buffer[y][x] for x in range(screen.columns)]
        for style, alike in groupby(line, _style):
            row.append("".join(char.data for char in alike), style)
        row.rstrip()
        rows.append(row)
    while rows and not rows[-1].plain:
        rows.pop()
    return Text("\n").join(rows)


def take(picture: Picture) -> None:
    """Run it and write its SVG."""
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal(Path(folder), picture.words, picture.lines)
        for step in picture.steps:
            if not terminal.wait_for(step.shows):
                break
            terminal.settle()
            if step.keys:
                terminal.process.send(step.keys)
        terminal.settle()
        told = drawn(terminal.screen)
        terminal.process.close(force=True)
    typed = " ".join(f'"{w}"' if " " in w else w for w in picture.words if w not in ("--now", NOW))
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w"), force_terminal=True)  # noqa: SIM115
    if picture.words[0] != "chat":
        console.print(Text(f"$ tinyagent {typed}", "bold"))
    console.print(told)
    FOLDER.mkdir(exist_ok=True)
    svg = console.export_svg(title="tinyagent", theme=MONOKAI, unique_id=picture.name)
    # Blanks that hold what follows in its column, also where no-break ones are trimmed (librsvg).
    svg = svg.replace("&#160;", " ").replace("<text ", '<text xml:space="preserve" ')
    (FOLDER / f"{picture.name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    for each in PICTURES:
        if len(sys.argv) < 2 or each.name in sys.argv[1:]:
            take(each)
