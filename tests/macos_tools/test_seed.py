"""The seed is a life that we invented: nobody is behind its addresses."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from macos_tools import ROOT
from tinyagent_cli.desktop import seed
from tinyagent_cli.lab import documents

PEOPLE = json.loads((ROOT / "seed" / "contacts.json").read_text("utf-8"))["people"]

# Numbers that are reserved for fiction: the North American 555-01xx, Ofcom's, ARCEP's,
# PTS's, ComReg's, the Bundesnetzagentur's, ACMA's.
FICTION = (
    "+44207946",
    "+447700900",
    "+33639980",
    "+3363998",
    "+4670174060",
    "+467017406",
    "+35320",
    "+493023125",
    "+4917139200",
    "+61491570",
)


def reserved(number: str) -> bool:
    """Whether *number* (E.164) belongs to nobody."""
    american = number.startswith("+1") and number[5:10] == "55501" and len(number) == 12
    return american or number.startswith(FICTION)


def test_nobody_is_behind_an_address_of_the_seed() -> None:
    """Numbers for fiction, and domains of RFC 2606."""
    for address in seed.addresses():
        if "@" in address:
            domain = address.rpartition("@")[2]
            assert domain.endswith(("example.com", "example.org")), address
        else:
            assert reserved(address), address


FIRST = ("Sid", "Lutfi", "Nick", "Anna", "Jane", "John", "Amir", "Emma", "Alex", "Mark")
OTHER = ("Bob", "Alice", "Kate", "Mom", "Boss")


@pytest.mark.parametrize("name", FIRST + OTHER)
def test_a_name_that_people_will_try_is_one_person(name: str) -> None:
    """First names and nicknames of the seed do not get in each other's way."""
    called = [person for person in PEOPLE if name in (person.get("first"), person.get("nickname"))]
    assert len(called) == 1


def test_there_are_two_sarahs() -> None:
    """So that a newcomer sees a question."""
    assert sum(person.get("first") == "Sarah" for person in PEOPLE) == 2


def test_the_life_is_always_current() -> None:
    """Events lie around today, whenever that is."""
    for year in (2026, 2031):
        now = datetime(year, 2, 27, 9)
        calendars = seed.states(now)["Calendar"]["root"]["elements"]["calendar"]
        starts = [
            datetime.fromisoformat(event["props"]["startDate"]["$date"])
            for calendar in calendars
            for event in calendar["elements"]["event"]
        ]
        assert all(0 <= (start - now).days <= 60 for start in starts)


def test_the_documents_are_made_of_their_texts(tmp_path: Path) -> None:
    """What is shipped is what the script makes, to the byte."""
    documents.main(home=tmp_path)
    home = ROOT / "seed" / "home"
    files = {path.relative_to(home) for path in home.rglob("*") if path.is_file()}
    assert files == {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    for file in files:
        assert (home / file).read_bytes() == (tmp_path / file).read_bytes(), file


def test_the_seed_is_small() -> None:
    """It travels with the package."""
    assert sum(p.stat().st_size for p in (ROOT / "seed").rglob("*") if p.is_file()) < 100_000
