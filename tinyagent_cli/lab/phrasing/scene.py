"""Everything that one request talks about: it fills the slots of templates and marks them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from tinyagent_cli.lab.phrasing import inventions, names, sentences, when
from tinyagent_cli.lab.phrasing.markup import choose, fill, mark, plain
from tinyagent_cli.lab.phrasing.plans import Argument, Node, Person, Said
from tinyagent_cli.lab.phrasing.words import Words

QUOTES: Final = (
    (('"', '"'),) * 6 + (("'", "'"),) * 2 + (("“", "”"), ("‘", "’"), ("«", "»"), ("`", "`"))
)

# Slots of one clause: what each name of a template turned into.
Slots = dict[str, "Argument | list[Person]"]


@dataclass
class Scene:
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

    # -- marks -----------------------------------------------------------------------

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
            and rng.random() < 0.35
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

    def slot_n(self, name: str) -> str:
        """One person, never by pronoun: "Sid" in "Sid's number"."""
        found = self.slots.setdefault("ps", [])
        text = self.person()
        assert isinstance(found, list)
        found += [p for p in self._found if p not in found]
        return text

    def slot_anyone(self, name: str) -> str:
        """A person whom no call has to reach."""
        return self.words.say("person", self.rng)

    # -- times -----------------------------------------------------------------------

    def _when(self, text: str, key: str = "when") -> str:
        marked, said = self.say(text)
        earlier = self.slots.get(key)
        if isinstance(earlier, Said):
            said = Said((*earlier.marks, *said.marks))
        self.slots[key] = said
        return marked

    def slot_when(self, name: str) -> str:
        """When, with the preposition it takes."""
        preposition, text = when.moment(self.rng)
        if (
            self.rng.random() < 0.08
            and preposition.strip() in ("", "on", "at")
            and not text.startswith(("in ", "every", "from ", "between "))
        ):
            preposition = "for "
        return preposition + self._when(text)

    def slot_weekday(self, name: str) -> str:
        """A day that can own something: "tomorrow" in "tomorrow's meeting"."""
        return self._when(
            self.rng.choice((*when.DAYS, "tomorrow", "today", "tomorrow", "next week"))
        )

    def slot_zwhen(self, name: str) -> str:
        """When, without how long: a Zoom meeting takes its length apart."""
        while True:
            preposition, text = when.moment(self.rng)
            if " for " not in text:
                return preposition + self._when(text)

    def slot_day(self, name: str) -> str:
        """A date, without a preposition."""
        return self._when(when.day(self.rng))

    def slot_clock(self, name: str) -> str:
        """A time of day, without a preposition."""
        return self._when(when.clock(self.rng))

    def slot_hours(self, name: str) -> str:
        """From when to when."""
        return self._when(when.span_of_hours(self.rng))

    def slot_length(self, name: str) -> str:
        """A duration that belongs to the time of an event: "for 30 minutes"."""
        return self._when(f"for {when.duration(self.rng)}")

    def slot_dur(self, name: str) -> str:
        """A duration of its own."""
        return self._when(when.duration(self.rng), "dur")

    def slot_adur(self, name: str) -> str:
        """A duration before its noun: "30 minute"."""
        return self._when(when.short_duration(self.rng), "dur")

    # -- things ----------------------------------------------------------------------

    def _thing(self, key: str, text: str, quote: float = 0.0) -> str:
        article = re.match(r"(?:the|a|an|my|our) (?=\w)", text) if not quote else None
        start = article.end() if article else 0
        marked, self.slots[key] = self.say(text[start:])
        return text[:start] + self.quoted(marked, quote)

    def slot_title(self, name: str) -> str:
        """A title, named as one: quoted often."""
        return self._thing(
            "title", self.words.title(self.rng), 0.85 if self.style == "paper" else 0.4
        )

    def slot_thing(self, name: str) -> str:
        """What an event is, without quotes: "dentist appointment"."""
        return self._thing("title", self.words.say("errand", self.rng))

    def slot_gatheringwith(self, name: str) -> str:
        """ "lunch with Sid": a title with the people of the event in it."""
        rng = self.rng
        what = self.words.say("gathering", rng)
        if rng.random() < 0.25:
            what = f"{self.words.say(rng.choice(('adjective', 'topic', 'topic')), rng)} {what}"
        people = self._several("", pronoun=bool(self.spoken))
        self.slots["with"] = list(self._found)
        return self._thing(
            "title",
            f"{what} {rng.choice(('with', 'with', 'with', 'w/' if self.style == 'terse' else 'with'))} {people}",
        )

    def slot_meetname(self, name: str) -> str:
        """ "lunch with Sid", to be reminded of: nobody is invited."""
        return self._thing(
            "title", f"{self.words.say('gathering', self.rng)} with {self.loose('person')}"
        )

    def slot_meetwith(self, name: str) -> str:
        """ "have lunch with Sid": an event said by its verb."""
        verb = self.rng.choice(
            (
                "meet with",
                "meet",
                "have lunch with",
                "have dinner with",
                "have a meeting with",
                "get together with",
                "talk to",
                "see",
                "have coffee with",
                "grab a beer with",
                "catch up with",
                "speak with",
            )
        )
        people = self._several("", pronoun=False)
        self.slots["with"] = list(self._found)
        return self._thing("title", f"{verb} {people}")

    def slot_zoomwith(self, name: str) -> str:
        """ "Zoom call with Sid": a title that says where the meeting is."""
        what = self.rng.choice(
            ("meeting", "meeting", "call", "call", "session", "catch-up", "interview")
        )
        zoom = self.rng.choice(("Zoom", "Zoom", "zoom"))
        people = self._several("", pronoun=bool(self.spoken))
        self.slots["with"] = list(self._found)
        return self._thing("title", f"{zoom} {what} with {people}")

    def slot_gatheringwhat(self, name: str) -> str:
        """ "design review": an event with people said elsewhere."""
        rng = self.rng
        what = self.words.say("gathering", rng)
        if rng.random() < 0.5:
            what = f"{self.words.say(rng.choice(('adjective', 'topic', 'topic')), rng)} {what}"
        return self._thing("title", what)

    def slot_notename(self, name: str) -> str:
        """The name of a note, quoted or not."""
        return self._thing(
            "title", self.words.title(self.rng), 0.85 if self.style == "paper" else 0.35
        )

    def slot_listname(self, name: str) -> str:
        """The name of a list, with the word list: "shopping list"."""
        rng, what = self.rng, self.words.say("list", self.rng)
        shape = rng.random()
        if shape < 0.82:
            return self._thing("title", f"{what} list")
        return self._thing(
            "title",
            rng.choice(
                (
                    f"list of {self.loose('topic')}s",
                    f"{what} checklist",
                    "list of chores",
                    "list of things to do",
                    f"list for {what}",
                    "list",
                    "list",
                    f"{self.loose('topic')} list",
                    "task list",
                    f"{self.loose('name')}'s list",
                )
            ),
        )

    def slot_kind(self, name: str) -> str:
        """A kind of place: "Thai restaurants"."""
        rng = self.rng
        kind = rng.choice(names.KINDS_OF_PLACES)
        if rng.random() < 0.3:
            kind = f"{rng.choice(names.QUALITIES)} {kind}"
        return self._thing("place", kind)

    def slot_kindnear(self, name: str) -> str:
        """A kind of place and where: "pharmacy near me"."""
        rng = self.rng
        where = rng.choice(
            (
                "near me",
                "nearby",
                "around here",
                "close to me",
                "near {city}",
                "in {city}",
                "near {place}",
                "close by",
                "within 5 miles",
            )
        )
        kind = rng.choice(names.KINDS_OF_PLACES)
        first = rng.choice(("", "", "", "nearest ", "closest ", f"{rng.choice(names.QUALITIES)} "))
        tail = where.replace("{city}", self.loose("city")).replace("{place}", self.loose("place"))
        return self._thing(
            "place",
            f"{first}{kind} {tail}" if not first or first[0] not in "nc" else f"{first}{kind}",
        )

    def slot_inlist(self, name: str) -> str:
        """The list of a reminder, without the word list."""
        return self._thing("list", self.words.say("list", self.rng), 0.3)

    def slot_folder(self, name: str) -> str:
        """A folder of notes."""
        return self._thing(
            "folder", self.words.say("folder", self.rng), 0.8 if self.style == "paper" else 0.2
        )

    def slot_place(self, name: str) -> str:
        """A place an argument points at."""
        text = self.words.say("place", self.rng)
        quote = 0.45 if self.style == "paper" else 0.05
        return self._thing("place", text, quote if not re.match(r"(the|a|an) ", text) else 0.0)

    def slot_start(self, name: str) -> str:
        """Where a way begins."""
        return self._thing("start", self.words.say("place", self.rng), 0.0)

    def _file(self, kind: str) -> str:
        text = self.words.file(self.rng, kind)
        article = re.match(r"(?:the|my|our) ", text)
        start = article.end() if article else 0
        marked, said = self.say(text[start:])
        file = Node("open_and_get_file_path", (said,))
        earlier = self.slots.get("files", ())
        self.slots["files"] = (*(earlier if isinstance(earlier, tuple) else ()), file)
        self.slots["file"] = file
        if article:
            return text[:start] + marked
        return self.quoted(marked, 0.75 if self.style == "paper" else 0.25)

    def slot_file(self, name: str) -> str:
        """A file by name: "report.pdf"."""
        return self._file("file")

    def slot_pdf(self, name: str) -> str:
        """A PDF by name, or a paper that is said to be one."""
        return self._file("pdf")

    def slot_doc(self, name: str) -> str:
        """A file by what it is: "the budget spreadsheet"."""
        return self._file("doc" if self.rng.random() < 0.7 else "file")

    # -- words -----------------------------------------------------------------------

    def _text(self, key: str, text: str, quote: float) -> str:
        marked, self.slots[key] = self.say(text)
        return self.quoted(marked, quote)

    def slot_that(self, name: str) -> str:
        """A statement to be told."""
        return self._text("text", self.body(sentences.STATEMENTS), 0.0)

    def slot_says(self, name: str) -> str:
        """Words to be sent as they are, quoted often."""
        bank = sentences.STATEMENTS + sentences.ASKED + sentences.EXCLAMATIONS
        text = self.body(bank)
        quote = self.rng.random() < (0.6 if self.style == "paper" else 0.3)
        if self.rng.random() < 0.1:
            joints = (". ", ", ", "! ", " and ") if quote else (", ", " and ", " but ")
            text = f"{text}{self.rng.choice(joints)}{self.body(bank)}"
        if self.rng.random() < 0.4:
            text = text[:1].upper() + text[1:]
        return self._text("text", text, float(quote))

    def slot_asks(self, name: str) -> str:
        """What is asked: "if he is coming"."""
        return self._text("text", self.sentence(sentences.QUESTIONS), 0.0)

    def slot_textabout(self, name: str) -> str:
        """What a message is about."""
        return self._thing(
            "text", self.words.say(self.rng.choice(("topic", "errand", "document")), self.rng)
        )

    def slot_congrats(self, name: str) -> str:
        """What one wishes somebody."""
        wishes = ("a happy birthday", "good luck", "a merry christmas", "a happy anniversary", "a safe flight",
                  "a speedy recovery", "happy new year", "good night", "a happy mother's day", "all the best")  # fmt: skip
        return self._text("text", re.sub("^a ", "", self.rng.choice(wishes)), 0.0)

    def slot_content(self, name: str) -> str:
        """What a note is to hold."""
        return self._text(
            "text", self.body(sentences.CONTENTS), 0.45 if self.style == "paper" else 0.12
        )

    def slot_item(self, name: str) -> str:
        """Something to put on a list."""
        text = self.loose("goods") if self.rng.random() < 0.6 else self.body(sentences.CONTENTS[:9])
        return self._text("text", re.sub(r"^(?:the|a|an|some) ", "", text), 0.08)

    def slot_chore(self, name: str) -> str:
        """Something to be reminded of: "call the bank"."""
        return self._text(
            "chore", self.words.say("chore", self.rng), 0.35 if self.style == "paper" else 0.06
        )

    def slot_about(self, name: str) -> str:
        """What a mail is about."""
        rng = self.rng
        text = self.words.say(rng.choice(("topic", "topic", "errand", "document")), rng)
        if rng.random() < 0.4:
            text = f"{rng.choice(('the', 'the', 'our', 'my', 'his', 'their'))} {text}"
        return self._thing("about", text)

    def slot_subject(self, name: str) -> str:
        """A subject line."""
        return self._thing(
            "about", self.words.title(self.rng), 0.8 if self.style == "paper" else 0.5
        )

    def slot_line(self, name: str) -> str:
        """A subject line that no argument points at."""
        return self.quoted(self.words.title(self.rng), 0.8)

    def slot_letter(self, name: str) -> str:
        """A whole mail: greeting, body, name."""
        rng = self.rng
        bank = sentences.STATEMENTS + sentences.ASKED + sentences.EXCLAMATIONS
        body = " ".join(
            f"{s[:1].upper()}{s[1:]}{rng.choice('..!')}"
            for s in (self.body(bank) for _ in range(rng.choice((1, 1, 2, 3))))
        )
        gap = rng.choice(("\n\n", "\n\n", "\n", " "))
        greeting = (
            f"{rng.choice(('Hi', 'Hello', 'Dear', 'Hey'))} {self.words.given(rng)},{gap}"
            if rng.random() < 0.7
            else ""
        )
        end = (
            f"{gap}{rng.choice(('Best,', 'Thanks,', 'Regards,', 'Cheers,', 'Love,'))}{gap}{self.words.given(rng)}"
            if rng.random() < 0.6
            else ""
        )
        marked, self.slots["text"] = self.say(greeting + body + end)
        mark = rng.choice(("'", "'", '"'))
        return f"{mark}{marked}{mark}"

    def slot_notes(self, name: str) -> str:
        """Notes of an event or a reminder."""
        return self._text(
            "notes", self.body(sentences.CONTENTS), 0.6 if self.style == "paper" else 0.2
        )

    def body(self, bank: tuple[str, ...]) -> str:
        """A sentence, or what somebody once really said."""
        borrowed = self.words.borrowed
        if borrowed and self.rng.random() < 0.12:
            return self.rng.choice(borrowed)
        return plain(self.sentence(bank))

    def slot_priority(self, name: str) -> str:
        """How urgent a reminder is."""
        return self._thing(
            "priority",
            self.rng.choice(("high", "high", "medium", "low", "urgent", "top", "highest", "low")),
        )
