"""An OpenAI-compatible server, spoken to with patience that ends.

httpx rather than the standard library: a request that is given up (Ctrl-C, or the plan is
over) closes its connection at once, also while it connects or nothing is coming, which a
blocking socket on a thread does not.  No proxy of the environment is used and no redirect
followed: a request, which may hold private text, goes to the address in the settings alone.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.http.events import Events, Said

if TYPE_CHECKING:
    import httpx

_TOLD: Final = 200  # characters of what a server said that are passed on
_LONGEST_ERROR: Final = 4096  # bytes of it that are read


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a server may take: to be reached, to say its first and its next word, in all.

    A cold model is loaded, and a long prompt read, before the first word.
    """

    connect: float = 3.0
    first: float = 90.0
    between: float = 20.0
    whole: float = 120.0


class Refused(NotReady):
    """The server answered with an error; *status* is its number."""

    def __init__(self, message: str, hint: str, status: int) -> None:
        super().__init__(message, hint)
        self.status = status


@dataclass(frozen=True, slots=True)
class Server:
    """The server under *url* (``http://host:port/v1``); *key* goes along as a bearer token.

    *table* is the one of the settings that names it: hints do.
    """

    url: str
    key: str = ""
    patience: Patience = Patience()
    table: str = "planner"

    @property
    def is_here(self) -> bool:
        """Whether its address is one of this computer itself."""
        host = urlsplit(self.url).hostname or ""
        return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None

    async def get(self, path: str) -> Any:
        """The JSON at *path*, under the address or, with a leading slash, at the root.

        None where there is no such thing.  Raises NotReady where the server is not there.
        """
        async with self._client() as client, self._translated(self.patience.connect):
            answer = await client.get(self._at(path))
        try:
            return answer.json() if answer.status_code == 200 else None
        except ValueError:
            return None

    async def stream(self, path: str, body: Mapping[str, Any]) -> AsyncIterator[str]:
        """Post *body* to *path*, and yield the text of the answer as it comes.

        Raises Refused for an error the server tells, NotReady where it is not there, is no
        such server, breaks off, or is silent for too long.
        """
        ends = monotonic() + self.patience.whole
        async with self._client() as client:
            request = client.build_request("POST", self._at(path), json=body)
            async with self._translated(min(self.patience.first, self.patience.whole)):
                answer = await client.send(request, stream=True)
            try:
                if answer.status_code != 200:
                    async with self._translated(self.patience.between):
                        raise await self._refusal(answer)
                async for piece in self._words(answer, ends):
                    yield piece
            finally:
                await answer.aclose()

    async def _words(self, answer: httpx.Response, ends: float) -> AsyncIterator[str]:
        events, pieces = Events(), answer.aiter_bytes()
        patience, until = self.patience, min(monotonic() + self.patience.first, ends)
        while True:
            async with self._translated(until - monotonic()):
                piece = await anext(pieces, None)
            for said in events.feed(piece):
                self._check(said)
                if said.text:
                    yield said.text
                    until = min(monotonic() + patience.between, ends)
            if events.over:
                return
            if piece is None:
                if events.started:
                    raise self._failed("broke off in the middle of its answer")
                raise self._no_such("answered with " + self._told(events.beginning()))

    def _check(self, said: Said) -> None:
        if said.error:
            raise self._failed(f"failed: {self._told(said.error)}")
        if said.rubbish:
            raise self._no_such(f"answered with {self._told(said.rubbish)!r}")

    async def _refusal(self, answer: httpx.Response) -> Refused:
        if answer.is_redirect:
            to = _bare(self._told(answer.headers.get("location", "elsewhere")))
            hint = f"if that is right: tinyagent config set {self.table}.url URL"
            return Refused(f"{self._name} wants us to go to {to}", hint, answer.status_code)
        data = b""
        async for piece in answer.aiter_bytes():
            data += piece
            if len(data) > _LONGEST_ERROR:
                break
        hint = f"check {self.table}.url and {self.table}.model"
        if answer.status_code in (401, 403):
            hint = "TINYAGENT_API_KEY holds the server's key"
        what = f"{self._name} answered {answer.status_code}: {self._told(_reason(data))}"
        return Refused(what, hint, answer.status_code)

    @asynccontextmanager
    async def _translated(self, seconds: float) -> AsyncIterator[None]:
        """Foreign errors become ours, and *seconds* are all that there are."""
        import httpx

        try:
            async with asyncio.timeout(max(seconds, 0)):
                yield
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            why = str(error) or "no answer"
            if why == "All connection attempts failed":  # each was refused
                why = "nothing listens there"
            hint = f"start it, or: tinyagent config set {self.table}.url URL"
            raise NotReady(f"{self._name} cannot be reached: {why}", hint) from error
        except (TimeoutError, httpx.TimeoutException) as error:
            raise self._failed("does not answer any more") from error
        except httpx.RemoteProtocolError as error:
            if "illegal" in str(error) or "malformed" in str(error):
                raise self._no_such("does not speak HTTP") from error
            raise self._failed("broke off in the middle of its answer") from error
        except httpx.HTTPError as error:
            why = self._told(str(error)) or type(error).__name__
            raise self._failed(f"failed: {why}") from error

    def _client(self) -> httpx.AsyncClient:
        import httpx

        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            address = httpx.URL(self.url)
            headers = dict(httpx.Headers(headers, encoding="ascii"))
        except httpx.InvalidURL:
            address = httpx.URL("")
        except UnicodeEncodeError as error:
            raise NotReady(
                "the key in TINYAGENT_API_KEY is none", "it has letters that none has"
            ) from error
        if address.scheme not in ("http", "https") or not address.host:
            raise NotReady(
                f"{_bare(self.url)!r} is no server's address",
                f"tinyagent config set {self.table}.url http://127.0.0.1:8080/v1",
            )
        return httpx.AsyncClient(
            headers=headers,
            timeout=httpx.Timeout(None, connect=self.patience.connect),
            trust_env=False,
            follow_redirects=False,
        )

    def _at(self, path: str) -> str:
        import httpx

        url = httpx.URL(self.url)
        where = path if path.startswith("/") else f"{url.path.rstrip('/')}/{path}"
        return str(url.copy_with(path=where))

    @property
    def _name(self) -> str:
        return f"the server at {_bare(self.url)}"

    def _told(self, said: str) -> str:
        """The beginning of what was *said*, without the key, which a server may say back."""
        key = self.key.strip()
        return (said.replace(key, "…") if key else said)[:_TOLD]

    def _failed(self, what: str) -> NotReady:
        hint = "look at what it logs; planner.seconds is how long a plan may take"
        return NotReady(f"{self._name} {what}", hint)

    def _no_such(self, what: str) -> NotReady:
        hint = f"is {self.table}.url right? it mostly ends in /v1"
        return NotReady(f"{self._name} is no OpenAI-compatible one: it {what}", hint)


def _bare(url: str) -> str:
    """*url* without a name and password in it."""
    return re.sub(r"[^/\s]*@", "…@", url, count=1)


def _reason(data: bytes) -> str:
    """What the body of an error says, in one line."""
    text = data.decode("utf-8", "replace")
    if text.lstrip()[:1] == "<":
        return "a web page"
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return " ".join(text.split()) or "nothing"
    for key in ("error", "message", "detail"):
        if isinstance(said, dict) and key in said:
            said = said[key]
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
