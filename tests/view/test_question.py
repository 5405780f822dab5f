"""How a choice is named at a question."""

from __future__ import annotations

import pytest

from tinyagent_cli.view.question import chosen

CHOICES = ("Sarah Chen, work", "Sarah O'Neil, home", "Sid Patel, home")


@pytest.mark.parametrize(
    ("said", "index"),
    [
        ("1", 0),
        (" 3 ", 2),
        ("chen", 0),
        ("O'NEIL", 1),
        ("0", None),
        ("4", None),
        ("sarah", None),
        ("Lutfi", None),
        ("", None),
    ],
)
def test_by_its_number_or_by_words_that_only_it_holds(said: str, index: int | None) -> None:
    """What fits two choices, or none, is no answer."""
    assert chosen(said, CHOICES) == index
