"""A verified task with every argument filled and every time absolute."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.conftest import MONDAY
from tinyagent_cli.plan.task import Reference, Task, Template, Value
from tinyagent_cli.tools.complete import Completed, complete
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest


def done(specs: Mapping[str, ToolSpec], tool: str, *arguments: Value, **how: object) -> Completed:
    """A completed task of *tool*, said on Monday morning."""
    return complete(Task(1, tool, arguments), specs[tool], MONDAY, **how)  # type: ignore[arg-type]


def event(
    specs: Mapping[str, ToolSpec], start: Value, end: Value = "", title: str = "Review"
) -> tuple[Value, Value]:
    """Start and end of a completed event."""
    task = done(specs, "create_calendar_event", title, start, end, "", (), "", None).task
    return task.arguments[1], task.arguments[2]


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        ("tomorrow at 3pm", "", "2026-11-24 15:00:00", "2026-11-24 16:00:00"),
        ("tomorrow at 3pm", None, "2026-11-24 15:00:00", "2026-11-24 16:00:00"),
        ("from 2 to 4 tomorrow", "", "2026-11-24 14:00:00", "2026-11-24 16:00:00"),
        ("tomorrow from 2", "4pm", "2026-11-24 14:00:00", "2026-11-24 16:00:00"),
        ("tomorrow at 2", "until 4", "2026-11-24 14:00:00", "2026-11-24 16:00:00"),
        ("tomorrow at 9", "5", "2026-11-24 09:00:00", "2026-11-24 17:00:00"),
        ("tomorrow at 9", "noon", "2026-11-24 09:00:00", "2026-11-24 12:00:00"),
        ("tomorrow at 2", "for two hours", "2026-11-24 14:00:00", "2026-11-24 16:00:00"),
        ("tomorrow at 2", "90 minutes", "2026-11-24 14:00:00", "2026-11-24 15:30:00"),
        ("3pm for 45 minutes", "", "2026-11-23 15:00:00", "2026-11-23 15:45:00"),
        ("tomorrow at 11pm", "", "2026-11-24 23:00:00", "2026-11-25 00:00:00"),
        ("tomorrow", "", "2026-11-24", "2026-11-24"),
        ("Monday", "Wednesday", "2026-11-30", "2026-12-02"),
        ("Monday", "for three days", "2026-11-30", "2026-12-02"),
        ("first week of june", "", "2027-06-01", "2027-06-07"),
        ("Monday at 10am", "Tuesday at 5pm", "2026-11-23 10:00:00", "2026-11-24 17:00:00"),
        (
            "2026-11-27 15:00:00",
            "2026-11-27 16:30:00",
            "2026-11-27 15:00:00",
            "2026-11-27 16:30:00",
        ),
        ("2026-11-27T15:00", "", "2026-11-27 15:00:00", "2026-11-27 16:00:00"),
        ("2026-11-27 15:00:00", "5pm", "2026-11-27 15:00:00", "2026-11-27 17:00:00"),
        ("2026-11-27", "2026-11-28", "2026-11-27", "2026-11-28"),
    ],
)
def test_an_event_has_a_beginning_and_an_end(
    specs: Mapping[str, ToolSpec], start: Value, end: Value, begins: str, ends: str
) -> None:
    """From a range, a length, two times that complete each other, or an hour if unsaid."""
    assert event(specs, start, end) == (begins, ends)


def test_the_length_of_an_event_is_a_setting(specs: Mapping[str, ToolSpec]) -> None:
    """``calendar.minutes`` is the length of what has no end."""
    task = done(specs, "create_calendar_event", "X", "3pm", "", "", (), "", None, minutes=25).task
    assert task.arguments[2] == "2026-11-23 15:25:00"


def test_what_an_event_is_about_tells_its_hour(specs: Mapping[str, ToolSpec]) -> None:
    """Dinner at eight is in the evening."""
    assert event(specs, "tomorrow at 8", title="Dinner")[0] == "2026-11-24 20:00:00"
    assert event(specs, "tomorrow at 8", title="Review")[0] == "2026-11-24 08:00:00"


def test_the_country_orders_a_date(specs: Mapping[str, ToolSpec]) -> None:
    """3/4 goes by the region."""
    task = done(specs, "create_reminder", "X", "3/4", "", "", 0, False, region="GB").task
    assert task.arguments[1] == "2027-04-03"


@pytest.mark.parametrize(
    ("due", "flag", "filled", "all_day"),
    [
        ("tomorrow", "", "2026-11-24", True),
        ("tomorrow", False, "2026-11-24", True),
        ("tomorrow at 5", False, "2026-11-24 17:00:00", False),
        ("tomorrow at 5", "", "2026-11-24 17:00:00", False),
        ("2026-11-24 00:00:00", True, "2026-11-24", True),
        ("tomorrow", "all day", "2026-11-24", True),
        ("in 2 hours", None, "2026-11-23 11:00:00", False),
        ("this weekend", "", "2026-11-28", True),
        ("", "", "", False),
        (None, None, "", False),
    ],
)
def test_a_reminder_without_a_time_is_all_day(
    specs: Mapping[str, ToolSpec], due: Value, flag: Value, filled: str, all_day: bool
) -> None:
    """A bare day is all day, never midnight, and the flag always agrees with the time."""
    task = done(specs, "create_reminder", "Call", due, "", "", 0, flag).task
    assert (task.arguments[1], task.arguments[5]) == (filled, all_day)


@pytest.mark.parametrize(
    ("start", "duration", "begins", "minutes"),
    [
        ("next monday at 10 am", "", "2026-11-30 10:00:00", 60),
        ("next monday at 10 am", "30 minutes", "2026-11-30 10:00:00", 30),
        ("next monday at 10 am", "half an hour", "2026-11-30 10:00:00", 30),
        ("tomorrow from 2 to 4", "", "2026-11-24 14:00:00", 120),
        ("tomorrow from 2 to 4", 60, "2026-11-24 14:00:00", 120),
        ("tomorrow from 2 to 4", 45, "2026-11-24 14:00:00", 45),
        ("tomorrow at 2 for 45 minutes", "", "2026-11-24 14:00:00", 45),
        ("", "", "", 60),
    ],
)
def test_a_meeting_lasts_as_long_as_was_said(
    specs: Mapping[str, ToolSpec], start: Value, duration: Value, begins: str, minutes: int
) -> None:
    """A range gives the duration too, unless one was said."""
    task = done(specs, "get_zoom_meeting_link", "Standup", start, duration, ()).task
    assert task.arguments[1:3] == (begins, minutes)


@pytest.mark.parametrize(
    ("priority", "number"),
    [
        ("", 0), (None, 0), (0, 0), (5, 5), ("high", 1), ("high priority", 1), ("urgent", 1),
        ("medium", 5), ("low priority", 9), ("none", 0), ("3", 3),
    ],
)  # fmt: skip
def test_a_priority_may_be_a_word(
    specs: Mapping[str, ToolSpec], priority: Value, number: int
) -> None:
    """High is 1, medium 5, low 9, as Reminders counts."""
    assert (
        done(specs, "create_reminder", "X", "", "", "", priority, False).task.arguments[4] == number
    )


@pytest.mark.parametrize(
    ("said", "letter"),
    [
        ("", "d"), (None, "d"), ("d", "d"), ("w", "w"), ("r", "r"), ("driving", "d"),
        ("by car", "d"), ("on foot", "w"), ("walking", "w"), ("walk", "w"), ("by train", "r"),
        ("public transit", "r"), ("bus", "r"), ("the subway", "r"), ("public transport", "r"),
    ],
)  # fmt: skip
def test_a_way_to_travel_may_be_a_word(
    specs: Mapping[str, ToolSpec], said: Value, letter: str
) -> None:
    """Driving is d, walking w, public transport r."""
    assert done(specs, "maps_show_directions", "", "LAX", said).task.arguments[2] == letter


def test_an_unknown_way_to_travel_is_remarked_on(specs: Mapping[str, ToolSpec]) -> None:
    """What is no way to travel becomes the default, and that is said."""
    completed = done(specs, "maps_show_directions", "", "LAX", "by unicorn")
    assert completed.task.arguments[2] == "d"
    assert "unicorn" in str(completed.doubts[0])


def test_every_argument_is_filled(specs: Mapping[str, ToolSpec]) -> None:
    """What nobody spoke of is its default."""
    completed = done(specs, "create_calendar_event", "X", "3pm", None, None, None, None, "None")
    assert completed.task.arguments == (
        "X", "2026-11-23 15:00:00", "2026-11-23 16:00:00", "", (), "", None,
    )  # fmt: skip
    assert not completed.doubts


def test_words_stand_as_they_were_said(specs: Mapping[str, ToolSpec]) -> None:
    """People, files and places are not touched; references neither."""
    mail = (("my boss", Reference(2)), (), "Q3", Template(("see ", Reference(3))), ("the report",))
    assert done(specs, "compose_new_email", *mail).task.arguments == mail


def test_a_text_is_kept_to_the_letter(specs: Mapping[str, ToolSpec]) -> None:
    """Line breaks around a body are part of it, and "None" may be somebody's message."""
    note = ("Ideas", "\n- milk\n", "None")
    assert done(specs, "create_note", *note).task.arguments == ("Ideas", "\n- milk\n", "")
    assert done(specs, "send_sms", ("Sid",), "None").task.arguments[1] == "None"


