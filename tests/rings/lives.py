"""Changes to the seed's life that `corners` needs: each takes the root of an app's state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.rings.states import IDEAS, SHOPPING, VARIANTS
from tinyagent_cli.desktop.records import put, record


def note(root: Any, id: str) -> Any:
    """The note of *id*."""
    return next(
        note
        for account in root["elements"]["account"]
        for folder in account["elements"]["folder"]
        for note in folder["elements"].get("note", [])
        if note["id"] == id
    )


def headed(root: Any) -> None:
    """Two notes have a title above their body."""
    note(root, SHOPPING)["props"]["heading"] = "Shopping"
    note(root, IDEAS)["props"]["heading"] = "Ideas"


def holding(html: str) -> Callable[[Any], None]:
    """Two notes hold *html*, too."""

    def change(root: Any) -> None:
        for id in (SHOPPING, IDEAS):
            note(root, id)["props"]["body"] += html

    return change


def nicknamed(root: Any) -> None:
    """Everybody has a nickname and a firm."""
    for person in root["elements"]["person"]:
        first = person["props"].get("firstName") or ""
        person["props"] |= {"nickname": f"{first}dy", "organization": f"{first} & Sons"}


def labelled(*labels: str | None) -> Callable[[Any], None]:
    """Numbers and addresses have these labels, in turn."""

    def change(root: Any) -> None:
        for person in root["elements"]["person"]:
            for entries in person["elements"].values():
                for number, entry in enumerate(entries):
                    entry["props"]["label"] = labels[number % len(labels)]

    return change


def two_cases(root: Any) -> None:
    """Calendars whose names differ in case."""
    names = ("Home", "home", "Caf\u00e9")
    for calendar, name in zip(root["elements"]["calendar"], names, strict=False):
        calendar["props"]["name"] = name


def accounts(*kinds: tuple[str, bool]) -> Callable[[Any], None]:
    """Accounts of these services, on or off."""

    def change(root: Any) -> None:
        first = root["elements"]["account"][0]
        root["elements"]["account"] = [
            {
                **first,
                "id": f"A-{number}",
                "props": {**first["props"], "serviceType": kind, "enabled": on},
            }
            for number, (kind, on) in enumerate(kinds)
        ]

    return change


def knowing(*handles: str) -> Callable[[Any], None]:
    """The first account knows these people, in this order."""

    def change(root: Any) -> None:
        account = root["elements"]["account"][0]
        put(account, [
            record("participant", f"A:{handle}", handle=handle, name=f"Known {number}")
            | {"account": {"props": account["props"]}}
            for number, handle in enumerate(handles)
        ])  # fmt: skip

    return change


def selecting(*ids: int) -> Callable[[Any], None]:
    """These mails are selected."""

    def change(root: Any) -> None:
        root["props"]["selection"] = [{"$ref": one} for one in ids]

    return change


def many(count: int) -> Callable[[Any], None]:
    """So many mails are selected, each a minute older than the one before."""

    def change(root: Any) -> None:
        box = root["elements"]["mailbox"][0]
        first = box["elements"]["message"][0]
        box["elements"]["message"] = [
            {
                **first,
                "id": 100 + n,
                "props": {
                    **first["props"],
                    "subject": f"Mail {n}",
                    "dateReceived": {"$date": f"2026-11-22T10:{59 - n:02}:00"},
                },
            }
            for n in range(count)
        ]
        selecting(*range(100, 100 + count))(root)

    return change


def unseen(root: Any) -> None:
    """No viewer is open, and nothing is selected."""
    root["props"]["selection"] = []
    root["elements"]["message viewer"] = []


def received(**said: Any) -> Callable[[Any], None]:
    """The first mail has these properties."""

    def change(root: Any) -> None:
        root["elements"]["mailbox"][0]["elements"]["message"][0]["props"] |= said

    return change


def selected_in(box: str) -> Callable[[Any], None]:
    """The mailbox of the selected mail is called so."""

    def change(root: Any) -> None:
        root["elements"]["mailbox"][0]["props"]["name"] = box

    return change


def drafts_called(box: str) -> Callable[[Any], None]:
    """The mailbox of drafts is called so."""

    def change(root: Any) -> None:
        root["elements"]["mailbox"][1]["props"]["name"] = box

    return change


def placed(*names: str) -> Callable[[Any], None]:
    """The first calendars, folders or lists are empty and have these names."""

    def change(root: Any) -> None:
        kinds = {"Calendar": "calendar", "Notes": "folder", "Reminders": "list"}
        kind = kinds[root["props"]["name"]]
        owner = root if kind == "calendar" else root["elements"]["account"][0]
        for place, name in zip(owner["elements"][kind], names, strict=False):
            place["props"]["name"], place["elements"] = name, {}

    return change


def one_off(root: Any) -> None:
    """The first account is switched off."""
    root["elements"]["account"][0]["props"]["enabled"] = False


def attached(root: Any) -> None:
    """A note has a file."""
    put(note(root, IDEAS), [record("attachment", "x/lease.pdf", name="lease.pdf")])


def folders(*names: str) -> Callable[[Any], None]:
    """The folders of the first account have these names."""

    def change(root: Any) -> None:
        folders = root["elements"]["account"][0]["elements"]["folder"]
        for folder, name in zip(folders, names, strict=False):
            folder["props"]["name"] = name

    return change


def elsewhere(*names: str) -> Callable[[Any], None]:
    """Folders of these names in the second account."""

    def change(root: Any) -> None:
        put(root["elements"]["account"][1], [
            record("folder", f"x-coredata://notes/folder/p95{number}", name=name)
            for number, name in enumerate(names)
        ])  # fmt: skip

    return change


def notes_called(*names: str) -> Callable[[Any], None]:
    """The first notes have these names; there are as many of them."""

    def change(root: Any) -> None:
        folder = root["elements"]["account"][0]["elements"]["folder"][0]
        first = folder["elements"]["note"][0]
        folder["elements"]["note"] = [
            {
                **first,
                "id": f"x-coredata://notes/note/p96{number}",
                "props": {**first["props"], "name": name},
            }
            for number, name in enumerate(names)
        ]

    return change


def lists_called(*names: str) -> Callable[[Any], None]:
    """The lists of the first account have these names."""

    def change(root: Any) -> None:
        for list_, name in zip(
            root["elements"]["account"][0]["elements"]["list"], names, strict=False
        ):
            list_["props"]["name"] = name

    return change


def drafted(content: str | None) -> Callable[[Any], None]:
    """A draft to people is open, with this text."""

    def change(root: Any) -> None:
        VARIANTS["a draft to people"](root)
        root["elements"]["outgoing message"][0]["props"]["content"] = content

    return change


def called_alike(root: Any) -> None:
    """Every calendar is called Home."""
    for calendar in root["elements"]["calendar"]:
        calendar["props"]["name"] = "Home"
