"""Places."""

from __future__ import annotations

import pytest

from tinyagent_cli.tools.places import place


@pytest.mark.parametrize(
    "said",
    ["here", "my current location", "current location", "where I am", "from here", "my location"],
)
def test_here_is_left_to_maps(said: str) -> None:
    """Where the user is, Maps knows itself: the field stays empty."""
    assert place(said) == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("the park", "the park"),
        ("1 Infinite Loop,\nCupertino", "1 Infinite Loop, Cupertino"),
        ("“Blue Bottle”", "Blue Bottle"),
        ("https://zoom.us/j/1", "https://zoom.us/j/1"),
        ("There", "There"),
    ],
)
def test_a_place_is_kept(said: str, kept: str) -> None:
    """In one line, as it was said."""
    assert place(said) == kept
