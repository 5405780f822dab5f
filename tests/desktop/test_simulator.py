"""The simulated apps know what Apple's dictionaries know, and nothing else."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from tinyagent_cli.core.errors import TimedOut, ToolError
from tinyagent_cli.desktop import engine, macos, seed
from tinyagent_cli.desktop.engine import Conditions, Fault, Run
from tinyagent_cli.desktop.simulated import SimulatedDesktop

STATES = seed.states(datetime(2026, 11, 23, 9, 0))


def run(app: str, body: str, *argv: str, conditions: Conditions | None = None) -> Run:
    """Run *body* as a script's ``run``, with ``app`` as the application."""
    bundle = macos.table(app, "26")["bundle"]
    source = f"function run(argv) {{ const app = Application('{bundle}'); {body} }}"
    state = json.loads(json.dumps(STATES[app]))
    return engine.run(app, source, argv, state, "2026-11-23T09:00:00", conditions)


def value(app: str, body: str, conditions: Conditions | None = None) -> Any:
    """What *body* returns, through JSON."""
    found = run(app, f"return JSON.stringify((() => {{ {body} }})());", conditions=conditions)
    assert found.error is None, found.error
    return json.loads(found.printed or "null")


MISTAKES = [
    ("Notes", "app.notse.name()", -1728, "an element that there is not"),
    ("Notes", "app.notes[0].titel()", -1728, "a property that there is not"),
    ("Notes", "app.Notiz({})", -1728, "a class that there is not"),
    ("Notes", "app.notes[0].plaintext = 'x'", -10006, "a read-only property"),
    ("Notes", "app.notes[0].nom = 'x'", -1728, "setting a property that there is not"),
    ("Notes", "app.notes[0].body = 5", -1700, "a number where text belongs"),
    ("Notes", "app.notes.byId('nobody').name()", -1728, "an id that nobody has"),
    ("Notes", "app.notes.byName('nothing').body()", -1728, "a name that nothing has"),
    ("Notes", "app.notes[99].name()", -1719, "an index past the end"),
    ("Notes", "app.notes.whose({nom: 'x'}).length", -1728, "a filter on an unknown property"),
    ("Notes", "app.notes.whose({name: {_like: 'x'}}).length", -1700, "an unknown comparison"),
    ("Notes", "app.show(app.notes[0], {apart: true})", -1701, "an unknown parameter"),
    ("Notes", "app.show(app.notes[0], {separately: 1})", -1700, "a parameter of the wrong type"),
    ("Notes", "app.show()", -1701, "a missing direct parameter"),
    ("Notes", "const n = app.Note({body: 'x'}); n.name()", -1728, "an object never pushed"),
    ("Notes", "const n = app.Note({plaintext: 'x'})", -10006, "making with a read-only property"),
    ("Notes", "const n = app.Note({text: 'x'})", -1728, "making with an unknown property"),
    ("Notes", "app.notes.push({body: 'x'})", -1700, "pushing a plain record"),
    ("Notes", "app.folders[0].notes.push(app.Folder({name: 'x'}))", -1700, "a folder among notes"),
    ("Notes", "`${app.notes[0]}`", -1700, "a specifier used as text"),
    ("Notes", "Application('Notes').notes()", -2700, "an app by its name"),
    ("Notes", "Application('com.apple.mail')", -2700, "another app than the script's own"),
    ("Notes", "app.doShellScript('date')", -1728, "StandardAdditions"),
    ("Notes", "ObjC.import('Foundation')", -2700, "the Objective-C bridge"),
    ("Reminders", "app.reminders[0].show({}, {})", -1701, "too many parameters"),
    ("Reminders", "app.reminders[0].dueDate = '2026-11-27'", -1700, "text where a date belongs"),
    ("Reminders", "app.Reminder({name: 'x', priority: 1.5})", -1700, "no whole number"),
    ("Calendar", "app.calendars[0].events[0].send()", -1728, "a verb of another app"),
    ("Calendar", "app.show(app.calendars[0])", -1708, "a verb that the class does not answer"),
    ("Calendar", "app.calendars[2].events.push(app.Event({summary: 'x'}))", -10024, "read-only"),
    ("Messages", "app.send('x')", -1701, "a missing parameter"),
    ("Messages", "app.send('x', {to: '+14155550132'})", -1700, "text where a person belongs"),
    ("Messages", "app.participants.whose({handle: 'x'}).length", -10000, "a filter on people"),
    ("Messages", "app.accounts.whose({serviceType: 'SMS'}).length", -1700, "a filter on a kind"),
    ("Messages", "app.buddies()", -1728, "a term of before Big Sur"),
    ("Messages", "app.chats.push(app.Chat({}))", -10006, "making in a read-only element"),
    ("Contacts", "app.people[0].name = 'x'", -10006, "a computed name"),
    ("Mail", "app.send(app.outgoingMessages[0])", -1708, "sending mail, whatever it is"),
    ("Mail", "app.inbox().messages[0].subject = 'x'", -10006, "a received subject"),
    (
        "Mail",
        "app.outgoingMessages.push(app.OutgoingMessage({htmlContent: 1}))",
        -1700,
        "a number for HTML",
    ),
    ("Mail", "app.close(app.inbox().messages[0])", -1708, "closing what has no window"),
]


