"""Records of the simulated apps: what a contact, an event, a note is in their stores.

A record is ``{"kind", "id", "props", "elements"}`` with property names as the dictionaries
have them; see ``simulator/store.js``, which reads it.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

Record = dict[str, Any]


def record(kind: str, key: str | int | None = None, **props: Any) -> Record:
    """A record of *kind*; properties that are empty are left out."""
    kept = {name: value for name, value in props.items() if value not in (None, "", ())}
    made: Record = {"kind": kind, "props": kept, "elements": {}}
    return made if key is None else {"kind": kind, "id": key, **made}


def put(owner: Record, children: Iterable[Record]) -> Record:
    """Add *children* to *owner*'s elements, each under its kind; returns *owner*."""
    for child in children:
        owner["elements"].setdefault(child["kind"], []).append(child)
    return owner


def moment(at: datetime | date) -> Mapping[str, str]:
    """A date as the stores keep it, local."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return {"$date": at.replace(tzinfo=None, microsecond=0).isoformat()}


def person(
    key: str,
    *,
    first: str = "",
    last: str = "",
    nickname: str = "",
    organization: str = "",
    job: str = "",
    note: str = "",
    company: bool = False,
    phones: Iterable[tuple[str, str]] = (),
    emails: Iterable[tuple[str, str]] = (),
) -> Record:
    """A contact; *phones* and *emails* are pairs of label and value."""
    made = record(
        "person",
        key,
        firstName=first,
        lastName=last,
        nickname=nickname,
        organization=organization,
        jobTitle=job,
        note=note,
        company=company or None,
    )
    for kind, pairs in (("phone", phones), ("email", emails)):
        put(
            made,
            (
                record(kind, f"{key}/{kind}/{index}", label=label, value=value)
                for index, (label, value) in enumerate(pairs)
            ),
        )
    return made


def note(key: str, name: str, text: str, at: datetime, *, locked: bool = False) -> Record:
    """A note whose body is *name* and the lines of *text*, escaped."""
    lines = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.splitlines())
    return record(
        "note",
        key,
        name=name,
        body=f"<div><h1>{html.escape(name)}</h1></div>{lines}",
        passwordProtected=locked or None,
        creationDate=moment(at),
        modificationDate=moment(at),
    )


def event(
    key: str,
    title: str,
    start: datetime | date,
    end: datetime | date | None = None,
    *,
    location: str = "",
    notes: str = "",
    url: str = "",
    invitees: Iterable[str] = (),
) -> Record:
    """An event; it is all day where *start* is a bare date."""
    all_day = not isinstance(start, datetime)
    if end is None:
        end = start if all_day else start + timedelta(hours=1)
    made = record(
        "event",
        key,
        summary=title,
        startDate=moment(start),
        endDate=moment(end),
        alldayEvent=all_day or None,
        location=location,
        description=notes,
        url=url,
    )
    return put(
        made,
        (record("attendee", email=email, participationStatus="unknown") for email in invitees),
    )


def reminder(
    key: str,
    name: str,
    due: datetime | date | None,
    at: datetime,
    *,
    notes: str = "",
    priority: int = 0,
    completed: bool = False,
) -> Record:
    """A reminder; a bare date as *due* is a day without a time."""
    timed = isinstance(due, datetime)
    made = record(
        "reminder",
        key,
        name=name,
        body=notes,
        dueDate=moment(due) if due else None,
        alldayDueDate=moment(due) if due and not timed else None,
        remindMeDate=moment(due) if due and timed else None,
        creationDate=moment(at),
        modificationDate=moment(at),
    )
    made["props"] |= {"priority": priority, "completed": completed}
    return made
