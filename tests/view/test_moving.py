"""A moving picture: drawn over itself, also where the window became another one."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from rich.console import Console
from rich.text import Text

from tinyagent_cli.view.moving import Moving, rows_of, wraps_anew


def console(width: int = 40) -> Console:
    """A terminal in memory."""
    return Console(file=StringIO(), width=width, height=20, force_terminal=True)


def test_each_picture_wipes_the_one_before() -> None:
    """As many rows as were drawn, one by one, and the cursor is back when it is over."""
    tty = console()
    moving = Moving(tty, lambda: [Text("one"), Text("two")])
    moving.start()
    moving.stop()
    assert isinstance(tty.file, StringIO)
    written = tty.file.getvalue()
    assert written.count("one\ntwo\n") == written.count("\x1b[1A\x1b[2K") // 2 + 1
    assert re.search(r"\x1b\[\?25l.*\x1b\[\?25h$", written, re.DOTALL)
    assert "\x1b[J" not in written  # tmux keeps what that clears from the top on


def test_it_says_what_it_left_standing() -> None:
    """For a question that has to wipe it later."""
    moving = Moving(console(), lambda: [Text("one"), Text("漢字")])
    moving.start()
    assert moving.stop() == [3, 4]


def test_a_line_takes_the_rows_that_it_is_wrapped_into() -> None:
    """An empty one is a row, too; a terminal that cuts lines off has a row for each."""
    assert rows_of([0, 40, 41, 80, 81], 40) == 1 + 1 + 2 + 2 + 3
    assert rows_of([0, 40, 41, 80, 81], 0) == 5


@pytest.mark.parametrize(
    ("variables", "wraps"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux"}, True),
        ({"TERM": "xterm-256color", "XTERM_VERSION": "XTerm(390)"}, False),
        ({"TERM": "screen", "STY": "1.pts"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "rxvt-unicode-256color"}, False),
        ({}, True),
    ],
)
def test_terminals_that_cut_off_are_known(variables: dict[str, str], wraps: bool) -> None:
    """There a row more would be a row of somebody else's."""
    assert wraps_anew(variables) is wraps
