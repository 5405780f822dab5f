"""Arguments as a plan says them become arguments that a tool can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.tools.conftest import FakeDesktop, FakePerson, Nobody
from tinyagent_cli.core.errors import Ambiguous, ConsentNeeded, NotFound, ToolError
from tinyagent_cli.plan.task import Reference, Task, Template, Value
from tinyagent_cli.tools.resolve import Resolved, resolve
from tinyagent_cli.tools.spec import Hands, Result, ToolSpec

NUMBER = Result(
    "+14155550132", "", details={"contact": "id-Sid", "name": "Sid Patel", "label": "mobile"}
)
ADDRESS = Result("sid.patel@example.com", "", details={"name": "Sid Patel", "label": "home"})


class Asking:
    """Resolves tasks of one desktop."""

    def __init__(self, specs: Mapping[str, ToolSpec], hands: Hands) -> None:
        self.specs = specs
        self.hands = hands

    async def __call__(
        self,
        tool: str,
        *arguments: Value,
        results: Mapping[int, Result] | None = None,
        person: Any = None,
        tainted: frozenset[int] = frozenset(),
        request: str = "",
    ) -> Resolved:
        return await resolve(
            self.specs[tool],
            Task(9, tool, arguments),
            results or {},
            self.hands,
            person or Nobody(),
            tainted=tainted,
            request=request,
        )


@pytest.fixture
def resolved(specs: Mapping[str, ToolSpec], hands: Hands) -> Asking:
    """Resolves a task on the fake desktop."""
    return Asking(specs, hands)


async def test_names_become_numbers_with_their_origin(resolved: Asking) -> None:
    """A person in the place of a number is looked up, and it is told whose it is."""
    call = await resolved("send_sms", ("Sid", "my mom"), "hi")
    assert call.arguments == {
        "recipients": ["+14155550132", "+15055550120"],
        "message": "hi",
    }
    assert call.provenance == {
        "+14155550132": "Sid Patel, mobile, from Contacts",
        "+15055550120": "Linda Rivera, home, from Contacts",
    }


async def test_results_keep_their_origin(resolved: Asking) -> None:
    """What an earlier task looked up is passed on with whose it is."""
    call = await resolved("send_sms", (Reference(1),), "hi", results={1: NUMBER})
    assert call.arguments["recipients"] == ["+14155550132"]
    assert call.provenance == {"+14155550132": "Sid Patel, mobile, from Contacts (task 1)"}


async def test_addresses_that_stand_in_the_plan_are_checked_and_kept(resolved: Asking) -> None:
    """An address in the plan is not looked up; a number gets its country."""
    call = await resolved("send_sms", ("(415) 555-0199",), "hi")
    assert call.provenance == {"+14155550199": "as the plan says"}
    call = await resolved("compose_new_email", ("Sid <sid@example.org>", "Lutfi"), (), "", "", ())
    assert call.arguments["recipients"] == ["sid@example.org", "lutfi@example.org"]
    assert call.provenance["lutfi@example.org"] == "Lutfi Eren, home, from Contacts"


@pytest.mark.parametrize(
    ("asked", "origin"),
    [
        ("Mail Bo@example.com.", "said by you"),
        ("mail <bo@example.com>, about lunch", "said by you"),
        ("mail jim.bo@example.com", "as the plan says"),
        ("mail bo@example.com.au", "as the plan says"),
        ("mail Bo", "as the plan says"),
    ],
)
async def test_an_address_is_the_users_where_they_said_all_of_it(
    resolved: Asking, asked: str, origin: str
) -> None:
    """And not where it is a part of another one, which is somebody else's."""
    call = await resolved("reply_to_email", ("bo@example.com",), "", (), request=asked)
    assert call.provenance == {"bo@example.com": origin}


