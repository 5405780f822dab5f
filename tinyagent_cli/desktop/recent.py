"""What was made or shown on the simulated Mac since it was new, the latest first.

The stores say it themselves: what came with the seed has ids up to `seed.SEEDED`, or, in
Calendar, lacks the stamp that the app gives to what is made in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinyagent_cli.desktop import showing
from tinyagent_cli.desktop.acquaintances import Acquaintances
from tinyagent_cli.desktop.records import Record
from tinyagent_cli.desktop.seed import SEEDED
from tinyagent_cli.desktop.showing import children

BIN = "Recently Deleted"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was done: *what* kind of thing, and its fields as `showing` has them.

    *at* is ISO local time to the second; *where* the calendar, folder or list.
    """

    at: str
    what: str
    fields: Mapping[str, Any]
    where: str = ""


def recent(
    states: Mapping[str, Mapping[str, Any]], activity: Mapping[str, Any], home: Path
) -> list[Happening]:
    """Everything done in *states* (by app) and *activity*, newest first."""
    roots = {app: state["root"] for app, state in states.items()}
    known = showing.acquainted(roots["Contacts"])
    found = [
        *_shown(activity, home),
        *_events(roots["Calendar"], known),
        *_reminders(roots["Reminders"]),
        *_notes(roots["Notes"]),
        *_drafts(roots["Mail"], known, home),
        *_messages(roots["Messages"], known),
    ]
    # What happened in the same second stays in the order of the apps above: it was opened,
    # then used.
    return sorted(found, key=lambda one: one.at)[::-1]


def _shown(activity: Mapping[str, Any], home: Path) -> Iterator[Happening]:
    for entry in activity.get("files", ()):
        yield Happening(entry["at"], "file", {"path": within(entry["path"], home)})
    for entry in activity.get("maps", ()):
        yield Happening(entry["at"], "map", showing.place_of(entry))
    for entry in activity.get("zoom", ()):
        yield Happening(entry["at"], "Zoom", dict(entry))
    for entry in activity.get("links", ()):
        yield Happening(entry["at"], "link", dict(entry))


def _events(root: Record, known: Acquaintances) -> Iterator[Happening]:
    for calendar in children(root, "calendar"):
        for event in children(calendar, "event"):
            if at := _stamp(event, "stampDate"):
                fields = showing.event_of(event)
                names = [known.name_of(address) for address in fields.get("invitees", ())]
                yield Happening(
                    at, "event", {**fields, "invitees": names}, calendar["props"]["name"]
                )


def _reminders(root: Record) -> Iterator[Happening]:
    for account in children(root, "account"):
        for one in children(account, "list"):
            for reminder in children(one, "reminder"):
                if _is_new(reminder, "x-apple-reminder://"):
                    at = _stamp(reminder, "creationDate")
                    fields = showing.reminder_of(reminder)
                    yield Happening(at, "reminder", fields, one["props"]["name"])


def _notes(root: Record) -> Iterator[Happening]:
    for account in children(root, "account"):
        for folder in children(account, "folder"):
            name = folder["props"]["name"]
            for note in children(folder, "note") if name != BIN else ():
                at = _stamp(note, "modificationDate")
                if _is_new(note, "x-coredata://notes/note/p"):
                    yield Happening(at, "note", showing.note_of(note), name)
                elif at != _stamp(note, "creationDate"):
                    yield Happening(at, "changed", showing.note_of(note), name)


def _drafts(root: Record, known: Acquaintances, home: Path) -> Iterator[Happening]:
    for message in children(root, "outgoing message"):
        fields = showing.draft_of(message)
        names: dict[str, Any] = {
            kind: [known.name_of(address) for address in fields[kind]]
            for kind in ("to", "cc", "bcc")
            if kind in fields
        }
        files = [within(path, home) for path in fields["attachments"]]
        yield Happening(_stamp(message, "made"), "draft", {**fields, **names, "attachments": files})


def _messages(root: Record, known: Acquaintances) -> Iterator[Happening]:
    for sent in root.get("sent", ()):
        yield Happening(sent["at"]["$date"], "text", showing.message_of(sent, known))


def within(path: str, home: Path) -> str:
    """*path* from the simulated *home* on, where it lies in it."""
    return str(Path(path).relative_to(home)) if Path(path).is_relative_to(home) else path


def _stamp(record: Record, name: str) -> str:
    """The stored date *name* of *record*, to the second; "" where it has none."""
    return str(record["props"].get(name, {}).get("$date", ""))[:19]


def _is_new(record: Record, prefix: str) -> bool:
    number = str(record["id"]).removeprefix(prefix)
    return number.isdecimal() and int(number) > SEEDED
