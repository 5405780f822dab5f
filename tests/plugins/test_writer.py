"""The writer that the settings name: by whom, at which address, of which model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady, UsageError
from tinyagent_cli.core.settings import PlannerSettings, Settings, WriterSettings
from tinyagent_cli.planning.http.planner import HttpPlanner
from tinyagent_cli.planning.writing import PromptedWriter
from tinyagent_cli.plugins.assembly import open_writer
from tinyagent_cli.plugins.loader import load

HERE, THERE = "http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1"
NOBODY = Environment(variables={})


def opened(planner: PlannerSettings, writer: WriterSettings) -> tuple[HttpPlanner, object]:
    """The model of the writer, and the planner that was there."""
    settings = replace(Settings(), planner=planner, writer=writer)
    plugins = load(NOBODY)
    planning = plugins.make("tinyagent_planners", planner.name, NOBODY, settings)
    found = open_writer(NOBODY, settings, plugins, planning)
    assert isinstance(found, PromptedWriter)
    assert isinstance(found.model, HttpPlanner)
    return found.model, planning


def test_without_a_name_nobody_writes() -> None:
    """Bodies are the user's own words."""
    plugins = load(NOBODY)
    planning = plugins.make("tinyagent_planners", "embedded", NOBODY, Settings())
    assert open_writer(NOBODY, Settings(), plugins, planning) is None


def test_what_is_not_set_is_as_for_the_planner() -> None:
    """And then the planner's own model writes; nothing is loaded twice."""
    planner = PlannerSettings(name="http", url=HERE, model="tiny")
    model, planning = opened(planner, WriterSettings(name="http"))
    assert model is planning


def test_another_planner_leaves_its_address_and_model_to_the_writer() -> None:
    """The embedded planner has no use for them."""
    planner = PlannerSettings(name="embedded", url=HERE, model="tiny")
    model, _ = opened(planner, WriterSettings(name="http"))
    assert (model.server.url, model.model) == (HERE, "tiny")


def test_a_writer_may_have_an_address_and_a_model_of_its_own() -> None:
    """The planner keeps its own."""
    planner = PlannerSettings(name="http", url=HERE, model="tiny")
    model, planning = opened(planner, WriterSettings(name="http", url=THERE, model="big"))
    assert (model.server.url, model.model) == (THERE, "big")
    assert isinstance(planning, HttpPlanner)
    assert (planning.server.url, planning.model) == (HERE, "tiny")


async def test_what_is_wrong_with_its_server_names_the_writers_own_settings() -> None:
    """To change the planner's would mend nothing."""
    planner = PlannerSettings(name="http", url=HERE)
    for writer, table in (
        (WriterSettings(name="http", url=THERE), "writer"),
        (WriterSettings(name="http"), "planner"),
    ):
        model, _ = opened(planner, writer)
        with pytest.raises(NotReady) as caught:
            await model.server.get("models")
        assert f"{table}.url" in caught.value.hint


def test_a_model_file_of_its_own_that_is_missing_is_the_writers() -> None:
    """Whoever plans."""
    pytest.importorskip("llama_cpp", reason="compiled from source; an extra")
    writer = WriterSettings(name="llama", model="/nowhere.gguf")
    settings = replace(Settings(), writer=writer)
    plugins = load(NOBODY)
    planning = plugins.make("tinyagent_planners", "embedded", NOBODY, settings)
    with pytest.raises(NotReady, match="nowhere") as caught:
        open_writer(NOBODY, settings, plugins, planning)
    assert "writer.model" in caught.value.hint


def test_a_planner_that_has_no_words_cannot_write() -> None:
    """It is said, with what can."""
    settings = replace(Settings(), writer=WriterSettings(name="embedded"))
    plugins = load(NOBODY)
    planning = plugins.make("tinyagent_planners", "embedded", NOBODY, settings)
    with pytest.raises(UsageError, match="embedded cannot write"):
        open_writer(NOBODY, settings, plugins, planning)
