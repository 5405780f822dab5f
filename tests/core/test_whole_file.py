"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tinyagent_cli.core.whole_file import write_whole


def test_a_file_is_replaced_and_its_owners_alone(tmp_path: Path) -> None:
    """Whatever it was before."""
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(0o644)
    write_whole(path, "“new”")
    assert path.read_text("utf-8") == "“new”"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_what_fails_leaves_what_was_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """A full disk, Ctrl-C: the old file stands."""
    path = tmp_path / "a.json"
    path.write_text("old")

    def full(*_: object) -> None:
        raise KeyboardInterrupt if at == "replace" else OSError(28, "No space left on device")

    monkeypatch.setattr(os, at, full)
    with pytest.raises((OSError, KeyboardInterrupt)):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_text_that_no_file_can_hold_leaves_what_was(tmp_path: Path) -> None:
    """A lone half of a letter."""
    path = tmp_path / "a.json"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud83d")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
