"""The worked examples of a turn: the user's own plans, for whom, and how many."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.fakes.acting import NOW, FakePerson
from tests.planning.http.serving import HEAD, models, said, saying, serving
from tinyagent_cli.agent.worked import FAST, WorkedExamples, own_plans
from tinyagent_cli.commands.model_choice import chosen
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.core.settings import PlannerSettings, Settings
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Done, Failed, Outcome
from tinyagent_cli.execution.records import Action, State
from tinyagent_cli.planning.examples import MOST, OURS, LookedUp
from tinyagent_cli.planning.http.planner import HttpPlanner
from tinyagent_cli.planning.http.server import Server
from tinyagent_cli.plugins.assembly import open_assistant
from tinyagent_cli.plugins.toolrag import EveryTool
from tinyagent_cli.tools.spec import Effect, Result
from tinyagent_cli.tools.toolbox import load_manifest

TOOLS = load_manifest()
MORNING = datetime(2026, 11, 23, 9)
PLAN = '1. open_note("Ideas", "")\n2. join()\n'
TIMED = '1. create_reminder("rent", "2026-11-24", "", "", 0, True)\n2. join()\n'
DONE = Done(Result("x", "done"))
HERE, THERE = "http://127.0.0.1:8080/v1", "http://models.example.org/v1"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal that is kept."""
    with Journal.open(tmp_path / "journal.db", NOW) as opened:
        yield opened


async def turn(
    journal: Journal,
    request: str,
    plan: str = PLAN,
    *,
    piped: str | None = None,
    planner: str = "embedded",
    code: int = 0,
    attempt: int = 1,
    outcome: Outcome = DONE,
) -> int:
    """A turn with one action."""
    number = await journal.begin_turn(request, piped=piped, planner=planner, desktop="d")
    await journal.plan_turn(number, plan)
    action = Action(number, attempt, 1, "open_note", {}, Effect.CREATE)
    await journal.begin(action)
    await journal.finish(action, outcome)
    await journal.end_turn(number, code, "")
    return number


async def test_a_plan_that_worked_becomes_an_example(journal: Journal) -> None:
    """With the time when it was asked, if it tells times."""
    await turn(journal, "open my ideas")
    await turn(journal, "remind me of the rent", TIMED)
    timed, plain = own_plans(journal)
    assert (timed.request, timed.plan, timed.asked) == ("remind me of the rent", TIMED, MORNING)
    assert (plain.request, plain.plan, plain.asked) == ("open my ideas", PLAN, None)


@pytest.mark.parametrize(
    "how",
    [
        {"code": 1, "outcome": Failed(ToolError("no"))},
        {"outcome": Failed(ToolError("no"))},
        {"piped": "what somebody else wrote"},
        {"attempt": 2},
        {"planner": "given"},
        {"plan": f'1. create_note("x", "{"long " * 300}", "")\n2. join()\n'},
    ],
    ids=["failed", "partly", "piped", "mended", "given", "too long"],
)
async def test_other_plans_do_not(journal: Journal, how: dict[str, object]) -> None:
    """What failed, holds other people's text, was no plan for these words, or is too long."""
    await turn(journal, "open my ideas", **how)  # type: ignore[arg-type]
    assert own_plans(journal) == ()


async def test_a_plan_that_was_taken_back_is_none_any_more(journal: Journal) -> None:
    """Nor while that is going on."""
    number = await turn(journal, "open my ideas")
    (action,) = journal.turn(number).actions
    assert await journal.claim(action)
    assert own_plans(journal) == ()
    await journal.settle(action, State.UNDONE)
    assert own_plans(journal) == ()


async def test_of_two_plans_for_one_request_the_newer_counts(journal: Journal) -> None:
    """The older one may have been a mistake."""
    await turn(journal, "Open my ideas")
    await turn(journal, "open my IDEAS", TIMED)
    (only,) = own_plans(journal)
    assert only.plan == TIMED


async def test_without_history_there_are_none() -> None:
    """Nothing that was done in private is shown to a model, in the same session neither."""
    with Journal.private(NOW) as private:
        await turn(private, "open my ideas")
        assert private.worked(10)
        assert own_plans(private) == ()


