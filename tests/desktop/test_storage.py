"""The simulated Mac's files survive two at once, and a kill."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.conftest import with_conditions
from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.desktop import storage
from tinyagent_cli.desktop.engine import APPS
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.desktop.summary import pdf_text

WRITER = """
import asyncio, sys
from pathlib import Path
from tinyagent_cli.desktop.simulated import SimulatedDesktop

async def main(folder, name, count):
    desktop = SimulatedDesktop(Path(folder))
    for number in range(int(count)):
        await desktop.script("reminders/create_reminder.js", {"name": f"{name}{number}"})
        print(number, flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    """Another process that makes *count* reminders."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def reminders(desktop: SimulatedDesktop) -> list[str]:
    """The names in the default list."""
    return [entry["name"] for entry in desktop.snapshot()["reminders"]["Reminders"]]


def test_two_processes_at_once_lose_nothing(desktop: SimulatedDesktop) -> None:
    """Each of two writers finds all it wrote, beside all that the other did."""
    writers = [writer(desktop.folder, name, 8) for name in "ab"]
    for process in writers:
        process.communicate(timeout=30)
        assert process.returncode == 0
    assert {f"{name}{number}" for name in "ab" for number in range(8)} <= set(reminders(desktop))


async def test_calls_at_once_lose_nothing(desktop: SimulatedDesktop) -> None:
    """Twenty calls at once in one process each leave their mark."""
    calls = (
        desktop.script("reminders/create_reminder.js", {"name": f"r{number}"})
        for number in range(20)
    )
    made = await asyncio.gather(*calls)
    assert len({one["id"] for one in made}) == 20
    assert {f"r{number}" for number in range(20)} <= set(reminders(desktop))


def test_a_kill_leaves_valid_files(desktop: SimulatedDesktop) -> None:
    """After SIGKILL in the middle of writing, what was confirmed is there and is readable."""
    desktop.snapshot()
    process = writer(desktop.folder, "k", 10_000)
    assert process.stdout is not None
    confirmed = [int(process.stdout.readline()) for _ in range(3)]
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    names = set(reminders(desktop))
    assert {f"k{number}" for number in confirmed} <= names
    for app in APPS:
        json.loads((desktop.folder / f"{app.lower()}.json").read_text("utf-8"))


async def test_a_call_that_is_cancelled_while_the_app_dawdles_does_nothing(
    desktop: SimulatedDesktop,
) -> None:
    """A delay is waited for before the call, which is then whole or not at all."""
    slow = with_conditions(desktop, delays={"Reminders": 60})
    task = asyncio.create_task(slow.script("reminders/create_reminder.js", {"name": "x"}))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert "x" not in reminders(desktop)


async def test_files_are_private(desktop: SimulatedDesktop) -> None:
    """Nobody else can read what the simulated Mac holds."""
    await desktop.open_url("https://maps.apple.com/?q=x")
    assert stat.S_IMODE(desktop.folder.stat().st_mode) == 0o700
    for file in desktop.folder.glob("*.json"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_file_is_named_with_what_mends_it(desktop: SimulatedDesktop) -> None:
    """Half a file is not taken for an empty app; reset heals it."""
    desktop.snapshot()
    (desktop.folder / "notes.json").write_text("{", "utf-8")
    with pytest.raises(ToolError, match="desktop reset"):
        desktop.snapshot()
    desktop.reset()
    assert desktop.snapshot()["notes"]["Shopping"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """What cannot be replaced stays, and no scrap is left beside it."""
    target = tmp_path / "folder.json"
    target.mkdir()
    (target / "x").touch()
    with pytest.raises(ToolError, match="cannot be written"):
        storage.write(target, {})
    assert [path.name for path in tmp_path.iterdir()] == ["folder.json"]


def test_the_simulated_home_holds_real_documents(desktop: SimulatedDesktop) -> None:
    """What the seed lays down are files that programs can read."""
    desktop.snapshot()
    assert "Harbor Pilot" in pdf_text(desktop.home / "Documents" / "project.pdf")


async def test_seeding_at_once_from_many_tasks_happens_once(desktop: SimulatedDesktop) -> None:
    """The first use may be several uses."""
    names = ("Sid", "Lutfi", "Anna", "Mom")
    found = await asyncio.gather(
        *(desktop.script("contacts/find_person.js", {"name": name}) for name in names)
    )
    assert [len(people) for people in found] == [1, 1, 1, 1]
