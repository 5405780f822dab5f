"""Each quirk of the catalogue: the simulated Mac has it, and a tool handles it.

`on` runs a few lines against an app, as a script would that did not know better; `asked` is
what our own scripts make of it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.rings.cases import Case, Played, inputs, perform
from tests.rings.outcomes import Outcome, changes, outcome
from tests.rings.states import NOW, SEED, SHOPPING, state
from tinyagent_cli.desktop import engine, macos
from tinyagent_cli.desktop.engine import Conditions

NO_QUIRKS = ""  # a Mac that does what its dictionaries say


def on(
    app: str,
    body: str,
    version: str = "26",
    *quirks: str,
    variant: str = SEED,
    language: str = "en",
) -> Any:
    """What *body* returns from *app*, or the number of the error that it meets."""
    bundle = macos.table(app, "26")["bundle"]
    source = (
        f"function run() {{ const app = Application('{bundle}');"
        f" return JSON.stringify((() => {{ {body} }})()); }}"
    )
    conditions = Conditions(quirks=frozenset(quirks), macos=version, language=language)
    before = state(app, variant, language)
    found = engine.run(app, source, [], before, NOW.isoformat(), conditions)
    return found.error["number"] if found.error else json.loads(found.printed or "null")


def asked(
    script: str, what: str, *quirks: str, version: str = "26", language: str = "en"
) -> tuple[Case, Played]:
    """What our *script* does with the input *what*."""
    (one,) = (case for case in inputs(script) if case.what == what)
    condition = ", ".join([*quirks, language]) if quirks or language != "en" else one.condition
    case = replace(
        one, profile=version, condition=condition, quirks=frozenset(quirks), language=language
    )
    return case, perform(case)


def came(script: str, what: str, *quirks: str, **where: str) -> Outcome:
    """The outcome of `asked`."""
    return outcome(*asked(script, what, *quirks, **where))


@pytest.mark.parametrize("version", macos.versions())
def test_kinds_cannot_be_filtered_by(version: str) -> None:
    """`whose` with an enumeration; a loop finds the account all the same."""
    body = "return app.accounts.whose({serviceType: 'SMS'}).length"
    assert on("Messages", body, version) == -1700
    assert on("Messages", body, NO_QUIRKS) == 1
    assert came("messages/send_message.js", "a number", version=version) is Outcome.DONE


def test_an_app_by_its_name_may_be_another() -> None:
    """A widget's extension is called Notes, too, and does not run."""
    body = "return Application('Notes').notes.name()"
    assert on("Notes", body, "26", "name-is-an-extension") == -600
    assert came("notes/find_note.js", "its title", "name-is-an-extension") is Outcome.DONE


@pytest.mark.parametrize("version", macos.versions())
def test_a_body_that_a_script_sets_is_a_quotation(version: str) -> None:
    """With an empty line before it; ours set none."""
    body = """
      const draft = app.OutgoingMessage({subject: 'x', content: 'my words'});
      app.outgoingMessages.push(draft);
      return draft.content();
    """
    assert on("Mail", body, version) == "\nmy words"
    assert on("Mail", body, NO_QUIRKS) == "my words"
    for what in ("a draft with files", "a draft without"):
        _, play = asked("mail/compose.js", what, version=version)
        assert [event for event in play.events if event["event"] == "set"] == []


@pytest.mark.parametrize("version", macos.versions())
def test_a_body_set_into_an_open_reply_is_lost(version: str) -> None:
    """What Mail quotes is there, and what a script says is not."""
    body = """
      const draft = app.reply(app.selection()[0], {openingWindow: true});
      draft.content = 'my words';
      return draft.content().indexOf('my words') >= 0;
    """
    assert on("Mail", body, version) is False
    assert on("Mail", body, NO_QUIRKS) is True


def test_a_body_set_into_a_hidden_reply_drops_the_original() -> None:
    """Ours open the window, and Mail's quotation stays."""
    body = """
      const draft = app.reply(app.selection()[0], {openingWindow: false});
      const before = draft.content().indexOf('> Hi Jamie') >= 0;
      draft.content = 'my words';
      return [before, draft.content().indexOf('> Hi Jamie') >= 0];
    """
    assert on("Mail", body) == [True, False]
    assert on("Mail", body, NO_QUIRKS) == [True, True]
    for script in ("mail/reply.js", "mail/forward.js"):
        _, play = asked(script, "the selected mail")
        (draft,) = play.after["root"]["elements"]["outgoing message"]
        assert "> Hi Jamie" in draft["props"]["content"]
        assert not draft["props"].get("quoted")


