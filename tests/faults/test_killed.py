"""kill -9 at every step of the whole program, on the simulated Mac."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinyagent_cli.bench.killing import killed


@pytest.mark.parametrize(("scenario", "least"), [("texting", 15), ("undoing", 12)])
def test_the_journal_says_what_the_world_holds(tmp_path: Path, scenario: str, least: int) -> None:
    """And the next program sends nothing anew, and takes back what was half taken back."""
    runs = list(killed(tmp_path, scenario))
    assert [(run.step, run.wrong) for run in runs if run.wrong] == []
    assert [run.over for run in runs] == [False] * (len(runs) - 1) + [True]
    assert len(runs) >= least


def test_killed_while_it_asks_nothing_was_done(tmp_path: Path) -> None:
    """Consent that was never given is none."""
    (run,) = killed(tmp_path, "asking")
    assert not run.wrong
    assert not run.over
