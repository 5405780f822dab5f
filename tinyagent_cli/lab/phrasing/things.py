"""What a request talks about: events, notes, lists, places, files."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tinyagent_cli.lab.phrasing import names
from tinyagent_cli.lab.phrasing.cast import Cast
from tinyagent_cli.lab.phrasing.plans import Node


@dataclass
class Things(Cast):
    """Slots that are filled with the names of things."""

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

    def slot_calendar(self, name: str) -> str:
        """The name of a calendar, without the word calendar."""
        text = self.words.say(self.rng.choice(("folder", "folder", "list")), self.rng)
        if self.rng.random() < 0.5:
            text = self.rng.choice(
                ("Work", "Home", "Family", "Personal", "School", "Private", "Shared", "Social")
            )
        if self.style != "paper" and self.rng.random() < 0.4:
            text = text.lower()
        return self._thing(name, text, 0.4 if self.style == "paper" else 0.05)

    def slot_journal(self, name: str) -> str:
        """The name of another note."""
        quote = 0.85 if self.style == "paper" else 0.35
        return self._thing(name, self.words.title(self.rng), quote)

    slot_diary = slot_journal

    def slot_topicword(self, name: str) -> str:
        """What a mail is about that no argument points at."""
        return self.words.say("topic", self.rng)

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

    def slot_digest(self, name: str) -> str:
        """A PDF that is summed up, and not attached."""
        kept = {k: self.slots.get(k) for k in ("file", "files")}
        text = self._file("pdf")
        self.slots["digest"] = self.slots["file"]
        for key, value in kept.items():
            if value is None:
                del self.slots[key]
            else:
                self.slots[key] = value
        return text

    def slot_topic(self, name: str) -> str:
        """What a meeting on Zoom is about."""
        return self._thing(
            "topic", self.words.title(self.rng), 0.85 if self.style == "paper" else 0.4
        )

    def slot_end(self, name: str) -> str:
        """Where a way ends, beside another place."""
        return self._thing("end", self.words.say("place", self.rng), 0.0)

    def slot_file(self, name: str) -> str:
        """A file by name: "report.pdf"."""
        return self._file("file")

    def slot_pdf(self, name: str) -> str:
        """A PDF by name, or a paper that is said to be one."""
        return self._file("pdf")

    def slot_doc(self, name: str) -> str:
        """A file by what it is: "the budget spreadsheet"."""
        return self._file("doc" if self.rng.random() < 0.7 else "file")

    def slot_priority(self, name: str) -> str:
        """How urgent a reminder is."""
        return self._thing(
            "priority",
            self.rng.choice(("high", "high", "medium", "low", "urgent", "top", "highest", "low")),
        )
