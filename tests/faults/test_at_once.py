"""Several programs at once in one home: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.conftest import Home

REPOSITORY = Path(__file__).parents[2]


def test_programs_that_run_at_once_lose_nothing_of_each_other(home: Home) -> None:
    """The first of them make the journal and the simulated Mac, all at the same time."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tinyagent_cli", "run", "-", "--yes", "--quiet"],
            env={**os.environ, "TINYAGENT_HOME": str(home.path), "PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for number, run in enumerate(runs):
        plan = "".join(f'{i}. create_note("N{number}-{i}", "x", "")\n' for i in range(1, 6))
        assert run.stdin is not None
        run.stdin.write(f"{plan}6. join()\n")
        run.stdin.close()
    for run in runs:
        assert run.stderr is not None
        assert run.stdout is not None
        assert run.stderr.read() == ""
        run.stdout.close()
        run.stderr.close()
        assert run.wait(timeout=50) == 0
    made = [name for name in home.notes() if name.startswith("N")]
    assert sorted(made) == [f"N{number}-{i}" for number in range(4) for i in range(1, 6)]
    assert [turn["exit"] for turn in home.turns()] == [0] * 4
    assert all(home.states(turn) == ["done"] * 5 for turn in range(4))