@pytest.mark.parametrize(("url", "shown"), [(HERE, True), (THERE, False)])
async def test_no_server_elsewhere_is_told_of_earlier_turns(
    journal: Journal, url: str, shown: bool
) -> None:
    """What was asked of this computer stays on it."""
    await turn(journal, "open my quince ideas")
    examples = WorkedExamples(2, HttpPlanner(Server(url)), EveryTool(), journal)
    found = examples("open my quince ideas", TOOLS, MORNING)
    assert ("open my quince ideas" in [e.request for e in found]) is shown


async def test_nor_is_one_that_plans_only_from_now_on(tmp_path: Path) -> None:
    """Who planned when the chat began does not count."""
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)}, platform="linux")
    here = replace(Settings(), planner=PlannerSettings("http", url=HERE, examples=1))
    there = replace(Settings(), planner=PlannerSettings("http", url=THERE, examples=1))
    assistant = open_assistant(environment, here, person=FakePerson())
    with assistant.journal:
        await turn(assistant.journal, "open my quince ideas")
        later = chosen(environment, replace(assistant, settings=there), "http")
        before, after = (
            [example.request for example in one.examples("open my quince ideas", TOOLS, MORNING)]
            for one in (assistant, later)
        )
    assert before[-1] == "open my quince ideas"
    assert "open my quince ideas" not in after


async def test_what_was_just_done_is_an_example_of_the_next_turn(journal: Journal) -> None:
    """The store is made anew when there is something new."""
    examples = WorkedExamples(1, HttpPlanner(Server(HERE)), EveryTool(), journal)
    assert examples("open my quince ideas", TOOLS, MORNING)[-1].plan != PLAN
    await turn(journal, "open my quince ideas")
    assert examples("open my quince ideas", TOOLS, MORNING)[-1].plan == PLAN


@pytest.mark.parametrize(("near", "count"), [(0, 0), (1, 1), (2, 2), (50, MOST), (-1, FAST)])
def test_there_are_never_too_many(journal: Journal, near: int, count: int) -> None:
    """The fixed ones first, so that the prompt's long part is the same; then the looked up."""
    examples = WorkedExamples(near, HttpPlanner(Server(THERE)), EveryTool(), journal)
    found = examples("remind me tomorrow to call", TOOLS, MORNING)
    assert found[: len(OURS)] == OURS
    assert len(found) == min(len(OURS) + count, MOST)


def test_the_planner_that_ships_reads_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a file is opened for what it does not look at."""

    def looked_up(_: LookedUp) -> None:
        raise AssertionError("examples were looked up")

    monkeypatch.setattr(LookedUp, "_read", looked_up)
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)}, platform="linux")
    settings = replace(Settings(), planner=PlannerSettings(examples=2))
    assistant = open_assistant(environment, settings, person=FakePerson(), rehearse=True)
    with assistant.journal:
        planned = asyncio.run(assistant.plan("what's Sid's number", None, lambda _: None))
    assert [task.tool for task in planned.plan.tasks] == ["get_phone_number"]


async def test_a_server_is_shown_the_two_nearest_with_the_request(tmp_path: Path) -> None:
    """After the long part, which is the same for every request, and before the question."""
    answer = saying(HEAD, said("1. join()\n"), b"data: [DONE]\n\n")
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)}, platform="linux")
    async with serving(answer, answer, listed=models("m", "llamacpp")) as server:
        own = PlannerSettings(name="http", url=server.url)
        settings = replace(Settings(), planner=own)
        assistant = open_assistant(environment, settings, person=FakePerson(), rehearse=True)
        with assistant.journal:
            for request in ("open the note Ideas please", "show me the way to the zoo"):
                await assistant.plan(request, None, lambda _: None)
    systems, users = zip(
        *([m["content"] for m in asked.body["messages"]] for asked in server.asked), strict=True
    )
    assert systems[0] == systems[1]
    assert users[0].startswith("Like these")
    assert users[0].count("<END_OF_PLAN>") == 2
    assert "open_note(" in users[0]
    assert "maps_show_directions(" in users[1]
    assert users[1].index("<END_OF_PLAN>") < users[1].index("Question: show me the way to the zoo")
