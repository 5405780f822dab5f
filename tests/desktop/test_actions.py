"""What each of the sixteen tools does, says, gives on, and how it is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desktop.conftest import TOOLS, Do, contact, doing, with_conditions
from tinyagent_cli.core.errors import (
    Ambiguous,
    HalfDone,
    NotFound,
    NotReady,
    TimedOut,
    ToolError,
)
from tinyagent_cli.desktop.engine import Fault
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.tools.spec import Result

SID, LUTFI = "+14155550132", "+15105550119"


async def taken_back(desktop: SimulatedDesktop, result: Result) -> None:
    """Undo what *result* did."""
    assert result.undo is not None
    await desktop.script(result.undo.script, result.undo.payload)


def test_every_tool_of_the_manifest_has_hands() -> None:
    """Sixteen, in the paper's order."""
    assert len(TOOLS) == 16
    assert next(iter(TOOLS)) == "create_calendar_event"
    assert [*TOOLS][-1] == "get_zoom_meeting_link"


async def test_a_number_is_mobile_first_and_e164(do: Do, desktop: SimulatedDesktop) -> None:
    """The number that a text reaches, as it is dialled from anywhere."""
    result = await do("get_phone_number", name=await contact(desktop, "Sid"))
    assert result.value == SID
    assert result.says == "Sid Patel’s number is +14155550132 (mobile)"


async def test_an_address_is_looked_up(do: Do, desktop: SimulatedDesktop) -> None:
    """The first that Contacts lists; it says which one of several it is."""
    result = await do("get_email_address", name=await contact(desktop, "Jane"))
    assert result.value == "jane.whitfield@example.org"
    assert "(home)" in result.says


async def test_who_has_no_address_is_said_to_have_none(do: Do, desktop: SimulatedDesktop) -> None:
    """Nothing is made up."""
    with pytest.raises(NotFound, match=r"no e-mail address on that card .*Grace Holloway"):
        await do("get_email_address", name=await contact(desktop, "Grace"))


async def test_an_event_is_an_hour_long_where_no_end_was_said(
    do: Do, desktop: SimulatedDesktop
) -> None:
    """In the first calendar that can be written to, with its guests."""
    result = await do(
        "create_calendar_event",
        title="Design review",
        start_date="2026-11-27T15:00:00",
        invitees=["sid@harborlabs.example.com"],
    )
    home = desktop.snapshot()["calendar"][0]
    assert home["events"][-1] == {
        "title": "Design review",
        "start": "2026-11-27 15:00",
        "end": "2026-11-27 16:00",
        "invitees": ["sid@harborlabs.example.com"],
    }
    assert result.value == "Design review"
    assert result.says.startswith("Added “Design review” to Home, Fri 27 Nov 2026, 15:00–16:00")
    await taken_back(desktop, result)
    titles = [event["title"] for event in desktop.snapshot()["calendar"][0]["events"]]
    assert "Design review" not in titles


async def test_a_bare_day_is_an_all_day_event(do: Do, desktop: SimulatedDesktop) -> None:
    """A date without a time is no midnight."""
    await do(
        "create_calendar_event", title="Trip", start_date="2026-12-01", end_date="2026-12-03",
        calendar="work",
    )  # fmt: skip
    assert desktop.snapshot()["calendar"][1]["events"][-1] == {
        "title": "Trip",
        "start": "2026-12-01",
        "end": "2026-12-03",
        "all_day": True,
    }


async def test_a_zoom_link_as_place_is_also_the_events_link(
    do: Do, desktop: SimulatedDesktop
) -> None:
    """Calendar shows a button for the event's URL."""
    link = "https://zoom.us/j/123?pwd=x"
    await do("create_calendar_event", title="x", start_date="2026-11-27T15:00:00", location=link)
    event = desktop.snapshot()["calendar"][0]["events"][-1]
    assert (event["location"], event["url"]) == (link, link)


