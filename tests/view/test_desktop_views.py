"""The simulated Mac as people see it: what was done first, one app in full."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from rich.console import Console, RenderableType

from tinyagent_cli.desktop.recent import Happening
from tinyagent_cli.view.contents import contents
from tinyagent_cli.view.overview import overview

TODAY = date(2026, 11, 23)

EMPTY: dict[str, Any] = {
    "contacts": [],
    "calendar": [],
    "reminders": {},
    "notes": {},
    "mail": {"drafts": [], "inbox": []},
    "messages": [],
    "files": {"home": "/home", "documents": [], "opened": []},
}


def drawn(renderable: RenderableType, width: int = 60) -> list[str]:
    """The lines on a terminal of this width."""
    file = StringIO()
    console = Console(file=file, width=width, color_system=None, force_terminal=True)
    console.print(renderable)
    return [row.rstrip() for row in file.getvalue().splitlines()]


def done(*happened: Happening, width: int = 60) -> list[str]:
    """What the overview says was done."""
    lines = drawn(overview(happened, EMPTY, TODAY), width)
    return lines[1 : lines.index("")]


def text(at: str, to: str, words: str) -> Happening:
    """A text message that was sent."""
    return Happening(at, "text", {"to": to, "text": words})


def test_a_text_to_several_is_one_thing_that_was_done() -> None:
    """In the order in which they were named; another text is another thing."""
    assert done(
        text("2026-11-23T09:01:05", "Lutfi", "late"),
        text("2026-11-23T09:01:04", "Sid", "late"),
        text("2026-11-22T09:00:00", "Sid", "early"),
    ) == [
        "  09:01             text      to Sid and Lutfi",
        "                              late",
        "  Sun 22 Nov 09:00  text      to Sid",
        "                              early",
    ]


@pytest.mark.parametrize(
    ("what", "fields", "said"),
    [
        ("event", {"title": "Tea", "start": "2026-11-24 15:00", "end": "2026-11-24 16:00"},
         "Tea  Tue 24 Nov 15:00–16:00  Home"),
        ("event", {"title": "Fair", "start": "2026-11-24", "end": "2026-11-24", "all_day": True},
         "Fair  Tue 24 Nov  Home"),
        ("reminder", {"name": "Milk", "due": "2026-11-24"}, "Milk  Tue 24 Nov  Home"),
        ("draft", {"to": [], "subject": "", "body": "", "attachments": []},
         "no subject  to nobody yet"),
        ("draft", {"to": ["A", "B", "C"], "subject": "Hi", "body": "", "attachments": ["a.pdf"]},
         "Hi  to A, B and C  with a.pdf"),
        ("map", {"to": "Oslo", "by": "foot", "url": "x"}, "to Oslo  from here  on foot"),
    ],
)  # fmt: skip
def test_each_kind_of_thing_has_its_line(what: str, fields: dict[str, Any], said: str) -> None:
    """What it is called, then when, where and with whom."""
    line = done(Happening("2026-11-23T09:00:00", what, fields, "Home"))[0]
    assert line.split(maxsplit=2)[2] == said


def test_a_narrow_terminal_keeps_the_columns() -> None:
    """Words go on below themselves."""
    assert done(text("2026-11-23T09:01:05", "Sid", "one two three four five six"), width=40) == [
        "  09:01  text      to Sid",
        "                   one two three four",
        "                   five six",
    ]


def test_a_new_mac_says_so() -> None:
    """Rather than an empty list."""
    assert drawn(overview([], EMPTY, TODAY))[0] == "nothing was done here yet"


def test_a_note_is_shown_without_its_name_twice() -> None:
    """Its first line is its name in Notes; one that is locked says no more."""
    notes = {
        "Home": [{"name": "Cake", "text": "Cake\neggs\nflour"}, {"name": "Own", "locked": True}]
    }
    assert drawn(contents("notes", notes, TODAY)) == [
        "Cake  in Home",
        "    eggs",
        "    flour",
        "Own  in Home",
        "    locked",
    ]


def test_an_app_with_nothing_in_it() -> None:
    """Every app has a listing."""
    for app in EMPTY:
        assert drawn(contents(app, [], TODAY)) == ["nothing"]
