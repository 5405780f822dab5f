"""The simulated Mac's state as people read it: ``desktop show``."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tinyagent_cli.desktop.acquaintances import Acquaintances
from tinyagent_cli.desktop.records import Record

ATTACHED = "\ufffc"  # how an attachment stands in the text of a mail


def snapshot(
    states: Mapping[str, Mapping[str, Any]], activity: Mapping[str, Any], home: Path
) -> dict[str, Any]:
    """Everything in *states* (by app) and *activity*, with dates as ``2026-11-27 15:00``."""
    roots = {app: state["root"] for app, state in states.items()}
    known = acquainted(roots["Contacts"])
    return {
        "contacts": [person_of(person) for person in children(roots["Contacts"], "person")],
        "calendar": [_calendar(c) for c in children(roots["Calendar"], "calendar")],
        "reminders": {
            item["props"]["name"]: [reminder_of(r) for r in children(item, "reminder")]
            for account in children(roots["Reminders"], "account")
            for item in children(account, "list")
        },
        "notes": {
            folder["props"]["name"]: [note_of(n) for n in children(folder, "note")]
            for account in children(roots["Notes"], "account")
            for folder in children(account, "folder")
        },
        "mail": _mail(roots["Mail"]),
        "messages": [message_of(sent, known) for sent in roots["Messages"].get("sent", ())],
        "maps": [place_of(entry) for entry in activity.get("maps", ())],
        "zoom": [dict(entry) for entry in activity.get("zoom", ())],
        "links": [dict(entry) for entry in activity.get("links", ())],
        "files": {
            "home": str(home),
            "documents": sorted(
                str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()
            ),
            "opened": [_kept(**entry) for entry in activity.get("files", ())],
        },
    }


def acquainted(contacts: Record) -> Acquaintances:
    """Everybody in *contacts*, the root of Contacts, by their numbers and addresses."""
    known = Acquaintances()
    people = (person_of(person) for person in children(contacts, "person"))
    known.remember({"phones": [], "emails": [], **person} for person in people)
    return known


def text_of_html(body: str) -> str:
    """The text of a note's body, as Notes would give it."""
    body = re.sub(r"\r?\n", "", body)
    body = re.sub(r"(?i)<br\s*/?>(?=</(div|p|li|h\d)>)", "", body)
    body = re.sub(r"(?i)<br\s*/?>|(</(div|p|li|ul|ol|h\d)>)+", "\n", body)
    text = html.unescape(re.sub(r"<[^>]*>", "", body)).removesuffix("\n")
    return text.replace("\N{NO-BREAK SPACE}", " ")


def children(owner: Record, kind: str) -> Iterator[Record]:
    """What *owner* holds of *kind*."""
    yield from owner.get("elements", {}).get(kind, ())


def date_of(value: Mapping[str, str] | None, *, all_day: bool = False) -> str:
    """A stored date as ``2026-11-27 15:00``, or as its day alone; "" for none."""
    if not value:
        return ""
    day, _, clock = value["$date"].partition("T")
    return day if all_day else f"{day} {clock[:5]}"


def _kept(**values: Any) -> dict[str, Any]:
    """*values* without those that say nothing."""
    return {name: value for name, value in values.items() if value not in ("", None, [], 0, False)}


def person_of(person: Record) -> dict[str, Any]:
    """A contact."""
    props = person["props"]
    name = " ".join(filter(None, (props.get("firstName"), props.get("lastName"))))
    return _kept(
        name=name or props.get("organization", ""),
        nickname=props.get("nickname"),
        organization=props.get("organization") if name else "",
        phones=[_labelled(entry) for entry in children(person, "phone")],
        emails=[_labelled(entry) for entry in children(person, "email")],
    )


def _labelled(entry: Record) -> dict[str, str]:
    return {"label": entry["props"].get("label", ""), "value": entry["props"]["value"]}


def _calendar(calendar: Record) -> dict[str, Any]:
    return {
        "name": calendar["props"]["name"],
        "writable": calendar["props"].get("writable", True),
        "events": [event_of(event) for event in children(calendar, "event")],
    }


def event_of(event: Record) -> dict[str, Any]:
    """An event."""
    props = event["props"]
    all_day = bool(props.get("alldayEvent"))
    return _kept(
        title=props.get("summary", ""),
        start=date_of(props.get("startDate"), all_day=all_day),
        end=date_of(props.get("endDate"), all_day=all_day),
        all_day=all_day,
        location=props.get("location"),
        notes=props.get("description"),
        url=props.get("url"),
        invitees=[attendee["props"]["email"] for attendee in children(event, "attendee")],
    )


def reminder_of(reminder: Record) -> dict[str, Any]:
    """A reminder."""
    props = reminder["props"]
    all_day = "alldayDueDate" in props
    return _kept(
        name=props.get("name", ""),
        due=date_of(props.get("dueDate"), all_day=all_day),
        all_day=all_day,
        notes=props.get("body"),
        priority=props.get("priority"),
        completed=props.get("completed"),
    )


def note_of(note: Record) -> dict[str, Any]:
    """A note; of one that is locked only the name."""
    props = note["props"]
    locked = bool(props.get("passwordProtected"))
    return _kept(
        name=props.get("name", ""),
        text="" if locked else text_of_html(props.get("body", "")),
        locked=locked,
        attachments=[item["props"]["name"] for item in children(note, "attachment")],
    )


def message_of(sent: Mapping[str, Any], known: Acquaintances) -> dict[str, Any]:
    """A text message, with whom it went to as far as *known*."""
    name = known.name_of(sent["to"])
    return _kept(
        to=sent["to"],
        name=name if name != sent["to"] else "",
        text=sent["text"],
        service=sent["service"],
        at=date_of(sent["at"]),
    )


def place_of(entry: Mapping[str, str]) -> dict[str, Any]:
    """What Maps was asked to show."""
    asked = dict(parse_qsl(urlsplit(entry["url"]).query))
    return _kept(
        location=asked.get("q"),
        **{"from": asked.get("saddr"), "to": asked.get("daddr")},
        by={"d": "car", "w": "foot", "r": "public transport"}.get(asked.get("dirflg", "")),
        url=entry["url"],
        at=entry["at"].replace("T", " ")[:16],
    )


def _mail(root: Record) -> dict[str, Any]:
    selected = {reference["$ref"] for reference in root["props"].get("selection", ())}
    boxes = {box["props"]["name"]: box for box in children(root, "mailbox")}
    return {
        "drafts": [draft_of(message) for message in children(root, "outgoing message")],
        "inbox": [
            _kept(
                sender=message["props"]["sender"],
                subject=message["props"].get("subject", ""),
                received=date_of(message["props"].get("dateReceived")),
                text=message["props"].get("content", ""),
                selected=message["id"] in selected,
            )
            for message in children(boxes["INBOX"], "message")
        ],
    }


def draft_of(message: Record) -> dict[str, Any]:
    """A draft, as Mail would send it."""
    props = message["props"]
    files = [
        item["props"]["fileName"]
        for body in children(message, "rich text")
        for item in children(body, "attachment")
    ]
    people = {
        kind: [r["props"]["address"] for r in children(message, f"{kind} recipient")]
        for kind in ("to", "cc", "bcc")
    }
    return {
        **{kind: found for kind, found in people.items() if found or kind == "to"},
        "subject": props.get("subject", ""),
        "body": props.get("content", "").replace(ATTACHED, ""),
        "attachments": files,
        **_kept(kind=props.get("opened"), visible=props.get("visible")),
    }