async def test_invitees_that_calendar_drops_are_named(desktop: SimulatedDesktop) -> None:
    """It is reported who is invited and who is not."""
    dropping = with_conditions(desktop, quirks=frozenset({"attendees-dropped"}))
    result = await doing(dropping)(
        "create_calendar_event",
        title="x",
        start_date="2026-11-27T15:00:00",
        invitees=["a@example.com"],
    )
    assert "did not take a@example.com" in result.says
    assert result.details["missed"] == ["a@example.com"]


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ({"calendar": "Holidays"}, ToolError, "read-only.*“Home” and “Work”"),
        ({"calendar": "Hobby"}, NotFound, "“Home” and “Work”"),
        ({"end_date": "2026-11-27T14:00:00"}, ToolError, "before it starts"),
    ],
)
async def test_an_event_that_cannot_be_made(
    do: Do, said: dict[str, Any], error: type[Exception], words: str
) -> None:
    """The reason is told, with what there is instead."""
    with pytest.raises(error, match=words):
        await do("create_calendar_event", title="x", start_date="2026-11-27T15:00:00", **said)


async def test_a_document_is_opened(do: Do, desktop: SimulatedDesktop) -> None:
    """The path is what flows on."""
    await desktop.find_files("project")
    path = str(desktop.home / "Documents" / "project.pdf")
    result = await do("open_and_get_file_path", file_name=path)
    assert result.value == path
    assert desktop.snapshot()["files"]["opened"][-1]["path"] == path


async def test_a_program_is_only_shown(do: Do, desktop: SimulatedDesktop) -> None:
    """Opening it would run it."""
    await desktop.find_files("setup")
    await desktop.open_file(desktop.home / "Downloads" / "setup.command")
    assert desktop.snapshot()["files"]["opened"][-1]["only_shown"] is True


async def test_a_pdf_is_summarised_in_its_own_sentences(do: Do, desktop: SimulatedDesktop) -> None:
    """Every sentence of the summary stands in the document."""
    await desktop.find_files("report")
    path = str(desktop.home / "Documents" / "report.pdf")
    result = await do("summarize_pdf", pdf_path=path)
    assert result.value.startswith("Revenue in the third quarter was 412,000 dollars")
    assert 2 <= result.value.count(".") <= 5
    assert result.undo is None


async def test_a_new_mail_is_a_draft_in_a_window(do: Do, desktop: SimulatedDesktop) -> None:
    """Without files it is a mailto: link, so that its body is no quotation."""
    result = await do(
        "compose_new_email",
        recipients=["sid.patel@example.com", "nick.costa@harborlabs.example.com"],
        cc=["linda.rivera@example.com"],
        subject="Budget & travel",
        context="Hi both,\n100% done?\n",
    )
    assert desktop.snapshot()["mail"]["drafts"] == [
        {
            "to": ["sid.patel@example.com", "nick.costa@harborlabs.example.com"],
            "cc": ["linda.rivera@example.com"],
            "subject": "Budget & travel",
            "body": "Hi both,\n100% done?\n",
            "attachments": [],
            "kind": "mailto",
            "visible": True,
        }
    ]
    assert result.undo is None


async def test_a_mail_with_files_has_them_and_its_words(
    do: Do, desktop: SimulatedDesktop, tmp_path: Path
) -> None:
    """A script opens the window, the words come after the files, and it can be closed again."""
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    result = await do(
        "compose_new_email",
        recipients=["sid.patel@example.com"],
        subject="x",
        context="here",
        attachments=[str(file)],
    )
    (draft,) = desktop.snapshot()["mail"]["drafts"]
    assert (draft["attachments"], draft["body"]) == ([str(file)], "here")
    assert result.says == "Drafted “x” to sid.patel@example.com with a.pdf"
    await taken_back(desktop, result)
    assert desktop.snapshot()["mail"]["drafts"] == []


async def test_a_file_that_mail_loses_is_named(desktop: SimulatedDesktop, tmp_path: Path) -> None:
    """An attachment is counted, not believed."""
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    losing = with_conditions(desktop, quirks=frozenset({"attachments-lost"}))
    result = await doing(losing)(
        "compose_new_email", recipients=["a@example.com"], attachments=[str(file)]
    )
    assert "Mail did not take a.pdf" in result.says


async def test_a_file_that_is_not_there_stops_the_draft(do: Do, desktop: SimulatedDesktop) -> None:
    """No half draft is left behind."""
    with pytest.raises(NotFound, match="not there any more"):
        await do("compose_new_email", recipients=["a@example.com"], attachments=["/no/such"])
    assert desktop.snapshot()["mail"]["drafts"] == []


