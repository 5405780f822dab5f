"""Other commands at a terminal: colours, columns, questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.session import Session


@pytest.mark.parametrize(("keys", "code", "said"), [("y\r", 0, "as new"), ("\r", 1, "[y/N]")])
def test_desktop_reset_asks(tmp_path: Path, keys: str, code: int, said: str) -> None:
    """It forgets what was imported, so Enter alone does nothing."""
    person = Session(tmp_path, ["desktop", "reset"])
    person.wait_for("[y/N]")
    person.type(keys)
    assert person.ends() == code
    assert said in person.screen


def test_listings_have_heads_and_columns(tmp_path: Path) -> None:
    """On a terminal, in its width."""
    person = Session(tmp_path, ["tools"], columns=70, lines=60)
    assert person.ends() == 0
    assert person.screen.split()[:4] == ["tool", "effect", "app", "create_calendar_event"]


def test_help_fits_forty_columns(tmp_path: Path) -> None:
    """Examples may be longer; nothing breaks."""
    person = Session(tmp_path, ["--help"], columns=40, lines=60)
    assert person.ends() == 0
    assert "Commands:" in person.screen
