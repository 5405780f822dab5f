"""Turns know each other: what a line means after the one before it."""

from __future__ import annotations

from datetime import datetime

import pytest

from tinyagent_cli.agent.conversation import Conversation, FollowUp
from tinyagent_cli.agent.naming import names_in
from tinyagent_cli.agent.remembered import Remembered
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = {spec.name: spec for spec in load_manifest()}
NOW = datetime(2026, 11, 23, 9)  # a Monday

TEXT = '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m late")\n3. join()\n'
LUNCH = (
    '1. get_email_address("Sid")\n'
    '2. create_calendar_event("lunch", "2026-11-24 12:00:00", "2026-11-24 13:30:00", '
    '"", ["$1"], "", "")\n'
    "3. join()\n"
)
ZOOM = (
    '1. get_email_address("Ana")\n'
    '2. get_zoom_meeting_link("budget", "2026-11-24 12:00:00", 60, ["$1"])\n'
    '3. create_calendar_event("budget", "2026-11-24 12:00:00", "2026-11-24 13:00:00", '
    '"$2", ["$1"], "", "")\n'
    '4. get_phone_number("Bo")\n'
    '5. send_sms(["$4"], "booked")\n'
    "6. join()\n"
)
SUMMARY = '1. open_and_get_file_path("q3.pdf")\n2. summarize_pdf("$1")\n3. join()\n'
NOTE = '1. create_note("Ideas", "a boat", "")\n2. join()\n'
REMINDER = '1. create_reminder("call mum", "2026-11-25 00:00:00", "", "", 0, True)\n2. join()\n'
WAY = '1. maps_show_directions("", "the airport", "d")\n2. join()\n'


def after(plan: str, line: str, request: str = "the last request") -> FollowUp | None:
    """What *line* means after a turn, number 7, that ran *plan*."""
    conversation = Conversation(SPECS)
    conversation.remember(Remembered(request, parse(plan), 7))
    return conversation.follow_up(line, NOW)


def planned(plan: str, line: str) -> str:
    """The plan that *line* leads to after *plan*."""
    found = after(plan, line)
    assert found
    assert found.plan
    return plan_text(found.plan)


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


@pytest.mark.parametrize("line", ["undo that", "undo", "take that back", "no, undo it", "Undo it."])
def test_undoing_is_of_the_last_turn(line: str) -> None:
    """By its number, so that it is not some other turn's that went on elsewhere."""
    found = after(TEXT, line, "text Sid")
    assert found
    assert (found.take_back, found.plan, found.request) == (7, None, "")
    assert "text Sid" in found.understood


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


@pytest.mark.parametrize("line", ["make it 3pm", "no, Friday", "actually make it 3pm"])
@pytest.mark.parametrize("plan", [NOTE, TEXT])
def test_what_has_no_time_cannot_be_moved(plan: str, line: str) -> None:
    """Neither a note nor a text; nor is 3pm anybody that could be meant."""
    with pytest.raises(UsageError, match="nothing that was done has a time"):
        after(plan, line)


def test_what_reaches_nobody_cannot_reach_somebody_else() -> None:
    """A note has no people: the line is a request like any other."""
    assert after(NOTE, "and Lutfi too") is None


def test_names_are_names_and_nothing_else() -> None:
    """What says more than names is no list of people."""
    assert names_in("Ana, my boss and Dr. O'Neill") == ("Ana", "boss", "Dr. O'Neill")
    assert names_in("bo@example.org") == ("bo@example.org",)
    assert names_in("the slides to Bo") == ()
    assert names_in("") == ()


@pytest.mark.parametrize("line", ["and Lutfi too", "what's his email?", "no, Lutfi"])
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


@pytest.mark.parametrize(
    "line", ["make it 3pm please", "can you make it 3pm?", "push it to 3pm", "3pm, not noon"]
)
def test_politeness_changes_no_day(line: str) -> None:
    """The clock is of the day that was planned."""
    assert "2026-11-24 15:00:00" in planned(LUNCH, line)


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


LOOKUP = '1. get_phone_number("Sid")\n2. join()\n'
MEETING = '1. send_sms(["+14155550132"], "let\'s meet at 2pm")\n2. join()\n'
SOON = '1. create_reminder("buy milk", "", "", "", 0, False)\n2. join()\n'
CALL = '1. create_reminder("call mum", "2026-11-25 17:00:00", "", "", 0, False)\n2. join()\n'


def talk(*turns: Remembered) -> Conversation:
    """A conversation of these *turns*."""
    conversation = Conversation(SPECS)
    for turn in turns:
        conversation.remember(turn)
    return conversation


def turn_of(
    plan: str,
    number: int,
    *,
    failed: tuple[int, ...] = (),
    left: bool = True,
    before: Remembered | None = None,
) -> Remembered:
    """The turn of this *number*, which ran *plan*."""
    return Remembered(
        f"request {number}",
        parse(plan),
        number,
        failed=frozenset(failed),
        left=left,
        before=before,
    )


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


def test_it_is_the_last_thing_there_was() -> None:
    """A message in between is none."""
    conversation = talk(turn_of(NOTE, 1), turn_of(TEXT, 2))
    found = conversation.follow_up("email it to Ana", NOW)
    assert found
    assert found.request == "email the note “Ideas” to Ana"


def test_a_known_name_needs_no_capital() -> None:
    """And what is no name is none."""
    conversation = Conversation(SPECS, known=lambda name: name == "lutfi")
    conversation.remember(turn_of(TEXT, 1))
    found = conversation.follow_up("and lutfi", NOW)
    assert found
    assert found.plan
    assert conversation.follow_up("and coffee", NOW) is None


@pytest.mark.parametrize("line", ["move lunch to 1pm", "push the meeting to 1pm"])
def test_what_is_moved_can_be_called_by_its_name(line: str) -> None:
    """Or by what such things are called."""
    assert '"2026-11-24 13:00:00"' in planned(LUNCH, line)
    with pytest.raises(UsageError):
        after(LUNCH, "move dinner to 7pm")
