"""A blocking generator as an async one: in order, cancellable, never an orphan."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Iterator

import pytest

from tinyagent_cli.planning.stream import stream


async def test_pieces_come_in_order() -> None:
    """What the thread yields arrives, all of it, in order."""
    got = [piece async for piece in stream(lambda stop: iter("abc"))]
    assert got == ["a", "b", "c"]


async def test_an_error_in_the_thread_is_raised_after_what_came_before_it() -> None:
    """Nothing that was yielded is lost, and the error is not either."""

    def pieces(stop: threading.Event) -> Iterator[str]:
        yield "a"
        raise ValueError("broken")

    source = stream(pieces)
    assert await anext(source) == "a"
    with pytest.raises(ValueError, match="broken"):
        await anext(source)


async def test_leaving_early_stops_the_thread_and_waits_for_it() -> None:
    """A consumer that goes away leaves no thread at work."""
    ended = threading.Event()

    def pieces(stop: threading.Event) -> Iterator[str]:
        try:
            while not stop.wait(0.001):
                yield "again"
        finally:
            ended.set()

    source = stream(pieces)
    assert await anext(source) == "again"
    await source.aclose()
    assert ended.is_set()


async def test_an_error_that_nobody_waits_for_is_not_printed() -> None:
    """Who left does not care any more; asyncio would print what nobody looked at."""
    printed: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, about: printed.append(about))
    left = asyncio.Event()

    def pieces(stop: threading.Event) -> Iterator[str]:
        stop.wait()
        raise ValueError("too late")
        yield ""

    async def listens() -> None:
        left.set()
        await anext(stream(pieces))

    listener = asyncio.ensure_future(listens())
    await left.wait()
    listener.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listener
    del listener
    gc.collect()
    await asyncio.sleep(0)
    assert printed == []
