"""Who a request talks about, and how its clauses are filled and marked."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from tinyagent_cli.lab.phrasing import inventions
from tinyagent_cli.lab.phrasing.markup import choose, fill, mark
from tinyagent_cli.lab.phrasing.plans import Argument, Person, Said
from tinyagent_cli.lab.phrasing.words import Words

QUOTES: Final = (
    (('"', '"'),) * 6 + (("'", "'"),) * 2 + (("“", "”"), ("‘", "’"), ("«", "»"), ("`", "`"))
)

SIGN: Final = "does_"  # begins the name of a slot that says nothing but what is done

# Slots of one clause: what each name of a template turned into.
Slots = dict[str, "Argument | list[Person]"]


@dataclass
class Cast:
    """One request in the making.

    *style* is "plain", "paper" (long and proper) or "terse"; *piped* lets "this" be the
    text that was piped in.
    """

    rng: random.Random
    words: Words
    style: str = "plain"
    piped: bool = False
    marks: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    spoken: list[Person] = field(default_factory=list)  # of the clause before, for "him", "them"
    slots: Slots = field(default_factory=dict)
    _found: list[Person] = field(default_factory=list)

    def say(self, text: str) -> tuple[str, Said]:
        """Mark *text* and say where it stands."""
        self.marks += 1
        return mark(text, self.marks), Said((self.marks,))

    def quoted(self, text: str, chance: float) -> str:
        """*text* in quotes of some kind, or bare."""
        if self.rng.random() >= chance or '"' in text:
            return text
        before, after = self.rng.choice(QUOTES)
        return f"{before}{text}{after}"

    # -- clauses ---------------------------------------------------------------------

    def clause(self, template: str) -> tuple[str, Slots]:
        """Fill *template*: its text, and what its slots hold."""
        before, self.slots = self.slots, {}
        text = fill(choose(template, self.rng), self._slot)
        slots, self.slots = self.slots, before
        return text, slots

    def _slot(self, name: str) -> str:
        base = name.rstrip("0123456789")
        if base.startswith(SIGN):
            self.slots[base] = None
            return ""
        maker: Callable[[str], str] | None = getattr(self, f"slot_{base}", None)
        return maker(name) if maker is not None else self.loose(base)

    def loose(self, name: str) -> str:
        """A word of the vocabulary that no argument points at by itself."""
        return self.words.say(name, self.rng)

    def sentence(self, bank: tuple[str, ...]) -> str:
        """A sentence of *bank*, filled with loose words."""
        text = fill(choose(self.rng.choice(bank), self.rng), self.loose)
        return re.sub(r"\s+", " ", text)

    # -- people ----------------------------------------------------------------------

    def person(self, *, address: str = "", pronoun: bool = False) -> str:
        """Name somebody; the plan's person is added to the slots by the caller."""
        rng = self.rng
        if (
            self.spoken
            and pronoun
            and len(self.spoken) <= 3
            and not any(p.address for p in self.spoken)
            and rng.random() < 0.5
        ):
            single = len(self.spoken) == 1
            words = (
                ("him", "her", "them", "him", "her")
                if single
                else ("them", "them", "them both" if len(self.spoken) == 2 else "them all")
            )
            return self._again(rng.choice(words), list(self.spoken))
        if self.people and rng.random() < 0.3:
            who = rng.choice(list(self.people.values()))
            if not who.address or who.address == address:
                article = "my " if who.name[:1].islower() and not who.address else ""
                return article + self._again(who.name, [who])
        chance = rng.random()
        if address == "mail" and chance < (0.22 if self.style == "paper" else 0.1):
            return self._new(inventions.mail_address(rng, self.words), "mail")
        if address == "phone" and chance < 0.1:
            return self._new(inventions.phone_number(rng), "phone")
        return self._named(self.words.say("person", rng))

    def _named(self, name: str) -> str:
        article = re.match(r"(?:my|the|our) ", name)
        start = article.end() if article else 0
        return name[:start] + self._new(name[start:], "")

    def _new(self, name: str, address: str) -> str:
        key = name.lower()
        if key in self.people:
            return self._again(name, [self.people[key]])
        text, said = self.say(name)
        self.people[key] = Person(said, name, address)
        self._found = [self.people[key]]
        return text

    def _again(self, text: str, who: list[Person]) -> str:
        """People named before: the plan points at the first mention, its order is this one's."""
        marked, said = self.say(text)
        self._found = [replace(p, said=replace(p.said, here=said.marks[0])) for p in who]
        return marked

    def _several(self, address: str, pronoun: bool) -> str:
        rng = self.rng
        most = (1, 2, 2, 3, 3, 4) if self.style == "paper" else (1, 1, 1, 1, 1, 2, 2, 3)
        count = rng.choice(most)
        texts: list[str] = []
        found: list[Person] = []
        for _ in range(count):
            texts.append(self.person(address=address, pronoun=pronoun and count == 1))
            if any(p in found for p in self._found):
                texts.pop()
            else:
                found += self._found
        self._found = found
        if len(texts) < 2:
            return "".join(texts)
        joint = rng.choice(
            (" and ", " and ", " & ") if len(texts) < 3 else (" and ", ", and ", ", and ", ", ")
        )
        comma = rng.choice((", ", ", ", " ")) if self.style == "terse" else ", "
        return comma.join(texts[:-1]) + joint + texts[-1]

    def _people(self, name: str, address: str, pronoun: bool = True) -> str:
        text = self._several(address, pronoun)
        self.slots[name] = list(self._found)
        return text

    def slot_ps(self, name: str) -> str:
        """One or several people, by name, role or pronoun."""
        return self._people("ps", "", pronoun=True)

    def slot_mps(self, name: str) -> str:
        """People a mail goes to; an address may be said."""
        return self._people("ps", "mail")

    def slot_tps(self, name: str) -> str:
        """People a text message goes to; a number may be said."""
        return self._people("ps", "phone")

    def slot_cc(self, name: str) -> str:
        """People in copy, who do not get the mail anyway."""
        known = dict(self.people)
        while True:
            self.people = dict(known)  # who was named in a text thrown away was not named
            text = self._people("cc", "mail", pronoun=False)
            receivers = self.slots.get("ps")
            copied = self.slots["cc"]
            assert isinstance(copied, list)
            if not isinstance(receivers, list) or not any(p in receivers for p in copied):
                return text

    def slot_mto(self, name: str) -> str:
        """People who get by mail what was spoken of before."""
        return self._people(name, "mail", pronoun=False)

    slot_oto = slot_fto = slot_mto

    def slot_tto(self, name: str) -> str:
        """People who get by text what was spoken of before."""
        return self._people(name, "phone", pronoun=False)

    def slot_n(self, name: str) -> str:
        """One person, never by pronoun: "Sid" in "Sid's number"."""
        found = self.slots.setdefault("ps", [])
        text = self.person()
        assert isinstance(found, list)
        found += [p for p in self._found if p not in found]
        return text

    def slot_whose(self, name: str) -> str:
        """One person whose details are passed on."""
        self.slots["whose"] = found = []
        text = self.person()
        found += self._found
        return text

    def slot_anyone(self, name: str) -> str:
        """A person whom no call has to reach."""
        return self.words.say("person", self.rng)
