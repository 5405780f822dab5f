"""What goes without a question: ``--yes``, and the addresses that the user allow-listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.core.ports import Rehearsing
from tinyagent_cli.tools import emails, phones
from tinyagent_cli.tools.spec import Effect, Hands


@dataclass(frozen=True, slots=True)
class Policy:
    """*yes*: the user said ``--yes``; *allowed*: the addresses that it covers, as listed.

    *outward*: whether it covers anything outward at all.  *rehearsal*: nothing is done, and so
    nobody is asked.
    """

    yes: bool = False
    allowed: frozenset[str] = frozenset()
    region: str = ""
    outward: bool = True
    rehearsal: bool = False

    @classmethod
    def of(cls, hands: Hands, *, yes: bool, outward: bool = True) -> Self:
        """The policy that the settings and the desktop give."""
        rehearsal = isinstance(hands.desktop, Rehearsing)
        if not yes:
            return cls(outward=outward, rehearsal=rehearsal)
        region = hands.settings.people.region
        listed = {*hands.settings.consent.allow, *hands.desktop.allowed_addresses()}
        return cls(yes, frozenset(listed), region, outward, rehearsal)

    def covers(self, effect: Effect, addresses: Iterable[Any] | None = ()) -> str:
        """Who says yes to a call that reaches *addresses*: ``--yes``, ``allow-list``, or "".

        An outward call that reaches nobody is covered: there is nobody to be disturbed.  One
        of which it is not known whom it reaches (None) is not.
        """
        if not self.yes:
            return ""
        if effect is not Effect.OUTWARD:
            return "--yes"
        if addresses is None or not self.outward:
            return ""
        reached = tuple(addresses)
        if not reached:
            return "--yes"
        return "allow-list" if all(self._lists(str(address)) for address in reached) else ""

    def _lists(self, address: str) -> bool:
        # To the letter first: reading numbers takes 50 ms, the first time.
        return address in self.allowed or comparable(address, self.region) in {
            comparable(listed, self.region) for listed in self.allowed
        }


def comparable(address: str, region: str = "US") -> str:
    """An e-mail address or phone number in the one form in which two of them are compared.

    A number without a country is one of *region*.  What is neither stays as it is, and so
    equals nothing but itself.  Only ASCII letters lose their case: folding the others would
    make one address of two (K, the kelvin sign, of k; ß of ss).
    """
    try:
        if emails.is_address(address):
            found = emails.address(address)
            return found.lower() if found.isascii() else found
        return phones.e164(address, region)
    except ToolError:
        return address.strip()