@pytest.mark.parametrize(("app", "body", "number", "what"), MISTAKES, ids=[m[3] for m in MISTAKES])
def test_a_mistake_fails_with_the_number_that_a_mac_gives(
    app: str, body: str, number: int, what: str
) -> None:
    """What the dictionary does not know is an error at once, with Apple's number."""
    error = run(app, body).error
    assert (error and error["number"]) == number


def test_bulk_reads_give_a_column() -> None:
    """A property of a list is the list of that property, as on a Mac."""
    assert value("Reminders", "return app.lists.name()") == ["Reminders", "Groceries", "Work"]


def test_a_specifier_is_looked_up_anew_at_each_event() -> None:
    """What was named before it was made is found once it is there."""
    body = """
      const list = app.lists.byName('Groceries');
      const before = list.reminders.length;
      list.reminders.push(app.Reminder({name: 'Tea'}));
      return [before, list.reminders.length, app.reminders.byName('tea').name()];
    """
    assert value("Reminders", body) == [2, 3, "Tea"]


def test_an_object_that_was_deleted_is_gone_for_whoever_holds_it() -> None:
    """A pinned object does not outlive its deletion."""
    body = "const r = app.lists[0].reminders()[0]; app.delete(r); return [r.exists()]"
    assert value("Reminders", body) == [False]


def test_names_compare_without_case() -> None:
    """byName and whose fold case, as Apple's apps do."""
    assert value("Notes", "return app.notes.whose({name: 'SHOPPING list'}).name()") == [
        "Shopping List"
    ]


def test_filters_combine() -> None:
    """_and, _or and _not work on simple conditions."""
    body = """
      return app.people.whose({_and: [{lastName: 'Rivera'}, {_not: [{nickname: 'Mom'}]}]})
        .firstName();
    """
    assert value("Contacts", body) == ["Jamie", "Ernesto", "Max"]


def test_an_all_day_reminder_is_not_one_at_midnight() -> None:
    """alldayDueDate is a property of its own; a due time takes it away, until macOS 15."""
    body = """
      const made = app.Reminder({name: 'x', alldayDueDate: new Date(2026, 10, 27, 15)});
      app.defaultList.reminders.push(made);
      const day = [made.alldayDueDate().getHours(), made.dueDate().getHours()];
      made.dueDate = new Date(2026, 10, 27, 15);
      return [...day, made.alldayDueDate(), made.dueDate().getHours()];
    """
    assert value("Reminders", body, Conditions(macos="15")) == [0, 0, None, 15]


def test_setting_a_body_destroys_the_attachments_of_a_note() -> None:
    """The worst defect of Notes is simulated, so that the guard against it is tested."""
    body = """
      const note = app.notes.byName('Apartment');
      const before = note.attachments.length;
      note.body = note.body() + '<div>x</div>';
      return [before, note.attachments.length];
    """
    assert value("Notes", body) == [1, 0]


