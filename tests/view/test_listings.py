"""Tables and outlines: aligned for people, tabs for programs."""

from __future__ import annotations

from datetime import date
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

from tinyagent_cli.plan.task import Reference, Task, Template
from tinyagent_cli.tools.spec import Argument, Effect, Kind, ToolSpec
from tinyagent_cli.view.calls import call_arguments
from tinyagent_cli.view.glyphs import UNICODE
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


def test_on_a_narrow_terminal_the_words_stand_below() -> None:
    """Nothing of them is lost, and nothing before them is cut."""
    table = listing([("create_note", "create", "Notes", "Write a new note.")], ("a", "b", "c", "d"))
    assert drawn(table, 30) == ["create_note  create  Notes", "  Write a new note."]


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


def test_one_long_line_is_cut_where_only_some_are_shown() -> None:
    """A megabyte without a line break, say."""
    ((_, text),) = paragraphs("a" * 1_000_000, "", most=2)
    assert (text.plain[-2:], len(text.plain)) == ("a…", 599)


def test_an_outline_obeys_nobody() -> None:
    """Mails are other people's text."""
    assert drawn(Outline(paragraphs("x\x1b[2J\n[red]y[/red]", "  "))) == [
        "  x\\x1b[2J",
        "  [red]y[/red]",
    ]


def test_blanks_around_a_reference_stay() -> None:
    """``"B $1 c"`` is shown as it stands in the plan."""
    task = Task(2, "note", (Template(("B ", Reference(1), " ", Reference(1), "c")),))
    spec = ToolSpec("note", "", "Notes", Effect.CREATE, (Argument("name", Kind.NAME),))
    assert call_arguments(task, spec, UNICODE, date(2026, 11, 23)).plain == "B $1 $1c"
