"""Who is meant by a name, and which of their addresses."""

from __future__ import annotations

import pytest

from tests.tools.conftest import PEOPLE, FakeDesktop, FakePerson, Nobody, contact
from tinyagent_cli.core.errors import Ambiguous, ConsentNeeded, NotFound
from tinyagent_cli.tools import people


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Sid Patel", "Sid Patel"),
        ("sid patel", "Sid Patel"),
        ("Sid", "Sid Patel"),
        ("sid's", "Sid Patel"),
        ("my friend Sid", "Sid Patel"),
        ("our neighbour Mr. Patel", "Sid Patel"),
        ("my friend Zzyzx", None),
        ("Patel", "Sid Patel"),
        ("Mr. Patel", "Sid Patel"),
        ("Mom", "Linda Rivera"),
        ("my mom", "Linda Rivera"),
        ("mother", "Linda Rivera"),
        ("my boss", "Priya Raman"),
        ("the boss", "Priya Raman"),
        ("Zoe", "Zoë Müller"),
        ("Zoë Müller", "Zoë Müller"),
        ("zoe muller", "Zoë Müller"),
        ("Jose Lopez", "José García López"),
        ("Garcia", "José García López"),
        ("Sarah O'Neil", "Sarah O'Neil"),
        ("sarah chen", "Sarah Chen"),
        ("Harbor Labs", "Harbor Labs"),
    ],
)
async def test_a_name_finds_its_person(desktop: FakeDesktop, name: str, found: str | None) -> None:
    """Whole names, first and last names, nicknames, roles, titles, accents and possessives."""
    if found is None:
        with pytest.raises(NotFound):
            await people.find(name, desktop, Nobody())  # type: ignore[arg-type]
    else:
        chosen = await people.find(name, desktop, Nobody())  # type: ignore[arg-type]
        assert chosen["name"] == found


@pytest.mark.parametrize(("name", "found"), [("Lufti", "Lutfi Eren"), ("Priyah", "Priya Raman")])
async def test_a_slip_in_a_name_is_forgiven(desktop: FakeDesktop, name: str, found: str) -> None:
    """One slip in a name that only one person comes near to."""
    assert (await people.find(name, desktop, Nobody()))["name"] == found  # type: ignore[arg-type]


async def test_two_people_of_one_name_are_a_question(desktop: FakeDesktop) -> None:
    """Which Sarah is asked, never guessed, and the choices tell them apart."""
    person = FakePerson("O'Neil")
    assert (await people.find("Sarah", desktop, person))["name"] == "Sarah O'Neil"  # type: ignore[arg-type]
    ((question, choices),) = person.questions
    assert question == "Which Sarah?"
    assert choices == ("Sarah Chen, +1 415 555 0150", "Sarah O'Neil, +1 415 555 0151")


async def test_with_nobody_to_ask_an_ambiguous_name_is_an_error(desktop: FakeDesktop) -> None:
    """Without a terminal the question cannot be put, and nothing is done."""
    with pytest.raises(ConsentNeeded):
        await people.find("Sarah", desktop, Nobody())  # type: ignore[arg-type]


async def test_choosing_nobody_is_no_guess(desktop: FakeDesktop) -> None:
    """A person who picks nobody gets an error that names the choices."""
    with pytest.raises(Ambiguous) as caught:
        await people.find("Sarah", desktop, FakePerson(None))  # type: ignore[arg-type]
    assert len(caught.value.choices) == 2


async def test_a_better_match_is_no_question(desktop: FakeDesktop) -> None:
    """Somebody called just so is meant, although others carry the name inside theirs."""
    desktop.people = (*PEOPLE, contact("Sid"), contact("Sidney Vance"))
    assert (await people.find("Sid", desktop, Nobody()))["name"] == "Sid"  # type: ignore[arg-type]


async def test_two_cards_of_one_person_are_one(desktop: FakeDesktop) -> None:
    """The same name with the same addresses twice in Contacts is one person."""
    cards = [contact("Ida Holm", {"mobile": "+1 415 555 0111"}, organization=o) for o in ("", "X")]
    desktop.people = cards
    assert (await people.find("Ida", desktop, Nobody()))["name"] == "Ida Holm"  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["me", "Me", "myself"])
async def test_me_is_the_card_marked_as_mine(desktop: FakeDesktop, name: str) -> None:
    """ "Email me" needs no name: Contacts knows whose Mac it is."""
    assert (await people.find(name, desktop, Nobody()))["name"] == "Jamie Rivera"  # type: ignore[arg-type]


async def test_without_a_card_of_mine_the_way_to_one_is_told(desktop: FakeDesktop) -> None:
    """Contacts may not know which card is the user's."""
    desktop.people = PEOPLE[:1]
    with pytest.raises(NotFound, match="which card is yours"):
        await people.find("me", desktop, Nobody())  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Bartholomew", "Xq", "", "  ", "'", "the"])
async def test_nobody_is_not_somebody(desktop: FakeDesktop, name: str) -> None:
    """A name that nobody has is not bent to the nearest that somebody has."""
    with pytest.raises(NotFound):
        await people.find(name, desktop, FakePerson("a"))  # type: ignore[arg-type]


async def test_near_names_are_named(desktop: FakeDesktop) -> None:
    """Who is not found is told what comes near."""
    desktop.people = (*PEOPLE, contact("Bartosz Nowak"))
    with pytest.raises(NotFound) as caught:
        await people.find("Bartok", desktop, Nobody())  # type: ignore[arg-type]
    assert "Bartosz Nowak" in caught.value.hint


def test_a_mobile_number_is_preferred() -> None:
    """A text goes to the phone that is carried along, whatever stands first."""
    sid = PEOPLE[0]
    assert people.phone(sid)["value"] == "+1 (415) 555-0132"


def test_a_fax_is_no_phone() -> None:
    """Who has a fax alone has no number to text."""
    with pytest.raises(NotFound, match="no phone number"):
        people.phone(PEOPLE[-1])


def test_the_first_address_listed_is_taken() -> None:
    """Of several e-mail addresses, the one that the user put first in Contacts."""
    assert people.email(PEOPLE[0])["value"] == "sid.patel@example.com"


def test_who_has_no_address_is_not_found() -> None:
    """The hint names the person and what mends it; the message, which planners see, does not."""
    with pytest.raises(NotFound, match="no e-mail address on that card") as caught:
        people.email(PEOPLE[5])
    assert "Priya Raman" in caught.value.hint
    assert "Priya" not in caught.value.message
