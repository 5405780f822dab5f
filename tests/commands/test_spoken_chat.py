"""A spoken line in a chat: whether it is sent by itself."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from tests.agent.test_assistant import Says, assistant
from tests.agent.test_conversation import NOTE, TEXT
from tinyagent_cli.agent.assistant import Assistant
from tinyagent_cli.agent.conversation import Conversation
from tinyagent_cli.agent.remembered import Remembered
from tinyagent_cli.commands.speaking import PLANS_AHEAD
from tinyagent_cli.commands.spoken_chat import Speech
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.voice.ahead import planning_ahead

__all__ = ["assistant"]  # the fixture


def speech_of(assistant: Assistant, *plans: str, sends: bool = True) -> Speech:
    """Speech in a chat whose turns ran *plans*."""
    conversation = Conversation(assistant.toolbox.specs)
    for number, plan in enumerate(plans, 1):
        conversation.remember(Remembered(f"request {number}", parse(plan), number))
    options = SimpleNamespace(voice_send=sends)
    chat: Any = SimpleNamespace(assistant=assistant, conversation=conversation, options=options)
    return Speech(chat)


@pytest.mark.parametrize(("plan", "alone"), [(NOTE, True), (TEXT, False)])
async def test_a_line_goes_by_itself_where_its_plan_reaches_nobody(
    assistant: Assistant, plan: str, alone: bool
) -> None:
    """And only where that is wanted."""
    assistant = replace(assistant, planner=Says([plan]))
    assert await speech_of(assistant).goes_by_itself("a request") is alone
    assert not await speech_of(assistant, sends=False).goes_by_itself("a request")


@pytest.mark.parametrize(
    ("before", "line", "alone"),
    [
        (TEXT, "do that again", False),
        (TEXT, "and Ana too", False),
        (NOTE, "call it Plans", True),
        (NOTE, "undo that", True),
        (NOTE, "make it 3pm", False),  # nothing has a time: that is told of what is sent by hand
    ],
)
async def test_what_a_line_means_after_the_turn_before_is_what_counts(
    assistant: Assistant, before: str, line: str, alone: bool
) -> None:
    """By itself each of them plans nothing, which reaches nobody."""
    assistant = replace(assistant, planner=Says(["1. join()\n"]))
    assert await speech_of(assistant, before).goes_by_itself(line) is alone


GUESTS = (
    '1. get_email_address("Sid")\n'
    '2. create_calendar_event("Review", "2026-11-27 15:00:00", "", "", {}, "", None)\n3. join()\n'
)


@pytest.mark.parametrize(("guests", "alone"), [('["$1"]', False), ('"$1"', False), ("[]", True)])
async def test_an_event_with_guests_waits_for_enter(
    assistant: Assistant, guests: str, alone: bool
) -> None:
    """It invites them; one without reaches nobody."""
    assistant = replace(assistant, planner=Says([GUESTS.format(guests)]))
    assert await speech_of(assistant).goes_by_itself("a request") is alone


async def test_it_is_planned_ahead_after_another_planner_was_tried(assistant: Assistant) -> None:
    """The one that comes back has no memory of its own."""
    speech = speech_of(replace(assistant, planner=Says([NOTE, NOTE], name=PLANS_AHEAD)))
    for _ in range(2):
        planner = Says([NOTE, NOTE], name=PLANS_AHEAD)
        speech.chat.assistant = replace(assistant, planner=planner)  # as /model does
        speech.ahead.hears("a request")
        assert await speech.goes_by_itself("a request")
        assert planner.asked == ["a request"]


def test_it_is_told_what_goes_by_itself(assistant: Assistant) -> None:
    """Whoever has set voice.send reads no promise that nothing does."""
    for sends, told in [(True, "what reaches nobody else goes by itself"), (False, "to send")]:
        speech = speech_of(assistant, sends=sends)
        voice: Any = SimpleNamespace(key="c-t")
        speech.__dict__["dictation"] = SimpleNamespace(voice=voice)
        assert told in speech.told


async def test_what_is_heard_while_somebody_speaks_is_planned_and_nothing_of_it_is_done(
    assistant: Assistant,
) -> None:
    """Not even a lookup; nobody is asked, and nothing is written down."""
    texts = [TEXT, GUESTS.format('["$1"]'), NOTE]
    speech = speech_of(replace(assistant, planner=Says([*texts], name=PLANS_AHEAD)))
    before = assistant.desktop.snapshot()  # type: ignore[attr-defined]  # the simulated Mac's
    for words in ("text Sid", "text Sid yes", "text Sid yes do it now"):
        speech.ahead.hears(words)
        assert await speech.ahead.settled(words)
    assert assistant.desktop.snapshot() == before  # type: ignore[attr-defined]
    assert assistant.journal.turns() == ()
    assert assistant.person.shown == []  # type: ignore[attr-defined]  # of `Agrees`


async def test_no_command_is_spoken(assistant: Assistant) -> None:
    """A line that would be one is left for whoever sends it."""
    for line in ("/approve", "/undo"):
        assert not await speech_of(assistant).goes_by_itself(line)


async def test_a_plan_that_is_on_its_way_is_not_made_twice(assistant: Assistant) -> None:
    """The line was heard, and is being planned, when it is asked whether it goes by itself."""
    planner = Says([NOTE, NOTE], name=PLANS_AHEAD)
    speech = speech_of(replace(assistant, planner=planning_ahead(planner)))
    speech.ahead.hears("a request")
    assert await speech.goes_by_itself("a request")
    assert planner.asked == ["a request"]


async def test_a_line_that_went_by_itself_was_not_seen_once(assistant: Assistant) -> None:
    """The same line, typed later, was; and so was another one that came before it."""
    speech = speech_of(replace(assistant, planner=Says([NOTE, NOTE])))
    assert await speech.goes_by_itself("a request")
    assert not speech.seen("a request")
    assert speech.seen("a request")
    assert await speech.goes_by_itself("a request")
    assert speech.seen("another request")