async def test_a_reply_goes_to_who_wrote_and_keeps_the_quotation(
    do: Do, desktop: SimulatedDesktop
) -> None:
    """To the sender alone, and to whom the user adds."""
    result = await do("reply_to_email", cc=["lutfi.eren@example.org"], context="Will do")
    (draft,) = desktop.snapshot()["mail"]["drafts"]
    assert draft["to"] == ["sid@harborlabs.example.com"]
    assert draft["cc"] == ["lutfi.eren@example.org"]
    assert draft["subject"] == "Re: Q3 budget review"
    assert draft["body"].startswith("Will do\n\nOn ")
    assert "> Hi Jamie" in draft["body"]
    assert "Sid Patel" in result.says


async def test_a_forward_brings_the_original(do: Do, desktop: SimulatedDesktop) -> None:
    """To whom it was asked for, with the user's words above."""
    await do("forward_email", recipients=["amir.haddad@harborlabs.example.com"], context="FYI")
    (draft,) = desktop.snapshot()["mail"]["drafts"]
    assert draft["to"] == ["amir.haddad@harborlabs.example.com"]
    assert draft["subject"] == "Fwd: Q3 budget review"
    assert draft["body"].startswith("FYI\n\nBegin forwarded message")


async def test_a_reply_needs_a_selected_mail(do: Do, desktop: SimulatedDesktop) -> None:
    """With nothing selected it says what to do."""
    from tinyagent_cli.desktop import storage

    with storage.locked(desktop.folder):
        state = desktop.state("Mail")
        state["root"]["props"]["selection"] = []
        desktop.change("Mail", state)
    with pytest.raises(ToolError, match="select one and try again"):
        await do("reply_to_email", context="x")


@pytest.mark.parametrize(
    ("tool", "said", "url"),
    [
        (
            "maps_open_location",
            {"location": "Café & Bar, 5th Ave"},
            "https://maps.apple.com/?q=Caf%C3%A9%20%26%20Bar%2C%205th%20Ave",
        ),
        (
            "maps_show_directions",
            {"start_location": "Home", "end_location": "LAX", "transport": "w"},
            "https://maps.apple.com/?saddr=Home&daddr=LAX&dirflg=w",
        ),
        (
            "maps_show_directions",
            {"end_location": "LAX", "transport": "d"},
            "https://maps.apple.com/?daddr=LAX&dirflg=d",
        ),
    ],
)
async def test_maps_is_shown_by_link(
    do: Do, desktop: SimulatedDesktop, tool: str, said: dict[str, Any], url: str
) -> None:
    """Percent-encoded; a way from where the user is has no start."""
    result = await do(tool, **said)
    assert result.value == url
    assert desktop.snapshot()["maps"][-1]["url"] == url


async def test_a_note_is_written_and_taken_back(do: Do, desktop: SimulatedDesktop) -> None:
    """The title stands once; the folder may be named in any case."""
    result = await do("create_note", name="Trip", content="tent\n\nlamp", folder="personal")
    note = desktop.snapshot()["notes"]["Personal"][-1]
    assert note == {"name": "Trip", "text": "Trip\ntent\n\nlamp"}
    await taken_back(desktop, result)
    assert note not in desktop.snapshot()["notes"]["Personal"]


async def test_a_note_is_opened_and_read(do: Do) -> None:
    """The text flows on without its title."""
    result = await do("open_note", name="shopping")
    assert result.value == "Milk\nEggs\nBread\nOlive oil"
    assert result.says.startswith("Opened the note “Shopping List”")


async def test_a_note_of_which_there_are_several_is_a_question(do: Do) -> None:
    """“list” is in two titles; none is picked."""
    with pytest.raises(Ambiguous) as caught:
        await do("open_note", name="list")
    assert caught.value.choices == ("Packing List (Personal)", "Shopping List (Shopping)")


async def test_the_exact_title_wins_over_longer_ones(do: Do) -> None:
    """A note called just so is meant, though another title contains it."""
    await do("create_note", name="List", content="x")
    assert (await do("open_note", name="List")).value == "x"


async def test_a_deleted_note_is_not_found(do: Do, desktop: SimulatedDesktop) -> None:
    """What lies in the trash is not meant, though it still answers to its name."""
    result = await do("create_note", name="Gone", content="x")
    await taken_back(desktop, result)
    with pytest.raises(NotFound):
        await do("open_note", name="Gone")


async def test_adding_to_a_note_keeps_what_was_there(do: Do, desktop: SimulatedDesktop) -> None:
    """It comes last, and can be taken back to the letter."""
    before = desktop.snapshot()["notes"]
    result = await do("append_note_content", name="Shopping List", content="Salt\nRice")
    text = desktop.snapshot()["notes"]["Shopping"][0]["text"]
    assert text == "Shopping List\nMilk\nEggs\nBread\nOlive oil\nSalt\nRice"
    await taken_back(desktop, result)
    assert desktop.snapshot()["notes"] == before


