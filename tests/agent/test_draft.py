"""A draft: plan text in, verified tasks out, however the text is cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from tinyagent_cli.agent import reading
from tinyagent_cli.agent.draft import Draft
from tinyagent_cli.core.errors import PlanError, TimedOut
from tinyagent_cli.core.events import Event, PlanFinished, Reading, TaskPlanned
from tinyagent_cli.core.settings import PlannerSettings, Settings
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = {spec.name: spec for spec in load_manifest()}
NOW = datetime(2026, 11, 23, 9, 0)
TEXT = '1. get_phone_number("Sid")\n2. send_sms(["$1"], "on my way")\n3. join()\n'


async def pieces(*chunks: str) -> AsyncIterator[str]:
    """*chunks* as a planner streams them."""
    for chunk in chunks:
        yield chunk


def draft(source: AsyncIterator[str], heard: list[Event], said: str = "") -> Draft:
    """A draft of *source* whose events go to *heard*."""
    return Draft(source, said, SPECS, NOW, heard.append, Settings())


async def test_a_task_is_handed_over_when_its_line_closes() -> None:
    """The first task is there while the second is still being written."""
    heard: list[Event] = []
    source = pieces(*TEXT.splitlines(keepends=True))
    tasks = draft(source, heard).tasks()
    assert (await anext(tasks)).tool == "get_phone_number"
    assert [type(event) for event in heard] == [TaskPlanned]
    assert (await anext(tasks)).tool == "send_sms"
    with pytest.raises(StopAsyncIteration):
        await anext(tasks)
    assert isinstance(heard[-1], PlanFinished)


@pytest.mark.parametrize("cuts", [[TEXT], list(TEXT), [TEXT[:40], TEXT[40:]]])
async def test_the_plan_is_the_same_however_its_text_is_cut(cuts: Sequence[str]) -> None:
    """One chunk, one character at a time, or a cut in the middle of a line."""
    assert plan_text(await draft(pieces(*cuts), []).whole()) == TEXT


async def test_times_are_absolute_and_every_argument_is_filled() -> None:
    """What the tool is told is what the plan shows."""
    text = '1. create_reminder("call mum", "tomorrow at 3pm", "", "", 0, False)\n2. join()\n'
    plan = await draft(pieces(text), []).whole()
    assert plan.tasks[0].arguments[:2] == ("call mum", "2026-11-24 15:00:00")


async def test_an_amount_that_the_user_said_is_no_reference() -> None:
    """ "I owe you $1" stays money where the request holds it."""
    text = '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I owe you $1")\n3. join()\n'
    plan = await draft(pieces(text), [], said="text Sid I owe you $1").whole()
    assert plan.tasks[1].arguments[1] == "I owe you $1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('1. send_telegram("Sid")\n2. join()\n', "send_telegram"),
        ('1. get_phone_number("Sid", "x")\n2. join()\n', "get_phone_number"),
        ('1. send_sms(["$2"], "hi")\n2. get_phone_number("Sid")\n3. join()\n', r"\$2"),
        ("I am sorry, I cannot do that.", "line 1"),
    ],
)
async def test_an_invalid_plan_is_refused_with_its_place(text: str, says: str) -> None:
    """Unknown tool, wrong arity, forward reference, prose: each names what is wrong."""
    with pytest.raises(PlanError, match=says):
        await draft(pieces(text), []).whole()


async def test_a_planner_that_hangs_is_given_up() -> None:
    """A time-out names the setting; time spent by the consumer does not count."""

    async def hanging() -> AsyncIterator[str]:
        yield TEXT[:10]
        await asyncio.Event().wait()

    slow = draft(hanging(), [])
    slow.settings = replace(Settings(), planner=PlannerSettings(seconds=0.01))
    with pytest.raises(TimedOut, match=r"planner\.seconds"):
        await slow.whole()


async def test_how_far_the_prompt_is_read_is_told_until_the_text_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each time it is further, and at last that all of it is read."""
    monkeypatch.setattr(reading, "PATIENCE", 0.0)
    monkeypatch.setattr(reading, "_EVERY", 0.0)
    heard: list[Event] = []
    shares, far = iter([None, 0.0, 0.0, 0.4]), asyncio.Event()

    async def slow() -> AsyncIterator[str]:
        await far.wait()
        yield TEXT

    def listen(event: Event) -> None:
        heard.append(event)
        if event == Reading(0.4):
            far.set()

    made = replace(draft(slow(), []), listen=listen, reading=lambda: next(shares, 0.4))
    made.settings = replace(Settings(), planner=PlannerSettings(seconds=20.0))
    await made.whole()
    assert heard[:4] == [Reading(0.0), Reading(0.4), Reading(1.0), heard[3]]
    assert isinstance(heard[3], TaskPlanned)


async def test_a_prompt_that_is_read_at_once_is_not_told_of() -> None:
    """Nothing flickers."""
    heard: list[Event] = []
    await replace(draft(pieces(TEXT), heard), reading=lambda: 0.5).whole()
    assert not any(isinstance(event, Reading) for event in heard)
