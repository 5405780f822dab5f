"""What a line points at, of the turns before it: "him", "it", "there"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.agent.talks import (
    LUNCH,
    NOTE,
    NOW,
    REMINDER,
    SPECS,
    SUMMARY,
    TEXT,
    WAY,
    after,
    talk,
    turn_of,
)
from tinyagent_cli.agent.conversation import Conversation


@pytest.mark.parametrize(
    ("plan", "line", "meant"),
    [
        (TEXT, "what's his email?", "what's Sid's email?"),
        (TEXT, "text her that I found it", "text Sid that I found it"),
        (TEXT, "invite them to lunch tomorrow", "invite Sid to lunch tomorrow"),
        (SUMMARY, "email it to Ana", "email the summary of q3.pdf to Ana"),
        (NOTE, "append milk to that note", "append milk to the note “Ideas”"),
        (NOTE, "open it", "open the note “Ideas”"),
        (WAY, "send it to Ana by text", "send the directions to the airport to Ana by text"),
        (WAY, "how long is the walk there?", "how long is the walk to the airport?"),
    ],
)
def test_words_that_point_back_give_way_to_what_they_point_at(
    plan: str, line: str, meant: str
) -> None:
    """A request of its own, said in full."""
    found = after(plan, line)
    assert found
    assert found.request == found.understood == meant


@pytest.mark.parametrize(
    "line",
    [
        "and coffee",
        "no thanks",
        "actually never mind",
        "remind me when it is ready",
        "make a note of it raining",
        "is it there yet",
        "add milk and eggs to the list",
        "text Bo that Ana forgot her keys",
    ],
)
def test_lines_that_only_sound_like_it_are_left_alone(line: str) -> None:
    """They speak of nothing that was done before."""
    assert after(TEXT, line) is None


@pytest.mark.parametrize("plan", [TEXT, LUNCH, SUMMARY, NOTE, REMINDER, WAY])
@pytest.mark.parametrize(
    "line",
    [
        "no, thanks",
        "better not",
        "but why",
        "oh well",
        "actually never mind",
        "thank you too",
        "and coffee",
        "Buy milk too",
        "Make it snappy",
        "Make it a habit: remind me to stretch at 9am",
        "Make that call at 3pm",
        "No reminder for Friday, please",
        "Email Tom and tell him the door is open",
        "Create a note called It",
        "Find the file about that and this",
        "what time is it?",
        "Remind me to water it on Friday",
        "Email Bo about this by Friday",
        "Hello there",
        "Ask Mum when she's there",
        "Show me directions to the place there by the river",
        "Create the note for Ana",
        "open the note Shopping",
    ],
)
def test_words_that_only_look_as_if_they_pointed_back_are_left_alone(plan: str, line: str) -> None:
    """Small talk sends nothing; who is named, and what is spoken of, in a line is what it means."""
    assert after(plan, line) is None


def test_whom_it_is_about_is_asked_where_two_were_named() -> None:
    """And the answer is who is meant."""
    both = '1. get_phone_number("Sid")\n2. get_phone_number("Ana")\n3. join()\n'
    conversation = talk(turn_of(both, 1))
    asked = conversation.follow_up("what's her email?", NOW)
    assert asked
    assert asked.question == "Who is “her”?"
    assert set(asked.choices) == {"Sid", "Ana"}
    found = conversation.follow_up("what's her email?", NOW, whom="Ana")
    assert found
    assert found.request == "what's Ana's email?"
    them = conversation.follow_up("text them that I'm late", NOW)
    assert them
    assert them.request == "text Sid and Ana that I'm late"


def test_somebody_nobody_spoke_of_is_asked_about() -> None:
    """Rather than looked up under a wrong name."""
    found = Conversation(SPECS).follow_up("what's his email?", NOW)
    assert found
    assert (found.question, found.choices) == ("Who is “his”?", ())


def test_who_was_not_found_is_nobody() -> None:
    """The one before is still meant."""
    unknown = TEXT.replace("Sid", "Zed")
    conversation = talk(turn_of(TEXT, 1), turn_of(unknown, 2, failed=(1, 2), left=False))
    found = conversation.follow_up("what's his email?", NOW)
    assert found
    assert found.request == "what's Sid's email?"


def test_a_thing_that_others_wrote_of_is_no_word_of_the_users() -> None:
    """No consent that stands is good for a line that points at it."""
    found = talk(replace(turn_of(NOTE, 1), own_words=False)).follow_up("email it to Ana", NOW)
    assert found
    assert not found.own_words


def test_it_is_the_last_thing_there_was() -> None:
    """A message in between is none."""
    conversation = talk(turn_of(NOTE, 1), turn_of(TEXT, 2))
    found = conversation.follow_up("email it to Ana", NOW)
    assert found
    assert found.request == "email the note “Ideas” to Ana"