async def test_an_addition_is_not_taken_back_over_later_changes(
    do: Do, desktop: SimulatedDesktop
) -> None:
    """What came after is not lost for what came before."""
    first = await do("append_note_content", name="Shopping List", content="Salt")
    await do("append_note_content", name="Shopping List", content="Rice")
    with pytest.raises(ToolError, match="was changed since"):
        await taken_back(desktop, first)


@pytest.mark.parametrize(
    ("name", "words"), [("Private Journal", "locked"), ("Apartment", "would destroy")]
)
async def test_a_note_that_would_be_harmed_is_not_added_to(
    do: Do, desktop: SimulatedDesktop, name: str, words: str
) -> None:
    """Locked ones and those with attachments stay as they are."""
    before = desktop.snapshot()
    with pytest.raises(ToolError, match=words):
        await do("append_note_content", name=name, content="x")
    assert desktop.snapshot() == before


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ({"due_date": "2026-11-27T09:30:00"}, {"due": "2026-11-27 09:30"}),
        ({"due_date": "2026-11-27"}, {"due": "2026-11-27", "all_day": True}),
        (
            {"due_date": "2026-11-27T00:00:00", "all_day": True},
            {"due": "2026-11-27", "all_day": True},
        ),
        ({}, {}),
    ],
)
async def test_a_reminder_is_set_and_taken_back(
    do: Do, desktop: SimulatedDesktop, said: dict[str, Any], due: dict[str, Any]
) -> None:
    """With a time, for a whole day, or without either."""
    result = await do("create_reminder", name="Call", list_name="work", priority=1, **said)
    made = desktop.snapshot()["reminders"]["Work"][-1]
    assert made == {"name": "Call", "priority": 1, **due}
    await taken_back(desktop, result)
    assert made not in desktop.snapshot()["reminders"]["Work"]


async def test_a_text_goes_to_each_by_name(do: Do, desktop: SimulatedDesktop) -> None:
    """One message each, in order; whoever was looked up is told by name."""
    for name in ("Sid", "Lutfi"):
        await contact(desktop, name)
    result = await do("send_sms", recipients=[SID, LUTFI, SID], message="I'm running late")
    sent = [(m["to"], m["text"]) for m in desktop.snapshot()["messages"]]
    assert sent == [(SID, "I'm running late"), (LUTFI, "I'm running late")]
    assert result.says == "Texted Sid Patel and Lutfi Eren: “I'm running late”"
    assert result.undo is None


async def test_without_imessage_a_text_goes_by_sms(desktop: SimulatedDesktop) -> None:
    """The next way that is switched on is taken."""
    without = with_conditions(desktop, quirks=frozenset({"no-iMessage"}))
    result = await doing(without)("send_sms", recipients=[SID], message="x")
    assert result.details["handed_over"] == {SID: "SMS"}


async def test_without_any_account_nothing_is_sent(desktop: SimulatedDesktop) -> None:
    """It says that nothing left the Mac."""
    without = with_conditions(desktop, quirks=frozenset({"no-iMessage", "no-SMS"}))
    with pytest.raises(ToolError, match="no account") as caught:
        await doing(without)("send_sms", recipients=[SID], message="x")
    assert not isinstance(caught.value, HalfDone)


async def test_a_send_that_broke_off_is_not_repeated(desktop: SimulatedDesktop) -> None:
    """It is unknown whether it went out, and the others are not written to."""
    failing = with_conditions(desktop, faults=(Fault("Messages", -1712, event="send"),))
    with pytest.raises(HalfDone):
        await doing(failing)("send_sms", recipients=[SID, LUTFI], message="x")
    assert [event["event"] for event in failing.events].count("send") == 1


async def test_who_got_a_text_before_it_failed_is_told(do: Do, desktop: SimulatedDesktop) -> None:
    """“Failed” alone would make the user send it again."""
    await contact(desktop, "Sid")
    with pytest.raises(ToolError, match="texted Sid Patel, and then stopped at 12: Messages does"):
        await do("send_sms", recipients=[SID, "12"], message="x")