def test_a_doubt_keeps_the_words_and_offers_choices(specs: Mapping[str, ToolSpec]) -> None:
    """What can be two times stays as it was said, with both to choose from; the guess has one."""
    completed = done(
        specs, "create_calendar_event", "X", "Friday at midnight", "", "", (), "", None
    )
    (doubt,) = completed.doubts
    assert completed.task.arguments[1] == "Friday at midnight"
    assert doubt.choices == ("Sat 28 Nov 2026 00:00", "Fri 27 Nov 2026 00:00")
    assert completed.guess.arguments[1:3] == ("2026-11-28 00:00:00", "2026-11-28 01:00:00")


def test_a_guess_of_a_range_keeps_its_end(specs: Mapping[str, ToolSpec]) -> None:
    """The likeliest reading fills everything that follows from it."""
    completed = done(specs, "create_calendar_event", "X", "Friday until noon", "", "", (), "", None)
    assert completed.guess.arguments[1:3] == ("2026-11-27 09:00:00", "2026-11-27 12:00:00")


@pytest.mark.parametrize("start", ["whenever", "when the moon is full"])
def test_what_is_no_time_is_open(specs: Mapping[str, ToolSpec], start: str) -> None:
    """Words that say no time stay, with a doubt that they must be said anew."""
    completed = done(specs, "create_calendar_event", "X", start, "", "", (), "", None)
    assert completed.task.arguments[1] == start
    assert completed.doubts[0].open


