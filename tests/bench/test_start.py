"""The benchmark of starting starts the real program, and sees what it imports."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tinyagent_cli.bench import start
from tinyagent_cli.bench.start import dropped, rows, started, tab
from tinyagent_cli.core.errors import NotReady


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """Of a home of its own."""
    return {**os.environ, "TINYAGENT_HOME": str(tmp_path), "TERM": "xterm-256color"}


def test_a_start_is_watched_on_a_terminal(variables: dict[str, str]) -> None:
    """Something is seen before the end; the processor worked."""
    one = started(("--help",), variables)
    assert 0 < one.first <= one.end
    assert one.processor > 0


def test_a_start_that_fails_is_no_figure(variables: dict[str, str]) -> None:
    """It would look fast."""
    with pytest.raises(NotReady, match="ended with 2"):
        started(("no-such-command",), variables)


def test_every_command_is_measured_cold_and_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its imports counted and its memory; and a Tab, where bash is."""
    commands = {"--help": ("--help",), "tools": ("tools",)}
    monkeypatch.setattr(start, "COMMANDS", commands)
    steps: list[tuple[str, int, int]] = []
    found = {row.command: row for row in rows(1, lambda *step: steps.append(step))}
    slim, whole = found["--help"], found["tools"]
    assert slim.modules
    assert whole.modules
    assert slim.modules < whole.modules
    assert slim.own
    assert whole.own
    assert slim.own < whole.own
    assert slim.memory
    assert whole.memory
    assert 5e6 < slim.memory < whole.memory
    assert (slim.cold_first is not None) == hasattr(os, "posix_fadvise")
    assert slim.wanted == 0.15
    assert steps[-1] == ("tinyagent tools", 2, 2)


def test_a_tab_is_measured_in_bash() -> None:
    """None where the script is not what it should be."""
    if not start.shutil.which("bash"):
        pytest.skip("bash is not installed")
    assert tab(b"_tinyagent() { COMPREPLY=(--planner); false; }\n") is not None
    assert tab(b"if\n") is None


def test_files_are_dropped_from_the_cache_and_stay(tmp_path: Path) -> None:
    """What is not there is left out."""
    file = tmp_path / "file"
    file.write_text("here")
    assert dropped([file, tmp_path / "gone"]) == hasattr(os, "posix_fadvise")
    assert file.read_text() == "here"
