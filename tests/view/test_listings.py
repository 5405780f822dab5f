"""Tables and outlines: aligned for people, tabs for programs."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

from tinyagent_cli.view.outline import Outline, paragraphs
from tinyagent_cli.view.tables import listing


def drawn(renderable: RenderableType, width: int = 40) -> list[str]:
    """The lines on a terminal of this width."""
    console = Console(
        file=StringIO(), width=width, color_system=None, legacy_windows=False, force_terminal=True
    )
    console.print(renderable)
    assert isinstance(console.file, StringIO)
    return [row.rstrip() for row in console.file.getvalue().splitlines()]


def test_columns_are_aligned() -> None:
    """Heads above, the last column wraps."""
    table = listing([("a", "one"), ("bbb", "two [red]words[/red] more than fit")], ("x", "y"))
    assert drawn(table, 24) == [
        "x    y",
        "a    one",
        "bbb  two",
        "     [red]words[/red]",
        "     more than fit",
    ]


def test_a_pipe_gets_tabs_and_no_heads() -> None:
    """For cut, sort and awk; a tab in a cell would break it."""
    assert listing([("a", "one\ttwo")], ("x", "y")).tabbed == "a\tone two\n"


def test_an_outline_goes_on_below_the_beginning_of_a_line() -> None:
    """Whatever stands before it is said once, and the words keep their column."""
    told = Outline([("  19:52  ", Text("Sid and Lutfi were both told so"))])
    assert drawn(told, 30) == ["  19:52  Sid and Lutfi were", "         both told so"]


def test_long_texts_are_cut_and_say_so() -> None:
    """A line too much is shown rather than counted."""
    assert [text.plain for _, text in paragraphs("a\nb\nc\nd", "", most=2)] == [
        "a",
        "b",
        "and 2 more lines",
    ]
    assert [text.plain for _, text in paragraphs("a\nb\nc", "", most=2)] == ["a", "b", "c"]


def test_an_outline_obeys_nobody() -> None:
    """Mails are other people's text."""
    assert drawn(Outline(paragraphs("x\x1b[2J\n[red]y[/red]", "  "))) == [
        "  x\\x1b[2J",
        "  [red]y[/red]",
    ]
