"""What is refused before anything runs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.task import Reference, Task, Template, Value
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.verify import verify

EARLIER = {
    1: Task(1, "get_phone_number", ("Sid",)),
    2: Task(2, "get_email_address", ("Sid",)),
    3: Task(3, "open_and_get_file_path", ("a.pdf",)),
    4: Task(4, "summarize_pdf", (Reference(3),)),
    5: Task(5, "maps_open_location", ("the park",)),
    6: Task(6, "open_note", ("Ideas", "")),
    7: Task(7, "get_zoom_meeting_link", ("Standup", "", 60, ())),
}


def check(specs: Mapping[str, ToolSpec], tool: str, *arguments: Value) -> tuple[Value, ...]:
    """The arguments of a task of *tool* after verifying."""
    task = Task(9, tool, arguments, line=4, column=2)
    return verify(task, specs, EARLIER).arguments


def refused(specs: Mapping[str, ToolSpec], tool: str, *arguments: Value) -> PlanError:
    """The error that a task of *tool* is refused with."""
    with pytest.raises(PlanError) as caught:
        check(specs, tool, *arguments)
    assert (caught.value.line, caught.value.column) == (4, 2)
    return caught.value


def test_an_unknown_tool_names_the_nearest(specs: Mapping[str, ToolSpec]) -> None:
    """A tool that there is not is refused, with the one that was probably meant."""
    error = refused(specs, "send_message", ("Sid",), "hi")
    assert "no tool send_message" in str(error)
    error = refused(specs, "send_sm", ("Sid",), "hi")
    assert error.expected == "send_sms"


@pytest.mark.parametrize("arguments", [(), (("+14155550132",),), (("+14155550132",), "hi", "")])
def test_arity_is_strict_and_says_the_signature(
    specs: Mapping[str, ToolSpec], arguments: tuple[Value, ...]
) -> None:
    """Too few and too many arguments are refused alike: one may stand in another's place."""
    error = refused(specs, "send_sms", *arguments)
    assert f"takes 2 arguments, not {len(arguments)}" in str(error)
    assert error.expected == "send_sms(recipients, message)"


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("create_note", (("a", "b"), "c", "")),
        ("create_note", (5, "c", "")),
        ("create_note", ("a", 3.5, "")),
        ("create_note", ("a", True, "")),
        ("create_reminder", ("a", "", "", "", ("1",), False)),
        ("create_reminder", ("a", "", "", "", True, False)),
        ("create_reminder", ("a", "", "", "", 1.5, False)),
        ("create_reminder", ("a", "", "", "", 0, 7)),
        ("create_reminder", ("a", 20261127, "", "", 0, False)),
        ("maps_show_directions", ("", "LAX", 1)),
        ("send_sms", ((("+14155550132",),), "hi")),
        ("compose_new_email", ((3,), (), "", "", ())),
        ("get_phone_number", (("Sid", "Lutfi"),)),
        ("get_phone_number", (None,)),
    ],
)
def test_wrong_kinds_are_refused(
    specs: Mapping[str, ToolSpec], tool: str, arguments: tuple[Value, ...]
) -> None:
    """A list where a text is wanted, a number in a text, a truth value for a priority."""
    assert refused(specs, tool, *arguments).expected


@pytest.mark.parametrize(
    ("tool", "arguments", "what"),
    [
        ("compose_new_email", ((Reference(1),), (), "", "", ()), "gives a phone number"),
        ("send_sms", ((Reference(2),), "hi"), "gives an e-mail address"),
        ("send_sms", ((Reference(6),), "hi"), "open_note gives a text"),
        ("summarize_pdf", (Reference(4),), "summarize_pdf gives a text"),
        ("compose_new_email", ((Reference(2),), (), "", "", (Reference(4),)), "gives a text"),
        ("compose_new_email", ((Reference(2),), (), "", "", (Reference(5),)), "gives a link"),
        ("get_phone_number", (Reference(2),), "gives an e-mail address"),
        ("get_email_address", (Reference(6),), "gives a text"),
        ("create_reminder", ("a", Reference(6), "", "", 0, False), "gives a text"),
        ("maps_open_location", (Reference(1),), "gives a phone number"),
    ],
)
def test_a_result_goes_only_where_its_kind_may(
    specs: Mapping[str, ToolSpec], tool: str, arguments: tuple[Value, ...], what: str
) -> None:
    """A number is no mail address, a summary is no file, a note names no recipient."""
    error = refused(specs, tool, *arguments)
    assert what in str(error)
    assert error.expected


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("create_note", ("Contact", Reference(1), "")),
        ("create_note", ("Path", Template(("It is at ", Reference(3))), "")),
        ("append_note_content", ("Ideas", Reference(7), "")),
        ("create_calendar_event", ("X", "", "", Reference(7), (Reference(2),), "", None)),
        ("create_calendar_event", ("X", "", "", Reference(5), (), Reference(6), None)),
        ("compose_new_email", ((Reference(2),), (), "Map", Reference(5), (Reference(3),))),
        ("maps_show_directions", ("", Reference(6), "d")),
        ("send_sms", (("Sid", "+14155550132", Reference(1)), Template((Reference(5), "!")))),
    ],
)
def test_any_text_may_fill_a_text(
    specs: Mapping[str, ToolSpec], tool: str, arguments: tuple[Value, ...]
) -> None:
    """Links, paths, numbers and notes may be written down, sent along, and gone to."""
    assert check(specs, tool, *arguments) == arguments


