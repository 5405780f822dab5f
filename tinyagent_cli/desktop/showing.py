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
    people = [_person(person) for person in _of(roots["Contacts"], "person")]
    known = Acquaintances()
    known.remember({"phones": [], "emails": [], **person} for person in people)
    return {
        "contacts": people,
        "calendar": [_calendar(c) for c in _of(roots["Calendar"], "calendar")],
        "reminders": {
            item["props"]["name"]: [_reminder(r) for r in _of(item, "reminder")]
            for account in _of(roots["Reminders"], "account")
            for item in _of(account, "list")
        },
        "notes": {
            folder["props"]["name"]: [_note(n) for n in _of(folder, "note")]
            for account in _of(roots["Notes"], "account")
            for folder in _of(account, "folder")
        },
        "mail": _mail(roots["Mail"]),
        "messages": [_sent(sent, known) for sent in roots["Messages"].get("sent", ())],
        "maps": [_map(entry) for entry in activity.get("maps", ())],
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


def text_of_html(body: str) -> str:
    """The text of a note's body, as Notes would give it."""
    body = re.sub(r"\r?\n", "", body)
    body = re.sub(r"(?i)<br\s*/?>(?=</(div|p|li|h\d)>)", "", body)
    body = re.sub(r"(?i)<br\s*/?>|(</(div|p|li|ul|ol|h\d)>)+", "\n", body)
    text = html.unescape(re.sub(r"<[^>]*>", "", body)).removesuffix("\n")
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _of(owner: Record, kind: str) -> Iterator[Record]:
    yield from owner.get("elements", {}).get(kind, ())


def _date(value: Mapping[str, str] | None, *, all_day: bool = False) -> str:
    if not value:
        return ""
    day, _, clock = value["$date"].partition("T")
    return day if all_day else f"{day} {clock[:5]}"


def _kept(**values: Any) -> dict[str, Any]:
    """*values* without those that say nothing."""
    return {name: value for name, value in values.items() if value not in ("", None, [], 0, False)}


def _person(person: Record) -> dict[str, Any]:
    props = person["props"]
    name = " ".join(filter(None, (props.get("firstName"), props.get("lastName"))))
    return _kept(
        name=name or props.get("organization", ""),
        nickname=props.get("nickname"),
        organization=props.get("organization") if name else "",
        phones=[_labelled(entry) for entry in _of(person, "phone")],
        emails=[_labelled(entry) for entry in _of(person, "email")],
    )


def _labelled(entry: Record) -> dict[str, str]:
    return {"label": entry["props"].get("label", ""), "value": entry["props"]["value"]}


def _calendar(calendar: Record) -> dict[str, Any]:
    return {
        "name": calendar["props"]["name"],
        "writable": calendar["props"].get("writable", True),
        "events": [_event(event) for event in _of(calendar, "event")],
    }


def _event(event: Record) -> dict[str, Any]:
    props = event["props"]
    all_day = bool(props.get("alldayEvent"))
    return _kept(
        title=props.get("summary", ""),
        start=_date(props.get("startDate"), all_day=all_day),
        end=_date(props.get("endDate"), all_day=all_day),
        all_day=all_day,
        location=props.get("location"),
        notes=props.get("description"),
        url=props.get("url"),
        invitees=[attendee["props"]["email"] for attendee in _of(event, "attendee")],
    )


def _reminder(reminder: Record) -> dict[str, Any]:
    props = reminder["props"]
    all_day = "alldayDueDate" in props
    return _kept(
        name=props.get("name", ""),
        due=_date(props.get("dueDate"), all_day=all_day),
        all_day=all_day,
        notes=props.get("body"),
        priority=props.get("priority"),
        completed=props.get("completed"),
    )


def _note(note: Record) -> dict[str, Any]:
    props = note["props"]
    locked = bool(props.get("passwordProtected"))
    return _kept(
        name=props.get("name", ""),
        text="" if locked else text_of_html(props.get("body", "")),
        locked=locked,
        attachments=[item["props"]["name"] for item in _of(note, "attachment")],
    )


def _sent(sent: Mapping[str, Any], known: Acquaintances) -> dict[str, Any]:
    name = known.name_of(sent["to"])
    return _kept(
        to=sent["to"],
        name=name if name != sent["to"] else "",
        text=sent["text"],
        service=sent["service"],
        at=_date(sent["at"]),
    )


def _map(entry: Mapping[str, str]) -> dict[str, Any]:
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
    boxes = {box["props"]["name"]: box for box in _of(root, "mailbox")}
    return {
        "drafts": [_draft(message) for message in _of(root, "outgoing message")],
        "inbox": [
            _kept(
                sender=message["props"]["sender"],
                subject=message["props"].get("subject", ""),
                received=_date(message["props"].get("dateReceived")),
                text=message["props"].get("content", ""),
                selected=message["id"] in selected,
            )
            for message in _of(boxes["INBOX"], "message")
        ],
    }


def _draft(message: Record) -> dict[str, Any]:
    props = message["props"]
    files = [
        item["props"]["fileName"]
        for body in _of(message, "rich text")
        for item in _of(body, "attachment")
    ]
    people = {
        kind: [r["props"]["address"] for r in _of(message, f"{kind} recipient")]
        for kind in ("to", "cc", "bcc")
    }
    return {
        **{kind: found for kind, found in people.items() if found or kind == "to"},
        "subject": props.get("subject", ""),
        "body": props.get("content", "").replace(ATTACHED, ""),
        "attachments": files,
        **_kept(kind=props.get("opened"), visible=props.get("visible")),
    }
