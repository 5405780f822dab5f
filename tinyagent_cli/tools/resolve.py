"""Arguments as a plan says them become arguments that a tool can act on.

What each kind becomes, and so what ``perform`` is handed:

==========  ====================================================================
text, name  str
person      the contact as ``find_person.js`` answers it, a mapping; see `people`
email       str, an address; with *many* a list of them
phone       str, E.164; with *many* a list
time        str, local: ``2026-11-27T15:00:00``, or ``2026-11-27`` where it is all day
file        str, an absolute path; with *many* a list
place       str; link: str; choice: one of the choices; number: int; flag: bool
==========  ====================================================================

An argument that nobody spoke of is its default (``""``, ``None``, ``[]``, 0, False).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tinyagent_cli.core.errors import Ambiguous, ToolError
from tinyagent_cli.core.ports import Person
from tinyagent_cli.plan.task import Reference, Task, Template, Value, references
from tinyagent_cli.tools import emails, files, lists, lookalikes, people, phones
from tinyagent_cli.tools.complete import Completed, Doubt, complete
from tinyagent_cli.tools.numbers import flag_of, number_of
from tinyagent_cli.tools.places import place
from tinyagent_cli.tools.spec import Argument, Hands, Kind, Result, ToolSpec
from tinyagent_cli.tools.times import Moment, when

# Where other people's text may go; everywhere else it would choose: whom a call reaches, what it
# opens, when and how it is done.
_WORDY: Final = frozenset({Kind.TEXT, Kind.NAME})
_WHO: Final = frozenset({Kind.PERSON, Kind.EMAIL, Kind.PHONE})
_AS_WRITTEN: Final = "as the plan says"
_SAID: Final = "said by you"


@dataclass(frozen=True, slots=True)
class Resolved:
    """*arguments* by name, ready for ``perform``, and where what was looked up came from.

    *provenance*: ``"+14155550132"`` → ``"Sid Patel, mobile, from Contacts"``; also
    ``"said by you"``, ``"as the plan says"`` and ``"Sid Patel, mobile, from Contacts (task
    2)"``.  Shown before consent.
    """

    arguments: Mapping[str, Any]
    provenance: Mapping[str, str]


async def resolve(
    spec: ToolSpec,
    task: Task,
    results: Mapping[int, Result],
    hands: Hands,
    person: Person,
    *,
    tainted: Collection[int] = (),
    request: str = "",
) -> Resolved:
    """Make *task*'s arguments into what *spec*'s tool acts on.

    *task* is verified; *results* holds the result of each task it depends on, by id, and
    *tainted* the ids of those whose result is other people's text, which may fill a body
    but never a recipient, a path or a link.  Where several people, files or times fit,
    *person* is asked.  *request* is what the user said, to tell what is theirs.

    Raises NotFound (nobody, no file), Ambiguous (several fit and none was chosen),
    ConsentNeeded (several fit and nobody is there to ask), ToolError (a value that does
    not fit, tainted text where it may not go), and whatever the desktop raises.
    """
    _keep_out(spec, task, tainted)
    settled = await _settled(spec, task, hands, person)
    resolver = _Resolver(spec, results, hands, person, request)
    arguments = {
        argument.name: await resolver.argument(argument, value)
        for argument, value in zip(spec.arguments, settled.arguments, strict=True)
    }
    return Resolved(arguments, resolver.provenance)


def _keep_out(spec: ToolSpec, task: Task, tainted: Collection[int]) -> None:
    for argument, value in zip(spec.arguments, task.arguments, strict=True):
        if argument.kind in _WORDY and not spec.chooses(argument):
            continue
        for reference in references(value):
            if reference.id in tainted:
                raise ToolError(
                    f"{argument.name} would come from text that other people wrote "
                    f"(task {reference.id})",
                    "name it yourself",
                )


async def _settled(spec: ToolSpec, task: Task, hands: Hands, person: Person) -> Task:
    """*task* completed, with *person* asked about everything that is not clear."""
    while True:
        completed = _completed(spec, task, hands)
        doubt = next((d for d in completed.doubts if d.unsettled), None)
        if doubt is None:
            return completed.task
        value = await _asked(doubt, spec.argument(doubt.argument), person)
        position = [a.name for a in spec.arguments].index(doubt.argument)
        arguments = list(completed.task.arguments)
        arguments[position] = value
        task = replace(task, arguments=tuple(arguments))


def _completed(spec: ToolSpec, task: Task, hands: Hands) -> Completed:
    settings = hands.settings
    return complete(
        task,
        spec,
        hands.clock.now(),
        region=settings.people.region,
        minutes=settings.calendar.minutes,
    )


async def _asked(doubt: Doubt, argument: Argument, person: Person) -> str:
    if doubt.open:
        if person.present and (said := await person.say(doubt.question)):
            return said
        time = argument.kind is Kind.TIME
        hint = "say a day or a time, like “tomorrow at 3pm”" if time else "say it in the request"
        raise Ambiguous(doubt.question.rstrip("."), hint)
    index = await person.choose(doubt.question, doubt.choices)
    if index is None:
        raise Ambiguous(str(doubt), "say the day and the time", choices=doubt.choices)
    return doubt.values[index]


@dataclass(slots=True)
class _Resolver:
    """Resolves the arguments of one call, collecting where addresses came from."""

    spec: ToolSpec
    results: Mapping[int, Result]
    hands: Hands
    person: Person
    request: str = ""
    provenance: dict[str, str] = field(default_factory=dict)

    async def argument(self, argument: Argument, value: Value) -> Any:
        """What *value* comes to for *argument*."""
        if argument.many:
            given = value if isinstance(value, tuple) else (value,)
            items = [item for one in given for item in self._split(argument, one)]
            return list(dict.fromkeys([await self._one(argument, item) for item in items]))
        if value in ("", None):
            return argument.default
        return await self._one(argument, value)

    def _split(self, argument: Argument, value: Value) -> tuple[Value, ...]:
        """The items of a list that came as one string."""
        if isinstance(value, str):
            return lists.items(value, argument.kind)
        return () if value is None else (value,)

    async def _one(self, argument: Argument, value: Value) -> Any:
        said = self._filled(value)
        if argument.kind in _WHO and isinstance(value, str):
            said = await people.named(value, self.person)
        match argument.kind:
            case Kind.EMAIL:
                return await self._email(str(said), value)
            case Kind.PHONE:
                return await self._phone(str(said), value)
            case Kind.PERSON:
                return await self._contact(str(said))
            case Kind.FILE:
                return await self._file(argument, str(said), value)
            case Kind.TIME:
                return self._time(str(said))
            case Kind.PLACE:
                return place(str(said))
            case Kind.NUMBER:
                return said if isinstance(said, int) else number_of(str(said)) or 0
            case Kind.FLAG:
                return said if isinstance(said, bool) else flag_of(str(said))
            case _:
                return str(said)

    def _filled(self, value: Value) -> Any:
        match value:
            case Reference(id):
                return self.results[id].value
            case Template(parts):
                return "".join(str(self._filled(part)) for part in parts)
            case _:
                return value

    async def _email(self, said: str, value: Value) -> str:
        if emails.is_address(said):
            address = emails.address(said)
            self.provenance[address] = _with_note(self._origin(value), address)
            return address
        if phones.is_number(said):
            raise ToolError(f"{said} is a phone number; an e-mail address is wanted")
        contact = await people.find(said, self.hands.desktop, self.person)
        entry = people.email(contact)
        address = emails.address(entry["value"])
        self.provenance[address] = _with_note(_from_contacts(contact, entry), address)
        return address

    async def _phone(self, said: str, value: Value) -> str:
        region = self.hands.settings.people.region
        if phones.is_number(said):
            number = await asyncio.to_thread(phones.e164, said, region)
            self.provenance[number] = self._origin(value)
            return number
        if emails.is_address(said):
            raise ToolError(f"{said} is an e-mail address; a phone number is wanted")
        contact = await people.find(said, self.hands.desktop, self.person)
        entry = people.phone(contact)
        number = await asyncio.to_thread(phones.e164, entry["value"], region)
        self.provenance[number] = _from_contacts(contact, entry)
        return number

    def _origin(self, value: Value) -> str:
        """Where an address came from that was not looked up here."""
        if not isinstance(value, Reference):
            said = _stands_in(self.request.casefold(), str(value).casefold())
            return _SAID if said else _AS_WRITTEN
        details = self.results[value.id].details
        known = [people.cut(str(details[key])) for key in ("name", "label") if details.get(key)]
        task = f"task {value.id}"
        where = f"from Contacts ({task})" if "contact" in details else f"from {task}"
        origin = ", ".join([*known, where])
        strange = lookalikes.note_of_name(str(details.get("name", "")))
        return f"{origin}; {strange}" if strange else origin

    async def _contact(self, said: str) -> Mapping[str, Any]:
        contact: dict[str, Any] = {"id": "", "name": said, "nickname": "", "organization": ""}
        if emails.is_address(said):
            given = {"label": "", "value": emails.address(said)}
            return contact | {"phones": [], "emails": [given]}
        if phones.is_number(said):
            region = self.hands.settings.people.region
            given = {"label": "", "value": await asyncio.to_thread(phones.e164, said, region)}
            return contact | {"phones": [given], "emails": []}
        return await people.find(said, self.hands.desktop, self.person)

    async def _file(self, argument: Argument, said: str, value: Value) -> str:
        ending = ".pdf" if argument.name.startswith("pdf") else ""
        folders = self.hands.settings.files.folders
        typed, desktop = _stands_in(self.request, said), self.hands.desktop
        found = await files.find(said, desktop, self.person, ending, folders, typed=typed)
        path = str(found)
        origin = _SAID if typed else _AS_WRITTEN
        if path != said:
            origin = f"found for “{said}”"
        elif isinstance(value, Reference):
            origin = f"from task {value.id}"
        if others := await asyncio.to_thread(files.other_names, found):
            origin += f"; the same file has {others} more name{'s' * (others > 1)} elsewhere"
        self.provenance[path] = origin
        return path

    def _time(self, said: str) -> str:
        # Only what an earlier task gave is still to be read here; the rest is settled.
        region = self.hands.settings.people.region
        reading = when(said, self.hands.clock.now(), region=region)
        if not isinstance(reading, Moment):
            raise ToolError(f"“{said}” is no clear time")
        return reading.text.replace(" ", "T")


def _stands_in(request: str, said: str) -> bool:
    """Whether *said*, an address or a path, was said whole, and not as a part of another."""
    whole = rf"(?<![\w.+@/~-]){re.escape(said)}(?!\.?[\w@/-])"
    return bool(re.search(whole, request))


def _from_contacts(contact: people.Contact, entry: Mapping[str, str]) -> str:
    parts = (contact["name"], entry.get("label") or "", "from Contacts")
    said = ", ".join(people.cut(part) for part in parts if part)
    strange = lookalikes.note_of_name(contact["name"])
    return f"{said}; {strange}" if strange else said


def _with_note(origin: str, address: str) -> str:
    """*origin*, and what the letters of *address* are where they are not what they seem."""
    note = lookalikes.note(address)
    return f"{origin}; {note}" if note else origin
