"""A planner behind any OpenAI-compatible server: llama-server, Ollama, LM Studio, vLLM.

Only the standard library is used, on a thread of its own, so that a dead server costs a
clear line and never a hang.
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.prompt import STOP
from tinyagent_cli.planning.prompted import Prompt, PromptedPlanner
from tinyagent_cli.plugins.hookspecs import Factory, hookimpl

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.settings import Settings

# Seconds to connect, and between two pieces of an answer; a cold model may load first.
_CONNECT = 3.0
_SILENCE = 60.0


@dataclass(frozen=True)
class HttpPlanner(PromptedPlanner):
    """Asks the chat endpoint under *url* (``http://host:port/v1``) for plans, streamed."""

    url: str
    model: str
    key: str = ""
    name: str = "http"

    def complete(self, prompt: Prompt, stop: threading.Event) -> Iterator[str]:
        """The answer as it comes; raises NotReady where the server is not there or refuses."""
        body = {
            "model": self.model,
            "temperature": 0,
            "stream": True,
            "stop": [STOP],
            "messages": [
                {"role": "system", "content": prompt.system},
                {"role": "user", "content": prompt.user},
            ],
        }
        connection, path = self._connection()
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            connection.connect()
            connection.sock.settimeout(_SILENCE)
            connection.request("POST", f"{path}/chat/completions", json.dumps(body), headers)
            with connection.getresponse() as answer:
                if answer.status != 200:
                    said = answer.read(300).decode("utf-8", "replace")
                    raise NotReady(
                        f"the server at {self.url} answered {answer.status}: {said}",
                        "check planner.url and planner.model",
                    )
                yield from _content(answer, stop)
        except (OSError, http.client.HTTPException) as error:
            what = "does not answer" if isinstance(error, TimeoutError) else f"failed: {error}"
            raise NotReady(
                f"the server at {self.url} {what}",
                "start it, or tinyagent config set planner.url URL",
            ) from error
        finally:
            connection.close()

    def _connection(self) -> tuple[http.client.HTTPConnection, str]:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotReady(f"{self.url!r} is no server's address", "http://127.0.0.1:8080/v1")
        kind: Callable[..., http.client.HTTPConnection] = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        return kind(parts.hostname, parts.port, timeout=_CONNECT), parts.path.rstrip("/")


def _content(answer: http.client.HTTPResponse, stop: threading.Event) -> Iterator[str]:
    """The text in a stream of server-sent events."""
    for line in answer:
        if stop.is_set():
            return
        data = line.removeprefix(b"data:").strip()
        if not line.startswith(b"data:") or not data:
            continue
        if data == b"[DONE]":
            return
        try:
            choices = json.loads(data).get("choices") or [{}]
            piece = choices[0].get("delta", {}).get("content")
        except (ValueError, AttributeError) as error:
            raise http.client.HTTPException(f"it sent {data[:80]!r}") from error
        if piece:
            yield piece


def _make(environment: Environment, settings: Settings) -> HttpPlanner:
    key = environment.variables.get("TINYAGENT_API_KEY", "")
    return HttpPlanner(settings.planner.url, settings.planner.model, key)


@hookimpl
def tinyagent_planners() -> Mapping[str, Factory[HttpPlanner]]:
    """The planner ``http``."""
    return {"http": _make}
