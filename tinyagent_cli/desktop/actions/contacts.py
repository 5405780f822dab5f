"""Contacts: a person's number, a person's address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tinyagent_cli.tools import people
from tinyagent_cli.tools.emails import address
from tinyagent_cli.tools.phones import e164
from tinyagent_cli.tools.spec import Hands, Result


async def phone_number(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """The number of the contact ``name``, E.164; a mobile one first.

    Raises NotFound where there is none, ToolError where it is no number that can be used.
    """
    person = arguments["name"]
    entry = people.phone(person)
    number = e164(entry["value"], hands.settings.people.region)
    return _told(person, "number", number, entry["label"], len(person["phones"]))


async def email_address(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """The e-mail address of the contact ``name``, the first that Contacts lists.

    Raises NotFound where there is none, ToolError where it is no address.
    """
    person = arguments["name"]
    entry = people.email(person)
    found = address(entry["value"])
    return _told(person, "address", found, entry["label"], len(person["emails"]))


def _told(person: Mapping[str, Any], what: str, value: str, label: str, count: int) -> Result:
    which = f" ({label})" if label and count > 1 else ""
    return Result(
        value,
        f"{person['name']}’s {what} is {value}{which}",
        details={"contact": person["id"], "name": person["name"], "label": label},
    )
