"""Plugins: found by entry point, asked by hook, skipped with a word when broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plugins.loader import BUILT_IN, load
from tinyagent_cli.tools.verify import verify

DOCS = Path(__file__).parents[2] / "docs" / "plugins.md"

TOOL = """
from tinyagent_cli.plugins.hookspecs import hookimpl
from tinyagent_cli.tools.spec import Argument, Effect, Kind, Result, Tool, ToolSpec

async def perform(hands, arguments):
    return Result(arguments["words"].upper(), "Shouted")

@hookimpl
def tinyagent_tools():
    words = Argument("words", Kind.TEXT, required=True)
    yield Tool(ToolSpec("{name}", "Say it louder.", "Voice", Effect.READ, (words,)), perform)
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a distribution with one plugin on the path, as pip would."""

    def put(name: str, source: str) -> None:
        info = tmp_path / f"{name}_dist-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-dist\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[tinyagent]\n{name} = {name}_module\n")
        (tmp_path / f"{name}_module.py").write_text(source)

    monkeypatch.syspath_prepend(str(tmp_path))
    return put


def environment(**variables: str) -> Environment:
    """An environment with nothing but *variables*."""
    return Environment(variables=variables)


def test_the_built_ins_hang_on_the_same_hooks() -> None:
    """Sixteen tools and our planners come through the hooks, in the paper's order."""
    plugins = load(environment())
    assert tuple(plugin.name for plugin in plugins.loaded) == BUILT_IN
    tools = [tool.spec.name for tool in plugins.toolbox()]
    assert len(tools) == 16
    assert tools[0] == "create_calendar_event"
    assert {"embedded", "llama", "http"} <= plugins.offers("tinyagent_planners").keys()


def test_a_plugins_tool_stands_after_ours(install: Install) -> None:
    """Installing a distribution is all that it takes."""
    install("shout", TOOL.format(name="shout"))
    tools = [tool.spec.name for tool in load(environment()).toolbox()]
    assert tools[-1] == "shout"
    assert len(tools) == 17


def test_a_broken_plugin_is_named_and_skipped(install: Install) -> None:
    """The rest works, and the line says what removes it."""
    install("bad", "raise RuntimeError('out of cheese')")
    install("shout", TOOL.format(name="shout"))
    plugins = load(environment())
    assert "shout" in plugins.toolbox()
    (line,) = plugins.broken()
    assert line.startswith("plugin bad is skipped: RuntimeError: out of cheese")
    assert "pip uninstall bad-dist" in line


def test_a_plugin_cannot_take_the_name_of_a_tool(install: Install) -> None:
    """Nobody's send_sms but ours is called."""
    install("thief", TOOL.format(name="send_sms"))
    with pytest.raises(UsageError, match="two tools called send_sms"):
        load(environment()).toolbox()


def test_plugins_can_be_left_out(install: Install) -> None:
    """TINYAGENT_PLUGINS names those to load; empty, only ours."""
    install("shout", TOOL.format(name="shout"))
    assert len(load(environment(TINYAGENT_PLUGINS="")).toolbox()) == 16
    assert len(load(environment(TINYAGENT_PLUGINS="shout")).toolbox()) == 17


def test_an_unknown_planner_is_refused_with_the_near_one() -> None:
    """A typo names what was meant."""
    plugins = load(environment())
    with pytest.raises(UsageError, match="did you mean embedded"):
        plugins.make("tinyagent_planners", "embeded", environment(), Settings())


async def test_the_examples_of_the_docs_are_plugins(install: Install) -> None:
    """The tool is among the tools and the planner plans with it, word for word as printed."""
    nap, sleepy = re.findall(
        r"^```python\n(.*?)^```", DOCS.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    install("nap", nap)
    install("sleepy", sleepy)
    plugins = load(environment())
    assert list(plugins.broken()) == []
    planner = plugins.make("tinyagent_planners", "sleepy", environment(), Settings())
    pieces = [piece async for piece in planner.plan("…", (), (), datetime(2026, 11, 23))]
    task = parse("".join(pieces)).tasks[0]
    assert verify(task, plugins.toolbox().specs, {}) == task
