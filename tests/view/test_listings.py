"""Tables and outlines: aligned for people, tabs for programs."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType

from tinyagent_cli.view.outline import outline
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


def test_an_outline_indents_what_belongs_to_a_thing() -> None:
    """Short parts beside the name, long ones below it, empty ones nowhere."""
    told = outline(
        {
            "contacts": [
                {"name": "Sid", "nickname": "", "phones": [{"label": "home", "value": 1}]}
            ],
            "notes": {"Work": [{"name": "Ideas", "text": "word " * 20}], "Home": []},
            "zoom": [],
        }
    )
    lines = drawn(told)
    assert lines[:3] == ["contacts", "  Sid", "      home  1"]
    assert lines[4:8] == ["notes", "  Work", "    Ideas", "        text word word word word word"]
    assert lines[-2:] == ["zoom", "  nothing"]


def test_an_outline_obeys_nobody() -> None:
    """Mails are other people's text."""
    assert drawn(outline({"mail": [{"from": "x\x1b[2J", "text": "[red]y[/red]"}]})) == [
        "mail",
        "  x\\x1b[2J  text [red]y[/red]",
    ]
