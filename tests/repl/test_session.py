"""The session outlives its turns, whatever becomes of them."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from io import StringIO

import pytest

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.repl.session import Leave, Session, piped
from tinyagent_cli.view.screen import Screen


def screen() -> Screen:
    """A screen in memory."""
    return Screen(Environment(stdin=StringIO(), stdout=StringIO(), stderr=StringIO(), variables={}))


async def lines(*said: str) -> AsyncIterator[str]:
    """What somebody says, line by line."""
    for line in said:
        yield line


async def test_lines_are_handled_in_order() -> None:
    """Blank ones are nothing, blanks around are cut."""
    heard: list[str] = []

    async def handle(line: str) -> int:
        heard.append(line)
        return Exit.DONE

    session = Session(screen(), handle)
    await session.run(lines(" one ", "", "  ", "two"))
    assert heard == ["one", "two"]
    assert session.code == Exit.DONE


@pytest.mark.parametrize("error", [NotReady("no model"), ZeroDivisionError("oops")])
async def test_an_error_ends_its_line_only(error: Exception) -> None:
    """It is told in a line, and the code of the session remembers it."""
    heard: list[str] = []

    async def handle(line: str) -> int:
        heard.append(line)
        if line == "bad":
            raise error
        return Exit.DONE

    shown = screen()
    session = Session(shown, handle)
    await session.run(lines("bad", "good"))
    assert heard == ["bad", "good"]
    assert session.code == Exit.FAILED
    assert isinstance(shown.environment.stderr, StringIO)
    assert shown.environment.stderr.getvalue().startswith("tinyagent: ")


async def test_ctrl_c_stops_the_turn_and_not_the_session() -> None:
    """A real signal, in the middle of a turn that cleans up after itself."""
    cleaned: list[str] = []

    async def handle(line: str) -> int:
        if line == "long":
            asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGINT)
            try:
                await asyncio.sleep(3600)
            finally:
                cleaned.append(line)
        return Exit.DONE

    before = signal.getsignal(signal.SIGINT)
    session = Session(screen(), handle)
    await session.run(lines("long", "short"))
    assert cleaned == ["long"]
    assert signal.getsignal(signal.SIGINT) is before


async def test_ctrl_c_between_turns_is_nothing() -> None:
    """There is nothing to stop."""

    async def handle(line: str) -> int:
        return Exit.DONE

    session = Session(screen(), handle)
    session.interrupt()
    await session.run(lines("hello"))
    assert session.code == Exit.DONE


async def test_leaving_ends_it() -> None:
    """Nothing after it is handled."""
    heard: list[str] = []

    async def handle(line: str) -> int:
        heard.append(line)
        raise Leave

    await Session(screen(), handle).run(lines("/quit", "never"))
    assert heard == ["/quit"]


async def test_who_stops_the_session_stops_the_turn() -> None:
    """A kill is no Ctrl-C: it goes through."""
    begun = asyncio.Event()

    async def handle(line: str) -> int:
        begun.set()
        await asyncio.sleep(3600)
        return Exit.DONE

    running = asyncio.ensure_future(Session(screen(), handle).run(lines("long")))
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_pipe_gives_its_lines_as_they_come() -> None:
    """Each is handed over before the next one is written; the last needs no line end."""
    read, write = os.pipe()
    coming = piped(read)
    os.write(write, "zwei hälften: die ers".encode())
    os.write(write, b"te\n")
    assert await anext(coming) == "zwei hälften: die erste"
    os.write(write, b"rest")
    os.close(write)
    assert [line async for line in coming] == ["rest"]
    os.close(read)