def test_attachments_of_a_draft_cannot_be_asked_for() -> None:
    """The text of the body is the only place that shows them."""
    body = """
      const draft = app.OutgoingMessage({subject: 'x', visible: true});
      app.outgoingMessages.push(draft);
      return draft.mailAttachments.length;
    """
    assert on("Mail", body) == -1728
    _, play = asked("mail/compose.js", "a draft with files")
    assert len(play.answer["result"]["attached"]) == 2


def test_a_file_that_is_lost_is_named() -> None:
    """In each of the three ways to a draft."""
    for script, what in (
        ("mail/compose.js", "a draft with files"),
        ("mail/reply.js", "with files"),
        ("mail/forward.js", "with files"),
    ):
        case, play = asked(script, what, "attachments-lost")
        assert outcome(case, play) is Outcome.PARTLY
        assert play.answer["result"]["lost"] == case.argument["attachments"]


def test_a_draft_is_seen() -> None:
    """It is in a window from the first event on."""
    body = """
      const draft = app.OutgoingMessage({subject: 'x'});
      app.outgoingMessages.push(draft);
      return draft.visible();
    """
    assert on("Mail", body) is False
    assert on("Mail", body, NO_QUIRKS) is True
    _, play = asked("mail/compose.js", "a draft without")
    assert play.events[0]["with"]["visible"] is True


@pytest.mark.parametrize("language", ["en", *macos.languages()])
def test_a_draft_is_not_answered(language: str) -> None:
    """It would wedge Mail, whatever Mail and the account call their drafts."""
    body = """
      try { app.reply(app.selection()[0], {openingWindow: true}); } catch (e) {}
      return app.selection().length;
    """
    assert on("Mail", body, variant="a draft selected", language=language) == -1712
    for script in ("mail/reply.js", "mail/forward.js"):
        for quirks in ((), ("mail-drafts-named-apart",)):
            case, play = asked(script, "a draft", *quirks, language=language)
            assert play.answer["error"]["code"] == "draft"
            assert changes(play) == []
            assert outcome(case, play) is Outcome.REFUSED


def test_mailboxes_cannot_be_filtered() -> None:
    """Ours look at what is selected, and filter nothing."""
    body = "return app.inbox().messages.whose({subject: 'x'}).length"
    assert on("Mail", body) == -1712
    assert on("Mail", body, NO_QUIRKS) == 0
    for script in ("mail/reply.js", "mail/forward.js", "mail/read_selected.js"):
        for case in inputs(script):
            assert not any("whose" in event["object"] for event in perform(case).events)


def test_buddies_are_gone() -> None:
    """No service, no buddy: what old scripts speak of is an error here."""
    assert on("Messages", "return app.buddies()") == -1728
    assert on("Messages", "return app.services()") == -1728


def test_people_of_messages_cannot_be_filtered() -> None:
    """Their handles are read as a column."""
    body = "return app.participants.whose({handle: 'x'}).length"
    assert on("Messages", body) == -10000
    assert on("Messages", body, NO_QUIRKS) == 0
    assert came("messages/send_message.js", "somebody written to before") is Outcome.DONE


def test_who_is_unknown_to_messages_is_not_written_to() -> None:
    """And it is said what makes them known."""
    case, play = asked("messages/send_message.js", "a number", "unknown-handles")
    assert outcome(case, play) is Outcome.REFUSED
    assert changes(play) == []
    assert play.answer["error"]["hint"].startswith("nothing was sent; write to them once")


def test_a_ghost_send_is_not_called_delivered() -> None:
    """No script can see it: what it says is that Messages took the text."""
    _, play = asked("messages/send_message.js", "a number", "ghost-sends")
    assert play.after["root"]["sent"] == []
    assert play.answer["result"]["state"] == "handed_over"


def test_without_an_account_nothing_is_sent() -> None:
    """One account is enough; with none it is said what to switch on."""
    send = "messages/send_message.js"
    _, play = asked(send, "a number", "no-iMessage")
    assert play.answer["result"]["service"] == "SMS"
    _, play = asked(send, "a number", "no-SMS")
    assert play.answer["result"]["service"] == "iMessage"
    _, play = asked(send, "a number", "no-iMessage", "no-SMS")
    assert "Text Message Forwarding" in play.answer["error"]["hint"]
    assert changes(play) == []


