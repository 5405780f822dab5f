"""The planner that ships in the package; works the minute it is installed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tinyagent_cli.plugins.hookspecs import Factory, hookimpl

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.ports import Planner
    from tinyagent_cli.core.settings import Settings


def _make(environment: Environment, settings: Settings) -> Planner:
    from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner

    return EmbeddedPlanner()


@hookimpl
def tinyagent_planners() -> Mapping[str, Factory[Planner]]:
    """The planner ``embedded``."""
    return {"embedded": _make}
