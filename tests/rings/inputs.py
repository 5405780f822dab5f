"""What every script is asked: good, missing, ambiguous, hostile, huge and odd input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.rings.states import APARTMENT, IDEAS, JOURNAL, SEED, SHOPPING

# What would get out of a string, a tag or a command, were it pasted into one.
HOSTILE: Final = (
    '"; do shell script "id" -- \' \\" \\ `id` $(id) ${id} </script></div><h1>x</h1> &amp; \n'
    'end tell\ntell application "Finder" to delete every file\n\')}; Application("x") //'
)
# Combining, joined, mirrored, astral, a lone surrogate, and what looks like another letter.
ODD: Final = "e\u0301 \u00e9 👩‍👩‍👧 \u202eevil\u202c \u200b \u2028 \U0001d54f \ud83d Ωμέγα ｆｕｌｌ ﷽ \u0130ı ß"
HUGE: Final = "a line of forty characters, more or less\n" * 2500  # 100 kB

PEOPLE: Final = [f"p{number}@example.com" for number in range(40)]
START, END = "2026-11-27T15:00:00", "2026-11-27T16:00:00"


@dataclass(frozen=True, slots=True)
class Input:
    """One argument of one script; *variant* is the state that it finds."""

    script: str
    kind: str
    what: str
    argument: Mapping[str, Any]
    variant: str = SEED


def _inputs() -> Iterator[Input]:
    yield from _calendar()
    yield from _contacts()
    yield from _mail()
    yield from _messages()
    yield from _notes()
    yield from _reminders()


def _calendar() -> Iterator[Input]:
    new = "calendar/create_event.js"
    timed = {"start": START, "end": END}

    def event(title: str = "Design review", **more: Any) -> dict[str, Any]:
        return {"title": title, **timed, "all_day": False, "invitees": [], **more}

    yield Input(new, "good", "an event", event(location="Room 4", notes="bring a pen"))
    yield Input(new, "good", "a day", event(start="2026-12-01", end="2026-12-03", all_day=True))
    yield Input(new, "good", "guests", event(invitees=["a@example.com", "B@example.com"]))
    yield Input(new, "good", "a link", event(location="https://zoom.us/j/1", url="https://zoom.us/j/1"))  # fmt: skip
    yield Input(new, "good", "a calendar in another case", event(calendar="wORK"))
    yield Input(new, "missing", "no such calendar", event(calendar="Hobby"))
    yield Input(new, "missing", "a read-only calendar", event(calendar="Holidays"))
    yield Input(new, "missing", "nothing to write to", event(), "all read-only")
    yield Input(new, "missing", "no calendar at all", event(), "no calendar")
    yield Input(new, "ambiguous", "two calendars of one name", event(calendar="Home"), "two calendars of one name")  # fmt: skip
    yield Input(new, "hostile", "hostile words", event(HOSTILE, location=HOSTILE, notes=HOSTILE, url=HOSTILE))  # fmt: skip
    yield Input(new, "hostile", "a hostile calendar", event(calendar=HOSTILE))
    yield Input(new, "hostile", "a hostile guest", event(invitees=[HOSTILE]))
    yield Input(new, "hostile", "no time", event(start="tomorrow"))
    yield Input(new, "hostile", "an end before the start", event(end="2026-11-27T14:00:00"))
    yield Input(new, "huge", "long notes and forty guests", event(notes=HUGE, invitees=PEOPLE))
    yield Input(new, "odd", "odd letters", event(ODD, location=ODD, notes=ODD))
    gone = "calendar/delete_event.js"
    yield Input(gone, "good", "an event", {"uid": "EVENT-101", "calendar": "Home", "title": "Dinner with Mom and Dad"})  # fmt: skip
    yield Input(gone, "missing", "gone already", {"uid": "EVENT-1", "calendar": "Home", "title": "x"})  # fmt: skip
    yield Input(gone, "missing", "its calendar is gone", {"uid": "EVENT-101", "calendar": "Hobby", "title": "x"})  # fmt: skip
    yield Input(gone, "ambiguous", "renamed since", {"uid": "EVENT-101", "calendar": "Home", "title": "Supper"})  # fmt: skip
    yield Input(gone, "hostile", "hostile words", {"uid": HOSTILE, "calendar": HOSTILE, "title": HOSTILE})  # fmt: skip


def _contacts() -> Iterator[Input]:
    find = "contacts/find_person.js"
    yield Input(find, "good", "one person", {"name": "Sid"})
    yield Input(find, "good", "a nickname", {"name": "mom"})
    yield Input(find, "good", "a firm", {"name": "weiss dental"})
    yield Input(find, "good", "the family name first", {"name": "Brooks Ashley"})
    yield Input(find, "good", "one's own card", {"name": "", "me": True})
    yield Input(find, "missing", "nobody", {"name": "Zaphod"})
    yield Input(find, "missing", "no name", {"name": "  "})
    yield Input(find, "missing", "an empty book", {"name": "Sid"}, "nobody else")
    yield Input(find, "ambiguous", "two of a name", {"name": "Sarah"})
    yield Input(find, "ambiguous", "a family", {"name": "rivera", "limit": 2})
    yield Input(find, "hostile", "hostile words", {"name": HOSTILE})
    yield Input(find, "huge", "a long name", {"name": HUGE})
    yield Input(find, "odd", "umlauts apart", {"name": "ju\u0308rgen GROSS"})
    yield Input(find, "odd", "Cyrillic capitals", {"name": "ШЕВЧЕНКО"})
    yield Input(find, "odd", "odd letters", {"name": ODD})


def _mail() -> Iterator[Input]:
    new, answer, pass_on = "mail/compose.js", "mail/reply.js", "mail/forward.js"
    people = {"to": ["sid@example.com"], "cc": ["a@example.org"]}
    files = {"attachments": ["/Users/jamie/Documents/project.pdf", "/Users/jamie/a.png"]}
    yield Input(new, "good", "a draft with files", {**people, "subject": "Budget", **files})
    yield Input(new, "good", "a draft without", {**people, "subject": "Budget", "attachments": []})
    yield Input(new, "missing", "no words and nobody", {"to": [], "cc": [], "subject": "", "attachments": []})  # fmt: skip
    yield Input(new, "hostile", "hostile words", {"to": [HOSTILE], "cc": [HOSTILE], "subject": HOSTILE, "attachments": [HOSTILE]})  # fmt: skip
    yield Input(new, "huge", "forty people, a long subject", {"to": PEOPLE, "cc": PEOPLE, "subject": HUGE, "attachments": []})  # fmt: skip
    yield Input(new, "odd", "odd letters", {**people, "subject": ODD, "attachments": [f"/{ODD}"]})
    for script, said in ((answer, {"cc": ["a@example.org"]}), (pass_on, people)):
        yield Input(script, "good", "the selected mail", {**said, "attachments": []})
        yield Input(script, "good", "with files", {**said, **files})
        yield Input(script, "good", "the one that was agreed to", {**said, "id": "1", "attachments": []})  # fmt: skip
        yield Input(script, "missing", "nothing selected", {**said, "attachments": []}, "nothing selected")  # fmt: skip
        yield Input(script, "ambiguous", "another one selected since", {**said, "id": "2", "attachments": []})  # fmt: skip
        yield Input(script, "ambiguous", "two selected", {**said, "attachments": []}, "two selected")  # fmt: skip
        yield Input(script, "ambiguous", "a draft", {**said, "attachments": []}, "a draft selected")
        yield Input(script, "hostile", "hostile words", {"to": [HOSTILE], "cc": [HOSTILE], "attachments": [HOSTILE]})  # fmt: skip
        yield Input(script, "huge", "forty people", {"to": PEOPLE, "cc": PEOPLE, "attachments": []})
        yield Input(script, "odd", "an odd mail", {**said, "attachments": []}, "an odd mail")
    read = "mail/read_selected.js"
    yield Input(read, "good", "the selected mail", {})
    yield Input(read, "ambiguous", "two selected", {}, "two selected")
    yield Input(read, "missing", "nothing selected", {}, "nothing selected")
    yield Input(read, "odd", "an odd mail", {}, "an odd mail")
    gone = "mail/delete_draft.js"
    yield Input(gone, "missing", "gone already", {"id": 1, "subject": "x"})
    yield Input(gone, "hostile", "hostile words", {"id": HOSTILE, "subject": HOSTILE})


def _messages() -> Iterator[Input]:
    send = "messages/send_message.js"
    sid = "+14155550132"
    yield Input(send, "good", "a number", {"handle": sid, "text": "I'm running late"})
    yield Input(send, "good", "an address", {"handle": "sid@example.com", "text": "hi"})
    yield Input(send, "good", "somebody written to before", {"handle": sid, "text": "hi"}, "known people")  # fmt: skip
    yield Input(send, "missing", "nobody", {"handle": "12", "text": "hi"})
    yield Input(send, "missing", "no account", {"handle": sid, "text": "hi"}, "no account")
    yield Input(send, "missing", "accounts switched off", {"handle": sid, "text": "hi"}, "switched off")  # fmt: skip
    yield Input(send, "missing", "not connected", {"handle": sid, "text": "hi"}, "disconnected")
    yield Input(send, "hostile", "hostile words", {"handle": sid, "text": HOSTILE})
    yield Input(send, "hostile", "a hostile handle", {"handle": HOSTILE, "text": "hi"})
    yield Input(send, "hostile", "seventeen digits", {"handle": "+12345678901234567", "text": "hi"})
    yield Input(send, "huge", "a long text", {"handle": sid, "text": HUGE})
    yield Input(send, "odd", "odd letters", {"handle": sid, "text": ODD})


def _notes() -> Iterator[Input]:
    new = "notes/create_note.js"
    words = "<div>tent</div><div><br></div><div>lamp</div>"
    yield Input(new, "good", "a note", {"name": "Trip", "html": words, "folder": ""})
    yield Input(new, "good", "in a folder", {"name": "Trip", "html": words, "folder": "personal"})
    yield Input(new, "good", "without iCloud", {"name": "Trip", "html": words, "folder": ""}, "no iCloud")  # fmt: skip
    yield Input(new, "missing", "no such folder", {"name": "Trip", "html": words, "folder": "Hobby"})  # fmt: skip
    yield Input(new, "ambiguous", "two folders of one name", {"name": "Trip", "html": words, "folder": "work"}, "two folders of one name")  # fmt: skip
    yield Input(new, "ambiguous", "two such folders elsewhere", {"name": "Trip", "html": words, "folder": "Archive"}, "two such folders elsewhere")  # fmt: skip
    yield Input(new, "hostile", "hostile words", {"name": HOSTILE, "html": "<div>x</div>", "folder": ""})  # fmt: skip
    yield Input(new, "hostile", "a hostile folder", {"name": "x", "html": "", "folder": HOSTILE})
    yield Input(new, "huge", "a long note", {"name": "Long", "html": f"<div>{HUGE}</div>", "folder": ""})  # fmt: skip
    yield Input(new, "odd", "odd letters", {"name": ODD, "html": f"<div>{ODD}</div>", "folder": ""})
    find = "notes/find_note.js"
    yield Input(find, "good", "its title", {"name": "Ideas", "folder": ""})
    yield Input(find, "good", "a word of it", {"name": "shopping", "folder": ""})
    yield Input(find, "good", "in a folder", {"name": "project plan", "folder": "work"})
    yield Input(find, "missing", "no such note", {"name": "Taxes", "folder": ""})
    yield Input(find, "missing", "no such folder", {"name": "Ideas", "folder": "Hobby"})
    yield Input(find, "missing", "no notes", {"name": "Ideas", "folder": ""}, "no notes")
    yield Input(find, "missing", "only in the trash", {"name": "Old Ideas", "folder": ""}, "a note in the trash")  # fmt: skip
    yield Input(find, "ambiguous", "a word of two titles", {"name": "list", "folder": ""})
    yield Input(find, "ambiguous", "two such folders", {"name": "Ideas", "folder": "Archive"}, "two such folders elsewhere")  # fmt: skip
    yield Input(find, "hostile", "hostile words", {"name": HOSTILE, "folder": ""})
    yield Input(find, "huge", "a long title", {"name": HUGE, "folder": ""})
    yield Input(find, "odd", "odd letters", {"name": ODD, "folder": ODD})
    show = "notes/open_note.js"
    yield Input(show, "good", "a note", {"id": IDEAS})
    yield Input(show, "missing", "gone", {"id": "x-coredata://notes/note/p999"})
    yield Input(show, "missing", "a locked one", {"id": JOURNAL})
    yield Input(show, "hostile", "hostile words", {"id": HOSTILE})
    add = "notes/append_note.js"
    more = {"html": "<div>Salt</div>"}
    yield Input(add, "good", "a line", {"id": SHOPPING, **more})
    yield Input(add, "missing", "gone", {"id": "x-coredata://notes/note/p999", **more})
    yield Input(add, "missing", "a locked one", {"id": JOURNAL, **more})
    yield Input(add, "missing", "one with an attachment", {"id": APARTMENT, **more})
    yield Input(add, "missing", "one with a checklist", {"id": SHOPPING, **more}, "a checklist")
    yield Input(add, "missing", "one with a file that leaves a mark", {"id": SHOPPING, **more}, "a file that leaves a mark")  # fmt: skip
    yield Input(add, "missing", "one with a file that leaves none", {"id": SHOPPING, **more}, "a file that leaves none")  # fmt: skip
    yield Input(add, "huge", "a lot", {"id": SHOPPING, "html": f"<div>{HUGE}</div>"})
    yield Input(add, "odd", "odd letters", {"id": SHOPPING, "html": f"<div>{ODD}</div>"})
    back = "notes/restore_note.js"
    body = "<div><h1>Ideas</h1></div>"
    yield Input(back, "ambiguous", "changed since", {"id": IDEAS, "before": "", "after": body})
    yield Input(back, "missing", "gone", {"id": "x", "before": "", "after": ""})
    gone = "notes/delete_note.js"
    ideas = "Ideas\nA reading corner by the window\nTeach the dog to ring the bell\nA talk about small models"  # fmt: skip
    yield Input(gone, "good", "a note", {"id": IDEAS, "text": ideas})
    yield Input(gone, "ambiguous", "changed since", {"id": IDEAS, "text": "Ideas"})
    yield Input(gone, "missing", "gone already", {"id": "x", "text": ""})


def _reminders() -> Iterator[Input]:
    new = "reminders/create_reminder.js"

    def reminder(name: str = "Call the dentist", **more: Any) -> dict[str, Any]:
        return {"name": name, "due": "", "all_day": False, "notes": "", "list": "", "priority": 0, **more}  # fmt: skip

    yield Input(new, "good", "at a time", reminder(due="2026-11-27T09:30:00", priority=1))
    yield Input(new, "good", "on a day", reminder(due="2026-11-27", all_day=True, notes="card"))
    yield Input(new, "good", "without a time", reminder())
    yield Input(new, "good", "in a list", reminder(list="wORK"))
    yield Input(new, "good", "in the only list", reminder(), "one list")
    yield Input(new, "missing", "no such list", reminder(list="Hobby"))
    yield Input(new, "hostile", "hostile words", reminder(HOSTILE, notes=HOSTILE))
    yield Input(new, "hostile", "a hostile list", reminder(list=HOSTILE))
    yield Input(new, "hostile", "no time", reminder(due="soon"))
    yield Input(new, "hostile", "a priority that there is not", reminder(priority=99))
    yield Input(new, "huge", "long notes", reminder(notes=HUGE))
    yield Input(new, "odd", "odd letters", reminder(ODD, notes=ODD))
    gone = "reminders/delete_reminder.js"
    yield Input(gone, "good", "a reminder", {"id": "x-apple-reminder://101", "name": "Water the plants"})  # fmt: skip
    yield Input(gone, "missing", "gone already", {"id": "x", "name": "x"})
    yield Input(gone, "ambiguous", "renamed since", {"id": "x-apple-reminder://101", "name": "Sleep"})  # fmt: skip


INPUTS: Final = tuple(_inputs())
