"""The exact answers and events are those that were read and agreed to."""

from __future__ import annotations

import pytest

from tests.rings.golden import FOLDER, SCRIPTS, file_of, text_of


@pytest.mark.parametrize("script", SCRIPTS)
def test_answers_and_events_are_as_they_were(script: str) -> None:
    """``python -m tests.rings.golden`` writes them anew, to be read before they are kept."""
    assert text_of(script) == file_of(script).read_text("utf-8")


def test_no_file_is_left_of_a_script_that_is_gone() -> None:
    """One file a script, and none besides."""
    assert {file_of(script) for script in SCRIPTS} == set(FOLDER.iterdir())
