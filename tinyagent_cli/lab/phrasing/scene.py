"""Everything that one request talks about: it fills the slots of templates and marks them.

A slot ``{name}`` of a template is filled by the method ``slot_name``; a slot that has none
is a loose word of the vocabulary, which no argument points at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tinyagent_cli.lab.phrasing import sentences, when
from tinyagent_cli.lab.phrasing.cast import Slots
from tinyagent_cli.lab.phrasing.markup import plain
from tinyagent_cli.lab.phrasing.plans import Said
from tinyagent_cli.lab.phrasing.things import Things


@dataclass
class Scene(Things):
    """One request in the making: its people, its things, its times and its words."""

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

    def _sign(self, name: str, *phrases: str) -> str:
        """Words that ask for something by themselves: no argument points at them."""
        self.slots[name] = None
        return self.rng.choice(phrases)

    def slot_zoom(self, name: str) -> str:
        """That an event takes place on Zoom."""
        return self._sign(
            name, "on Zoom", "with a Zoom link", "add a Zoom meeting link", "include the Zoom link",
            "including a Zoom link in the notes", "over Zoom", "attach a Zoom link",
        )  # fmt: skip

    def slot_shown(self, name: str) -> str:
        """That the place just named is to be shown on the map."""
        return self._sign(
            name, "open the location in Apple Maps", "show the location on the map", "open the venue in Maps",
            "open it in Apple Maps", "show me where that is on the map",
        )  # fmt: skip

    def slot_driven(self, name: str) -> str:
        """That the way to the place just named is to be shown."""
        return self._sign(
            name, "show directions to the venue", "show driving directions to the location", "get directions there",
            "open the directions to it in Apple Maps", "show me how to get there",
        )  # fmt: skip

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


__all__ = ["Scene", "Slots"]
