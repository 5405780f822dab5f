"""`tinyagent history export`, and the chat's `/model`."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands.conftest import Call
from tinyagent_cli.agent.assistant import Assistant
from tinyagent_cli.commands import model_choice, opening
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.settings import PlannerSettings, Settings
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.view.screen import Screen


@pytest.fixture
def three_turns(tmp_path: Path) -> None:
    """A journal of three turns."""

    async def write(journal: Journal) -> None:
        for request in ("text Sid", "note *milk* and `eggs`", "text Ana"):
            turn = await journal.begin_turn(request)
            await journal.plan_turn(turn, '1. create_note("```", "", "")\n2. join()\n')
            await journal.end_turn(turn, 0, "Done.\n# not a heading")

    with Journal.open(tmp_path / "journal.db") as journal:
        asyncio.run(write(journal))


@pytest.mark.usefixtures("three_turns")
def test_all_turns_or_some_the_oldest_first(tinyagent: Call) -> None:
    """By number, by words, to stdout where no file is named."""

    def ids(*options: str) -> list[int]:
        found = json.loads(tinyagent("history", "export", *options).out)
        return [turn["id"] for turn in found["turns"]]

    assert ids() == [1, 2, 3]
    assert ids("--turns", "2-3") == [2, 3]
    assert ids("--turns", "1, 3") == [1, 3]
    assert ids("--search", "text") == [1, 3]


@pytest.mark.usefixtures("three_turns")
def test_markdown_by_the_ending_in_a_file_of_ones_own(tinyagent: Call, tmp_path: Path) -> None:
    """What was said is no markup, and nothing is written over."""
    file = tmp_path / "turns.md"
    assert tinyagent("history", "export", str(file)).code == 0
    text = file.read_text("utf-8")
    assert "## 2. note \\*milk\\* and \\`eggs\\`" in text
    assert "\n````\n1. create_note(" in text
    assert "> \\# not a heading" in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = tinyagent("history", "export", str(file))
    assert again.code == 2
    assert "is there already" in again.err


@pytest.mark.usefixtures("three_turns")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "jsn"), "did you mean json?"),
        (("--turns", "9-3"), "9-3 names no turns"),
        (("--turns", "x"), "--turns 3-9,12"),
        (("/no/such/folder/x.json",), "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_said(
    tinyagent: Call, options: tuple[str, ...], said: str
) -> None:
    """A line, with what mends it."""
    ended = tinyagent("history", "export", *options)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """One without settings."""
    return Environment(variables={"TINYAGENT_HOME": str(tmp_path)})


@pytest.fixture
def assistant(environment: Environment) -> Iterator[Assistant]:
    """The one of a chat."""
    options = TurnOptions(rehearse=True)
    with opening.assistant_for(environment, options, Screen(environment)) as opened:
        yield opened


def test_a_plan_may_be_made_by_another_model_in_the_same_chat(
    environment: Environment, assistant: Assistant
) -> None:
    """Shown, switched, and refused with the nearest name; the settings stay as they were."""
    assert model_choice.in_use(assistant) == "embedded"
    assert {"embedded", "http"} <= set(model_choice.offered(environment))
    other = model_choice.chosen(environment, assistant, "http")
    assert model_choice.in_use(other) == "http"
    assert "http\tplans now" in model_choice.listed(environment, other).tabbed
    with pytest.raises(UsageError, match="did you mean http"):
        model_choice.chosen(environment, assistant, "htp")
    assert assistant.settings == Settings()


@pytest.mark.parametrize(
    ("own", "model"), [("", ""), ('name = "llama"\nmodel = "x.gguf"', ""), ('model = "m"', "m")]
)
def test_a_server_is_asked_for_no_file_of_another_planner(
    environment: Environment, assistant: Assistant, own: str, model: str
) -> None:
    """But for the model that the settings name for it."""
    environment.paths.config.write_text(f"[planner]\n{own}\n", "utf-8")
    llama = replace(Settings(), planner=PlannerSettings("llama", "/models/x.gguf"))
    other = model_choice.chosen(environment, replace(assistant, settings=llama), "http")
    assert other.settings.planner.model == model
