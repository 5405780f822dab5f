"""The apps of a rehearsal: simulated ones in memory, holding what was read of the real ones.

Nothing of the seeded life is in them.  What a plan needs of an app is put here as it was read;
what is not read is not there.  Things that the rehearsal makes stay until it ends, so that a
later call finds them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from macos_tools import ROOT
from tinyagent_cli.desktop import engine, records
from tinyagent_cli.desktop.engine import Conditions, State
from tinyagent_cli.desktop.records import Record, put, record

# What is made in a rehearsal is numbered from here, above whatever a real app has numbered.
MADE: Final = 1_000_000

_NEW: Final = re.compile(r'\("?[\w:/.\-]*?1000\d{3}"?\)')

Read = Mapping[str, Any]


class StandIns:
    """Simulated apps by name, each with the state that it was given."""

    def __init__(self) -> None:
        self._states: dict[str, State] = {}
        self._whole: set[str] = set()  # the notes whose text was read

    def has(self, app: str) -> bool:
        """Whether *app* was given anything."""
        return app in self._states

    def run(
        self, app: str, script: str, payload: Mapping[str, Any], now: str, *quirks: str
    ) -> engine.Run:
        """Run ``macos_tools/<script>`` on the stand-in for *app*; what it changes stays.

        Raises what `engine.run` does.
        """
        source = (ROOT / script).read_text("utf-8")
        conditions = Conditions(quirks=frozenset(quirks))
        argv = [json.dumps(payload)]
        found = engine.run(app, source, argv, self._states[app], now, conditions)
        self._states[app] = found.state
        return found

    def give_calendars(self, read: Iterable[Read]) -> None:
        """Calendar, as ``calendar/read_calendars.js`` answers."""
        calendars = []
        for number, one in enumerate(read):
            calendar = record("calendar", f"CAL-{number}", name=one["name"])
            calendar["props"]["writable"] = one["writable"]
            calendars.append(calendar)
        self._give("Calendar", put(record("application", name="Calendar"), calendars))

    def give_lists(self, read: Read) -> None:
        """Reminders, as ``reminders/read_lists.js`` answers."""
        lists = [record("list", one["id"], name=one["name"]) for one in read["lists"]]
        root = record("application", name="Reminders")
        root["props"]["defaultList"] = {"$ref": read["default"]}
        self._give("Reminders", put(root, [put(record("account", "account"), lists)]))

    def give_folders(self, read: Read) -> None:
        """Notes without its notes, as ``notes/read_folders.js`` answers."""
        accounts = []
        for account in sorted(read["accounts"], key=lambda one: one["id"] != read["account"]):
            id = account["id"]
            folders = [
                record("folder", f"{id}/{number}", name=name)
                for number, name in enumerate(account["folders"])
            ]
            accounts.append(put(record("account", id, name=account["name"]), folders))
        own = accounts[0]  # the simulated Notes takes the first one for the default
        home = _named(own["elements"].setdefault("folder", []), read["folder"])
        own["props"]["defaultFolder"] = {"$ref": home["id"]}
        self._give("Notes", put(record("application", name="Notes"), accounts))

    def give_note(self, read: Read) -> None:
        """A note, as ``notes/read_note.js`` or ``notes/find_note.js`` answers.

        One that stands here with its text stays as the rehearsal left it.
        """
        if read["id"] in self._whole:
            return
        folders = self._folders()
        for one in folders:
            notes = one["elements"].get("note", [])
            notes[:] = [note for note in notes if note["id"] != read["id"]]
        note = record("note", read["id"], name=read["name"], body=read.get("body", ""))
        note["props"]["passwordProtected"] = read["locked"]
        files = range(read.get("attachments", 0))
        put(note, (record("attachment", f"{read['id']}/{i}", name="") for i in files))
        known = next((f for f in folders if f["props"]["name"] == read["folder"]), None)
        own = self._states["Notes"]["root"]["elements"]["account"][0]["elements"]
        put(known or _named(own.setdefault("folder", []), read["folder"]), [note])
        if "body" in read:
            self._whole.add(read["id"])

    def has_note(self, id: str) -> bool:
        """Whether the note *id* stands here with its text: it was read, or is made here."""
        return id in self._whole or any(note["id"] == id for note in self._made_notes())

    def made_notes(self) -> bool:
        """Whether the rehearsal made a note."""
        return self.has("Notes") and any(True for _ in self._made_notes())

    def give_accounts(self, read: Iterable[Read]) -> None:
        """Messages, as ``messages/read_accounts.js`` answers for one handle."""
        accounts = [
            record(
                "account",
                one["id"],
                serviceType=one["service"],
                enabled=one["enabled"] and one["known"],
                connectionStatus=one["status"],
            )
            for one in read
        ]
        self._give("Messages", put(record("application", name="Messages"), accounts))

    def give_mail(self) -> None:
        """Mail with nothing in it: a new mail needs nothing."""
        if self.has("Mail"):
            return
        account = record("account", "account", name="")
        account["props"]["emailAddresses"] = [""]
        self._give("Mail", put(record("application", name="Mail"), [account]))

    def give_selection(self, read: Read) -> None:
        """Mail with an e-mail selected, as ``mail/read_selection.js`` answers."""
        self.give_mail()
        root = self._states["Mail"]["root"]
        message = record("message", read["id"], sender=read["sender"], subject=read["subject"])
        drafts = record("mailbox", "drafts", name=read["drafts"])
        box = drafts
        if read["mailbox"] != read["drafts"]:
            box = record("mailbox", "mailbox", name=read["mailbox"])
        put(box, [message])
        root["elements"]["mailbox"] = [drafts] if box is drafts else [box, drafts]
        root["props"] |= {
            "draftsMailbox": {"$ref": "drafts"},
            "selection": [{"$ref": read["id"]}],
        }

    def _give(self, app: str, root: Record) -> None:
        self._states[app] = {"serial": MADE, "root": root}

    def _folders(self) -> list[Record]:
        accounts = self._states["Notes"]["root"]["elements"]["account"]
        return [folder for one in accounts for folder in one["elements"].get("folder", ())]

    def _made_notes(self) -> Iterator[Record]:
        for folder in self._folders():
            yield from filter(_made, folder["elements"].get("note", ()))


def without_made_ids(event: Mapping[str, Any]) -> dict[str, Any]:
    """*event* with ``(new)`` in the place of ids that only the real app can give."""
    told = dict(event)
    told["object"] = _NEW.sub("(new)", event["object"])
    return told


def _made(note: Record) -> bool:
    number = str(note["id"]).removeprefix("x-coredata://notes/note/p")
    return number.isdecimal() and int(number) > MADE


def _named(owners: list[Record], name: str) -> Record:
    """The one of *owners* called *name*, which is added where there is none."""
    found = next((one for one in owners if one["props"].get("name") == name), None)
    if found is None:
        kind = owners[0]["kind"] if owners else "folder"
        found = records.record(kind, f"{kind}-{len(owners)}", name=name)
        owners.append(found)
    return found
