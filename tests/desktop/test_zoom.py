"""Zoom's REST interface, against a server of our own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tinyagent_cli.core.errors import HalfDone, NotFound, NotReady, ToolError
from tinyagent_cli.desktop.zoom import Zoom, zone_name


class Server(HTTPServer):
    """Answers as it is told and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: list[tuple[str, str, Any]] = []
        self.methods: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    def do_POST(self) -> None:
        assert isinstance(self.server, Server)
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        said = self.headers["Authorization"]
        self.server.asked.append((self.path, said, json.loads(body or b"null")))
        self.server.methods.append(self.command)
        path = self.path.partition("?")[0]
        known = self.server.answers
        code, answer = known.get(f"{self.command} {path}") or known[path]
        if code == 0:
            self.connection.close()
            return
        self.send_response(code)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_DELETE = do_POST  # noqa: N815  # what http.server calls them

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


MEETING = json.dumps({"id": 123, "join_url": "https://zoom.us/j/123"}).encode()
KEYS = {"ZOOM_ACCOUNT_ID": "acc", "ZOOM_CLIENT_ID": "id", "ZOOM_CLIENT_SECRET": "secret"}


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    server.answers = {
        "/oauth": (200, b'{"access_token": "t0k"}'),
        "/users/me/meetings": (201, MEETING),
    }
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def zoom(server: Server, variables: dict[str, str]) -> Zoom:
    """An account at *server*."""
    return Zoom(variables, oauth=f"{server.url}/oauth", api=server.url)


def test_a_meeting_is_made_with_server_to_server_oauth(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First a token, then the meeting, its time in UTC whatever the account's zone."""
    import time

    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    made = zoom(server, KEYS).create("Standup", datetime(2026, 11, 30, 10), 30, ["a@example.com"])
    monkeypatch.undo()
    time.tzset()
    assert made == {"id": "123", "join_url": "https://zoom.us/j/123", "stands": {}}
    (path, basic, _), (_, bearer, meeting) = server.asked
    assert path == "/oauth?grant_type=account_credentials&account_id=acc"
    assert (basic, bearer) == ("Basic aWQ6c2VjcmV0", "Bearer t0k")
    assert meeting["start_time"] == "2026-11-30T15:00:00Z"
    assert (meeting["type"], meeting["duration"], meeting["topic"]) == (2, 30, "Standup")
    assert meeting["settings"] == {"meeting_invitees": [{"email": "a@example.com"}]}


def test_a_token_needs_no_oauth_and_a_meeting_no_time(server: Server) -> None:
    """A meeting at once is another type of meeting."""
    zoom(server, {"ZOOM_TOKEN": "own"}).create("x", None, 60, [])
    ((_, bearer, meeting),) = server.asked
    assert bearer == "Bearer own"
    assert meeting == {"topic": "x", "type": 1, "duration": 60}


@pytest.mark.parametrize(
    ("path", "answer", "kind"),
    [
        ("/oauth", (401, b"{}"), NotReady),
        ("/users/me/meetings", (401, b"{}"), NotReady),
        ("/users/me/meetings", (429, b"{}"), ToolError),
        ("/users/me/meetings", (504, b"{}"), HalfDone),
        ("/users/me/meetings", (200, b"<html>"), HalfDone),
        ("/users/me/meetings", (0, b""), HalfDone),
        ("/oauth", (200, b"<html>"), ToolError),
    ],
)
def test_a_refusal_is_told_from_an_accident(
    server: Server, path: str, answer: tuple[int, bytes], kind: type[Exception]
) -> None:
    """Where Zoom broke off in the middle nobody says that nothing happened."""
    server.answers[path] = answer
    with pytest.raises(kind) as caught:
        zoom(server, KEYS).create("x", None, 60, [])
    assert type(caught.value) is kind
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there(server: Server) -> None:
    """Nothing began."""
    nowhere = Zoom({"ZOOM_TOKEN": "x"}, api="http://127.0.0.1:9")
    with pytest.raises(ToolError, match="cannot be reached"):
        nowhere.create("x", None, 60, [])


def test_the_zone_is_a_name_or_nothing() -> None:
    """Never a guess."""
    assert zone_name() == "" or "/" in zone_name() or zone_name() == "UTC"


STANDS = {"topic": "Standup", "start_time": "2026-11-30T15:00:00Z", "duration": 30}
FOUND = json.dumps({"id": 123, **STANDS, "agenda": ""}).encode()


def test_a_meeting_is_cancelled_as_it_was_made(server: Server) -> None:
    """It is looked at first, and then deleted by its number."""
    server.answers |= {"GET /meetings/123": (200, FOUND), "DELETE /meetings/123": (204, b"")}
    zoom(server, {"ZOOM_TOKEN": "x"}).cancel("123", STANDS)
    assert server.methods == ["GET", "DELETE"]


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ((200, FOUND.replace(b"Standup", b"Retro")), ToolError, "changed since"),
        ((404, b""), NotFound, "gone already"),
        ((401, b""), NotReady, "credentials"),
        ((500, b""), ToolError, "refused"),
        ((0, b""), ToolError, "broke off"),
    ],
)
def test_a_meeting_that_is_another_now_is_left(
    server: Server, answer: tuple[int, bytes], kind: type[Exception], words: str
) -> None:
    """Changed, gone, not ours to see: nothing is deleted."""
    server.answers["GET /meetings/123"] = answer
    with pytest.raises(kind, match=words):
        zoom(server, {"ZOOM_TOKEN": "x"}).cancel("123", STANDS)
    assert "DELETE" not in server.methods


def test_whether_a_cancellation_that_broke_off_got_through_nobody_knows(server: Server) -> None:
    """It is not said to be taken back."""
    server.answers |= {"GET /meetings/123": (200, FOUND), "DELETE /meetings/123": (0, b"")}
    with pytest.raises(HalfDone):
        zoom(server, {"ZOOM_TOKEN": "x"}).cancel("123", STANDS)


def test_a_meeting_is_looked_at_without_being_cancelled(server: Server) -> None:
    """As a rehearsal of undo does."""
    server.answers["GET /meetings/123"] = (200, FOUND)
    zoom(server, {"ZOOM_TOKEN": "x"}).look("123", STANDS)
    assert server.methods == ["GET"]
