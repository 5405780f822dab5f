"""``/model`` in the chat: who plans from here on, until the chat ends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tinyagent_cli.commands.models import EMBEDDED
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError, did_you_mean
from tinyagent_cli.core.settings import PlannerSettings, load
from tinyagent_cli.models.shelf import Shelf
from tinyagent_cli.view.printable import size
from tinyagent_cli.view.tables import Listing, listing

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant

_LLAMA = "llama"


def in_use(assistant: Assistant) -> str:
    """Who plans: the name of a planner, with that of its model where it has one."""
    planner, settings = assistant.planner.name, assistant.settings.planner
    if not settings.model or planner == EMBEDDED:
        return planner
    return f"{planner} {Path(settings.model).stem if planner == _LLAMA else settings.model}"


def offered(environment: Environment) -> list[str]:
    """All that can be chosen: planners that need no file, and the models that are here."""
    from tinyagent_cli.plugins import loader

    planners = loader.load(environment).offers("tinyagent_planners")
    return [*(name for name in planners if name != _LLAMA), *_here(environment).names()]


def listed(environment: Environment, assistant: Assistant) -> Listing:
    """`offered` in lines, and which of them plans now."""
    shelf = _here(environment)
    rows = []
    for name in offered(environment):
        if name in shelf.names():
            plans = in_use(assistant) == f"{_LLAMA} {name}"
            room = size(shelf.path(name).stat().st_size)
        else:
            plans, room = assistant.planner.name == name, ""
        rows.append((name, "plans now" if plans else "", room, _about(name, assistant)))
    return listing(rows, ("model", "", "", ""))


def chosen(environment: Environment, assistant: Assistant, name: str) -> Assistant:
    """*assistant*, planning with *name* from now on.

    Raises UsageError where there is none of that name, NotReady where it is not ready,
    MissingExtra.
    """
    from tinyagent_cli.plugins import loader
    from tinyagent_cli.plugins.assembly import open_examples

    plugins, shelf = loader.load(environment), _here(environment)
    planner, model = name, _model_of(name, load(environment.paths.config).planner)
    if name not in plugins.offers("tinyagent_planners"):
        if name not in shelf.names():
            hint = did_you_mean(name, offered(environment), "tinyagent models list shows what is")
            raise UsageError(f"there is no model {name} here", hint)
        planner, model = _LLAMA, str(shelf.found(name))
    before = assistant.settings
    settings = replace(before, planner=replace(before.planner, name=planner, model=model))
    made = plugins.make("tinyagent_planners", planner, environment, settings)
    # The user's own plans are shown to no model elsewhere: that is asked of the one that plans.
    examples = open_examples(environment, settings, plugins, made, assistant.journal)
    return replace(assistant, planner=made, settings=settings, examples=examples)


def _model_of(planner: str, own: PlannerSettings) -> str:
    """The model of *planner*, as far as the user's *own* settings name one: no file of another."""
    return "" if own.name == _LLAMA != planner else own.model


def _here(environment: Environment) -> Shelf:
    return Shelf(environment.paths.models)


def _about(name: str, assistant: Assistant) -> str:
    if name == EMBEDDED:
        return "the planner that ships"
    return assistant.settings.planner.url if name == "http" else ""
