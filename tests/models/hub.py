"""A small hub on 127.0.0.1: files at a revision, as huggingface.co serves large ones.

A HEAD or GET of ``/OWNER/REPO/resolve/REVISION/FILE`` is sent on to where the bytes are; its
headers tell commit, size and SHA-256.  The bytes come in ranges, from another host (localhost).
How it fails can be chosen.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "c0ffee" + "0" * 34


@dataclass
class Hub:
    """What it has and how it behaves, which tests change; *asked* is what came."""

    files: dict[str, bytes]  # by "owner/repo:file"
    breaks: list[int] = field(default_factory=list)  # bytes after which answers break off
    no_ranges: bool = False
    refuses: dict[str, tuple[int, str]] = field(default_factory=dict)  # by "owner/repo:file"
    says_sha256: bool = True
    statuses: list[int] = field(default_factory=list)  # of the next answers with bytes
    lies: dict[str, bytes] = field(default_factory=dict)  # what comes in a file's place
    stalls: bool = False  # the answer that would break off waits instead, for ever
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    address: str = ""
    elsewhere: str = ""  # where the bytes are
    ended: threading.Event = field(default_factory=threading.Event)

    def ranges(self) -> list[str]:
        """The range that each request for bytes asked for; "" for all of them."""
        return [
            headers.get("range", "")
            for method, path, headers in self.asked
            if method == "GET" and path.startswith("/bytes/")
        ]


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """Within it *hub* is there, at its address."""

    class Handler(_Handler):
        serves = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    hub.address = f"http://127.0.0.1:{server.server_port}"
    hub.elsewhere = f"http://localhost:{server.server_port}"
    try:
        yield hub
    finally:
        hub.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    serves: Hub

    def do_HEAD(self) -> None:
        self._noted()
        self._sent_on()

    def do_GET(self) -> None:
        self._noted()
        if self.path.startswith("/bytes/"):
            self._bytes(self.path.removeprefix("/bytes/"))
        else:
            self._sent_on()

    def _noted(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.serves.asked.append((self.command, self.path, headers))

    def _sent_on(self) -> None:
        owner, repo, _, revision, file = self.path.strip("/").split("/", 4)
        key = f"{owner}/{repo}:{file}"
        data = self.serves.files.get(key)
        if key in self.serves.refuses or data is None:
            known = any(name.startswith(f"{owner}/{repo}:") for name in self.serves.files)
            code = "EntryNotFound" if known else "RepoNotFound"
            self._say(*self.serves.refuses.get(key, (404, code)))
            return
        if revision not in ("main", COMMIT):
            self._say(404, "RevisionNotFound")
            return
        self.send_response(302)
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("X-Linked-Size", str(len(data)))
        sha256 = hashlib.sha256(data).hexdigest()
        etag = sha256 if self.serves.says_sha256 else sha256[:40]
        self.send_header("X-Linked-Etag", f'"{etag}"')
        self.send_header("Location", f"{self.serves.elsewhere}/bytes/{key}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, status: int, code: str) -> None:
        self.send_response(status)
        if code:
            self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _bytes(self, key: str) -> None:
        if self.serves.statuses:
            self._say(self.serves.statuses.pop(0), "")
            return
        data = self.serves.lies.get(key, self.serves.files[key])
        wanted = self.headers.get("Range", "")
        start = 0
        if wanted and not self.serves.no_ranges:
            start = int(wanted.removeprefix("bytes=").partition("-")[0])
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        part = data[start:]
        if self.serves.breaks:
            part = part[: self.serves.breaks.pop(0)]
            self.close_connection = True
        self.wfile.write(part)
        self.wfile.flush()
        if self.close_connection and self.serves.stalls:
            self.serves.ended.wait()

    def log_message(self, *_: object) -> None:
        """Silent."""
