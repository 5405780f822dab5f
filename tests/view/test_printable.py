"""Text that cannot do anything to a terminal, in as many cells as it may have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tinyagent_cli.view.printable import (
    cut_end,
    cut_middle,
    duration,
    printable,
    shown,
    wrapped,
)

TEXT = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("plain", "plain"),
        ("two\n lines\t", "two lines"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("\x9b31m", "\\x9b31m"),
        ("\ud800", "\\ud800"),
        ("zürich 漢字 🎂", "zürich 漢字 🎂"),
        ("👩\u200d🍳", "👩\u200d🍳"),
        (
            "❤\ufe0f\u200d🔥 1\ufe0f\u20e3 辻\U000e0100",
            "❤\ufe0f\u200d🔥 1\ufe0f\u20e3 辻\U000e0100",
        ),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Tiê\u0323\u0301ng", "Tiê\u0323\u0301ng"),
        ("sid\u200d.patel", "sid\\u200d.patel"),
        ("a\ufe0f\U000e0101b", "a\\ufe0f\\U000e0101b"),
        ("😀\ufe0f\ufe0e\u200d\u200d", "😀\ufe0f\\ufe0e\u200d\\u200d"),
        ("a\u3164b\u2800\u115f\u034f", "a\\u3164b\\u2800\\u115f\\u034f"),
        ("a" + "\u0301" * 6, "a" + "\u0301" * 4 + "\\u0301" * 2),
        ("\u0336x \u0336y", "\\u0336x \\u0336y"),
        ("\U00018d09", "\\U00018d09"),
        ("[red]x[/red]", "[red]x[/red]"),
        (7, "7"),
    ],
)
def test_what_is_shown(raw: object, safe: str) -> None:
    """Control, bidi and zero-width characters become their codes; letters stay letters."""
    assert printable(raw) == safe


def test_lines_are_kept_where_text_is_shown_in_full() -> None:
    """A message has lines; a lone carriage return could overwrite one."""
    assert printable("one\r\ntwo\n\tthree\rx", lines=True) == "one\ntwo\n    three\\x0dx"


@given(TEXT)
def test_one_line_of_printable_characters(text: str) -> None:
    """Nothing that is not printable is left, and no line break."""
    safe = printable(text)
    assert "\n" not in safe
    assert all(char.isprintable() or char in "\u200c\u200d" or char == " " for char in safe)
    assert printable(safe) == safe  # what is safe stays as it is


@given(TEXT, st.integers(0, 40))
def test_cuts_keep_to_their_cells(text: str, width: int) -> None:
    """Wide characters count two; a cut text keeps a piece of its beginning."""
    safe = printable(text)
    for cut in (cut_middle(safe, width), cut_end(safe, width)):
        assert cell_len(cut) <= width
        assert cut == safe or cell_len(safe) > width


def test_the_middle_is_cut_so_that_both_ends_stay() -> None:
    """The ends tell most."""
    assert cut_middle("the design review is on friday", 15) == "the des…friday"


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("漢字仮名交文字列", 9, "漢字…字列"),
        ("👩\u200d🍳👩\u200d🍳👩\u200d🍳👩\u200d🍳", 5, "👩\u200d🍳…👩\u200d🍳"),
        ("e\u0301" * 9, 5, "e\u0301e\u0301…e\u0301e\u0301"),
        ("שלום לכולם כאן", 7, "שלו…כאן"),
    ],
)
def test_nothing_that_people_see_as_one_is_cut_in_two(text: str, width: int, cut: str) -> None:
    """Wide letters, emoji of several parts, letters with marks, and the order of the others."""
    assert cut_middle(text, width) == cut


@given(TEXT, st.integers(2, 40), st.integers(0, 4))
def test_wrapping_keeps_to_its_cells_and_loses_nothing(text: str, width: int, most: int) -> None:
    """Unless it may only have so many lines: then the last says that more is cut."""
    safe = printable(text)
    lines = wrapped(safe, width, most)
    assert all(cell_len(line) <= width for line in lines)
    if len(lines) < most or not most:
        assert "".join(lines).replace(" ", "") == safe.replace(" ", "")
    else:
        assert len(lines) <= most


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.0001, "0 ms"), (0.0094, "9 ms"), (0.9999, "1.0 s"), (61, "61.0 s"), (150, "2 min")],
)
def test_durations_fit_seven_cells(seconds: float, said: str) -> None:
    """Milliseconds, seconds, minutes."""
    assert duration(seconds) == said
    assert len(said) <= 7


def test_a_resolved_person_is_a_name() -> None:
    """Not a dictionary."""
    assert shown([{"name": "Sid Patel", "phones": []}, "+1"]) == "Sid Patel, +1"
