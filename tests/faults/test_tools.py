"""Tools that hang, crash, exit, print and leave children behind: the rest of the plan goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.acting import World
from tinyagent_cli.execution.outcomes import Done, Failed, Skipped
from tinyagent_cli.tools.spec import Result

REPOSITORY = Path(__file__).parents[2]


def begun(tmp_path: Path, *calls: str) -> subprocess.Popen[str]:
    """``tinyagent run`` of a plan of *calls* with the naughty plugin, in a session of its own."""
    about = tmp_path / "naughty-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: naughty\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[tinyagent]\nnaughty = tests.faults.naughty\n")
    plan = tmp_path / "a.plan"
    numbered = [f"{number}. {call}" for number, call in enumerate([*calls, "join()"], 1)]
    plan.write_text("\n".join(numbered))
    return subprocess.Popen(
        [sys.executable, "-m", "tinyagent_cli", "run", str(plan)],
        env={
            **os.environ,
            "TINYAGENT_HOME": str(tmp_path / "home"),
            "PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def alive(group: int) -> bool:
    """Whether anybody is left in the process group; the dead whom nobody buried do not count."""
    told = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True)
    rows = (row.split() for row in told.stdout.splitlines())
    return any(int(of) == group and not state.startswith("Z") for of, state in rows)


def test_the_rest_of_a_plan_goes_on_and_nothing_is_left_behind(tmp_path: Path) -> None:
    """Each says why; what is answered is on stdout alone; no process and no thread stays."""
    family = tmp_path / "family"
    run = begun(
        tmp_path,
        'exits("")',
        'prints("")',
        f'starts_a_family("{family}")',
        'hangs_in_a_thread("")',
        'fine("$2 too")',
        'fine("$1")',
        'fine("by itself")',
    )
    out, err = run.communicate(timeout=50)
    assert run.returncode in (1, 124)
    assert "Exits broke: SystemExit: 7; this is a mistake in the tool itself." in out
    assert "Starts_a_family took longer than 0.5 s." in out
    assert "Hangs_in_a_thread took longer than 0.5 s." in out
    assert "fine: printed too" in out
    assert "So task 6, fine, was skipped: it needs task 1." in out
    assert "fine: by itself" in out
    assert "look at me" not in out
    assert "a tool printed: look at me" in err
    assert "Traceback" not in err
    assert not alive(int(family.read_text()))
    assert not alive(run.pid)


def test_ctrl_c_gets_through_to_a_tool_that_blocks_everything(tmp_path: Path) -> None:
    """The first is not seen, the second is; the account is true and the end is clean."""
    here = tmp_path / "here"
    run = begun(tmp_path, f'blocks("{here}")', 'fine("$1")')
    while not here.exists():
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    time.sleep(0.2)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=50)
    assert run.returncode == 130
    assert "cancelled 1 blocks" in err
    assert "stopped half way" in err
    assert "Traceback" not in err
    assert not out


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_terminal_that_goes_away_stops_what_runs(tmp_path: Path, number: signal.Signals) -> None:
    """And its children with it; the journal says so."""
    family = tmp_path / "family"
    run = begun(tmp_path, f'starts_a_family("{family}")')
    while not (family.exists() and family.read_text().strip()):
        time.sleep(0.02)
    run.send_signal(number)
    run.communicate(timeout=50)
    # It may have been just over the limit already.
    assert run.returncode in (128 + number, 124)
    assert not alive(int(family.read_text()))


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("x"), SystemExit(3), GeneratorExit(), asyncio.CancelledError()]
)
async def test_whatever_a_tool_raises_is_its_own_failure(error: BaseException) -> None:
    """Dependents are told because of which task; what changes something may have happened."""

    async def deed(arguments: Mapping[str, Any]) -> Result:
        raise error

    world = World(deeds={"note": deed})
    outcomes = await world.run('note("a")', 'look("$1")', 'look("b")')
    assert isinstance(outcomes[1], Failed)
    assert outcomes[1].unsure
    assert "mistake in the tool" in outcomes[1].error.hint
    assert outcomes[2] == Skipped(1)
    assert isinstance(outcomes[3], Done)


async def test_a_result_that_says_no_text_is_a_mistake_in_the_tool() -> None:
    """It would end what shows it."""

    async def deed(arguments: Mapping[str, Any]) -> Result:
        return Result("x", None)  # type: ignore[arg-type]

    outcomes = await World(deeds={"look": deed}).run('look("a")')
    assert isinstance(outcomes[1], Failed)
