"""Letters that look like others are refused within a word, and said aloud elsewhere."""

from __future__ import annotations

import pytest

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.tools import emails, lookalikes


@pytest.mark.parametrize(
    "address",
    [
        "sid@ex\u0430mple.com",  # a Cyrillic a
        "s\u0456d@example.com",  # a Ukrainian i
        "sid@example.c\u03bfm",  # a Greek omicron
        "sid@\uff45xample.com",  # an e of full width
        "\u212aim@example.com",  # the kelvin sign
        "sid@xn--exmple-4nf.com",  # the first of these, as a server sees it
        "sid@xn--99999999999.com",
    ],
)
def test_a_word_of_two_alphabets_is_no_address(address: str) -> None:
    """Nobody has one; forgers do."""
    with pytest.raises(ToolError):
        emails.address(address)


@pytest.mark.parametrize(
    ("address", "note"),
    [
        ("sid@example.com", ""),
        ("sid.patel+x@mail.example.com", ""),
        ("jürgen@example.org", "“ü” is beyond a–z"),
        ("олена@example.org", "“олен” is in Cyrillic"),
        ("sid@xn--80ak6aa92e.com", "reads sid@аррӏе.com: “арӏе” is in Cyrillic"),
        ("優子@example.org", "“優子” is in Cjk"),
        ("dana@אבג.com", "“אבג” is in Hebrew, in ASCII xn--4dbcd.com"),
        ("yuko優子@example.org", "“優子” is in Cjk"),
    ],
)
def test_other_letters_are_an_address_and_said_aloud(address: str, note: str) -> None:
    """People have names in all scripts."""
    assert emails.address(address) == address
    assert lookalikes.note(address) == note


def test_a_contacts_name_of_two_alphabets_is_said_aloud() -> None:
    """It may be a forgery of another contact; a name in one alphabet is a name."""
    assert "Cyrillic" in lookalikes.note_of_name("Ѕіd Раtеl")
    for name in ("Sid Patel", "Олена Шевченко", "田中 優子", "María José Núñez", "Anna Шевченко"):
        assert lookalikes.note_of_name(name) == ""
