"""The joiner: what was done, what was not and why, from outcomes alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tinyagent_cli.agent.joiner import NOTHING_FITS, join
from tinyagent_cli.core.errors import NotFound, NotReady, TimedOut, ToolError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused, Skipped
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.tools.spec import Result
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = {spec.name: spec for spec in load_manifest()}
TEXT_SID = parse('1. get_phone_number("Sid")\n2. send_sms(["$1"], "hi")\n3. join()\n')
LOOK_UP = parse('1. get_phone_number("Sid")\n2. join()\n')

FOUND = Done(Result("+15550100", "Sid's phone number is +1 555 0100"))
SENT = Done(Result("sent", "Texted Sid: hi"))


def test_a_lookup_that_was_asked_for_is_answered() -> None:
    """The answer is the number."""
    joined = join(LOOK_UP, {1: FOUND}, SPECS)
    assert joined.answer == "Sid's phone number is +1 555 0100"
    assert joined.exit == Exit.DONE


def test_a_lookup_that_only_feeds_another_task_is_not_told() -> None:
    """Nobody wants to hear the number when the text was sent."""
    joined = join(TEXT_SID, {1: FOUND, 2: SENT}, SPECS)
    assert joined.answer == "Texted Sid: hi"
    assert joined.exit == Exit.DONE


def test_a_remedy_after_a_question_is_a_sentence() -> None:
    """No semicolon after a question mark."""
    error = NotFound("14:00 is past. Is it tomorrow?", "say the day")
    joined = join(TEXT_SID, {1: Failed(error), 2: Skipped(1)}, SPECS)
    assert joined.answer.startswith("14:00 is past. Is it tomorrow? Say the day.\n")


def test_a_failure_says_why_and_what_mends_it_and_who_was_skipped() -> None:
    """Cause, remedy and consequence are all in the answer."""
    error = NotFound("nobody is called Sid", "add a contact, or say the number")
    joined = join(TEXT_SID, {1: Failed(error), 2: Skipped(1)}, SPECS)
    assert "Nobody is called Sid; add a contact, or say the number." in joined.answer
    assert "send_sms, was skipped: it needs task 1" in joined.answer
    assert joined.exit == Exit.FAILED


def test_an_empty_plan_says_that_no_tool_can_do_it() -> None:
    """join() alone is an honest answer, and an exit code of its own."""
    joined = join(parse("1. join()\n"), {}, SPECS)
    assert joined.answer == NOTHING_FITS
    assert joined.exit == Exit.NO_PLAN


def test_a_send_that_timed_out_is_not_called_failed_for_sure() -> None:
    """What may have happened is to be looked at before it is tried again."""
    outcomes = {1: FOUND, 2: Failed(TimedOut("Messages did not answer in 30 s"), unsure=True)}
    joined = join(TEXT_SID, outcomes, SPECS)
    assert "may have happened" in joined.answer


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ({1: FOUND, 2: SENT}, Exit.DONE),
        ({1: FOUND, 2: Refused()}, Exit.FAILED),
        ({1: FOUND, 2: Failed(ToolError("no"))}, Exit.FAILED),
        ({1: FOUND, 2: Failed(TimedOut("late"))}, Exit.TIMEOUT),
        ({1: Failed(NotReady("not permitted")), 2: Skipped(1)}, Exit.NOT_READY),
        ({1: Failed(NotReady("no")), 2: Failed(TimedOut("late"))}, Exit.FAILED),
        ({1: FOUND, 2: Cancelled(started=True)}, Exit.INTERRUPTED),
    ],
)
def test_the_exit_code_is_the_failures_own_where_they_agree(
    outcomes: Mapping[int, Outcome], code: Exit
) -> None:
    """Scripts can tell a missing permission from a time-out from a plain failure."""
    assert join(TEXT_SID, outcomes, SPECS).exit == code
