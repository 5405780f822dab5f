"""The vocabulary of one split: what is kept aside for testing is never drawn for training."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from tinyagent_cli.lab.phrasing import inventions, names, when
from tinyagent_cli.lab.phrasing import vocabulary as v
from tinyagent_cli.lab.phrasing.markup import choose, fill
from tinyagent_cli.lab.phrasing.sentences import STATEMENTS

# One word in twelve is kept aside; the choice depends on the word alone.
KEPT_ASIDE = 12
_COMPOUNDS = 0.15  # of topics


def kept_aside(text: str) -> bool:
    """Whether *text*, a word or a template's name, belongs to the part kept aside."""
    return blake2b(text.lower().encode(), digest_size=4).digest()[0] % KEPT_ASIDE == 0


@dataclass
class Words:
    """The words of one split.  *borrowed* are sentences that people said, to be quoted."""

    aside: bool = False
    borrowed: Sequence[str] = ()
    _banks: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def bank(self, name: str, everything: Sequence[str]) -> tuple[str, ...]:
        """The part of *everything* that this split may say."""
        if name not in self._banks:
            fits = tuple(w for w in everything if kept_aside(w) == self.aside)
            self._banks[name] = fits or tuple(everything)
        return self._banks[name]

    def given(self, rng: random.Random) -> str:
        """A given name, sometimes one nobody has."""
        if rng.random() < 0.12:
            return inventions.pseudo_word(rng).capitalize()
        return rng.choice(self.bank("given", names.GIVEN))

    def family(self, rng: random.Random) -> str:
        """A surname, sometimes one nobody has."""
        if rng.random() < 0.15:
            return inventions.pseudo_word(rng).capitalize()
        return rng.choice(self.bank("family", names.FAMILY))

    def name(self, rng: random.Random) -> str:
        """A name as people are called."""
        chance = rng.random()
        if chance < 0.66:
            return self.given(rng)
        if chance < 0.90:
            return f"{self.given(rng)} {self.family(rng)}"
        if chance < 0.94:
            return rng.choice(names.KIN)
        if chance < 0.98:
            title = rng.choice(names.AUNTS)
            return f"{title} {self.family(rng) if title[0] in 'DMPC' else self.given(rng)}"
        return f"{self.given(rng)} {self.family(rng)[0]}"

    def person(self, rng: random.Random) -> str:
        """A person by name or by role: "Sid", "my boss", "the finance team"."""
        chance = rng.random()
        if chance < 0.80:
            return self.name(rng)
        if chance < 0.92:
            return f"my {rng.choice(self.bank('relations', names.RELATIONS))}"
        if chance < 0.975:
            return f"the {rng.choice(self.bank('groups', names.GROUPS))}"
        return f"my {rng.choice(names.RELATIONS)} {self.given(rng)}"

    def place(self, rng: random.Random) -> str:
        """A city, a landmark, a business or an address."""
        chance = rng.random()
        if chance < 0.27:
            return rng.choice(self.bank("cities", names.CITIES))
        if chance < 0.55:
            return rng.choice(self.bank("landmarks", names.LANDMARKS))
        if chance < 0.75:
            street = f"{rng.randint(1, 9999)} {self._proper(rng)} {rng.choice(names.STREETS)}"
            tail = rng.choice(
                (
                    "",
                    "",
                    f", {rng.choice(self.bank('cities', names.CITIES))}",
                    f" in {rng.choice(self.bank('cities', names.CITIES))}",
                    f", {rng.randint(10000, 99999)}",
                )
            )
            return street + tail
        if chance < 0.83:
            when_ = rng.choice(("", "", "upcoming ", "next ", f"{self.say('topic', rng)} "))
            where = rng.choice(("", " venue", " venue", " location", " place", " hall"))
            return f"the {when_}{self.say('gathering', rng)}{where}"
        if chance < 0.94:
            owner = self._proper(rng)
            return f"{owner}{rng.choice(('', '', chr(39) + 's'))} {rng.choice(names.VENUES)}"
        return rng.choice(
            (
                f"room {inventions.code(rng)}",
                f"Conference Room {rng.choice('ABCDEFG')}",
                f"Building {rng.randint(1, 99)}",
                f"{rng.choice(names.CITIES)} airport",
                inventions.pseudo_word(rng).capitalize(),
                f"{rng.choice(names.CITIES)} {rng.choice(names.VENUES)}",
            )
        )

    def _proper(self, rng: random.Random) -> str:
        return rng.choice(
            (self.family, self.given, lambda r: rng.choice(v.COLORS + v.ANIMALS).capitalize(),
             lambda r: f"{r.choice(v.COLORS)} {r.choice(v.ANIMALS)}".title(),
             lambda r: inventions.pseudo_word(r).capitalize(), lambda r: r.choice(self.bank("cities", names.CITIES)))
        )(rng)  # fmt: skip

    def title(self, rng: random.Random) -> str:
        """A title for a note, an event, a subject line."""
        text = fill(
            rng.choice(
                ("{topic}", "{adjective} {topic}", "{topic} {gathering}", "{topic} notes", "{topic} ideas",
                 "{topic} {document}", "{name}'s {topic}", "{city} trip", "{topic} and {topic}", "{pseudo}",
                 "{odd}", "{chore}", "{errand}", "{topic} {odd}", "{pseudo} {topic}", "{topic} with {name}",
                 "{gathering} with {name}", "{adjective} {gathering}", "{topic} plan", "{topic} list",
                 "{color} {animal}", "{topic} for {name}", "{goods}", "things to do in {city}", "{topic} {year}",
                 "project {pseudo}", "project {animal}", "{topic}: {topic}", "{name} & {name}", "{topic} - {pseudo}")
            ),
            lambda slot: self.say(slot, rng),
        )  # fmt: skip
        case = rng.random()
        if case < 0.55:
            return re.sub(r"(?<![\w'’])[a-z]", lambda m: m.group().upper(), text)
        return text[:1].upper() + text[1:] if case < 0.7 else text

    def file(self, rng: random.Random, kind: str) -> str:
        """A file: by name ("file", "pdf"), or by what it is ("doc", with its article)."""
        if kind == "doc":
            what = self.say("document", rng)
            front = (
                self.say(rng.choice(("topic", "topic", "adjective")), rng) + " "
                if rng.random() < 0.7
                else ""
            )
            return f"{rng.choice(('the', 'the', 'the', 'my'))} {front}{what}"
        extension = "pdf" if kind == "pdf" else rng.choice(v.EXTENSIONS)
        if kind == "pdf" and rng.random() < 0.15:
            return f"the {self.say('topic', rng)} PDF"
        return inventions.file_name(rng, self, extension)

    def _compound(self, rng: random.Random) -> str:
        """Two words that nobody has said together: where a name ends cannot be known by heart."""
        topics = self.bank("topic", v.TOPICS)
        first, last = rng.choice(topics).split()[0], rng.choice(topics).split()[-1]
        return f"{first} {last}" if first != last else first

    def say(self, slot: str, rng: random.Random) -> str:
        """A word or phrase of the kind *slot*, without marks."""
        match slot:
            case "name" | "person" | "place" | "title":
                return str(getattr(self, slot)(rng))
            case "city":
                return rng.choice(self.bank("cities", names.CITIES))
            case "odd" | "code" | "amount":
                return str(getattr(inventions, slot)(rng))
            case "pseudo":
                return inventions.pseudo_word(rng)
            case "number":
                return str(rng.randint(2, 12)) if rng.random() < 0.7 else rng.choice(when.NUMBERS)
            case "year":
                return str(rng.randint(2019, 2031))
            case "when":
                return "".join(when.moment(rng))
            case "clock" | "duration" | "day":
                return str(getattr(when, slot)(rng))
            case "statement":
                return fill(choose(rng.choice(STATEMENTS), rng), lambda inner: self.say(inner, rng))
            case "topic" if rng.random() < 0.1:
                return inventions.pseudo_word(rng) if rng.random() < 0.5 else inventions.odd(rng)
            case "topic" if rng.random() < _COMPOUNDS:
                return self._compound(rng)
        bank = self.bank(slot, _BANKS[slot])
        text = rng.choice(bank)
        return fill(text, lambda inner: self.say(inner, rng)) if "{" in text else text


_BANKS: dict[str, tuple[str, ...]] = {
    "topic": v.TOPICS, "adjective": v.ADJECTIVES, "gathering": v.GATHERINGS, "errand": v.ERRANDS,
    "chore": v.CHORES, "goods": v.GOODS, "folder": v.FOLDERS, "list": v.LISTS, "document": v.DOCUMENTS,
    "school": v.SCHOOLS, "bill": v.BILLS, "office": v.OFFICES, "room": v.ROOMS, "thing": v.THINGS,
    "relation": names.RELATIONS, "group": names.GROUPS, "pet": v.PETS, "color": v.COLORS, "animal": v.ANIMALS,
}  # fmt: skip
