"""What a phrase bank is: ways of saying one wish, and the plan that serves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tinyagent_cli.lab.phrasing.plans import Argument, Node, Part, Person, Said
from tinyagent_cli.lab.phrasing.scene import Slots


@dataclass(frozen=True)
class Bank:
    """Ways of saying one wish.

    *commands* begin with a verb and can be joined ("…, and then text Sid"); *sentences*
    stand alone.  *build* makes the calls from what the slots hold.
    """

    name: str
    build: Callable[[Slots], list[Node]]
    commands: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    weight: float = 1.0


def lines(text: str) -> tuple[str, ...]:
    """The templates of *text*, one a line."""
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


def one(slots: Slots, name: str) -> Argument:
    """What slot *name* holds, or nothing."""
    value = slots.get(name)
    assert not isinstance(value, list)
    return value


def people(slots: Slots, *names: str) -> list[Person]:
    """The people of these slots, each once."""
    found: list[Person] = []
    for name in names:
        value = slots.get(name)
        if isinstance(value, list):
            found += [p for p in value if p not in found]
    return found


def mails(who: list[Person]) -> tuple[Part, ...] | None:
    """Their e-mail addresses."""
    return tuple(p.mail() for p in who) or None


def phones(who: list[Person]) -> tuple[Part, ...] | None:
    """Their phone numbers."""
    return tuple(p.phone() for p in who) or None


def files(slots: Slots) -> tuple[Part, ...] | None:
    """The files of a clause, opened."""
    value = slots.get("files")
    return value if isinstance(value, tuple) else None


def whole_time(slots: Slots) -> Argument:
    """When something begins and how long it lasts, said together or apart."""
    begin, length = slots.get("when"), slots.get("dur")
    if isinstance(begin, Said) and isinstance(length, Said):
        return Said((*begin.marks, *length.marks))
    return begin if isinstance(begin, Said) else one(slots, "dur")