async def test_a_zoom_meeting_has_a_link(do: Do, desktop: SimulatedDesktop) -> None:
    """Two meetings of one name are two."""
    said = {"topic": "Standup", "start_time": "2026-11-30T10:00:00", "duration": 30}
    first, second = [await do("get_zoom_meeting_link", **said) for _ in range(2)]
    assert first.value.startswith("https://zoom.us/j/")
    assert first.value != second.value
    meeting = desktop.snapshot()["zoom"][0]
    assert (meeting["topic"], meeting["start"], meeting["minutes"]) == (
        "Standup",
        "2026-11-30T10:00:00",
        30,
    )


@pytest.mark.parametrize(
    ("number", "kind"), [(-1743, NotReady), (-1712, HalfDone), (-10000, HalfDone)]
)
async def test_an_apps_failure_is_one_of_our_errors(
    desktop: SimulatedDesktop, number: int, kind: type[Exception]
) -> None:
    """Whichever event it answers: a note that was to be made may be there."""
    failing = with_conditions(desktop, faults=(Fault("Notes", number),))
    with pytest.raises(kind):
        await doing(failing)("create_note", name="x")


async def test_an_app_that_is_late_before_anything_began_did_nothing(
    desktop: SimulatedDesktop,
) -> None:
    """Nobody is told that it may have happened all the same."""
    failing = with_conditions(desktop, faults=(Fault("Notes", -1712),))
    with pytest.raises(TimedOut) as late:
        await doing(failing)("create_note", name="x", folder="Work")
    assert not late.value.begun


async def test_a_forward_says_of_what_to_whom_and_who_gets_a_copy(
    do: Do, desktop: SimulatedDesktop
) -> None:
    """By the subject that the mail came with."""
    await contact(desktop, "Sid")
    result = await do("forward_email", recipients=["sid.patel@example.com"], cc=["x@example.org"])
    assert result.says == ("Drafted a forward of “Q3 budget review” to Sid Patel, cc x@example.org")


EVENT = {"title": "x", "start_date": "2026-11-27T15:00:00", "end_date": "2026-11-27T16:00:00"}


@pytest.mark.parametrize(
    ("tool", "said", "other"),
    [
        ("create_note", {"name": "A", "content": "x"}, {"name": "A", "content": "y"}),
        ("create_reminder", {"name": "a"}, {"name": "b"}),
        ("create_calendar_event", EVENT, EVENT | {"title": "y"}),
    ],
)
async def test_what_bears_the_same_number_now_is_not_taken_for_what_was_made(
    desktop: SimulatedDesktop, do: Do, tool: str, said: dict[str, Any], other: dict[str, Any]
) -> None:
    """After a reset the simulated Mac counts anew; Mail does whenever it is started."""
    made = await do(tool, **said)
    desktop.reset()
    again = await do(tool, **other)
    assert made.undo is not None
    assert again.undo is not None
    with pytest.raises(ToolError, match="left as it is"):
        await desktop.script(made.undo.script, made.undo.payload)
    await desktop.script(again.undo.script, again.undo.payload)


async def test_a_note_that_was_written_in_since_is_not_deleted(
    desktop: SimulatedDesktop, do: Do
) -> None:
    """What somebody added by hand is theirs."""
    made = await do("create_note", name="Shed", content="one")
    await do("append_note_content", name="Shed", content="two")
    assert made.undo is not None
    with pytest.raises(ToolError, match="changed since"):
        await desktop.script(made.undo.script, made.undo.payload)


@pytest.mark.parametrize(
    ("app", "asked", "tool", "said"),
    [
        ("Notes", "id", "create_note", {"name": "A"}),
        ("Reminders", "id", "create_reminder", {"name": "a"}),
        ("Calendar", "uid", "create_calendar_event", EVENT),
    ],
)
async def test_what_fails_when_it_is_there_is_told_so(
    desktop: SimulatedDesktop, app: str, asked: str, tool: str, said: dict[str, Any]
) -> None:
    """Nobody makes it a second time because asking for its number failed."""
    fault = Fault(app, -1712, event="get", object=f"(…).{asked}")
    with pytest.raises(HalfDone):
        await doing(with_conditions(desktop, faults=(fault,)))(tool, **said)


async def test_a_note_that_does_not_show_is_written_all_the_same(
    desktop: SimulatedDesktop,
) -> None:
    """And can be taken back."""
    made = await doing(with_conditions(desktop, faults=(Fault("Notes", -1712, event="show"),)))(
        "create_note", name="A"
    )
    assert made.undo is not None
