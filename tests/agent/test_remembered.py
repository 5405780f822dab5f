"""Turns as the next lines may speak of them: just now, or read off the journal by /resume."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.agent.talks import NOTE, NOW, SPECS, TEXT
from tinyagent_cli.agent.conversation import Conversation
from tinyagent_cli.agent.remembered import of_record, of_result
from tinyagent_cli.agent.turn import TurnResult
from tinyagent_cli.core.errors import TimedOut, UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.execution.outcomes import Done, Failed, Outcome, Refused
from tinyagent_cli.execution.records import ActionRecord, State, TurnRecord
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.tools.spec import Result, Undo

FOUND = Done(Result("+1", "Sid's number", details={"name": "Sid Patel"}))
SENT = Done(Result(None, "told Sid"))


def result_of(plan: str, outcomes: dict[int, Outcome]) -> TurnResult:
    """How turn 7, which ran *plan*, ended."""
    return TurnResult("text Sid", "Done.", Exit.DONE, parse(plan), outcomes, "embedded", 0.1, 7)


def record_of(plan: str, *states: State, undo: Undo | None = None) -> TurnRecord:
    """Turn 7 of the journal, which ran *plan*; each task ended in one of *states*."""
    actions = tuple(
        ActionRecord(
            7, 1, task.id, task.tool, {}, SPECS[task.tool].effect, state, NOW, NOW, "",
            {"name": "Sid Patel"} if task.tool == "get_phone_number" else {}, undo, "",
        )
        for task, state in zip(parse(plan).tasks, states, strict=True)
    )  # fmt: skip
    return TurnRecord(7, "text Sid", 0, "embedded", "d", plan, NOW, NOW, 0, "", False, actions)


@pytest.mark.parametrize(
    ("sent", "failed", "left"),
    [
        (SENT, set(), True),
        (Failed(TimedOut("the app is silent"), unsure=True), {2}, True),
        (Failed(TimedOut("the app is silent")), {2}, False),
        (Refused(), {2}, False),
    ],
    ids=["sent", "perhaps", "failed", "refused"],
)
def test_what_may_have_happened_left_something(sent: Outcome, failed: set[int], left: bool) -> None:
    """A text that broke off may have been sent; a number that was looked up leaves nothing."""
    turn = of_result("text Sid", result_of(TEXT, {1: FOUND, 2: sent}), SPECS)
    assert (turn.failed, turn.left) == (failed, left)


@pytest.mark.parametrize(
    ("state", "failed", "left"),
    [
        (State.DONE, set(), True),
        (State.INTERRUPTED, {2}, True),
        (State.FAILED, {2}, False),
        (State.UNDONE, set(), False),
    ],
)
def test_the_journal_says_the_same_of_a_turn(state: State, failed: set[int], left: bool) -> None:
    """Also where the program died in the middle."""
    turn = of_record(record_of(TEXT, State.DONE, state), parse(TEXT), SPECS)
    assert (turn.failed, turn.left) == (failed, left)


def test_who_it_was_is_not_asked_again() -> None:
    """People are called as Contacts calls them, whoever was meant by half a name."""
    now = of_result("text Sid", result_of(TEXT, {1: FOUND, 2: SENT}), SPECS)
    then = of_record(record_of(TEXT, State.DONE, State.DONE), parse(TEXT), SPECS)
    assert plan_text(now.plan) == plan_text(then.plan) == TEXT.replace('"Sid"', '"Sid Patel"')


def test_only_what_can_be_taken_back_is_undoable() -> None:
    """A text is not, a note is."""
    made = Undo("notes.applescript", {"id": "1"}, "delete the note")
    note = Done(Result(None, "made", undo=made))
    assert not of_result("x", result_of(TEXT, {1: FOUND, 2: SENT}), SPECS).undoable
    assert of_result("x", result_of(NOTE, {1: note}), SPECS).undoable
    assert not of_record(record_of(TEXT, State.DONE, State.DONE), parse(TEXT), SPECS).undoable
    assert of_record(record_of(NOTE, State.DONE, undo=made), parse(NOTE), SPECS).undoable


def test_a_turn_that_is_recalled_can_be_spoken_of() -> None:
    """By its number; where others wrote some of it, no consent stands for what follows."""
    conversation = Conversation(SPECS)
    conversation.recall(replace(record_of(TEXT, State.DONE, State.DONE), piped=9))
    more = conversation.follow_up("and Lutfi too", NOW)
    assert more
    assert not more.own_words
    undone = conversation.follow_up("undo that", NOW)
    assert undone
    assert undone.take_back == 7


def test_a_turn_that_was_taken_back_is_recalled_as_that() -> None:
    """There is nothing left of it; it can be put back."""
    conversation = Conversation(SPECS)
    conversation.recall(record_of(NOTE, State.UNDONE))
    with pytest.raises(UsageError, match="left to take back"):
        conversation.follow_up("undo that", NOW)
    back = conversation.follow_up("put it back", NOW)
    assert back
    assert back.plan == parse(NOTE)
    assert back.take_back is None


def test_a_plan_in_another_language_is_not_recalled() -> None:
    """The line stands for itself."""
    conversation = Conversation(SPECS)
    record = replace(record_of(TEXT, State.DONE, State.DONE), plan="send(Sid)")
    conversation.recall(record)
    assert conversation.last is None
