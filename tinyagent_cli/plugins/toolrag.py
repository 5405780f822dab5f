"""Tool RAG selectors: which tools a planner is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tinyagent_cli.plugins.hookspecs import Factory, hookimpl
from tinyagent_cli.tools.spec import ToolSpec

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.ports import Selector
    from tinyagent_cli.core.settings import Settings


@dataclass(frozen=True, slots=True)
class EveryTool:
    """Offers all there are: right where there are few, or the planner reads no prompt."""

    name: str = "all"

    def select(self, request: str, tools: Sequence[ToolSpec]) -> tuple[ToolSpec, ...]:
        """All *tools*."""
        return tuple(tools)


def _every(environment: Environment, settings: Settings) -> Selector:
    return EveryTool()


def _trained(environment: Environment, settings: Settings) -> Selector:
    from tinyagent_cli.planning.selection import TrainedSelector

    return TrainedSelector()


@hookimpl
def tinyagent_selectors() -> Mapping[str, Factory[Selector]]:
    """The selectors ``all`` and ``toolrag``."""
    return {"all": _every, "toolrag": _trained}
