"""Tool RAG selectors: which tools a planner is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tinyagent_cli.core.errors import MissingExtra, NotReady
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


def _classifier(environment: Environment, settings: Settings) -> Selector:
    from tinyagent_cli.planning.classifier import ClassifierSelector

    folder = Path(settings.planner.selector_model).expanduser()
    if find_spec("transformers") is None:  # said at once, not in the middle of a turn
        raise MissingExtra("transformers", "toolrag")
    if not folder.is_dir() or not settings.planner.selector_model:
        raise NotReady(
            "there is no model for the selector classifier",
            "tinyagent config set planner.selector_model FOLDER",
        )
    return ClassifierSelector(folder)


@hookimpl
def tinyagent_selectors() -> Mapping[str, Factory[Selector]]:
    """The selectors ``all``, ``toolrag`` (ships here) and ``classifier`` (the paper's)."""
    return {"all": _every, "toolrag": _trained, "classifier": _classifier}
