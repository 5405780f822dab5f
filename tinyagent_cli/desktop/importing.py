"""Puts one's own life into the simulated Mac: vCard and iCalendar files.

People become contacts, events go into the calendar that the file names (made if it is not
there), tasks into the default reminders list.  What is imported may be real: its addresses
are never allow-listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.paths import contents
from tinyagent_cli.desktop import records, storage
from tinyagent_cli.desktop.engine import State
from tinyagent_cli.desktop.records import Record
from tinyagent_cli.desktop.simulated import SimulatedDesktop


@dataclass(frozen=True, slots=True)
class Imported:
    """How much was taken in."""

    people: int = 0
    events: int = 0
    reminders: int = 0

    def __str__(self) -> str:
        counts = ((self.people, "contact"), (self.events, "event"), (self.reminders, "reminder"))
        said = [f"{count} {noun}{'s' * (count != 1)}" for count, noun in counts if count]
        return f"imported {', '.join(said)}" if said else "nothing to import"


def import_file(desktop: SimulatedDesktop, path: Path) -> Imported:
    """Take in the ``.vcf`` or ``.ics`` file *path*, all of it or nothing.

    Raises UsageError for a file that is neither, or that cannot be read.
    """
    try:
        text = contents(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} is not UTF-8 text", "export it again as vCard 3.0 or 4.0"
        ) from error
    head = text.lstrip()[:40].upper()
    if head.startswith("BEGIN:VCARD"):
        return _import_people(desktop, text, path)
    if head.startswith("BEGIN:VCALENDAR"):
        return _import_calendar(desktop, text, path)
    raise UsageError(f"{path} is neither a vCard nor an iCalendar file", "give a .vcf or an .ics")


def _import_people(desktop: SimulatedDesktop, text: str, path: Path) -> Imported:
    import vobject

    try:
        cards = list(vobject.readComponents(text))
    except (vobject.base.ParseError, ValueError, AttributeError) as error:
        raise UsageError(f"{path} is no valid vCard file: {error}") from error
    with storage.locked(desktop.folder):
        state = desktop.state("Contacts")
        made = [_person(card, _serial(state)) for card in cards if card.name == "VCARD"]
        records.put(state["root"], made)
        desktop.change("Contacts", state)
    return Imported(people=len(made))


def _person(card: Any, serial: int) -> Record:
    name = getattr(card, "n", None)
    full = _text(card, "fn")
    first, last = (name.value.given, name.value.family) if name else ("", "")
    if not (first or last):
        first, _, last = full.rpartition(" ") if " " in full else (full, "", "")
    return records.person(
        f"ABPerson-{serial}",
        first=_joined(first),
        last=_joined(last),
        nickname=_text(card, "nickname"),
        organization=_text(card, "org"),
        job=_text(card, "title"),
        note=_text(card, "note"),
        company=_text(card, "x-abshowas").upper() == "COMPANY",
        phones=[(_label(tel), tel.value) for tel in card.contents.get("tel", ())],
        emails=[(_label(mail), mail.value) for mail in card.contents.get("email", ())],
    )


def _text(card: Any, name: str) -> str:
    values = card.contents.get(name, ())
    return _joined(values[0].value) if values else ""


def _joined(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value).strip()


def _label(entry: Any) -> str:
    kinds = [kind.lower() for kind in entry.params.get("TYPE", ())]
    known = {"cell": "mobile", "iphone": "iPhone", "home": "home", "work": "work", "main": "main"}
    return next((known[kind] for kind in known if kind in kinds), "other")


def _import_calendar(desktop: SimulatedDesktop, text: str, path: Path) -> Imported:
    import icalendar

    try:
        calendar = icalendar.Calendar.from_ical(text)
        name = str(calendar.get("X-WR-CALNAME", "") or path.stem)
        with storage.locked(desktop.folder):
            apps = {app: desktop.state(app) for app in ("Calendar", "Reminders")}
            events = _import_events(apps["Calendar"], name, calendar.walk("VEVENT"))
            tasks = calendar.walk("VTODO")
            reminders = _import_tasks(apps["Reminders"], tasks, desktop.clock.now())
            for app, state in apps.items():
                desktop.change(app, state)
    except (ValueError, KeyError, AttributeError) as error:
        raise UsageError(f"{path} is no valid iCalendar file: {error}") from error
    return Imported(events=events, reminders=reminders)


def _import_events(state: State, name: str, found: Iterable[Any]) -> int:
    made = [_event(item, _serial(state)) for item in found if "DTSTART" in item]
    calendars = state["root"]["elements"].setdefault("calendar", [])
    home = next((c for c in calendars if c["props"]["name"] == name), None)
    if home is None and made:
        home = records.record("calendar", f"CAL-{_serial(state)}", name=name, writable=True)
        calendars.append(home)
    if home is not None:
        records.put(home, made)
    return len(made)


def _event(item: Any, serial: int) -> Record:
    start = _local(item.decoded("DTSTART"))
    end = _local(item.decoded("DTEND")) if "DTEND" in item else None
    if end is None and "DURATION" in item:
        end = start + item.decoded("DURATION")
    if end is not None and not isinstance(start, datetime) and end > start:
        # iCalendar's last day of an all-day event is the one after it.
        end = date.fromordinal(end.toordinal() - 1)
    attendees = item.get("ATTENDEE", ())
    attendees = attendees if isinstance(attendees, list) else [attendees]
    made = records.event(
        f"EVENT-{serial}",
        str(item.get("SUMMARY", "")),
        start,
        end,
        location=str(item.get("LOCATION", "")),
        notes=str(item.get("DESCRIPTION", "")),
        url=str(item.get("URL", "")),
        invitees=[str(attendee)[7:] for attendee in attendees if _is_mail(attendee)],
    )
    if "RRULE" in item:
        made["props"]["recurrence"] = item["RRULE"].to_ical().decode()
    return made


def _is_mail(attendee: Any) -> bool:
    return str(attendee).lower().startswith("mailto:")


def _import_tasks(state: State, found: Iterable[Any], now: datetime) -> int:
    made = [
        records.reminder(
            f"x-apple-reminder://{_serial(state)}",
            str(item.get("SUMMARY", "")),
            _local(item.decoded("DUE")) if "DUE" in item else None,
            now,
            notes=str(item.get("DESCRIPTION", "")),
            priority=int(item.get("PRIORITY", 0)),
            completed=str(item.get("STATUS", "")) == "COMPLETED",
        )
        for item in found
    ]
    default = state["root"]["props"]["defaultList"]["$ref"]
    lists = state["root"]["elements"]["account"][0]["elements"]["list"]
    records.put(next(one for one in lists if one["id"] == default), made)
    return len(made)


def _local(when: Any) -> datetime | date:
    """*when* in local time without its zone; a moment without one is local already."""
    if not isinstance(when, date):  # icalendar hands on what it cannot read as text
        raise ValueError(f"{when} is no date")
    if isinstance(when, datetime) and when.tzinfo is not None:
        return when.astimezone().replace(tzinfo=None)
    return when


def _serial(state: State) -> int:
    state["serial"] += 1
    return int(state["serial"])
