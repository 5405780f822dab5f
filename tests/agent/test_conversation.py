"""Turns know each other: what a line means after the one before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.agent.talks import (
    CALL,
    LOOKUP,
    LUNCH,
    NOTE,
    NOW,
    SPECS,
    TEXT,
    after,
    planned,
    talk,
    turn_of,
)
from tinyagent_cli.agent.conversation import Conversation
from tinyagent_cli.agent.naming import names_in
from tinyagent_cli.agent.remembered import Remembered
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.text import plan_text


@pytest.mark.parametrize(
    "line",
    [
        "and Lutfi too",
        "and Lutfi",
        "also to Lutfi",
        "same for Lutfi",
        "do the same for Lutfi",
        "Lutfi too",
    ],
)
def test_a_message_goes_to_somebody_else_too(line: str) -> None:
    """The same text, to them alone: who has it already does not get it twice."""
    assert planned(TEXT, line) == TEXT.replace("Sid", "Lutfi")
    found = after(TEXT, line)
    assert found
    assert found.take_back is None


def test_several_are_one_message() -> None:
    """One call for all who are new; an address that was said is not looked up."""
    assert planned(TEXT, "and Ana, my boss and +15105550119 too") == (
        '1. get_phone_number("Ana")\n'
        '2. get_phone_number("boss")\n'
        '3. send_sms(["$1", "$2", "+15105550119"], "I\'m late")\n'
        "4. join()\n"
    )


def test_an_event_gets_a_guest_more_by_being_made_anew() -> None:
    """The one before is taken back; its guests stay."""
    found = after(LUNCH, "and Lutfi too")
    assert found
    assert found.take_back == 7
    assert found.plan
    tasks = found.plan.tasks
    assert [t.tool for t in tasks] == ["get_email_address"] * 2 + ["create_calendar_event"]
    assert {t.arguments[0] for t in tasks[:2]} == {"Sid", "Lutfi"}
    assert len(tasks[2].arguments[4]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize("line", ["undo that", "undo", "take that back", "no, undo it", "Undo it."])
def test_undoing_is_of_the_last_turn(line: str) -> None:
    """By its number, so that it is not some other turn's that went on elsewhere."""
    found = after(TEXT, line, "text Sid")
    assert found
    assert (found.take_back, found.plan, found.request) == (7, None, "")
    assert "text Sid" in found.understood


@pytest.mark.parametrize(
    "line",
    [
        "Text Ana that it is ready",
        "remind me to call her mother",
        "make a note that the boiler is fixed",
        "and then send the slides to Bo",
        "no milk today, note that",
        "actually email Ana the contract",
        "schedule lunch with Ana on Friday",
        "I meant to call the bank, remind me at 5",
    ],
)
def test_a_request_of_its_own_is_left_alone(line: str) -> None:
    """Nothing in it points back at the turn before."""
    assert after(TEXT, line) is None


def test_before_the_first_turn_nothing_points_back() -> None:
    """And a turn that planned nothing does not make the one before it forgotten."""
    conversation = Conversation(SPECS)
    assert conversation.follow_up("and Lutfi too", NOW) is None
    conversation.remember(Remembered("text Sid", parse(TEXT), 1))
    conversation.remember(Remembered("sing", parse("1. join()"), 2))
    found = conversation.follow_up("and Lutfi too", NOW)
    assert found
    assert found.plan


def test_what_reaches_nobody_cannot_reach_somebody_else() -> None:
    """A note has no people: the line is a request like any other."""
    assert after(NOTE, "and Lutfi too") is None


def test_names_are_names_and_nothing_else() -> None:
    """What says more than names is no list of people."""
    assert names_in("Ana, my boss and Dr. O'Neill") == ("Ana", "boss", "Dr. O'Neill")
    assert names_in("bo@example.org") == ("bo@example.org",)
    assert names_in("the slides to Bo") == ()
    assert names_in("") == ()


@pytest.mark.parametrize("line", ["and Lutfi too", "what's his email?", "no, Lutfi", "once more"])
def test_what_others_wrote_in_the_turn_before_is_in_the_next_one_too(line: str) -> None:
    """No consent that stands is good for it."""
    conversation = Conversation(SPECS)
    conversation.remember(Remembered("send this to Sid", parse(TEXT), 7, own_words=False))
    found = conversation.follow_up(line, NOW)
    assert found
    assert not found.own_words
    conversation.remember(Remembered("text Sid", parse(TEXT), 8))
    found = conversation.follow_up(line, NOW)
    assert found
    assert found.own_words


@pytest.mark.parametrize(
    "line", ["text Lutfi too", "and tell Lutfi as well", "tell Lutfi the same"]
)
def test_the_same_can_be_told_to_somebody_else(line: str) -> None:
    """With a verb as without."""
    assert planned(TEXT, line) == TEXT.replace("Sid", "Lutfi")


@pytest.mark.parametrize("line", ["oops, undo that", "undo it please", "cancel that", "delete it"])
def test_undoing_has_many_words(line: str) -> None:
    """All of them take the last turn back."""
    found = after(LUNCH, line)
    assert found
    assert (found.take_back, found.plan, found.request) == (7, None, "")


@pytest.mark.parametrize("plan", ['1. gone("a")\n2. join()\n', '1. create_note("a")\n2. join()\n'])
def test_a_plan_of_another_version_cannot_be_meant(plan: str) -> None:
    """Its tools are not there any more, or are called otherwise: the line stands for itself."""
    assert after(plan, "and Lutfi too") is None


