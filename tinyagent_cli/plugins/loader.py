"""Finds plugins and asks them for what they offer.

A broken plugin is named, with the command that removes it, and skipped.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

import pluggy

from tinyagent_cli.core.errors import UsageError, did_you_mean
from tinyagent_cli.plugins import hookspecs
from tinyagent_cli.tools.toolbox import Toolbox

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment

# Ours, first; they hang on the same hooks as anyone's.
BUILT_IN = ("macos", "embedded", "toolrag", "llama", "openai_http", "whisper", "whisper_cpp")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plugin that was found: where it came from, and the *error* if it could not be used."""

    name: str
    distribution: str
    error: str = ""


@dataclass(slots=True)
class Plugins:
    """The plugins of one run of the program."""

    manager: pluggy.PluginManager
    loaded: list[Loaded] = field(default_factory=list)

    def broken(self) -> Iterator[str]:
        """One line for each plugin that could not be used, naming what mends it."""
        for plugin in self.loaded:
            if plugin.error:
                yield (
                    f"plugin {plugin.name} is skipped: {plugin.error} "
                    f"(pip uninstall {plugin.distribution}, or TINYAGENT_PLUGINS= to run without)"
                )

    def offers(self, hook: str) -> dict[str, Callable[..., Any]]:
        """The factories by name that *hook* gives; the first plugin to claim a name has it."""
        offered: dict[str, Callable[..., Any]] = {}
        # pluggy calls the plugin registered last first; the built-ins keep their names.
        for mapping in reversed(getattr(self.manager.hook, hook)()):
            for name, factory in mapping.items():
                offered.setdefault(name, factory)
        return offered

    def make(self, hook: str, name: str, *arguments: Any) -> Any:
        """What the factory *name* of *hook* makes of *arguments*.

        Raises UsageError where there is no such factory, and whatever it raises.
        """
        offered = self.offers(hook)
        if name not in offered:
            what = hook.removeprefix("tinyagent_").rstrip("s")
            known = f"there are: {', '.join(offered) or 'none'}"
            raise UsageError(
                f"there is no {what} called {name!r}", did_you_mean(name, offered, known)
            )
        return offered[name](*arguments)

    def toolbox(self) -> Toolbox:
        """All tools of all plugins, ours first; raises UsageError for two of one name."""
        return Toolbox(
            tool for tools in reversed(self.manager.hook.tinyagent_tools()) for tool in tools
        )


def load(environment: Environment) -> Plugins:
    """The built-ins, and what other distributions put in the entry point group ``tinyagent``.

    ``TINYAGENT_PLUGINS`` set to names separated by commas loads only those; set to
    nothing, only the built-ins.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(manager)
    for name in BUILT_IN:
        manager.register(importlib.import_module(f"tinyagent_cli.plugins.{name}"), name)
        plugins.loaded.append(Loaded(name, "tinyagent-cli"))
    wanted = environment.variables.get("TINYAGENT_PLUGINS")
    for point in entry_points(group=hookspecs.PROJECT):
        if wanted is None or point.name in wanted.split(","):
            plugins.loaded.append(_register(manager, point))
    return plugins


def _register(manager: pluggy.PluginManager, point: EntryPoint) -> Loaded:
    distribution = point.dist.name if point.dist else "unknown"
    try:
        plugin = point.load()
        manager.register(plugin, point.name)
    except Exception as error:  # somebody else's code may raise anything
        return Loaded(point.name, distribution, f"{type(error).__name__}: {error}")
    return Loaded(point.name, distribution)
