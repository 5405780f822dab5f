"""Child processes that never outlive their task.

A child runs in a session of its own, so that a signal reaches all it started; on a time-out
or a cancellation the whole group gets TERM, a moment of grace, then KILL.  There is no
shell, the environment is what the caller names and nothing else, and output is capped.
"""

from __future__ import annotations

import asyncio
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
    loop = asyncio.get_running_loop()
    starting = asyncio.ensure_future(
        loop.subprocess_exec(
            lambda: _Child(argv[0], output),
            *argv,
            stdin=asyncio.subprocess.PIPE if stdin is not None else asyncio.subprocess.DEVNULL,
            env=dict(variables),
            start_new_session=True,
        )
    )
    cancelled: asyncio.CancelledError | None = None
    try:
        try:
            transport, child = await asyncio.shield(starting)
        except asyncio.CancelledError as error:
            # It may run by now, and have children: asyncio would end it alone, and not them.
            transport, child = await starting
            cancelled = error
    except (FileNotFoundError, PermissionError) as error:
        raise NotReady(f"{argv[0]} cannot be run", "is this a Mac?") from error
    except (OSError, ValueError) as error:
        # E2BIG, and a NUL in an argument.
        raise ToolError(f"{argv[0]} could not be started: {error}") from error
    try:
        if cancelled is not None:
            raise cancelled
        if stdin is not None:
            _give(transport, stdin)
        async with asyncio.timeout(seconds):
            await child.over
    except BaseException as error:
        # Also when the caller was cancelled: then above all nothing may stay behind.
        await asyncio.shield(_end(transport.get_pid(), child))
        if isinstance(error, TimeoutError):
            raise TimedOut(f"{argv[0]} took longer than {seconds:g} s") from error
        raise
    finally:
        transport.close()
    return Finished(transport.get_returncode() or 0, *map(bytes, (child.said[1], child.said[2])))


class _Child(asyncio.SubprocessProtocol):
    """What a child says, and whether it is over: ended, and nobody holds its pipes."""

    def __init__(self, name: str, output: int) -> None:
        loop = asyncio.get_running_loop()
        self.said = {1: bytearray(), 2: bytearray()}
        self.over: asyncio.Future[None] = loop.create_future()
        self.ended = asyncio.Event()
        self._name = name
        self._output = output

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        if len(self.said[fd]) + len(data) <= self._output:
            self.said[fd] += data
        elif not self.over.done():
            error = ToolError(f"{self._name} wrote more than {self._output:,} bytes")
            self.over.set_exception(error)

    def process_exited(self) -> None:
        self.ended.set()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.over.done():
            self.over.set_result(None)


def _give(transport: asyncio.SubprocessTransport, data: bytes) -> None:
    # A child that does not read to the end says so by its exit code, if at all.
    pipe = transport.get_pipe_transport(0)
    assert isinstance(pipe, asyncio.WriteTransport)
    pipe.write(data)
    pipe.close()


async def _end(group: int, child: _Child) -> None:
    if not _signalled(group, signal.SIGTERM):
        return
    try:
        async with asyncio.timeout(GRACE):
            await child.ended.wait()
            while _signalled(group, 0):  # noqa: ASYNC110 -- a group's end has no event
                await asyncio.sleep(0.02)
            return
    except TimeoutError:
        _signalled(group, signal.SIGKILL)
    except asyncio.CancelledError:  # a second Ctrl-C waits for no grace, and leaves nothing behind
        _signalled(group, signal.SIGKILL)
        await child.ended.wait()  # at once now; unreaped, it would outlive the loop as a zombie
        raise
    await child.ended.wait()


def _signalled(group: int, number: int) -> bool:
    """Whether *group* still had somebody to take the signal."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        # macOS answers EPERM for a group of which only zombies are left.
        return False
    return True