def test_a_reminder_may_go_without_what_is_no_time(specs: Mapping[str, ToolSpec]) -> None:
    """ "When I get home" is no time; whether to do without one is asked."""
    completed = done(specs, "create_reminder", "Feed the cat", "when I get home", "", "", 0, False)
    (doubt,) = completed.doubts
    assert doubt.choices == ("without a time",)
    assert completed.guess.arguments[1] == ""


def test_an_event_without_a_time_is_asked_about(specs: Mapping[str, ToolSpec]) -> None:
    """An event that begins never is a question, not an event that begins now."""
    (doubt,) = done(specs, "create_calendar_event", "Gym", "", "", "", (), "", None).doubts
    assert doubt.open
    assert "“Gym”" in str(doubt)


def test_an_end_before_the_beginning_is_a_doubt(specs: Mapping[str, ToolSpec]) -> None:
    """Two explicit times in the wrong order are not silently swapped."""
    completed = done(
        specs, "create_calendar_event", "X", "2026-11-27 15:00", "2026-11-26 15:00", "", (), "", ""
    )
    assert "before it begins" in str(completed.doubts[0])


def test_a_remark_leaves_nothing_open(specs: Mapping[str, ToolSpec]) -> None:
    """A repetition is reduced to its first time, and that is said without a question."""
    completed = done(specs, "create_reminder", "X", "every tuesday at 9am", "", "", 0, False)
    (doubt,) = completed.doubts
    assert completed.task.arguments[1] == "2026-11-24 09:00:00"
    assert "repeats are not supported" in str(doubt)
    assert not doubt.open
    assert not doubt.choices


def test_times_look_back_at_earlier_tasks(specs: Mapping[str, ToolSpec]) -> None:
    """ "The next day" is the day after the event that was spoken of before."""
    game = done(specs, "create_calendar_event", "Game", "Friday at 7:30 pm", "", "", (), "", None)
    brunch = ("Brunch", "the next day at 12:30 pm", "", "", (), "", None)
    task = done(specs, "create_calendar_event", *brunch, earlier={1: game.task}).task
    assert task.arguments[1:3] == ("2026-11-28 12:30:00", "2026-11-28 13:30:00")


@pytest.mark.parametrize("spec", load_manifest(), ids=lambda spec: spec.name)
def test_completing_twice_changes_nothing_more(spec: ToolSpec) -> None:
    """A filled task is filled already: what a plan prints can be run as it stands."""
    words = {
        "time": "tomorrow at 3 for 2 hours",
        "number": "",
        "flag": "",
        "choice": "",
        "name": "Ideas",
    }
    values: list[Value] = [
        () if a.many else words.get(a.kind, "some words") for a in spec.arguments
    ]
    once = complete(Task(1, spec.name, tuple(values)), spec, MONDAY).task
    assert complete(once, spec, MONDAY).task == once


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=10))
def test_any_words_can_be_completed(start: str, end: str, priority: str) -> None:
    """Untrusted text fills a task or leaves a doubt; it never raises."""
    specs = {spec.name: spec for spec in load_manifest()}
    done(specs, "create_calendar_event", "X", start, end, "", (), "", None)
    done(specs, "create_reminder", "X", start, "", "", priority, end)
