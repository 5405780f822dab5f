"""Phone numbers in E.164, by country, and never guessed."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.tools.phones import e164, is_number


@pytest.mark.parametrize(
    ("said", "region", "number"),
    [
        ("(415) 555-0132", "US", "+14155550132"),
        ("415.555.0132", "US", "+14155550132"),
        ("1-415-555-0132", "US", "+14155550132"),
        ("+1 415 555 0132", "GB", "+14155550132"),
        ("tel:+14155550132", "US", "+14155550132"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("+44 20 7946 0018", "US", "+442079460018"),
        ("030 901820", "DE", "+4930901820"),
        ("98765 43210", "IN", "+919876543210"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("(415) 555-0132 ext. 5", "US", "+14155550132"),
        ("+1 (415) 555-0132", "us", "+14155550132"),
    ],
)
def test_a_number_is_completed_by_its_country(said: str, region: str, number: str) -> None:
    """A number without + is of the user's country; one with + is of its own."""
    assert e164(said, region) == number


@pytest.mark.parametrize(
    ("said", "region", "why"),
    [
        ("911", "US", "short code"),
        ("12345", "US", "short code"),
        ("555-0132", "US", "area code is missing"),
        ("+1234567890", "US", "too short"),
        ("+1 415 555 0132 99", "US", "too long"),
        ("1234567890123456", "US", "16 digits"),
        ("020 7946 0018", "US", "too long"),
        ("+999 12345678", "US", "country is not known"),
        ("(415) 555-0132", "XX", "country is not known"),
        ("call me", "US", "does not read as one"),
        ("", "US", "does not read as one"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(said: str, region: str, why: str) -> None:
    """No country code is put before something to make it look right."""
    with pytest.raises(ToolError, match=why):
        e164(said, region)


@pytest.mark.parametrize("text", ["+14155550132", "(415) 555-0132", "415 555 0132", "911"])
def test_figures_are_a_number(text: str) -> None:
    """What is written as a number is not looked up as a name."""
    assert is_number(text)


@pytest.mark.parametrize(
    "text", ["Sid", "", "sid@example.com", "R2D2", "7", "--", "Agent 007 Bond"]
)
def test_names_are_no_numbers(text: str) -> None:
    """A name with a figure in it is a name."""
    assert not is_number(text)


@given(st.integers(2_000_000_000, 9_999_999_999).map(str))
def test_e164_is_stable(digits: str) -> None:
    """What came out as E.164 comes out so again, whatever the country, with 15 digits at most."""
    try:
        number = e164(digits, "US")
    except ToolError:
        return
    assert number.startswith("+1")
    assert len(number) <= 16
    assert e164(number, "DE") == number


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    """Untrusted text gives E.164 or a ToolError."""
    with contextlib.suppress(ToolError):
        assert e164(text, "US").startswith("+")


def test_a_premium_number_is_not_texted() -> None:
    """It costs extra, and a plan may not know."""
    with pytest.raises(ToolError, match="premium"):
        e164("+1 900 555 0199", "US")


def test_what_is_long_is_no_number_and_takes_no_time_to_be_none() -> None:
    """A run of blanks took the pattern minutes."""
    assert not is_number(" " * 3000 + "x")
    assert not is_number("(" + " " * 3000 + "x")
    assert is_number("  tel: +1 (415) 555-0132  ")


def test_a_context_makes_it_another_number_and_is_none() -> None:
    """RFC 3966: 202 555 0199 with the context +44 is a number of another country."""
    with pytest.raises(ToolError, match="more than a number"):
        e164("2025550199;phone-context=+44", "US")