def test_rcs_is_a_kind_of_account_from_macos_15_on() -> None:
    """Of the terms of Messages the only one that came since macOS 13."""
    kinds = {
        v: macos.table("Messages", v)["enumerations"]["service type"] for v in macos.versions()
    }
    assert [version for version, known in kinds.items() if "RCS" in known] == ["15", "26", "27"]


@pytest.mark.parametrize("version", macos.versions())
def test_setting_a_body_destroys(version: str) -> None:
    """Attachments are gone and a checklist is flat: such notes are refused, and stay."""
    body = """
      const note = app.notes.byName('Apartment');
      note.body = note.body() + '<ul class="Apple-checklist"><li>x</li></ul>';
      return [note.attachments.length, /checklist/.test(note.body())];
    """
    assert on("Notes", body, version) == [0, False]
    assert on("Notes", body, NO_QUIRKS) == [1, True]
    for what in ("one with an attachment", "one with a checklist"):
        case, play = asked("notes/append_note.js", what, version=version)
        assert play.answer["error"]["code"] == "would_destroy"
        assert outcome(case, play) is Outcome.REFUSED


def test_a_file_that_leaves_a_mark_is_seen() -> None:
    """One that leaves none is not, and is lost: no script can know of it."""
    add = "notes/append_note.js"
    marked, unmarked = (f"one with a file that leaves {what}" for what in ("a mark", "none"))
    assert came(add, marked, "notes-files-unseen") is Outcome.REFUSED
    assert came(add, unmarked) is Outcome.REFUSED
    assert came(add, unmarked, "notes-files-unseen") is Outcome.DONE


def test_a_locked_note_stays_as_it_is() -> None:
    """It shows no word to a script; ours say that it is locked."""
    body = "const n = app.notes.byName('Private Journal'); return [n.body(), n.plaintext()]"
    assert on("Notes", body) == ["", ""]
    assert on("Notes", "app.notes.byName('Private Journal').body = 'x'") == -10000
    for script in ("notes/open_note.js", "notes/append_note.js"):
        case, play = asked(script, "a locked one")
        assert play.answer["error"]["code"] == "locked"
        assert changes(play) == []
        assert outcome(case, play) is Outcome.REFUSED


def test_a_title_stands_once() -> None:
    """A name that is given besides stands above the body."""
    body = """
      const note = app.Note({name: 'Trip', body: '<div><h1>Trip</h1></div><div>tent</div>'});
      app.defaultAccount.defaultFolder.notes.push(note);
      return note.plaintext();
    """
    assert on("Notes", body) == "Trip\nTrip\ntent"
    assert on("Notes", body, NO_QUIRKS) == "Trip\ntent"
    _, play = asked("notes/create_note.js", "a note")
    assert play.answer["result"]["text"] == "Trip\ntent\n\nlamp"


@pytest.mark.parametrize("language", ["en", *macos.languages()])
def test_a_deleted_note_is_not_found_in_any_language(language: str) -> None:
    """It answers to its name from a folder that is called otherwise everywhere."""
    body = "app.delete(app.notes.byName('Ideas')); return app.notes.byName('Ideas').exists()"
    assert on("Notes", body, language=language) is True
    assert on("Notes", body, NO_QUIRKS) is False
    found = came("notes/find_note.js", "only in the trash", language=language)
    assert found is Outcome.NOT_FOUND


def test_of_two_folders_the_default_accounts_is_meant() -> None:
    """And of two that are elsewhere neither: it is asked."""
    _, play = asked("notes/create_note.js", "two folders of one name")
    made = play.after["root"]["elements"]["account"][0]["elements"]["folder"][1]
    assert made["props"]["name"] == "Work"
    assert made["elements"]["note"][-1]["id"] == play.answer["result"]["id"]
    case, play = asked("notes/create_note.js", "two such folders elsewhere")
    assert outcome(case, play) is Outcome.QUESTION
    assert play.answer["error"]["choices"] == ["Archive (On My Mac)", "Archive (Gmail)"]
    assert came("notes/create_note.js", "without iCloud") is Outcome.DONE


@pytest.mark.parametrize("version", macos.versions())
def test_a_bare_day_is_not_midnight(version: str) -> None:
    """A reminder for a day rings at no hour."""
    _, play = asked("reminders/create_reminder.js", "on a day", version=version)
    (made,) = changes(play)
    assert made["with"]["alldayDueDate"] == "2026-11-27T00:00:00"
    assert "dueDate" not in made["with"]


