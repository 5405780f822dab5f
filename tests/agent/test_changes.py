"""What a line changes of a turn before it: "make it 3pm", "I meant Lutfi"."""

from __future__ import annotations

import pytest

from tests.agent.talks import LUNCH, NOTE, NOW, REMINDER, TEXT, after, planned, talk, turn_of
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.plan.text import plan_text

ZOOM = (
    '1. get_email_address("Ana")\n'
    '2. get_zoom_meeting_link("budget", "2026-11-24 12:00:00", 60, ["$1"])\n'
    '3. create_calendar_event("budget", "2026-11-24 12:00:00", "2026-11-24 13:00:00", '
    '"$2", ["$1"], "", "")\n'
    '4. get_phone_number("Bo")\n'
    '5. send_sms(["$4"], "booked")\n'
    "6. join()\n"
)
MEETING = '1. send_sms(["+14155550132"], "let\'s meet at 2pm")\n2. join()\n'
SOON = '1. create_reminder("buy milk", "", "", "", 0, False)\n2. join()\n'


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("actually make it 3pm", "2026-11-24 15:00:00", "2026-11-24 16:30:00"),
        ("no, 3pm", "2026-11-24 15:00:00", "2026-11-24 16:30:00"),
        ("make it Friday", "2026-11-27 12:00:00", "2026-11-27 13:30:00"),
        ("Friday at 6pm instead", "2026-11-27 18:00:00", "2026-11-27 19:30:00"),
        ("change that to 12:15", "2026-11-24 12:15:00", "2026-11-24 13:45:00"),
    ],
)
def test_a_time_is_changed_and_the_length_stays(line: str, start: str, end: str) -> None:
    """A clock is of the day that was planned, a day at the hour that was."""
    assert planned(LUNCH, line) == LUNCH.replace("2026-11-24 12:00:00", start).replace(
        "2026-11-24 13:30:00", end
    )
    found = after(LUNCH, line)
    assert found
    assert found.take_back == 7


def test_what_had_that_time_moves_and_no_message_is_sent_again() -> None:
    """The link and the event move together; the text to Bo was sent and stays sent."""
    text = planned(ZOOM, "make it 3pm")
    assert text.count("2026-11-24 15:00:00") == 2
    assert "send_sms" not in text
    assert '"$2"' in text  # the event still holds the link


def test_a_reminder_for_a_day_gets_an_hour() -> None:
    """It is no reminder for all day any more."""
    assert planned(REMINDER, "make it 3pm") == (
        '1. create_reminder("call mum", "2026-11-25 15:00:00", "", "", 0, False)\n2. join()\n'
    )


@pytest.mark.parametrize("line", ["I meant Lutfi", "no, Lutfi", "not Sid, Lutfi", "Lutfi instead"])
def test_somebody_else_was_meant(line: str) -> None:
    """The same, to them instead."""
    assert planned(TEXT, line) == TEXT.replace("Sid", "Lutfi")


@pytest.mark.parametrize("line", ["make it 3pm", "no, Friday", "actually make it 3pm"])
@pytest.mark.parametrize("plan", [NOTE, TEXT])
def test_what_has_no_time_cannot_be_moved(plan: str, line: str) -> None:
    """Neither a note nor a text; nor is 3pm anybody that could be meant."""
    with pytest.raises(UsageError, match="nothing that was done has a time"):
        after(plan, line)


@pytest.mark.parametrize(
    "line", ["make it 3pm please", "can you make it 3pm?", "push it to 3pm", "3pm, not noon"]
)
def test_politeness_changes_no_day(line: str) -> None:
    """The clock is of the day that was planned."""
    assert "2026-11-24 15:00:00" in planned(LUNCH, line)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("an hour later", "2026-11-24 13:00:00"),
        ("push it back an hour", "2026-11-24 13:00:00"),
        ("make it half an hour earlier", "2026-11-24 11:30:00"),
        ("move it up 15 minutes", "2026-11-24 11:45:00"),
        ("postpone it by a week", "2026-12-01 12:00:00"),
        ("no wait, make that 2 hours later", "2026-11-24 14:00:00"),
    ],
)
def test_later_and_earlier_count_from_what_was_planned(line: str, start: str) -> None:
    """Not from now."""
    assert f'"{start}"' in planned(LUNCH, line)


def test_a_length_is_no_time_of_day() -> None:
    """The event begins when it did, and its link lasts as long."""
    assert planned(LUNCH, "make it 2 hours") == LUNCH.replace("13:30:00", "14:00:00")
    assert 'get_zoom_meeting_link("budget", "2026-11-24 12:00:00", 90' in planned(
        ZOOM, "make it 90 minutes"
    )


@pytest.mark.parametrize("line", ["tomorrow at 5pm", "at 5pm tomorrow", "make it 5pm tomorrow"])
def test_what_had_no_time_gets_one(line: str) -> None:
    """A time alone is of what was just made."""
    assert '"2026-11-24 17:00:00"' in planned(SOON, line)


def test_a_time_alone_is_of_the_last_turn_only() -> None:
    """What was done before it is not moved by a line that may be of something else."""
    conversation = talk(turn_of(SOON, 1), turn_of(NOTE, 2))
    assert conversation.follow_up("tomorrow at 5pm", NOW) is None


def test_a_time_that_a_message_spoke_of_is_said_anew() -> None:
    """What was sent stays sent."""
    assert planned(MEETING, "actually make it 3pm") == MEETING.replace("2pm", "3pm")


@pytest.mark.parametrize(
    "line", ["call it Plans", "rename it to Plans", 'change the title to "Plans"']
)
def test_what_was_made_gets_another_name(line: str) -> None:
    """And the one before is taken back."""
    found = after(NOTE, line)
    assert found
    assert found.plan
    assert plan_text(found.plan) == NOTE.replace("Ideas", "Plans")
    assert found.take_back == 7


def test_what_was_added_to_is_not_made_anew_by_another_name() -> None:
    """What was added would be lost."""
    added = '1. append_note_content("Ideas", "a car", "")\n2. join()\n'
    assert talk(turn_of(NOTE, 1), turn_of(added, 2)).follow_up("call it Plans", NOW) is None


@pytest.mark.parametrize("line", ["move lunch to 1pm", "push the meeting to 1pm"])
def test_what_is_moved_can_be_called_by_its_name(line: str) -> None:
    """Or by what such things are called."""
    assert '"2026-11-24 13:00:00"' in planned(LUNCH, line)
    with pytest.raises(UsageError):
        after(LUNCH, "move dinner to 7pm")
