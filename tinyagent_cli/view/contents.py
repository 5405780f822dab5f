"""One app of the simulated Mac in full, as its user would want to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from rich.text import Text

from tinyagent_cli.view.moments import as_moment, say_moment
from tinyagent_cli.view.outline import Line, Outline, paragraphs
from tinyagent_cli.view.overview import body_of, place, say, span
from tinyagent_cli.view.printable import printable

_IN: Final = "    "


def contents(app: str, found: Any, today: date) -> Outline:
    """An `Outline` of *found*, which a snapshot has under *app*."""
    lines = list(_LISTED[app](found, today)) if found else []
    return Outline(lines or [("", Text("nothing", "dim"))])


def _contacts(found: Any, today: date) -> Iterator[Line]:
    for person in found:
        nickname = f"“{person['nickname']}”" if person.get("nickname") else ""
        yield "", _line(person["name"], nickname, person.get("organization", ""))
        for entry in (*person.get("phones", ()), *person.get("emails", ())):
            yield _IN, _line(entry["value"], entry["label"], bold=False)


def _calendar(found: Any, today: date) -> Iterator[Line]:
    events = [(event, calendar["name"]) for calendar in found for event in calendar["events"]]
    before = None
    for event, calendar in sorted(events, key=lambda pair: str(pair[0].get("start", ""))):
        day = as_moment(event.get("start", "")[:10])
        if day != before and day is not None:
            yield "", Text(say_moment(day, today), "bold")
        before = day
        hours = "all day" if event.get("all_day") else span(event, today).rpartition(" ")[2]
        yield f"  {hours:<11}  ", _line(event["title"], event.get("location", ""), calendar)
        below = " " * 15
        if event.get("invitees"):
            yield below, Text(f"with {', '.join(map(printable, event['invitees']))}", "dim")
        for text in (event.get("notes", ""), event.get("url", "")):
            if text and text != event.get("location"):
                yield from paragraphs(text, below)


def _reminders(found: Any, today: date) -> Iterator[Line]:
    for name, reminders in found.items():
        yield "", Text(printable(name), "bold")
        for item in reminders:
            priority = {1: "high", 5: "medium", 9: "low"}.get(item.get("priority", 0), "")
            about = [say(item.get("due", ""), today), f"{priority} priority" if priority else ""]
            about += ["done"] if item.get("completed") else []
            yield "  ", _line(item["name"], *about, bold=False)
            if item.get("notes"):
                yield from paragraphs(item["notes"], _IN)


def _notes(found: Any, today: date) -> Iterator[Line]:
    for folder, notes in found.items():
        for note in notes:
            yield "", _line(note["name"], f"in {folder}")
            if body := body_of(note):
                yield from paragraphs(body, _IN)
            if note.get("attachments"):
                yield _IN, Text(f"with {', '.join(map(printable, note['attachments']))}", "dim")


def _mail(found: Any, today: date) -> Iterator[Line]:
    yield "", Text("drafts", "dim")
    for draft in found["drafts"] or ():
        yield "  ", _line(draft["subject"] or "no subject")
        for kind in ("to", "cc", "bcc"):
            if draft.get(kind):
                yield _IN, Text(f"{kind} {', '.join(map(printable, draft[kind]))}", "dim")
        for path in draft["attachments"]:
            yield _IN, Text(f"with {printable(path)}", "dim")
        if draft["body"].strip():
            yield from paragraphs(draft["body"], _IN)
    if not found["drafts"]:
        yield "  ", Text("none", "dim")
    yield "", Text("inbox", "dim")
    for mail in found["inbox"]:
        chosen = "selected" if mail.get("selected") else ""
        yield "  ", _line(mail["subject"], chosen)
        yield _IN, Text(f"from {printable(mail['sender'])}", "dim")
        yield _IN, Text(say(mail.get("received", ""), today), "dim")
        yield from paragraphs(mail.get("text", ""), _IN)


def _messages(found: Any, today: date) -> Iterator[Line]:
    for sent in reversed(found):
        name = sent.get("name", sent["to"])
        number = sent["to"] if name != sent["to"] else ""
        yield "", _line(f"to {name}", number, sent["service"], say(sent["at"], today))
        yield from paragraphs(sent["text"], _IN)


def _maps(found: Any, today: date) -> Iterator[Line]:
    for entry in reversed(found):
        yield f"{say(entry['at'], today)}  ", place(entry)


def _zoom(found: Any, today: date) -> Iterator[Line]:
    for meeting in reversed(found):
        start = say(meeting.get("start", "")[:16], today)
        yield "", _line(meeting["topic"], start, f"{meeting['minutes']} min")
        yield _IN, Text(printable(meeting["join_url"]))
        if meeting["invitees"]:
            yield _IN, Text(f"with {', '.join(map(printable, meeting['invitees']))}", "dim")


def _links(found: Any, today: date) -> Iterator[Line]:
    for entry in reversed(found):
        yield f"{say(entry['at'][:16], today)}  ", Text(printable(entry["url"]))


def _files(found: Any, today: date) -> Iterator[Line]:
    yield "", Text(printable(found["home"]), "bold")
    for path in found["documents"]:
        yield "  ", Text(printable(path))
    if found["opened"]:
        yield "", Text("opened", "bold")
    for entry in reversed(found["opened"]):
        only = "only shown: it would run" if entry.get("only_shown") else ""
        yield "  ", _line(entry["path"], say(entry["at"][:16], today), only, bold=False)


def _line(title: str, *about: str, bold: bool = True) -> Text:
    said = "  ".join(printable(part) for part in about if part)
    head = (printable(title), "bold" if bold else "")
    return Text.assemble(head, ("  " if said else "", ""), (said, "dim"))


_LISTED: Final[Mapping[str, Any]] = {
    "contacts": _contacts,
    "calendar": _calendar,
    "reminders": _reminders,
    "notes": _notes,
    "mail": _mail,
    "messages": _messages,
    "maps": _maps,
    "zoom": _zoom,
    "links": _links,
    "files": _files,
}