@pytest.mark.parametrize("line", ["and Ana?", "how about Ana?", "and Ana's?", "what about Ana"])
def test_the_same_is_looked_up_of_somebody_else(line: str) -> None:
    """A number was asked for, and nobody is written to."""
    assert planned(LOOKUP, line) == LOOKUP.replace("Sid", "Ana")


@pytest.mark.parametrize("line", ["again", "send it again", "once more", "do that again"])
def test_the_same_once_more(line: str) -> None:
    """The whole plan."""
    assert planned(TEXT, line) == TEXT


@pytest.mark.parametrize(
    "line", ["send it to Ana", "send Ana the same", "send the same text to Ana", "and ana too"]
)
def test_a_message_is_sent_on(line: str) -> None:
    """Where there is no other thing that "it" could be."""
    assert planned(TEXT, line).lower() == TEXT.replace("Sid", "Ana").lower()


def test_trying_again_does_only_what_failed() -> None:
    """Nobody gets a text twice."""
    two = TEXT.replace("3. join()", '3. create_note("Late", "", "")\n4. join()')
    found = talk(turn_of(two, 1, failed=(3,))).follow_up("try again", NOW)
    assert found
    assert found.plan
    assert plan_text(found.plan) == '1. create_note("Late", "", "")\n2. join()\n'


def test_what_was_done_two_turns_ago_can_be_changed() -> None:
    """A look-up in between takes nothing away."""
    conversation = talk(turn_of(CALL, 1), turn_of(LOOKUP, 2, left=False))
    moved = conversation.follow_up("make it 6pm", NOW)
    assert moved
    assert moved.take_back == 1
    undone = conversation.follow_up("undo that", NOW)
    assert undone
    assert undone.take_back == 1


def test_undoing_a_change_brings_back_what_was() -> None:
    """To cancel it leaves nothing."""
    first = turn_of(CALL, 1)
    conversation = talk(first)
    conversation.took_back(1)
    conversation.remember(turn_of(CALL.replace("17:", "18:"), 2, before=first))
    undone = conversation.follow_up("undo that", NOW)
    assert undone
    assert undone.plan == parse(CALL)
    assert undone.take_back == 2
    cancelled = conversation.follow_up("cancel that", NOW)
    assert cancelled
    assert (cancelled.plan, cancelled.take_back) == (None, 2)


def test_what_is_brought_back_is_as_it_was() -> None:
    """Others wrote in it, if they did, and it had taken the place of something itself."""
    first = turn_of(CALL, 1)
    second = replace(turn_of(CALL.replace("17:", "18:"), 2, before=first), own_words=False)
    third = turn_of(CALL.replace("17:", "19:"), 3, before=second)
    undone = talk(third).follow_up("undo that", NOW)
    assert undone
    assert (undone.plan, undone.undoes, undone.take_back) == (second.plan, True, 3)
    assert (undone.before, undone.own_words) == (first, False)


@pytest.mark.parametrize(
    ("how", "before"), [({"undoable": False}, {}), ({}, {"left": False})], ids=["sent", "failed"]
)
def test_nothing_is_done_again_for_what_cannot_be_undone_or_never_was(
    how: dict[str, bool], before: dict[str, bool]
) -> None:
    """To undo it is all."""
    first = replace(turn_of(CALL, 1), **before)  # type: ignore[arg-type]
    second = replace(turn_of(CALL, 2, before=first), **how)  # type: ignore[arg-type]
    undone = talk(second).follow_up("undo that", NOW)
    assert undone
    assert (undone.plan, undone.take_back) == (None, 2)


def test_a_message_of_long_ago_goes_to_nobody_else_by_the_way() -> None:
    """Three turns later a name alone is no more about it."""
    said = turn_of(TEXT, 1)
    assert talk(said, turn_of(NOTE, 2), turn_of(NOTE, 3)).follow_up("and Lutfi", NOW)
    late = talk(said, turn_of(NOTE, 2), turn_of(NOTE, 3), turn_of(NOTE, 4))
    assert late.follow_up("and Lutfi", NOW) is None


def test_undoing_twice_goes_back_further() -> None:
    """And what was taken back can be put back."""
    conversation = talk(turn_of(NOTE, 1), turn_of(CALL, 2))
    conversation.took_back(2)
    undone = conversation.follow_up("undo that", NOW)
    assert undone
    assert undone.take_back == 1
    back = conversation.follow_up("put it back", NOW)
    assert back
    assert back.plan == parse(CALL)
    conversation.took_back(1)
    with pytest.raises(UsageError, match="left to take back"):
        conversation.follow_up("undo", NOW)


def test_what_failed_takes_the_place_of_nothing() -> None:
    """Whoever corrects a correction that failed still changes what stands."""
    first = turn_of(LUNCH, 1)
    failed = turn_of(LUNCH.replace("Sid", "Zed"), 2, failed=(1, 2), left=False, before=first)
    found = talk(first, failed).follow_up("I meant Ana", NOW)
    assert found
    assert found.take_back == 1


def test_a_known_name_needs_no_capital() -> None:
    """And what is no name is none."""
    conversation = Conversation(SPECS, known=lambda name: name == "lutfi")
    conversation.remember(turn_of(TEXT, 1))
    found = conversation.follow_up("and lutfi", NOW)
    assert found
    assert found.plan
    assert conversation.follow_up("and coffee", NOW) is None
