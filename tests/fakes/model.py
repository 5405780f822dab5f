"""A server that plays a language model: it speaks OpenAI's protocol and says what it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[[str, str], str]


@dataclass
class Played:
    """Where the model is, what it was *asked* (system, user), and how many at once at most."""

    url: str
    asked: list[tuple[str, str]] = field(default_factory=list)
    now: int = 0
    most: int = 0
    gone: threading.Event = field(default_factory=threading.Event)


@contextmanager
def playing(script: Script, *, together: int = 1, forever: bool = False) -> Iterator[Played]:
    """A model that answers by *script*, of system and user prompt, in pieces of five characters.

    It answers when *together* requests are there; *forever*: it never ends, until nobody listens.
    """
    barrier = threading.Barrier(together)
    lock = threading.Lock()

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = {message["role"]: message["content"] for message in body["messages"]}
            with lock:
                played.asked.append((said["system"], said["user"]))
                played.now += 1
                played.most = max(played.most, played.now)
            if together > 1 and "Part " in said["user"]:
                barrier.wait(10)
            text = script(said["system"], said["user"])
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    for start in range(0, len(text), 5):
                        self.wfile.write(event(text[start : start + 5]))
                        self.wfile.flush()
                    if not forever:
                        break
                self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                played.gone.set()
            finally:
                with lock:
                    played.now -= 1

        def log_message(self, *args: object) -> None:
            """Say nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Chat)
    played = Played(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def event(text: str) -> bytes:
    """A server-sent event with *text* in it."""
    data: dict[str, Any] = {"choices": [{"delta": {"content": text}}]}
    return b"data: " + json.dumps(data).encode() + b"\n\n"
