"""A server on this machine that answers as a test wants it to, down to the bytes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

NO_MODELS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
Answer = Callable[["Request"], Awaitable[None]]


@dataclass
class Request:
    """What was asked, and the way to answer; *gone* is set when the asker closed."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    writer: asyncio.StreamWriter
    gone: asyncio.Event

    async def say(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()


@dataclass
class Serving:
    """The server's *url*, and what it was *asked* for plans."""

    url: str
    asked: list[Request] = field(default_factory=list)
    first: asyncio.Event = field(default_factory=asyncio.Event)  # set when asked once


def said(text: str) -> bytes:
    """A server-sent event with *text* in it."""
    return b"data: " + json.dumps({"choices": [{"delta": {"content": text}}]}).encode() + b"\n\n"


def whole(status: str, body: bytes, kind: str = "application/json", more: str = "") -> bytes:
    """An answer in one piece."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def models(name: str, owner: str) -> bytes:
    """What /v1/models answers."""
    listed = {"data": [{"id": name, "owned_by": owner}]}
    return whole("200 OK", json.dumps(listed).encode())


@asynccontextmanager
async def serving(*answers: Answer, listed: bytes = NO_MODELS) -> AsyncIterator[Serving]:
    """A server that gives *answers* in turn, the last one from then on."""
    found = Serving("")
    at_work: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        at_work.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            method, path, _ = head[0].split(" ")
            if method == "GET":
                writer.write(listed if path.endswith("/models") else NO_MODELS)
                await writer.drain()
                return
            body = json.loads(await reader.readexactly(int(headers["content-length"])))
            request = Request(path, headers, body, writer, asyncio.Event())
            found.asked.append(request)
            found.first.set()
            answer = asyncio.ensure_future(
                answers[min(len(found.asked), len(answers)) - 1](request)
            )
            closed = asyncio.ensure_future(reader.read())
            await asyncio.wait({answer, closed}, return_when=asyncio.FIRST_COMPLETED)
            if closed.done():
                request.gone.set()
            for each in (answer, closed):
                each.cancel()
            await asyncio.gather(answer, closed, return_exceptions=True)
        finally:
            writer.close()
            at_work.discard(task)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    found.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield found
    finally:
        server.close()
        for task in list(at_work):
            task.cancel()
        await asyncio.gather(*at_work, return_exceptions=True)


def saying(*pieces: bytes) -> Answer:
    """An answer of *pieces*, and the connection closed."""

    async def answer(request: Request) -> None:
        await request.say(*pieces)

    return answer


def silent(*pieces: bytes) -> Answer:
    """An answer of *pieces*, and then nothing any more."""

    async def answer(request: Request) -> None:
        await request.say(*pieces)
        await asyncio.Event().wait()

    return answer