def test_an_all_day_date_says_nothing_on_newer_macs() -> None:
    """Since macOS 26 every due date is there twice; ours never read that one."""
    body = """
      const made = app.Reminder({name: 'x', dueDate: new Date(2026, 10, 27, 15)});
      app.defaultList.reminders.push(made);
      return made.alldayDueDate() === null;
    """
    assert [on("Reminders", body, version) for version in macos.versions()] == [
        True, True, True, False, False,
    ]  # fmt: skip
    for case in inputs("reminders/create_reminder.js"):
        assert not any("alldayDueDate" in event["object"] for event in perform(case).events)


def test_reminders_are_made_without_reading_any() -> None:
    """Reading and changing them may hang; a new one has all its properties when it is made."""
    quirks = ("reminders-reads-time-out", "reminders-changes-hang")
    assert on("Reminders", "return app.reminders.name()", "26", *quirks) == -1712
    assert on("Reminders", "return app.reminders()", "26", *quirks) == -1712
    assert on("Reminders", "return app.reminders.whose({name: 'x'}).length", "26", *quirks) == -1712
    body = "app.reminders.byName('Coffee').priority = 1"
    assert on("Reminders", body, "26", *quirks) == -1712
    for what in ("at a time", "on a day", "in a list", "without a time"):
        assert came("reminders/create_reminder.js", what, *quirks) is Outcome.DONE


@pytest.mark.parametrize("quirk", ["attendees-dropped", "attendees-refused"])
def test_each_invitee_is_told_of(quirk: str) -> None:
    """The event is there; who is not invited is named."""
    case, play = asked("calendar/create_event.js", "guests", quirk)
    assert outcome(case, play) is Outcome.PARTLY
    assert play.answer["result"]["invitees"] == [
        {"email": "a@example.com", "attached": False},
        {"email": "B@example.com", "attached": False},
    ]
    _, play = asked("calendar/create_event.js", "guests")
    assert all(one["attached"] for one in play.answer["result"]["invitees"])


def test_a_read_only_calendar_is_refused_with_choices() -> None:
    """Of two of one name the one that can be written to is meant."""
    _, play = asked("calendar/create_event.js", "a read-only calendar")
    assert play.answer["error"]["choices"] == ["Home", "Work"]
    assert came("calendar/create_event.js", "nothing to write to") is Outcome.REFUSED
    _, play = asked("calendar/create_event.js", "two calendars of one name")
    assert play.after["root"]["elements"]["calendar"][1]["elements"]["event"]


def test_events_are_found_without_a_filter() -> None:
    """A filter over them takes its time."""
    body = "return app.calendars[0].events.whose({summary: 'x'}).length"
    assert on("Calendar", body, "26", "calendar-filters-slow") == -1712
    assert came("calendar/delete_event.js", "an event", "calendar-filters-slow") is Outcome.DONE


def test_of_several_numbers_it_is_said_which() -> None:
    """By Apple's label without its marks; of two people of a name both are given."""
    body = "return app.people.byName('Sid Patel').phones.label()"
    assert on("Contacts", body) == ["_$!<Mobile>!$_", "_$!<Work>!$_"]
    assert on("Contacts", body, NO_QUIRKS) == ["mobile", "work"]
    _, play = asked("contacts/find_person.js", "one person")
    (sid,) = play.answer["result"]
    assert [phone["label"] for phone in sid["phones"]] == ["mobile", "work"]
    _, play = asked("contacts/find_person.js", "two of a name")
    assert len(play.answer["result"]) == 2


def test_people_are_found_by_simple_filters() -> None:
    """Filters of several conditions time out among many."""
    body = "return app.people.whose({_and: [{firstName: 'Sid'}, {lastName: 'Patel'}]}).length"
    assert on("Contacts", body, "26", "contacts-compound-slow") == -1712
    for what in ("one person", "the family name first", "a nickname"):
        assert came("contacts/find_person.js", what, "contacts-compound-slow") is Outcome.DONE


def test_the_note_that_is_spoken_of_is_the_seeds() -> None:
    """The ids of the cases are those of notes that there are."""
    assert on("Notes", f"return app.notes.byId('{SHOPPING}').name()") == "Shopping List"
