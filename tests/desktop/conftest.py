"""A simulated Mac in a temporary folder, and hands that work on it."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.ports import Desktop
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.desktop.actions import builtin_tools
from tinyagent_cli.desktop.engine import Conditions
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.tools.spec import Hands, Result

NOW = datetime(2026, 11, 23, 9, 0)

TOOLS = {tool.spec.name: tool for tool in builtin_tools()}

Do = Callable[..., Awaitable[Result]]
Write = Callable[[str, str], str]


@pytest.fixture
def desktop(tmp_path: Path) -> SimulatedDesktop:
    return SimulatedDesktop(tmp_path / "mac", Clock.stopped(NOW))


@pytest.fixture
def do(desktop: SimulatedDesktop) -> Do:
    """Perform a tool by name on the simulated Mac."""
    return doing(desktop)


def doing(desktop: Desktop) -> Do:
    """A way to perform tools on *desktop*; what is not said is the argument's default."""
    hands = Hands(desktop, Settings(), Clock.stopped(NOW))

    async def do(tool_name: str, /, **said: Any) -> Result:
        tool = TOOLS[tool_name]
        arguments = {a.name: list(a.default) if a.many else a.default for a in tool.spec.arguments}
        assert said.keys() <= arguments.keys()
        return await tool.perform(hands, arguments | said)

    return do


def with_conditions(desktop: SimulatedDesktop, **conditions: Any) -> SimulatedDesktop:
    """The same simulated Mac, behaving so."""
    return SimulatedDesktop(desktop.folder, desktop.clock, Conditions(**conditions))


async def contact(desktop: SimulatedDesktop, name: str) -> dict[str, Any]:
    """The contact that *name* finds alone."""
    (found,) = await desktop.script("contacts/find_person.js", {"name": name})
    return dict(found)


@pytest.fixture
def program(tmp_path: Path) -> Write:
    """Write an executable Python program called so, with that text; answers its path."""

    def write(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(f"#!{sys.executable}\nimport sys\n{text}\n", "utf-8")
        path.chmod(0o755)
        return str(path)

    return write