@pytest.mark.parametrize(
    ("recipients", "listed"),
    [
        ("Sid, Lutfi and Anna", ("Sid", "Lutfi", "Anna")),
        ("Sid", ("Sid",)),
        ("", ()),
        (None, ()),
        (Reference(2), (Reference(2),)),
        (Template((Reference(2), ", ", Reference(2))), (Reference(2), Reference(2))),
        (("Sid", ""), ("Sid",)),
        ("['Sid', 'Anna']", ("Sid", "Anna")),
    ],
)
def test_a_list_that_came_as_one_value_is_a_list(
    specs: Mapping[str, ToolSpec], recipients: Value, listed: tuple[Value, ...]
) -> None:
    """Models write "$1" for ["$1"], and names in one string; both are meant as a list."""
    assert check(specs, "compose_new_email", recipients, (), "", "", ())[0] == listed


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("send_sms", ((), "hi")),
        ("summarize_pdf", ("",)),
        ("get_phone_number", ("",)),
        ("append_note_content", ("", "milk", "")),
        ("create_calendar_event", ("", "tomorrow", "", "", (), "", None)),
        ("maps_show_directions", ("home", "", "d")),
    ],
)
def test_what_a_call_makes_no_sense_without_must_be_there(
    specs: Mapping[str, ToolSpec], tool: str, arguments: tuple[Value, ...]
) -> None:
    """A message to nobody, a summary of nothing, an event without a name."""
    assert "is missing" in str(refused(specs, tool, *arguments))


def test_a_draft_may_wait_for_its_recipients(specs: Mapping[str, ToolSpec]) -> None:
    """A mail is only prepared: whom it goes to can be filled in by hand."""
    assert check(specs, "compose_new_email", (), (), "Budget", "Here it is", ())


def test_what_a_text_says_may_be_asked_later(specs: Mapping[str, ToolSpec]) -> None:
    """ "Text Sid" is a plan; what to text him is a question for the user."""
    assert check(specs, "send_sms", ("Sid",), "") == (("Sid",), "")


def test_a_mixed_text_is_no_address(specs: Mapping[str, ToolSpec]) -> None:
    """Words around a result make no recipient of it."""
    mixed = Template(("Sid <", Reference(2), ">"))
    error = refused(specs, "compose_new_email", (mixed,), (), "", "", ())
    assert "mixes words" in str(error)


def test_a_reference_to_no_earlier_task_is_refused(specs: Mapping[str, ToolSpec]) -> None:
    """The producer must stand before."""
    assert "$8 is no earlier task" in str(refused(specs, "summarize_pdf", Reference(8)))


def test_numbers_may_come_in_words_and_as_whole_floats(specs: Mapping[str, ToolSpec]) -> None:
    """30.0 minutes are 30; "half an hour" is filled in later."""
    assert check(specs, "get_zoom_meeting_link", "X", "", 30.0, ())[2] == 30
    assert check(specs, "get_zoom_meeting_link", "X", "", "half an hour", ())[2] == "half an hour"


def test_a_phone_number_may_come_as_figures(specs: Mapping[str, ToolSpec]) -> None:
    """4155550132 without quotes is a number to text, not an amount."""
    assert check(specs, "send_sms", (4155550132,), "hi")[0] == ("4155550132",)
