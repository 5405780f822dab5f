"""The planner behind an OpenAI-compatible server, against a real server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.examples import OURS
from tinyagent_cli.plugins.openai_http import HttpPlanner
from tinyagent_cli.tools.toolbox import load_manifest

NOW = datetime(2026, 11, 23, 9, 0)
PLAN = '1. get_phone_number("Sid")\n2. join()\n'


@contextmanager
def serving(lines: list[bytes], status: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server that answers every chat with *lines*; yields its URL and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.append(json.loads(self.rfile.read(length)) | {"path": self.path})
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b"".join(lines))

        def log_message(self, *args: object) -> None:
            """Say nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Chat)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def said(text: str) -> bytes:
    """A server-sent event with *text* in it."""
    return b"data: " + json.dumps({"choices": [{"delta": {"content": text}}]}).encode() + b"\n\n"


async def text_of(planner: HttpPlanner) -> str:
    """All that *planner* streams for one request."""
    return "".join([p async for p in planner.plan("Sid's number?", load_manifest(), OURS, NOW)])


async def test_the_plan_is_streamed_from_the_chat_endpoint() -> None:
    """Pieces are joined as they come; the request and the tools are in the prompt."""
    events = [said(PLAN[:9]), b": ping\n\n", said(PLAN[9:]), b"data: [DONE]\n\n"]
    with serving(events) as (url, asked):
        assert await text_of(HttpPlanner(url, "tiny")) == PLAN
    assert asked[0]["path"] == "/v1/chat/completions"
    assert asked[0]["model"] == "tiny"
    assert "send_sms" in asked[0]["messages"][0]["content"]
    assert "Sid's number?" in asked[0]["messages"][1]["content"]


async def test_a_server_that_refuses_is_one_clear_line() -> None:
    """The status and what the server said are told."""
    with (
        serving([b"no such model"], status=404) as (url, _),
        pytest.raises(NotReady, match="answered 404: no such model"),
    ):
        await text_of(HttpPlanner(url, "tiny"))


async def test_a_dead_server_is_one_clear_line_and_not_a_hang() -> None:
    """Nobody listening names the address and the setting."""
    with serving([]) as (url, _):
        pass
    with pytest.raises(NotReady, match=r"planner\.url"):
        await text_of(HttpPlanner(url, "tiny"))


async def test_rubbish_from_the_server_is_one_clear_line() -> None:
    """A line that is no event is shown, not crashed on."""
    with serving([b"data: <html>\n\n"]) as (url, _), pytest.raises(NotReady, match="<html>"):
        await text_of(HttpPlanner(url, "tiny"))


@pytest.mark.parametrize("url", ["", "localhost:8080", "file:///etc/passwd"])
async def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Only http and https addresses are asked."""
    with pytest.raises(NotReady, match="no server's address"):
        await text_of(HttpPlanner(url, "tiny"))
