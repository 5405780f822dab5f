"""The small life that a new simulated Mac begins with: ``macos_tools/seed`` made into stores.

Times there are said as days from today (``+2 19:00``), so that the life is always current.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from macos_tools import ROOT
from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.desktop import records
from tinyagent_cli.desktop.records import Record, put, record
from tinyagent_cli.desktop.storage import refused

SEED: Final = ROOT / "seed"

SEEDED: Final = 1000  # the ids of what is made later begin after it

State = dict[str, Any]


def states(now: datetime) -> dict[str, State]:
    """The state of every app on a fresh simulated Mac, *now* being the present."""
    return {
        "Contacts": _state(_contacts()),
        "Calendar": _state(_calendar(now)),
        "Reminders": _state(_reminders(now)),
        "Notes": _state(_notes(now)),
        "Mail": _state(_mail(now)),
        "Messages": _state(_messages()),
    }


def addresses() -> frozenset[str]:
    """Every number (E.164) and e-mail address of the seed: invented, nobody is behind them."""
    found = set()
    for entry in _load("contacts")["people"]:
        found |= {"+" + "".join(filter(str.isdigit, n)) for n in entry["phones"].values()}
        found |= {address.lower() for address in entry["emails"].values()}
    return frozenset(found)


def documents(home: Path) -> None:
    """Put the seed's files into the folder *home* of the simulated Mac; raises ToolError."""
    source = SEED / "home"
    try:
        private_dir(home)
        for path in sorted(source.rglob("*")):
            to = home / path.relative_to(source)
            to.mkdir(exist_ok=True) if path.is_dir() else shutil.copy2(path, to)
    except OSError as error:
        raise refused(home, error) from error


def _load(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((SEED / f"{name}.json").read_text("utf-8"))
    return found


def _state(root: Record) -> State:
    return {"serial": SEEDED, "root": root}


def _when(said: str, now: datetime) -> datetime | date:
    days, _, clock = said.partition(" ")
    day = now.date() + timedelta(days=int(days))
    return datetime.fromisoformat(f"{day} {clock}") if clock else day


def _moment(said: str | None, now: datetime) -> datetime | date | None:
    return _when(said, now) if said else None


def _contacts() -> Record:
    seed = _load("contacts")
    people = [
        records.person(
            f"ABPerson-{index}",
            **{
                key: entry[key]
                for key in ("first", "last", "nickname", "organization", "job", "note", "company")
                if key in entry
            },
            phones=entry["phones"].items(),
            emails=entry["emails"].items(),
        )
        for index, entry in enumerate(seed["people"], start=1)
    ]
    root = record("application", name="Contacts", defaultCountryCode="us")
    root["props"]["myCard"] = {"$ref": people[0]["id"]}
    return put(root, people)


def _calendar(now: datetime) -> Record:
    calendars = []
    for index, entry in enumerate(_load("calendar")["calendars"], start=1):
        calendar = record("calendar", f"CAL-{index}", name=entry["name"])
        calendar["props"]["writable"] = not entry.get("read_only", False)
        events = [
            records.event(
                f"EVENT-{index}{number:02}",
                item["title"],
                _when(item["start"], now),
                _moment(item.get("end"), now),
                location=item.get("location", ""),
                invitees=item.get("invitees", ()),
            )
            for number, item in enumerate(entry["events"], start=1)
        ]
        calendars.append(put(calendar, events))
    return put(record("application", name="Calendar"), calendars)


def _reminders(now: datetime) -> Record:
    seed = _load("reminders")
    lists = []
    for index, entry in enumerate(seed["lists"], start=1):
        reminders = [
            records.reminder(
                f"x-apple-reminder://{index}{number:02}",
                item["name"],
                _moment(item.get("due"), now),
                now,
                notes=item.get("notes", ""),
                priority=item.get("priority", 0),
            )
            for number, item in enumerate(entry["reminders"], start=1)
        ]
        lists.append(put(record("list", f"x-apple-list://{index}", name=entry["name"]), reminders))
    default = next(item for item in lists if item["props"]["name"] == seed["default"])
    root = record("application", name="Reminders")
    root["props"]["defaultList"] = {"$ref": default["id"]}
    return put(root, [put(record("account", "account-1", name=seed["account"]), lists)])


def _notes(now: datetime) -> Record:
    serial = 0
    accounts = []
    for index, entry in enumerate(_load("notes")["accounts"], start=1):
        folders = []
        for folder in entry["folders"]:
            notes = []
            for item in folder["notes"]:
                serial += 1
                key = f"x-coredata://notes/note/p{serial}"
                made = records.note(
                    key, item["name"], item["text"], now, locked=item.get("locked", False)
                )
                files = item.get("attachments", ())
                put(made, (record("attachment", f"{key}/{name}", name=name) for name in files))
                notes.append(made)
            serial += 1
            key = f"x-coredata://notes/folder/p{serial}"
            folders.append(put(record("folder", key, name=folder["name"]), notes))
        account = put(record("account", f"notes-account-{index}", name=entry["name"]), folders)
        default = next(f for f in folders if f["props"]["name"] == entry["default_folder"])
        account["props"]["defaultFolder"] = {"$ref": default["id"]}
        accounts.append(account)
    return put(record("application", name="Notes"), accounts)


def _mail(now: datetime) -> Record:
    seed = _load("mail")
    messages = []
    for index, entry in enumerate(seed["inbox"], start=1):
        received = _when(entry["received"], now)
        message = record(
            "message",
            index,
            sender=entry["from"],
            subject=entry["subject"],
            content=entry["text"],
            messageId=f"{index}.seed@example.com",
            dateSent=records.moment(received),
            dateReceived=records.moment(received),
            readStatus=entry["read"],
        )
        for kind in ("to", "cc"):
            put(message, (_recipient(kind, text) for text in entry.get(kind, ())))
        messages.append(message)
    boxes = {
        name: record("mailbox", f"mailbox-{name.lower()}", name=name)
        for name in ("INBOX", "Drafts", "Sent", "Trash", "Junk")
    }
    put(boxes["INBOX"], messages)
    account = record(
        "account", "mail-account-1", name=seed["account"]["name"], enabled=True,
        fullName=seed["account"]["full_name"], emailAddresses=seed["account"]["addresses"],
    )  # fmt: skip
    root = record("application", name="Mail")
    root["props"] |= {
        "inbox": {"$ref": boxes["INBOX"]["id"]},
        "draftsMailbox": {"$ref": boxes["Drafts"]["id"]},
        "sentMailbox": {"$ref": boxes["Sent"]["id"]},
        "trashMailbox": {"$ref": boxes["Trash"]["id"]},
        "junkMailbox": {"$ref": boxes["Junk"]["id"]},
        "selection": [{"$ref": messages[seed["selected"]]["id"]}],
    }
    return put(root, [account, *boxes.values(), record("message viewer", 9001)])


def _recipient(kind: str, text: str) -> Record:
    name, _, address = text.rpartition("<")
    return record(f"{kind} recipient", name=name.strip(), address=address.rstrip(">"))


def _messages() -> Record:
    accounts = [
        record(
            "account",
            entry["id"],
            serviceType=entry["service"],
            description=entry["description"],
            enabled=True,
            connectionStatus="connected",
        )
        for entry in _load("messages")["accounts"]
    ]
    return put(record("application", name="Messages"), accounts) | {"sent": []}
