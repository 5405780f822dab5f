"""The 16 tools of the paper, over nine apps of a Mac, real or simulated."""

from __future__ import annotations

from collections.abc import Iterable

from tinyagent_cli.plugins.hookspecs import hookimpl
from tinyagent_cli.tools.spec import Tool


@hookimpl
def tinyagent_tools() -> Iterable[Tool]:
    """The tools of ``macos_tools/manifest.toml``."""
    from tinyagent_cli.desktop.actions import builtin_tools

    return builtin_tools()
