"""Contacts: a person's number, a person's address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tinyagent_cli.core.errors import NotFound
from tinyagent_cli.tools.spec import Hands, Result

# A text can only reach a phone that is carried along.
_PHONES: Final = ("mobile", "iphone", "cell", "main", "home", "work")
_EMAILS: Final = ("home", "work", "other")


async def phone_number(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """The number of the contact ``name``, E.164 where it can be; a mobile one first."""
    person = arguments["name"]
    entry = _preferred(person["phones"], _PHONES)
    if entry is None:
        raise NotFound(
            f"{person['name']} has no phone number in Contacts", "add one, or say the number"
        )
    number = _e164(entry["value"], hands.settings.people.region)
    return _told(person, "number", number, entry["label"], person["phones"])


async def email_address(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """The e-mail address of the contact ``name``; a private one first."""
    person = arguments["name"]
    entry = _preferred(person["emails"], _EMAILS)
    if entry is None:
        raise NotFound(
            f"{person['name']} has no e-mail address in Contacts", "add one, or say the address"
        )
    return _told(person, "address", entry["value"].strip(), entry["label"], person["emails"])


def _told(
    person: Mapping[str, Any], what: str, value: str, label: str, entries: Sequence[Any]
) -> Result:
    note = f" ({label})" if label and len(entries) > 1 else ""
    return Result(
        value,
        f"{person['name']}’s {what} is {value}{note}",
        details={"contact": person["id"], "name": person["name"], "label": label},
    )


def _preferred(
    entries: Sequence[Mapping[str, str]], order: Sequence[str]
) -> Mapping[str, str] | None:
    def rank(entry: Mapping[str, str]) -> int:
        return order.index(entry["label"]) if entry["label"] in order else len(order)

    return min(entries, key=rank, default=None)


def _e164(number: str, region: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return number.strip()
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
