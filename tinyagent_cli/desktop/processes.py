"""Child processes that never outlive their task.

A child runs in a session of its own, so that a signal reaches all it started; on a time-out
or a cancellation the whole group gets TERM, a moment of grace, then KILL.  There is no
shell, the environment is what the caller names and nothing else, and output is capped.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tinyagent_cli.core.errors import NotReady, TimedOut, ToolError

GRACE: Final = 1.0  # seconds between TERM and KILL
OUTPUT: Final = 16 << 20  # bytes of stdout, and of stderr, that are taken


@dataclass(frozen=True, slots=True)
class Finished:
    """How a child ended: *code* is negative where a signal ended it."""

    code: int
    stdout: bytes
    stderr: bytes


async def run(
    argv: Sequence[str],
    *,
    seconds: float,
    variables: Mapping[str, str],
    stdin: bytes | None = None,
    output: int = OUTPUT,
) -> Finished:
    """Run *argv* and wait for it.

    Raises NotReady where the program is missing, TimedOut after *seconds*, ToolError where
    it writes more than *output* bytes.  When the caller is cancelled, the child is too.
    """
    try:
        child = await asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.PIPE if stdin is not None else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=dict(variables),
            start_new_session=True,
        )
    except (FileNotFoundError, PermissionError) as error:
        raise NotReady(f"{argv[0]} cannot be run", "is this a Mac?") from error
    except (OSError, ValueError) as error:
        # E2BIG, and a NUL in an argument.
        raise ToolError(f"{argv[0]} could not be started: {error}") from error
    try:
        async with asyncio.timeout(seconds):
            async with asyncio.TaskGroup() as group:
                stdout = group.create_task(_taken(child.stdout, output, argv[0]))
                stderr = group.create_task(_taken(child.stderr, output, argv[0]))
                group.create_task(_given(child.stdin, stdin))
            return Finished(await child.wait(), stdout.result(), stderr.result())
    except BaseException as error:
        # Also when the caller was cancelled: then above all nothing may stay behind.
        await asyncio.shield(_ended(child))
        if isinstance(error, TimeoutError):
            raise TimedOut(f"{argv[0]} took longer than {seconds:g} s") from error
        if isinstance(error, ExceptionGroup):
            raise error.exceptions[0] from None
        raise


async def _taken(stream: asyncio.StreamReader | None, most: int, name: str) -> bytes:
    assert stream is not None
    parts: list[bytes] = []
    size = 0
    while part := await stream.read(1 << 16):
        size += len(part)
        if size > most:
            raise ToolError(f"{name} wrote more than {most:,} bytes")
        parts.append(part)
    return b"".join(parts)


async def _given(stream: asyncio.StreamWriter | None, data: bytes | None) -> None:
    if stream is None or data is None:
        return
    # A child that does not read to the end says so by its exit code.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        stream.write(data)
        await stream.drain()
    stream.close()


async def _ended(child: asyncio.subprocess.Process) -> None:
    if not _signalled(child.pid, signal.SIGTERM):
        await child.wait()
        return
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(GRACE):
            await child.wait()
            while _signalled(child.pid, 0):  # noqa: ASYNC110 -- a group's end has no event
                await asyncio.sleep(0.02)
            return
    _signalled(child.pid, signal.SIGKILL)
    await child.wait()


def _signalled(group: int, number: int) -> bool:
    """Whether *group* still had somebody to take the signal."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        # macOS answers EPERM for a group of which only zombies are left.
        return False
    return True
