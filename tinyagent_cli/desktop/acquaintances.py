"""Names for addresses: whom Contacts told us about while this process ran."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

_SIGNIFICANT: Final = 9  # last digits that tell two phone numbers apart, however written


class Acquaintances:
    """Remembers what ``contacts/find_person.js`` answered, and nothing else."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def hear(self, script: str, result: Any) -> None:
        """Take note of the *result* of *script* where it tells of people."""
        if script == "contacts/find_person.js":
            self.remember(result)

    def remember(self, people: Iterable[Mapping[str, Any]]) -> None:
        """Take note of *people*, contacts as ``find_person.js`` answers them."""
        for person in people:
            for entry in (*person["phones"], *person["emails"]):
                self._names[_key(entry["value"])] = person["name"]

    def name_of(self, address: str) -> str:
        """Whose *address* (number or e-mail) it is; *address* itself where nobody is known."""
        return self._names.get(_key(address), address)


def _key(address: str) -> str:
    if "@" in address:
        return address.strip().lower()
    return "".join(filter(str.isdigit, address))[-_SIGNIFICANT:]