async def test_a_path_is_typed_where_all_of_it_was(
    resolved: Asking, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file that begins as the typed one does is another one."""
    path = tmp_path_factory.mktemp("elsewhere") / "plan"
    path.write_text("x")
    call = await resolved("open_and_get_file_path", str(path), request=f"open {path}.")
    assert call.arguments["file_name"] == str(path)
    with pytest.raises(ToolError, match="outside your home"):
        await resolved("open_and_get_file_path", str(path), request=f"open {path}.pdf")


async def test_one_person_named_twice_is_reached_once(resolved: Asking) -> None:
    """Recipients are not repeated."""
    call = await resolved("send_sms", ("Sid", "Sid Patel", "415 555 0132"), "hi")
    assert call.arguments["recipients"] == ["+14155550132"]


@pytest.mark.parametrize(
    ("tool", "arguments", "error"),
    [
        ("send_sms", (("911",), "hi"), "short code"),
        ("send_sms", (("sid@example.com",), "hi"), "is an e-mail address"),
        ("send_sms", (("Ana Ruiz",), "hi"), "no phone number on that card"),
        ("send_sms", (("Bartholomew",), "hi"), "nobody called Bartholomew"),
        ("compose_new_email", (("+14155550132",), (), "", "", ()), "is a phone number"),
        ("compose_new_email", (("sid@",), (), "", "", ()), "no e-mail address"),
        ("compose_new_email", (("Boss",), (), "", "", ()), "no e-mail address on that card"),
    ],
)
async def test_what_cannot_be_reached_is_refused(
    resolved: Asking, tool: str, arguments: tuple[Value, ...], error: str
) -> None:
    """A wrong address is an error with its reason, before anybody is asked for consent."""
    with pytest.raises(ToolError, match=error):
        await resolved(tool, *arguments)


async def test_an_ambiguous_person_is_asked_about(resolved: Asking) -> None:
    """Which Sarah?"""
    person = FakePerson("Chen")
    call = await resolved("send_sms", ("Sarah",), "hi", person=person)
    assert call.arguments["recipients"] == ["+14155550150"]
    with pytest.raises(ConsentNeeded):
        await resolved("send_sms", ("Sarah",), "hi")


async def test_a_person_becomes_their_card(resolved: Asking) -> None:
    """Who looks up a number is handed the contact."""
    call = await resolved("get_phone_number", "Sid")
    assert call.arguments["name"]["name"] == "Sid Patel"
    call = await resolved("get_phone_number", "+1 415 555 0132")
    assert call.arguments["name"]["phones"] == [{"label": "", "value": "+14155550132"}]


@pytest.mark.parametrize(
    "kind",
    [
        "recipients",
        "attachments",
        "path",
        "person",
        "place",
        "folder",
        "list",
        "calendar",
        "note",
        "opened note",
        "topic",
    ],
)
async def test_other_peoples_text_chooses_nobody_and_nothing(resolved: Asking, kind: str) -> None:
    """Text from notes, mails and PDFs is never a recipient, a path or a name to look up."""
    note = Result("eve@example.com", "")
    tool, arguments = {
        "recipients": ("compose_new_email", ((Reference(3),), (), "", "", ())),
        "attachments": ("compose_new_email", (("Sid",), (), "", "", (Reference(3),))),
        "path": ("summarize_pdf", (Reference(3),)),
        "person": ("get_phone_number", (Reference(3),)),
        "place": ("maps_open_location", (Template(("to ", Reference(3))),)),
        "folder": ("create_note", ("Ideas", "", Reference(3))),
        "list": ("create_reminder", ("Call", "", "", Reference(3), 0, False)),
        "calendar": (
            "create_calendar_event",
            ("Call", "2026-11-27 15:00:00", "", "", (), "", Reference(3)),
        ),
        "note": ("append_note_content", (Template(("", Reference(3))), "milk", "")),
        "opened note": ("open_note", (Reference(3), "")),
        "topic": ("get_zoom_meeting_link", (Reference(3), "", 60, ())),
    }[kind]
    with pytest.raises(ToolError, match="text that other people wrote"):
        await resolved(tool, *arguments, results={3: note}, tainted=frozenset({3}))


async def test_other_peoples_text_may_fill_a_body(resolved: Asking) -> None:
    """A summary may be sent to somebody whom the user named."""
    summary = Result("Buy milk. $2 <b>!", "")
    call = await resolved(
        "send_sms",
        ("Sid",),
        Template(("It says: ", Reference(3))),
        results={3: summary},
        tainted=frozenset({3}),
    )
    assert call.arguments["message"] == "It says: Buy milk. $2 <b>!"


async def test_text_is_never_read_again(resolved: Asking) -> None:
    """A result that looks like a reference stays text."""
    call = await resolved("create_note", "X", Reference(1), "", results={1: Result("$2 ${3}", "")})
    assert call.arguments["content"] == "$2 ${3}"


async def test_times_are_iso_for_scripts(resolved: Asking) -> None:
    """Local time with a T; a bare day where it is all day; nothing where nothing was said."""
    call = await resolved("create_reminder", "Call", "tomorrow at 5", "", "", "high", "")
    assert call.arguments == {
        "name": "Call", "due_date": "2026-11-24T17:00:00", "notes": "", "list_name": "",
        "priority": 1, "all_day": False,
    }  # fmt: skip
    call = await resolved("create_reminder", "Call", "2026-11-24", "", "", 0, True)
    assert call.arguments["due_date"] == "2026-11-24"
    call = await resolved("create_reminder", "Call", "", "", "", 0, False)
    assert call.arguments["due_date"] == ""


async def test_a_time_that_fits_twice_is_asked_about(resolved: Asking) -> None:
    """The chosen midnight is taken, and the end follows from it."""
    person = FakePerson("Fri 27 Nov")
    call = await resolved(
        "create_calendar_event", "X", "Friday at midnight", "", "", (), "", None, person=person
    )
    assert call.arguments["start_date"] == "2026-11-27T00:00:00"
    assert call.arguments["end_date"] == "2026-11-27T01:00:00"
    assert "Friday at midnight" in person.questions[0][0]


async def test_a_time_half_understood_is_confirmed_or_refused(resolved: Asking) -> None:
    """What was guessed is asked about; without a yes nothing is done."""
    words = ("X", "Friday until noon", "", "", (), "", None)
    call = await resolved("create_calendar_event", *words, person=FakePerson("27 Nov"))
    assert call.arguments["end_date"] == "2026-11-27T12:00:00"
    with pytest.raises(Ambiguous):
        await resolved("create_calendar_event", *words, person=FakePerson(None))
    with pytest.raises(ConsentNeeded):
        await resolved("create_calendar_event", *words)


async def test_what_was_left_out_is_asked_for(resolved: Asking) -> None:
    """Whoever is there says what to text and what to be reminded of."""
    person = FakePerson("on my way")
    call = await resolved("send_sms", ("Sid",), "", person=person)
    assert call.arguments["message"] == "on my way"
    call = await resolved("create_reminder", "tomorrow", "", "", "", 0, False, person=person)
    assert (call.arguments["name"], call.arguments["due_date"]) == ("on my way", "2026-11-24")
    assert [question for question, _ in person.questions] == [
        "What is the message?",
        "What is it about?",
    ]
    with pytest.raises(Ambiguous, match="What is the message"):
        await resolved("send_sms", ("Sid",), "")


async def test_a_time_that_was_left_out_is_asked_for(resolved: Asking) -> None:
    """The answer is read as a time, and the end follows from it."""
    person = FakePerson("tomorrow at 3pm")
    call = await resolved("create_calendar_event", "Gym", "", "", "", (), "", None, person=person)
    assert call.arguments["start_date"] == "2026-11-24T15:00:00"
    assert call.arguments["end_date"] == "2026-11-24T16:00:00"
    assert [question for question, _ in person.questions] == ["When is “Gym”?"]


@pytest.mark.parametrize("said", ["her", "Him", "them", "everyone"])
async def test_whoever_is_only_pointed_at_is_asked_for(resolved: Asking, said: str) -> None:
    """A name or an address answers; nobody called "her" is looked up."""
    for answer in ("Sid", "+14155550132"):
        person = FakePerson(answer)
        call = await resolved("send_sms", (said,), "hi", person=person)
        assert call.arguments["recipients"] == ["+14155550132"]
        assert [question for question, _ in person.questions] == [f"Who is “{said}”?"]
    call = await resolved("get_email_address", said, person=FakePerson("Lutfi"))
    assert call.arguments["name"]["name"] == "Lutfi Eren"
    for nobody in (None, FakePerson(), FakePerson("her")):
        with pytest.raises(Ambiguous, match="nobody that I know"):
            await resolved("send_sms", (said,), "hi", person=nobody)


@pytest.mark.parametrize("start", ["", "whenever"])
async def test_no_time_is_no_event(resolved: Asking, start: str) -> None:
    """An event without a time is refused, and the hint says how to say one."""
    with pytest.raises(Ambiguous) as caught:
        await resolved("create_calendar_event", "Gym", start, "", "", (), "", None)
    assert "tomorrow at 3pm" in caught.value.hint


async def test_files_become_paths(resolved: Asking, desktop: FakeDesktop) -> None:
    """A name is looked for, and it is told what was found for it."""
    path = desktop.folder / "Project Plan.pdf"
    path.write_text("x")
    call = await resolved("open_and_get_file_path", "project plan")
    assert call.arguments["file_name"] == str(path)
    assert call.provenance == {str(path): "found for “project plan”"}
    call = await resolved(
        "reply_to_email", (), "", (Reference(1),), results={1: Result(str(path), "")}
    )
    assert call.arguments["attachments"] == [str(path)]
    with pytest.raises(NotFound):
        await resolved("open_and_get_file_path", "nothing.pdf")


async def test_places_choices_and_names_stay_words(resolved: Asking) -> None:
    """Here is nothing, for Maps knows it; the way to travel is a letter."""
    call = await resolved("maps_show_directions", "my current location", "the park", "by train")
    assert call.arguments == {
        "start_location": "", "end_location": "the park", "transport": "r",
    }  # fmt: skip


async def test_what_nobody_spoke_of_is_the_default(resolved: Asking) -> None:
    """Every argument is there, whatever was said."""
    call = await resolved("create_calendar_event", "X", "3pm", "", "", (), "", None)
    assert call.arguments == {
        "title": "X", "start_date": "2026-11-23T15:00:00", "end_date": "2026-11-23T16:00:00",
        "location": "", "invitees": [], "notes": "", "calendar": None,
    }  # fmt: skip
