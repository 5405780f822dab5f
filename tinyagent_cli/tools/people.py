"""People by name: who is meant, and which of their addresses.

Contacts is asked through ``contacts/find_person.js``, which answers a list of contacts::

    {"id", "name", "nickname", "organization",
     "phones": [{"label", "value"}], "emails": [{"label", "value"}]}

Who is meant, best first: the whole name; first and last name; the nickname; the first name
alone; the last name alone; every word somewhere in the name; the organisation; the name
behind a relation ("my brother Theo"); and at last a name that is spelt almost so.  "Me" is the
card that the user marked as their own.  Two people at the best rank are a question, never a
guess.  Of several numbers a mobile one is taken, of several addresses the first that Contacts
lists: the order is the user's own.  Which one it was is shown before anything is sent.

Whoever is only pointed at ("send it to her") is asked for, never looked up: a plan says "her"
where the request names nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tinyagent_cli.core.errors import Ambiguous, NotFound
from tinyagent_cli.core.ports import Desktop, Person

Contact = Mapping[str, Any]
SCRIPT: Final = "contacts/find_person.js"

_MOBILE: Final = ("mobile", "iphone", "cell", "cell phone", "apple watch")
_NO_CALLS: Final = ("fax", "home fax", "work fax", "other fax", "pager")
_FUZZY: Final = 84.0  # of 100: "Lufti" is Lutfi (84), "Sid" is not Sam (33)
_SHOWN: Final = 60  # characters of a name, an organisation
_LEAST: Final = 60.0  # worth naming as "did you mean"
_MARGIN: Final = 8.0  # two fuzzy names closer than this are a question

_MINE: Final = re.compile(r"^(?:my|our|the|to|with|for|dear)\s+|['’]s?$", re.IGNORECASE)
_ME: Final = frozenset(("me", "myself", "i"))
_WORDS_FOR_ANYBODY = """
he him she her they them it this that someone somebody everyone everybody us all both you
"""
_POINTED_AT: Final = frozenset(_WORDS_FOR_ANYBODY.split())
_TITLES: Final = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir"))
# Who somebody is, said before their name: "my brother Theo" is Theo, unless a card says so.
_RELATED = """
friend buddy pal brother sister cousin uncle aunt auntie son daughter husband wife partner
boyfriend girlfriend roommate flatmate neighbour neighbor colleague coworker co-worker boss
manager coach
"""
_RELATIONS: Final = frozenset(_RELATED.split())
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "mom": ("mum", "mother", "mama"),
    "dad": ("father", "papa"),
    "bro": ("brother",),
    "sis": ("sister",),
    "grandma": ("grandmother", "granny", "nana"),
    "grandpa": ("grandfather", "granddad"),
}


async def find(name: str, desktop: Desktop, person: Person) -> Contact:
    """The contact that *name* means.

    Raises NotFound, with the nearest names, where there is nobody, and Ambiguous where
    *person*, asked, chose nobody.  Two contacts with one card's content are one.
    """
    wanted = _plain(name)
    if not wanted:
        raise NotFound("no person was named", "say whom you mean")
    if wanted in _ME:
        return await _own_card(desktop)
    found = await _candidates(name, wanted, desktop)
    ranked = sorted(((rank(wanted, contact), contact) for contact in found), key=_by_rank)
    best = [contact for score, contact in ranked if score == ranked[0][0]]
    if ranked and ranked[0][0] > _EXACT_ENOUGH:
        return best[0] if len(best) == 1 else await _chosen(name, best, person)
    relation, _, own_name = _MINE.sub("", name.strip()).partition(" ")
    if own_name.strip() and relation.casefold() in _RELATIONS:
        return await find(own_name, desktop, person)
    likely = [(score, contact) for score, contact in ranked if score >= _FUZZY]
    if likely:
        close = [contact for score, contact in likely if score > likely[0][0] - _MARGIN]
        return close[0] if len(close) == 1 else await _chosen(name, close, person)
    near = [contact["name"] for score, contact in ranked if score >= _LEAST][:3]
    hint = (
        f"did you mean {' or '.join(near)}?" if near else "add them to Contacts, or say the address"
    )
    raise NotFound(f"there is nobody called {name.strip()} in Contacts", hint, choices=near)


async def named(said: str, person: Person) -> str:
    """*said*, or whom *person* names where it only points at somebody.

    Raises Ambiguous where nobody is named.
    """
    if _plain(said) not in _POINTED_AT:
        return said
    name = await person.say(f"Who is “{said.strip()}”?") if person.present else ""
    if not name or _plain(name) in _POINTED_AT:
        raise Ambiguous(f"“{said.strip()}” is nobody that I know", "say the name")
    return name


# Ranks above this are sure kinds of a match; below, the rank is RapidFuzz's likeness.
_EXACT_ENOUGH: Final = 100.0


def rank(wanted: str, contact: Contact) -> float:
    """How well *contact* fits the plain name *wanted*; above 100 it is no mere likeness."""
    name, nickname = _plain(contact["name"]), _plain(contact.get("nickname") or "")
    organization = _plain(contact.get("organization") or "")
    words, said = name.split(), [w for w in wanted.split() if w not in _TITLES]
    called = " ".join(said)
    if not said:
        return 0.0
    also = (called, *_ALSO.get(called, ()), *(k for k, v in _ALSO.items() if called in v))
    if called == name:
        return 108.0
    if len(said) > 1 and words and (words[0], words[-1]) == (said[0], said[-1]):
        return 107.0
    if nickname in also:
        return 106.0
    if called == words[0] if words else False:
        return 105.0
    if called == words[-1] if words else False:
        return 104.0
    if set(said) <= {*words, *nickname.split()}:
        return 103.0
    if called == organization:
        return 102.0
    return _likeness(called, name, nickname)


def _likeness(called: str, name: str, nickname: str) -> float:
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    first, *_ = name.split() or [""]
    targets = [name, nickname] if " " in called else [first, name, nickname]
    best = max(fuzz.ratio(called, target) for target in targets if target) if name else 0.0
    slip = any(
        len(called) > 4 and OSA.distance(called, target) == 1 for target in targets if target
    )
    return min(max(best, _FUZZY if slip else 0.0), 99.0)


async def _own_card(desktop: Desktop) -> Contact:
    cards: Sequence[Contact] = await desktop.script(SCRIPT, {"name": "", "me": True})
    if not cards:
        raise NotFound(
            "Contacts does not know which card is yours",
            "choose it there: Card > Make This My Card",
        )
    return cards[0]


async def _candidates(name: str, wanted: str, desktop: Desktop) -> list[Contact]:
    """Whom Contacts finds by the whole name, else by its words, else by how they begin."""
    spoken = _MINE.sub("", _MINE.sub("", name.strip()))
    also = _ALSO.get(wanted, ()) + tuple(k for k, v in _ALSO.items() if wanted in v)
    words = [w for w in spoken.split() if _plain(w) not in _TITLES]
    beginnings = [word[:2] for word in words if len(word) > 2]
    for queries in ([spoken, *also], words, beginnings):
        found: dict[str, Contact] = {}
        for query in queries:
            for contact in await desktop.script(SCRIPT, {"name": query}):
                found.setdefault(contact["id"], contact)
        if any(rank(wanted, contact) >= _FUZZY for contact in found.values()):
            return _distinct(found.values())
    return _distinct(found.values())


def _distinct(contacts: Any) -> list[Contact]:
    """*contacts* without second cards of one person: same name and no other address."""
    kept: dict[tuple[Any, ...], Contact] = {}
    for contact in contacts:
        addresses = tuple(sorted(e["value"] for e in (*contact["phones"], *contact["emails"])))
        kept.setdefault((contact["name"], addresses), contact)
    return list(kept.values())


def _by_rank(ranked: tuple[float, Contact]) -> tuple[float, str]:
    return -ranked[0], ranked[1]["name"]


async def _chosen(name: str, contacts: Sequence[Contact], person: Person) -> Contact:
    labels = [described(contact) for contact in contacts]
    index = await person.choose(f"Which {name.strip()}?", labels)
    if index is None:
        raise Ambiguous(
            f"several people may be meant by {name.strip()}",
            f"say the whole name: {' or '.join(c['name'] for c in contacts)}",
            choices=labels,
        )
    return contacts[index]


def described(contact: Contact) -> str:
    """A contact in a line, enough to tell two of one name apart."""
    addresses = [entry["value"] for entry in (*contact["phones"], *contact["emails"])]
    parts = [contact["name"], contact.get("organization") or "", *addresses[:1]]
    return ", ".join(cut(part) for part in parts if part)


def cut(words: str) -> str:
    """*words* of a card in a line of sixty characters: no card pushes another off the screen."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"


