"""One's own people and appointments can be put on the simulated Mac."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.conftest import contact
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.desktop.importing import import_file
from tinyagent_cli.desktop.simulated import SimulatedDesktop

PEOPLE = """BEGIN:VCARD
VERSION:3.0
N:Tester;Tess;;;
FN:Tess Tester
NICKNAME:T
ORG:Test Works;Lab
TEL;TYPE=CELL:+1 415 555 0190
TEL;TYPE=WORK,VOICE:+1 415 555 0191
EMAIL;TYPE=INTERNET,HOME:tess@example.net
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Zoë
EMAIL:zoe@example.net
END:VCARD
"""

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
X-WR-CALNAME:Club
BEGIN:VEVENT
UID:1
SUMMARY:Match\\, at home
DTSTART:20261128T140000
DTEND:20261128T160000
LOCATION:Field 2
ATTENDEE;CN=Ann:mailto:ann@example.net
RRULE:FREQ=WEEKLY
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Fair
DTSTART;VALUE=DATE:20261205
DTEND;VALUE=DATE:20261207
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Call
DTSTART:20261128T140000Z
DURATION:PT30M
END:VEVENT
BEGIN:VTODO
UID:4
SUMMARY:Pay the fee
DUE;VALUE=DATE:20261130
PRIORITY:5
END:VTODO
END:VCALENDAR
"""


def written(tmp_path: Path, text: str, name: str = "x.vcf") -> Path:
    """A file with that text."""
    path = tmp_path / name
    path.write_text(text, "utf-8", newline="\r\n")
    return path


async def test_people_are_taken_in(desktop: SimulatedDesktop, tmp_path: Path) -> None:
    """With all their numbers, and found by name and nickname."""
    assert str(import_file(desktop, written(tmp_path, PEOPLE))) == "imported 2 contacts"
    tess = await contact(desktop, "tess")
    assert tess["phones"] == [
        {"label": "mobile", "value": "+1 415 555 0190"},
        {"label": "work", "value": "+1 415 555 0191"},
    ]
    assert (tess["nickname"], tess["organization"]) == ("T", "Test Works Lab")
    assert (await contact(desktop, "Zoë"))["emails"][0]["value"] == "zoe@example.net"


def test_imported_people_are_not_allow_listed(desktop: SimulatedDesktop, tmp_path: Path) -> None:
    """Somebody may be behind them."""
    import_file(desktop, written(tmp_path, PEOPLE))
    allowed = desktop.allowed_addresses()
    assert {"+14155550132", "sid.patel@example.com"} <= allowed
    assert not {"+14155550190", "tess@example.net"} & allowed


def test_appointments_are_taken_in(
    desktop: SimulatedDesktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Timed, all day, in another zone; tasks become reminders."""
    import time

    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    found = import_file(desktop, written(tmp_path, CALENDAR, "x.ics"))
    monkeypatch.undo()
    time.tzset()
    assert str(found) == "imported 3 events, 1 reminder"
    club = desktop.snapshot()["calendar"][-1]
    assert club["name"] == "Club"
    assert club["events"] == [
        {
            "title": "Match, at home",
            "start": "2026-11-28 14:00",
            "end": "2026-11-28 16:00",
            "location": "Field 2",
            "invitees": ["ann@example.net"],
        },
        {"title": "Fair", "start": "2026-12-05", "end": "2026-12-06", "all_day": True},
        {"title": "Call", "start": "2026-11-28 15:00", "end": "2026-11-28 15:30"},
    ]
    assert desktop.snapshot()["reminders"]["Reminders"][-1] == {
        "name": "Pay the fee",
        "due": "2026-11-30",
        "all_day": True,
        "priority": 5,
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "BEGIN:VCARD\nFN",
        CALENDAR.replace("DTSTART:20261128T140000Z", "DTSTART:tomorrow"),
        CALENDAR.replace("DUE;VALUE=DATE:20261130", "DUE:soon"),
    ],
)
def test_a_file_that_is_neither_is_refused_whole(
    desktop: SimulatedDesktop, tmp_path: Path, text: str
) -> None:
    """Nothing of it is taken in."""
    before = desktop.snapshot()
    with pytest.raises(UsageError):
        import_file(desktop, written(tmp_path, text))
    assert desktop.snapshot() == before


def test_bytes_that_are_no_text_are_refused(desktop: SimulatedDesktop, tmp_path: Path) -> None:
    """With a word on how to get a file that can be read."""
    path = tmp_path / "x.vcf"
    path.write_bytes(b"\xff\xfe\x00BEGIN")
    with pytest.raises(UsageError, match="not UTF-8"):
        import_file(desktop, path)
    with pytest.raises(UsageError, match="cannot be read"):
        import_file(desktop, tmp_path / "nothing")
