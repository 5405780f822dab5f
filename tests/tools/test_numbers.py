"""Numbers and truth values in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.tools.numbers import flag_of, number_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("30", 30), ("30 minutes", 30), ("thirty minutes", 30), ("half an hour", 30),
        ("an hour", 60), ("one hour", 60), ("1 hour", 60), ("two hours", 120), ("1.5 hours", 90),
        ("an hour and a half", 90), ("1h30", 90), ("2h", 120), ("45 min", 45), ("forty five", 45),
        ("for 20 minutes", 20), ("an hour and 15 minutes", 75), ("90-minute", 90), ("a day", 1440),
        ("three quarters of an hour", 45), ("hour-long", 60), ("hour-and-a-half", 90),
        ("not urgent", 0), ("3", 3), ("three", 3), ("priority 5", 5),
        ("high", 1), ("urgent", 1), ("medium", 5), ("low", 9), ("no priority", 0),
    ],
)  # fmt: skip
def test_words_that_say_a_number(words: str, number: int) -> None:
    """Figures, number words, lengths in minutes, priorities."""
    assert number_of(words) == number


@pytest.mark.parametrize("words", ["", "soon", "a while", "the usual", "?"])
def test_words_that_say_none(words: str) -> None:
    """What is no number is not made one."""
    assert number_of(words) is None


@given(st.text(max_size=50))
def test_any_text_says_a_number_or_none(text: str) -> None:
    """Untrusted text never raises."""
    assert isinstance(number_of(text), int | None)


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("True", True),
        ("all day", True),
        ("yes", True),
        ("False", False),
        ("", False),
        ("no", False),
    ],
)
def test_words_that_say_yes(words: str, flag: bool) -> None:
    """Words that are neither yes nor no are there because something was said: yes."""
    assert flag_of(words) is flag
