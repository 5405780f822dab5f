"""The hooks by which anything is plugged in; the built-ins use the same ones.

A plugin is a module with functions marked by `hookimpl`, named under the entry point
group ``tinyagent`` of its own distribution::

    [project.entry-points.tinyagent]
    my_plugin = "my_package.tinyagent_plugin"

Modules must be cheap to import: what is heavy is imported when a factory is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.ports import Planner, Selector, Transcriber
    from tinyagent_cli.core.settings import Settings
    from tinyagent_cli.tools.spec import Tool

PROJECT = "tinyagent"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

_Made = TypeVar("_Made")

# Makes a planner, selector or transcriber; called when one is wanted, once an assistant.
Factory = Callable[["Environment", "Settings"], _Made]


@hookspec
def tinyagent_planners() -> Mapping[str, Factory[Planner]]:  # type: ignore[empty-body]  # a specification has no body
    """Planners by the name that ``--planner`` and ``planner.name`` take."""


@hookspec
def tinyagent_selectors() -> Mapping[str, Factory[Selector]]:  # type: ignore[empty-body]  # a specification has no body
    """Tool RAG selectors by the name that ``planner.selector`` takes."""


@hookspec
def tinyagent_transcribers() -> Mapping[str, Factory[Transcriber]]:  # type: ignore[empty-body]  # a specification has no body
    """Speech recognisers by the name that ``voice.transcriber`` takes."""


@hookspec
def tinyagent_tools() -> Iterable[Tool]:  # type: ignore[empty-body]  # a specification has no body
    """Tools for plans to call, in the order in which planners are to be told of them."""


@hookspec
def tinyagent_commands(app: Any) -> None:
    """Add commands to *app*, the program's ``typer.Typer``."""
