"""The selectors that are plugged in: what each needs, and what it says when that is missing."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.core.ports import Selector
from tinyagent_cli.core.settings import PlannerSettings, Settings
from tinyagent_cli.planning.classifier import ClassifierSelector
from tinyagent_cli.plugins.loader import load
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = load_manifest()


def selector(name: str, model: str = "") -> Selector:
    """The selector *name*, with the model in the folder *model*."""
    environment = Environment(variables={})
    planner = PlannerSettings(selector=name, selector_model=model)
    settings = replace(Settings(), planner=planner)
    made: Selector = load(environment).make("tinyagent_selectors", name, environment, settings)
    return made


def test_all_offers_every_tool() -> None:
    """In the order in which they come."""
    assert selector("all").select("anything", SPECS) == SPECS


def test_the_one_that_ships_offers_what_a_request_needs_and_not_all() -> None:
    """A text needs the message and the lookup of the number, and no map."""
    offered = {spec.name for spec in selector("toolrag").select("text Sid I am late", SPECS)}
    assert {"get_phone_number", "send_sms"} <= offered
    assert "maps_show_directions" not in offered


def test_the_papers_kind_without_its_package_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The install command is named, also where only torch is missing."""
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtra, match=r"tinyagent-cli\[toolrag\]"):
        ClassifierSelector(Path("nowhere")).select("text Sid", SPECS)


def test_the_papers_kind_without_a_model_names_the_setting() -> None:
    """No model is ever downloaded that nobody asked for."""
    with pytest.raises((MissingExtra, NotReady), match=r"toolrag|planner\.selector_model"):
        selector("classifier")
