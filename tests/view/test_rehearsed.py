"""What a rehearsal found out, in lines that fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tinyagent_cli.core.events import Rehearsed, TaskPlanned
from tinyagent_cli.plan.task import Task
from tinyagent_cli.view.glyphs import ASCII, UNICODE, Glyphs
from tinyagent_cli.view.plan_view import PlanView, fold
from tinyagent_cli.view.rehearsed import rehearsed_lines

MAKE = {
    "app": "Notes",
    "event": "make",
    "object": 'Application("Notes").folders[2].notes',
    "with": {"kind": "note", "body": "<div>x</div>", "n": 5, "yes": True, "none": ""},
}
GET = {"app": "Notes", "event": "get", "object": 'Application("Notes").folders.name'}


def lines(*acts: Mapping[str, Any], width: int = 200, glyphs: Glyphs = UNICODE) -> list[str]:
    """The lines of a turn whose one task would do *acts*."""
    view = fold(PlanView(), TaskPlanned(Task(1, "create_note", ())), 0.0)
    for act in acts:
        view = fold(view, Rehearsed(1, act), 0.0)
    return list(rehearsed_lines(view, width, glyphs))


def test_an_event_is_told_with_its_app_its_object_and_its_properties() -> None:
    """Without what says nothing; questions to an app stand together."""
    assert lines(GET, GET, MAKE, GET) == [
        "nothing was done; what would be, and what was read to know it:",
        "  1  create_note",
        "     Notes: get folders.name and 1 more thing",
        "     Notes: make note in folders[2].notes, body “<div>x</div>”, n 5, yes yes",
        "     Notes: get folders.name",
    ]


def test_where_nothing_was_rehearsed_nothing_is_told() -> None:
    """A run in earnest has no such lines."""
    assert lines() == []


def test_what_a_terminal_would_obey_is_shown_as_its_code() -> None:
    """In objects and in texts."""
    shown = "".join(lines({**MAKE, "object": "\x1b[2J", "with": {"\u202e": "\x07"}}, glyphs=ASCII))
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


texts = st.text(max_size=300)
acts = st.fixed_dictionaries(
    {"app": st.just("Mail"), "event": st.sampled_from(("make", "get", "read")), "object": texts},
    optional={"with": st.one_of(texts, st.dictionaries(texts, st.one_of(texts, st.lists(texts))))},
)


@given(st.lists(acts, max_size=4), st.integers(40, 200))
def test_no_line_is_wider_than_there_is_room(found: list[dict[str, Any]], width: int) -> None:
    """Nor does an event take more than three."""
    told = lines(*found, width=width)
    assert all(cell_len(line) <= width for line in told[1:])
    assert len(told) <= 2 + 3 * len(found)