def test_a_deleted_note_still_answers_to_its_name() -> None:
    """Deleting a note moves it into a folder, as on a Mac."""
    body = """
      app.delete(app.notes.byName('Ideas'));
      return app.notes.whose({name: 'Ideas'})[0].container().name();
    """
    assert value("Notes", body) == "Recently Deleted"


def test_a_body_set_into_an_open_reply_is_lost() -> None:
    """Mail ignores a script's body once a reply's window is open."""
    body = """
      const draft = app.reply(app.selection()[0], {openingWindow: true});
      const before = draft.content();
      draft.content = 'my words';
      return [draft.content() === before, draft.toRecipients.address()];
    """
    assert value("Mail", body) == [True, ["sid@harborlabs.example.com"]]


def test_mailto_is_read_as_mail_reads_it() -> None:
    """Percent-encoding, several recipients, and header fields of RFC 6068."""
    body = """
      app.mailto('mailto:a@example.com,%22b%2Cc%22@example.com?CC=d@example.com&subject=A%26B%3D1'
        + '&body=one%0D%0Atwo%20%2B%20three');
      const draft = app.outgoingMessages[0];
      return [draft.toRecipients.address(), draft.ccRecipients.address(), draft.subject(),
        draft.content()];
    """
    assert value("Mail", body) == [
        ["a@example.com", '"b,c"@example.com'],
        ["d@example.com"],
        "A&B=1",
        "one\ntwo + three",
    ]


def test_every_event_is_logged_in_order() -> None:
    """The log is what a rehearsal shows: what would be sent to which app."""
    body = "const l = app.lists.byName('Work'); l.reminders.push(app.Reminder({name: 'x'}));"
    found = run("Reminders", body)
    assert found.events == (
        {
            "app": "Reminders",
            "event": "make",
            "object": 'Application("Reminders").lists.byName("Work").reminders',
            "with": {"kind": "reminder", "name": "x"},
        },
    )


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault("Notes", -1743), -1743),
        (Fault("Notes", -1712, event="get"), -1712),
        (Fault("Notes", -609, object="Ideas"), -609),
        (Fault("Notes", -1743, event="make"), None),
        (Fault("Mail", -1743), None),
    ],
)
def test_a_fault_answers_the_events_that_it_is_meant_for(
    fault: Fault, expected: int | None
) -> None:
    """Faults are injected by app, event and object."""
    error = run("Notes", "app.notes.byName('Ideas').name()", conditions=Conditions((fault,))).error
    assert (error and error["number"]) == expected


def test_a_script_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine has a time limit of its own."""
    monkeypatch.setattr(engine, "SECONDS", 0.05)
    with pytest.raises(TimedOut):
        run("Notes", "for (;;) {}")


def test_a_script_cannot_take_all_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine has a memory limit of its own."""
    monkeypatch.setattr(engine, "MEMORY", 16 << 20)
    error = run("Notes", "const all = []; for (;;) all.push('x'.repeat(65536) + all.length)").error
    assert error is not None
    assert error["number"] == -2700


def test_a_script_that_is_no_javascript_is_an_error_of_ours() -> None:
    """A syntax error does not pass for an app's failure."""
    with pytest.raises(ToolError, match="script for Notes failed"):
        run("Notes", "return (")


def test_a_script_sees_nothing_of_the_simulator() -> None:
    """The host's classes are not in a script's scope."""
    names = ["Session", "Store", "NOTES", "nodes", "failure"]
    assert value("Notes", f"return {names}.map((n) => typeof globalThis[n])") == ["undefined"] * 5
    assert run("Notes", "return typeof Session").printed == "undefined"


@pytest.mark.parametrize(
    "script",
    ["../evil.js", "notes/../../evil.js", "/tmp/evil.js", "notes/open_note.js\n", "x/y.js"],
)
async def test_only_our_own_scripts_are_run(desktop: SimulatedDesktop, script: str) -> None:
    """Whatever a journal says that somebody else wrote."""
    with pytest.raises(ToolError, match="there is no script"):
        await desktop.script(script, {})
