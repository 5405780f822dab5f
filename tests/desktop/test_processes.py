"""Children never outlive their task."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.core.errors import NotReady, TimedOut, ToolError
from tinyagent_cli.desktop import processes
from tinyagent_cli.desktop.processes import run

SH = "/bin/sh"


async def gone(pid: int) -> bool:
    """Whether process *pid* ends within two seconds (a zombie has ended)."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            if state == "Z":
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        await asyncio.sleep(0.02)
    return False


async def pid_in(file: Path) -> int:
    """The number that a child wrote into *file*, once it has."""
    for _ in range(250):
        if file.exists() and (text := file.read_text()).endswith("\n"):
            return int(text)
        await asyncio.sleep(0.02)
    raise AssertionError("the child never started")


async def test_what_a_child_says_comes_back() -> None:
    """Exit code, stdout and stderr, and what it was given to read."""
    found = await run([SH, "-c", "cat; echo e >&2; exit 3"], seconds=5, variables={}, stdin=b"in")
    assert found == processes.Finished(3, b"in", b"e\n")


async def test_the_environment_is_what_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of ours leaks into a child."""
    monkeypatch.setenv("SECRET", "x")
    found = await run(["/usr/bin/env"], seconds=5, variables={"HOME": "/h"})
    assert found.stdout == b"HOME=/h\n"


async def test_arguments_are_never_read_by_a_shell() -> None:
    """Quotes, substitutions and newlines arrive as they are."""
    words = ["$(id)", "`id`", "'\"", "a\nb", "; exit 9", "*", "--flag", "é𝒳"]
    code = "import sys; sys.stdout.write(repr(sys.argv[1:]))"
    found = await run(
        [sys.executable, "-c", code, *words], seconds=10, variables={"PYTHONUTF8": "1"}
    )
    assert found.stdout.decode() == repr(words)


async def test_a_time_out_ends_the_whole_group(tmp_path: Path) -> None:
    """A child's child dies with it, also where both ignore TERM."""
    file = tmp_path / "pid"
    script = f"trap '' TERM; (trap '' TERM; exec sleep 60) & echo $! > {file}; wait; sleep 60"
    with pytest.raises(TimedOut):
        await run([SH, "-c", script], seconds=0.5, variables={"PATH": os.defpath})
    assert await gone(await pid_in(file))


async def test_a_cancellation_ends_the_whole_group(tmp_path: Path) -> None:
    """Ctrl-C reaches what the child started."""
    file = tmp_path / "pid"
    script = f"sleep 60 & echo $! > {file}; wait"
    task = asyncio.create_task(run([SH, "-c", script], seconds=60, variables={"PATH": os.defpath}))
    pid = await pid_in(file)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await gone(pid)


async def test_a_child_that_cleans_up_on_term_may_do_so(tmp_path: Path) -> None:
    """TERM comes before KILL."""
    file = tmp_path / "said"
    script = f"trap 'echo 2 > {file}; exit 0' TERM; echo 1 > {file}; while :; do sleep 0.01; done"
    task = asyncio.create_task(run([SH, "-c", script], seconds=60, variables={"PATH": os.defpath}))
    await pid_in(file)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert file.read_text() == "2\n"


async def test_endless_output_is_cut_off() -> None:
    """A child that floods us is stopped, not believed and not kept."""
    with pytest.raises(ToolError, match="wrote more than 1,000,000 bytes"):
        await run(["/bin/cat", "/dev/zero"], seconds=20, variables={}, output=1_000_000)


async def test_a_child_that_does_not_read_is_no_error() -> None:
    """A closed stdin is the child's choice."""
    found = await run([SH, "-c", "exit 0"], seconds=5, variables={}, stdin=b"x" * 1_000_000)
    assert found.code == 0


async def test_a_program_that_is_not_there() -> None:
    """A missing osascript is a matter of readiness, not a crash."""
    with pytest.raises(NotReady, match="is this a Mac"):
        await run(["/no/such/program"], seconds=5, variables={})


async def test_an_argument_with_nul_is_refused() -> None:
    """The kernel could not pass it on."""
    with pytest.raises(ToolError, match="could not be started"):
        await run(["/bin/echo", "a\0b"], seconds=5, variables={})


async def test_a_signal_is_a_negative_code() -> None:
    """A crashed child is told from one that failed."""
    found = await run([SH, "-c", "kill -SEGV $$"], seconds=5, variables={})
    assert found.code == -signal.SIGSEGV


async def test_a_second_cancellation_leaves_nothing_behind(tmp_path: Path) -> None:
    """Who does not wait for the grace gets the KILL at once, grandchildren too."""
    file = tmp_path / "pid"
    script = f"trap '' TERM; (trap '' TERM; exec sleep 60) & echo $! > {file}; wait; sleep 60"
    before = asyncio.all_tasks()
    work = run([SH, "-c", script], seconds=50, variables={"PATH": os.defpath})
    running = asyncio.create_task(work)
    pid = await pid_in(file)
    running.cancel()
    await asyncio.sleep(0.05)
    stopping = asyncio.all_tasks() - before
    for task in stopping:
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.gather(*stopping, return_exceptions=True)
    assert await gone(pid)


async def test_a_child_that_is_cancelled_as_it_starts_leaves_no_grandchild(tmp_path: Path) -> None:
    """It may be running, with children of its own, before we hear of it."""
    told, loop = tmp_path / "told", asyncio.get_running_loop()
    real = loop.subprocess_exec

    async def slowly(*arguments: Any, **named: Any) -> Any:
        started = await real(*arguments, **named)
        while not (told.exists() and told.read_text().strip()):  # noqa: ASYNC110 -- a file
            await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.sleep(0.01)
        return started

    loop.subprocess_exec = slowly  # type: ignore[method-assign]
    script = f"sleep 600 & echo $! > {told}; wait"
    running = asyncio.ensure_future(run([SH, "-c", script], seconds=60, variables=os.environ))
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await gone(int(told.read_text()))
