"""Planning ahead: the plan of words that were foreseen is there when they are a request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import pytest

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.core.ports import Hesitant, Replanner
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
from tinyagent_cli.planning.examples import Example
from tinyagent_cli.plugins.macos import tinyagent_tools
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.voice.ahead import KEPT, Ahead, planning_ahead

NOW = datetime(2026, 11, 23, 9, 0, 5)
TOOLS = tuple(tool.spec for tool in tinyagent_tools())


class Counting:
    """A planner that counts how often it planned."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def plan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None = None,
    ) -> AsyncIterator[str]:
        """A plan that names the request, in two pieces."""
        self.asked.append(request)
        yield f"1. open_note({request!r}, '')\n"
        yield "2. join()\n"


class CountingReplanner(Counting):
    """The same, that can be told of a failure."""

    def replan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None,
        failure: str,
    ) -> AsyncIterator[str]:
        """Another plan."""
        return self.plan(failure, tools, examples, now, piped)


async def _text(pieces: AsyncIterator[str]) -> str:
    return "".join([piece async for piece in pieces])


async def test_the_same_request_is_planned_once() -> None:
    """Within the minute, with the same tools and the same piped text."""
    planner = Counting()
    ahead = planning_ahead(planner)
    first = await _text(ahead.plan("x", TOOLS, (), NOW))
    assert await _text(ahead.plan("x", TOOLS, (), NOW + timedelta(seconds=50))) == first
    assert planner.asked == ["x"]


@pytest.mark.parametrize(
    ("request_", "tools", "now", "piped"),
    [
        ("X", TOOLS, NOW, None),
        ("x", TOOLS[:3], NOW, None),
        ("x", TOOLS, NOW + timedelta(minutes=1), None),
        ("x", TOOLS, NOW, "text"),
    ],
)
async def test_whatever_is_not_the_same_is_planned_anew(
    request_: str, tools: tuple[ToolSpec, ...], now: datetime, piped: str | None
) -> None:
    """Other letters, other tools, a later minute, text that was piped in."""
    planner = Counting()
    ahead = planning_ahead(planner)
    await _text(ahead.plan("x", TOOLS, (), NOW))
    await _text(ahead.plan(request_, tools, (), now, piped))
    assert len(planner.asked) == 2


async def test_a_plan_that_was_given_up_is_not_kept() -> None:
    """Half a plan is none."""
    planner = Counting()
    ahead = planning_ahead(planner)
    pieces = aiter(ahead.plan("x", TOOLS, (), NOW))
    await anext(pieces)
    await pieces.aclose()  # type: ignore[attr-defined]
    assert (await _text(ahead.plan("x", TOOLS, (), NOW))).endswith("join()\n")
    assert planner.asked == ["x", "x"]


async def test_only_the_latest_plans_are_kept() -> None:
    """An hour of speaking fills no memory."""
    planner = Counting()
    ahead = planning_ahead(planner)
    for number in range(KEPT + 1):
        await _text(ahead.plan(str(number), TOOLS, (), NOW))
    await _text(ahead.plan("0", TOOLS, (), NOW))
    await _text(ahead.plan(str(KEPT), TOOLS, (), NOW))
    assert planner.asked.count("0") == 2
    assert planner.asked.count(str(KEPT)) == 1


async def test_it_can_be_told_of_a_failure_where_the_planner_can() -> None:
    """And only there: an assistant asks by the kind."""
    assert not isinstance(planning_ahead(Counting()), Replanner)
    ahead = planning_ahead(CountingReplanner())
    assert isinstance(ahead, Replanner)
    assert "that failed" in await _text(ahead.replan("x", TOOLS, (), NOW, None, "that failed"))


async def test_the_doubts_of_the_planner_that_ships_are_kept_with_its_plan() -> None:
    """What it was unsure of the first time it is unsure of again, and has the same others."""
    ahead = planning_ahead(EmbeddedPlanner())
    request = "the lease, ana, tomorrow, notes, mail and maps"  # who knows what is to be done
    first = ahead.plan(request, TOOLS, (), NOW)
    text = await _text(first)
    again = ahead.plan(request, TOOLS, (), NOW)
    assert isinstance(first, Hesitant)
    assert isinstance(again, Hesitant)
    assert await _text(again) == text
    assert first.unsure
    assert again.unsure
    others = [other async for other in first.others()]
    assert others
    assert [other async for other in again.others()] == others


async def test_how_far_the_planner_has_read_is_known_where_it_is() -> None:
    """The memory before it hides nothing."""

    class Slow(Counting):
        reading = 0.4

    assert planning_ahead(Slow()).reading == 0.4
    assert planning_ahead(Counting()).reading is None


async def test_a_text_that_is_still_being_planned_is_waited_for() -> None:
    """So that it need not be begun again."""
    done: list[str] = []

    async def plan(text: str) -> None:
        await asyncio.sleep(0.01)
        done.append(text)

    ahead = Ahead(plan)
    ahead.hears("a b")
    assert await ahead.settled("a b")
    assert done == ["a b"]


async def test_a_text_that_came_otherwise_is_given_up_and_has_stopped() -> None:
    """Before the real request is planned: never two at once, and the latest wins."""
    running: list[str] = []
    whole: list[str] = []
    most = 0

    async def plan(text: str) -> None:
        nonlocal most
        running.append(text)
        most = max(most, len(running))
        try:
            await asyncio.sleep(5)
            whole.append(text)
        finally:
            await asyncio.sleep(0.01)  # a planner takes a moment to stop
            running.remove(text)

    ahead = Ahead(plan)
    for text in ("a", "a b", "a b c"):
        ahead.hears(text)
        await asyncio.sleep(0.002)
    assert not await ahead.settled("a b d")
    assert running == whole == []
    assert most == 1
    assert not await ahead.settled("a b d")


async def test_half_a_sentence_that_is_no_request_is_let_pass() -> None:
    """What is wrong with it is told when it is whole, if it still is."""

    async def plan(text: str) -> None:
        raise PlanError("no plan")

    ahead = Ahead(plan)
    ahead.hears("text")
    assert await ahead.settled("text")
