"""The prompt: only what is on offer is told, and what changes stands last."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tinyagent_cli.plan.parse import parse
from tinyagent_cli.planning.examples import OURS, Example, examples_for
from tinyagent_cli.planning.prompt import system_prompt, user_prompt
from tinyagent_cli.planning.prompted import Prompt, PromptedPlanner
from tinyagent_cli.tools.toolbox import load_manifest
from tinyagent_cli.tools.verify import verify

SPECS = load_manifest()
NOW = datetime(2026, 11, 23, 9, 0)


class Listening(PromptedPlanner):
    """A planner that notes the prompts it is to complete, the long part and the new one."""

    name = "listening"

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def complete(self, prompt: Prompt, stop: threading.Event) -> Iterator[str]:
        self.heard.append((prompt.system, prompt.user))
        yield "1. join()\n"


async def test_the_long_part_of_the_prompt_is_the_same_for_every_request() -> None:
    """Date, request, piped text and failure are not in it, so that its KV prefix is kept."""
    planner = Listening()
    later = NOW + timedelta(days=1)
    for pieces in (
        planner.plan("note this", SPECS, OURS, NOW, "milk"),
        planner.plan("text Sid", SPECS, OURS, later),
        planner.replan("text Sid", SPECS, OURS, later, None, "there is no Sid"),
    ):
        assert [piece async for piece in pieces] == ["1. join()\n"]
    systems, users = zip(*planner.heard, strict=True)
    assert len(set(systems)) == 1
    assert len(set(users)) == 3
    assert "there is no Sid" in users[2]


def test_a_tool_that_is_not_on_offer_is_nowhere_in_the_prompt() -> None:
    """Neither its description nor a rule nor an example names it."""
    offered = [spec for spec in SPECS if spec.app == "Contacts" or spec.name == "send_sms"]
    prompt = system_prompt(offered, examples_for(offered))
    assert "send_sms" in prompt
    for spec in SPECS:
        assert (spec.name in prompt) == (spec in offered)


def test_the_request_stands_last() -> None:
    """Piped text comes before the request, fenced as data."""
    prompt = user_prompt("note this", NOW, "milk\neggs")
    assert prompt.index("milk\neggs") < prompt.index("Question: note this")
    assert "Monday 2026-11-23 09:00" in prompt


@pytest.mark.parametrize("example", OURS, ids=lambda e: e.request[:30])
def test_every_example_is_a_plan_that_would_run(example: Example) -> None:
    """No example teaches a call that its tool would refuse, as the reference's do."""
    specs = {spec.name: spec for spec in SPECS}
    tasks = parse(example.plan).tasks
    for task in tasks:
        verify(task, specs, {t.id: t for t in tasks if t.id < task.id})


def test_examples_that_were_looked_up_do_not_change_the_long_part() -> None:
    """They stand with the request, so that the KV prefix of tools and rules is kept."""
    near = Example("Ring Ana", '1. get_phone_number("Ana")\n2. join()\n', NOW)
    assert system_prompt(SPECS, (*OURS, near)) == system_prompt(SPECS, OURS)
    prompt = user_prompt("call Bo", NOW, None, examples=(*OURS, near))
    assert prompt.index("Question: Ring Ana") < prompt.index("Question: call Bo")
    assert OURS[0].request not in prompt
