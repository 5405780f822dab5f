"""The real thing: llama_cpp.server with a model whose weights are drawn by lot."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tinyagent_cli.plan.parse import parse
from tinyagent_cli.planning.examples import OURS
from tinyagent_cli.planning.http.planner import HttpPlanner
from tinyagent_cli.planning.http.server import Patience, Server
from tinyagent_cli.planning.profile import Profile
from tinyagent_cli.planning.prompt import system_prompt
from tinyagent_cli.tools.toolbox import load_manifest

TOOLS = [tool for tool in load_manifest() if tool.app in ("Contacts", "Maps")]
NOW = datetime(2026, 11, 23, 9, 0)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own, on this machine."""
    for package in ("llama_cpp", "uvicorn", "fastapi", "sse_starlette", "pydantic_settings"):
        pytest.importorskip(package, reason="llama-cpp-python[server] is an extra")
    from tinyagent_cli.bench.random_model import TINY, write

    path: Path = tmp_path_factory.mktemp("model") / "tiny.gguf"
    write(path, TINY, [system_prompt(load_manifest(), OURS)])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["-m", "llama_cpp.server", "--model", str(path), "--host", "127.0.0.1"]
    words += ["--port", str(port), "--n_ctx", "4096", "--n_threads", "1", "--verbose", "false"]
    with subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            for _ in range(300):
                assert server.poll() is None, "llama_cpp.server does not start"
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.kill()  # it would first write to its end what it began


@pytest.mark.timeout(120)
@pytest.mark.parametrize("profile", [Profile.AUTO, Profile.FLAT])
async def test_a_model_of_noise_writes_nothing_but_calls_of_the_tools(
    url: str, profile: Profile
) -> None:
    """The server takes the grammar: each line that it wrote is a call that parses."""
    asking = HttpPlanner(Server(url, patience=Patience(between=60)), "", profile)
    pieces = asking.plan("show me the harbour", TOOLS, (), NOW)
    text = ""
    async for piece in pieces:
        text += piece
        if "\n" in text or len(text) > 60:
            break
    await pieces.aclose()  # type: ignore[attr-defined]
    assert any(text.startswith(f"1. {name}(") for name in [t.name for t in TOOLS] + ["join"])
    if "\n" in text:
        parse(text.splitlines()[0] + "\n2. join()\n")
