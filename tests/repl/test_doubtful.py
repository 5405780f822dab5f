"""Doubtful words are marked until they are touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.buffer import Buffer

from tinyagent_cli.repl.doubtful import Doubtful, moved


def line(text: str, cursor: int | None = None) -> tuple[Buffer, Doubtful]:
    """A line with *text* in it."""
    buffer, doubtful = Buffer(), Doubtful()
    buffer.text = text
    buffer.cursor_position = len(text) if cursor is None else cursor
    doubtful.watch(buffer)
    return buffer, doubtful


def marked(buffer: Buffer, doubtful: Doubtful) -> list[str]:
    """The words that are marked."""
    return [buffer.text[a:b] for a, b in doubtful.spans]


@pytest.mark.parametrize(
    ("typed", "cursor", "whole"),
    [
        ("", 0, "text Lutfi"),
        ("please", 6, "please text Lutfi"),
        ("please ", 7, "please text Lutfi"),
        ("please now", 7, "please text Lutfi now"),
        ("please , now", 7, "please text Lutfi, now"),
    ],
)
def test_what_was_heard_goes_where_the_cursor_is(typed: str, cursor: int, whole: str) -> None:
    """With what was typed kept, and spaces where words would meet."""
    buffer, doubtful = line(typed, cursor)
    doubtful.put(buffer, "text Lutfi", [(5, 10)])
    assert buffer.text == whole
    assert marked(buffer, doubtful) == ["Lutfi"]


def test_marks_follow_what_is_typed_around_them() -> None:
    """Before and after; what was typed into a marked word takes its mark away."""
    buffer, doubtful = line("")
    doubtful.put(buffer, "text Lutfi and Sid", [(5, 10), (15, 18)])
    buffer.cursor_position = 0
    buffer.insert_text("now ")
    assert marked(buffer, doubtful) == ["Lutfi", "Sid"]
    buffer.cursor_position = len("now text Lut")
    buffer.insert_text("t")
    assert marked(buffer, doubtful) == ["Sid"]
    buffer.cursor_position = len(buffer.text)
    buffer.insert_text(" too")
    assert marked(buffer, doubtful) == ["Sid"]


@given(st.text("ab ", max_size=12), st.text("ab ", max_size=6), st.data())
def test_no_mark_is_on_anything_but_its_word(text: str, new: str, data: st.DataObject) -> None:
    """Whatever is replaced by whatever."""
    a = data.draw(st.integers(0, len(text)))
    b = data.draw(st.integers(a, len(text)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    now = text[:a] + new + text[b:]
    for left, right in moved([(start, end)], text, now):
        assert now[left:right] == text[start:end]
