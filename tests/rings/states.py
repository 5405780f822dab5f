"""What the apps hold before a script runs: the seed's life, and lives that differ from it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from tinyagent_cli.desktop import macos, seed
from tinyagent_cli.desktop.records import Record, put, record

State = dict[str, Any]

NOW: Final = datetime(2026, 11, 23, 9, 0)
SEED: Final = "the seed"

# The ids that the seed gives, for what cases speak of.
IDEAS: Final = "x-coredata://notes/note/p1"
JOURNAL: Final = "x-coredata://notes/note/p11"
APARTMENT: Final = "x-coredata://notes/note/p12"
SHOPPING: Final = "x-coredata://notes/note/p14"


@cache
def state(app: str, variant: str = SEED, language: str = "en") -> State:
    """The state of *app*, to be read alone; KeyError for a *variant* that is not known."""
    fresh = copy.deepcopy(_seeds()[app])
    if variant != SEED:
        VARIANTS[variant](fresh["root"])
    if app == "Notes" and language != "en":
        _named(fresh["root"], macos.language(language)["trash"])
    return fresh


@cache
def _seeds() -> Mapping[str, State]:
    return seed.states(NOW)


def _named(root: Record, trash: str) -> None:
    for account in root["elements"]["account"]:
        for folder in account["elements"].get("folder", []):
            if folder["id"] == "folder-recently-deleted":
                folder["props"]["name"] = trash


def _notes(root: Record) -> list[Record]:
    return [
        note
        for account in root["elements"]["account"]
        for folder in account["elements"]["folder"]
        for note in folder["elements"].get("note", [])
    ]


def body_of(id: str) -> str:
    """The body of a note of the seed."""
    (found,) = (note for note in _notes(_seeds()["Notes"]["root"]) if note["id"] == id)
    return str(found["props"]["body"])


def _trashed(root: Record) -> None:
    trash = record("folder", "folder-recently-deleted", name="Recently Deleted")
    gone = copy.deepcopy(next(note for note in _notes(root) if note["id"] == IDEAS))
    gone["id"], gone["props"]["name"] = "x-coredata://notes/note/p100", "Old Ideas"
    put(root["elements"]["account"][0], [put(trash, [gone])])


def _checklist(root: Record) -> None:
    note = next(note for note in _notes(root) if note["id"] == SHOPPING)
    note["props"]["body"] += '<ul class="Apple-dash-checklist"><li>Milk</li></ul>'


def _marked_file(root: Record) -> None:
    note = next(note for note in _notes(root) if note["id"] == SHOPPING)
    note["props"]["body"] += "<div>\N{OBJECT REPLACEMENT CHARACTER}</div>"


def _unmarked_file(root: Record) -> None:
    note = next(note for note in _notes(root) if note["id"] == SHOPPING)
    put(note, [record("attachment", "x/lease.pdf", name="lease.pdf")])


def _two_folders(root: Record) -> None:
    twin = record("folder", "x-coredata://notes/folder/p901", name="Work")
    put(root["elements"]["account"][1], [twin])


def _two_elsewhere(root: Record) -> None:
    third = record("account", "notes-account-3", name="Gmail")
    for number, account in enumerate((root["elements"]["account"][1], third), start=1):
        key = f"x-coredata://notes/folder/p91{number}"
        put(account, [record("folder", key, name="Archive")])
    put(root, [third])


def _on_my_mac(root: Record) -> None:
    root["elements"]["account"].pop(0)


def _no_notes(root: Record) -> None:
    for account in root["elements"]["account"]:
        for folder in account["elements"]["folder"]:
            folder["elements"] = {}


def _calendars(*names: tuple[str, bool]) -> Callable[[Record], None]:
    def change(root: Record) -> None:
        root["elements"]["calendar"] = [
            record("calendar", f"CAL-{index}", name=name) | {"props": {"name": name, "writable": w}}
            for index, (name, w) in enumerate(names, start=1)
        ]

    return change


def _accounts(**changed: Any) -> Callable[[Record], None]:
    def change(root: Record) -> None:
        for account in root["elements"]["account"]:
            account["props"] |= changed

    return change


def _no_accounts(root: Record) -> None:
    root["elements"]["account"] = []


def _known(root: Record) -> None:
    account = root["elements"]["account"][0]
    handle = "+14155550132"
    # What the apps keep of a participant has its account beside its properties.
    sid = record("participant", f"A-iMessage:{handle}", handle=handle, name="Sid Patel")
    put(account, [sid | {"account": {"props": account["props"]}}])


def _select(*ids: int) -> Callable[[Record], None]:
    def change(root: Record) -> None:
        root["props"]["selection"] = [{"$ref": one} for one in ids]

    return change


def _draft_selected(root: Record) -> None:
    boxes = root["elements"]["mailbox"]
    draft = copy.deepcopy(boxes[0]["elements"]["message"][0])
    draft["id"] = 77
    put(boxes[1], [draft])
    _select(77)(root)


def _draft_open(root: Record) -> None:
    draft = record("outgoing message", 500, subject="Budget", sender="x", content="", visible=True)
    put(root, [put(draft, [record("rich text")])])


def _draft_to_people(root: Record) -> None:
    _draft_open(root)
    (draft,) = root["elements"]["outgoing message"]
    draft["props"]["content"] = "Hi  Sid,\n-- \nJamie"
    for kind, address in (
        ("to", "sid@example.com"), ("cc", "a@example.org"), ("bcc", "b@example.org"),
    ):  # fmt: skip
        put(draft, [record(f"{kind} recipient", address=address)])


def _odd_mail(root: Record) -> None:
    props = root["elements"]["mailbox"][0]["elements"]["message"][0]["props"]
    props["subject"] = ""
    props["sender"] = '"Ünal, Çağla \N{RIGHT-TO-LEFT OVERRIDE}" <cagla@example.com>'
    props["content"] = "a\r\nb\n" + "x" * 5000


def _to_several(root: Record) -> None:
    message = root["elements"]["mailbox"][0]["elements"]["message"][0]
    own = root["elements"]["account"][0]["props"]["emailAddresses"][0]
    people = {"to": (own, "ann@example.com"), "cc": ("ben@example.com", own)}
    for kind, addresses in people.items():
        put(message, [record(f"{kind} recipient", address=one) for one in addresses])


def _bare(root: Record) -> None:
    classes = macos.table(root["props"]["name"], macos.NEWEST_TERMS)["classes"]
    _filled(root, classes)
    for children in [*root["elements"].values()]:
        for child in children:
            _emptied(child)
            _filled(child, classes)


def _emptied(owner: Record) -> None:
    owner["props"] = {}
    owner.pop("id", None)
    for children in owner.get("elements", {}).values():
        for child in children:
            _emptied(child)


def _filled(owner: Record, classes: Mapping[str, Any]) -> None:
    inside = owner.setdefault("elements", {})
    for kind in classes.get(owner["kind"], {}).get("elements", ()):
        inside[kind] = inside.get(kind) or [record(kind)]


def _nobody(root: Record) -> None:
    root["elements"]["person"] = root["elements"]["person"][:1]


def _probed(full: bool) -> Callable[[Record], None]:
    def change(root: Record) -> None:
        app, name = root["props"]["name"], "TinyAgent probe"
        kind, inside = {
            "Calendar": ("calendar", "event"),
            "Notes": ("folder", "note"),
            "Reminders": ("list", "reminder"),
        }[app]
        place = record(kind, f"probe-{kind}", name=name)
        if kind == "calendar":
            place["props"]["writable"] = True
        put(place, [record(inside, f"probe-{inside}", name="x", summary="x")] * full)
        put(root if kind == "calendar" else root["elements"]["account"][0], [place])

    return change


def _no_lists_but_one(root: Record) -> None:
    lists = root["elements"]["account"][0]["elements"]["list"]
    del lists[1:]


VARIANTS: Final[Mapping[str, Callable[[Record], None]]] = MappingProxyType(
    {
        "a note in the trash": _trashed,
        "a checklist": _checklist,
        "a file that leaves a mark": _marked_file,
        "a file that leaves none": _unmarked_file,
        "two folders of one name": _two_folders,
        "two such folders elsewhere": _two_elsewhere,
        "no iCloud": _on_my_mac,
        "no notes": _no_notes,
        "all read-only": _calendars(("Holidays", False), ("Birthdays", False)),
        "no calendar": _calendars(),
        "two calendars of one name": _calendars(("Home", False), ("Home", True)),
        "disconnected": _accounts(connectionStatus="disconnected"),
        "switched off": _accounts(enabled=False),
        "no account": _no_accounts,
        "known people": _known,
        "nothing selected": _select(),
        "two selected": _select(2, 1),
        "a draft selected": _draft_selected,
        "a draft open": _draft_open,
        "a draft to people": _draft_to_people,
        "an odd mail": _odd_mail,
        "nothing but kinds": _bare,
        "a mail to several": _to_several,
        "nobody else": _nobody,
        "one list": _no_lists_but_one,
        "a probe's place": _probed(full=False),
        "a probe's place with something in it": _probed(full=True),
    }
)