def phone(contact: Contact) -> Mapping[str, str]:
    """The ``{"label", "value"}`` of the number to text: a mobile one, else the first listed.

    Raises NotFound where there is none.
    """
    numbers = [entry for entry in contact["phones"] if entry["label"].lower() not in _NO_CALLS]
    if not numbers:
        raise NotFound(
            "there is no phone number on that card in Contacts",
            f"add one for {contact['name']}, or say the number",
        )
    mobiles = (e for label in _MOBILE for e in numbers if e["label"].lower() == label)
    chosen: Mapping[str, str] = next(mobiles, numbers[0])
    return chosen


def email(contact: Contact) -> Mapping[str, str]:
    """The ``{"label", "value"}`` of the first address listed; raises NotFound without one."""
    if not contact["emails"]:
        raise NotFound(
            "there is no e-mail address on that card in Contacts",
            f"add one for {contact['name']}, or say the address",
        )
    chosen: Mapping[str, str] = contact["emails"][0]
    return chosen


def _plain(name: str) -> str:
    """*name* without case, accents, possessives and what stands before a name."""
    text = unicodedata.normalize("NFKD", name.strip())
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = _MINE.sub("", _MINE.sub("", text))
    return " ".join(re.sub(r"[^\w'’\- ]", " ", text).split())
