"""Where the texts of a turn are written, before anybody is asked about them.

What is written takes the place of the words in a body, so that what is shown for consent is
what goes.  It is other people's text from then on: it fills a body and nothing else.  Who
always gets a copy, by the user's instructions, is put into the proposal and never in silence.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, Final

from tinyagent_cli.core.errors import NotFound, ToolError
from tinyagent_cli.core.ports import Person, Writer
from tinyagent_cli.execution.consent import ProposedCall
from tinyagent_cli.tools import emails, people
from tinyagent_cli.tools.instructions import Instructions, wants_no_copy
from tinyagent_cli.tools.pen import Pen, Told
from tinyagent_cli.tools.piece import Material, Piece, Purpose
from tinyagent_cli.tools.spec import Argument, Effect, Hands, Kind, Tool

_COPY: Final = "cc"
# A note without words and a mail that is just passed on are what they should be.
_MAY_BE_EMPTY: Final = frozenset({Purpose.NOTE, Purpose.FORWARD})
_QUOTES: Final = (('"', '"'), ("“", "”"), ("«", "»"), ("‘", "’"), ("'", "'"))


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes in a turn, if anybody; what for: the *request*, and the user's *instructions*."""

    writer: Writer | None = None
    request: str = ""
    instructions: Instructions = field(default_factory=Instructions)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    @classmethod
    def of(cls, writer: Writer | None, request: str, instructions: str) -> Desk:
        """The desk of one turn."""
        turns = asyncio.Semaphore(writer.at_once if writer else 1)
        return cls(writer, request, Instructions.of(instructions), turns)

    def pen(self, told: Told, unhurried: Callable[[], None] = lambda: None) -> Pen | None:
        """The writer for one call, if there is one."""
        return Pen(self.writer, self.turns, told, unhurried) if self.writer else None

    def writes(self, argument: Argument) -> bool:
        """Whether *argument* is a body that the writer fills; nothing else ever is."""
        body = argument.kind is Kind.TEXT and not argument.guarded and not argument.many
        return bool(self.writer and argument.written and body)

    async def fill(self, tool: Tool, call: ProposedCall, hands: Hands, told: Told) -> ProposedCall:
        """*call* with its body written.

        Words that the user put in quotation marks stay.  Raises NotReady, ToolError.
        """
        pen = self.pen(told)
        arguments, written = dict(call.arguments), set[str]()
        for argument in filter(self.writes, call.spec.arguments):
            words, purpose = str(arguments[argument.name] or ""), argument.written
            stays = _quoted(self.request, words) or (not words and purpose in _MAY_BE_EMPTY)
            if purpose is None or stays:
                continue
            material = [*_known(call, argument, hands)]
            if words:
                material.append(Material("What it is to say", words))
            if tool.seen and (seen := await tool.seen(hands, call.arguments)):
                material.append(Material("The e-mails that it answers", seen))
            if pen:
                piece = Piece(purpose, self.request, tuple(material))
                arguments[argument.name] = await pen.write(piece)
                written.add(argument.name)
        return replace(call, arguments=arguments, written=frozenset(written))

    async def copy(self, call: ProposedCall, hands: Hands, person: Person) -> ProposedCall:
        """*call* with those in copy who always are, as a proposal that says so.

        Raises ToolError where the instructions name somebody who is not known.
        """
        if not self.copies(call):
            return call
        arguments, provenance = dict(call.arguments), dict(call.provenance)
        reached = {str(a) for name in call.spec.addresses for a in arguments.get(name) or ()}
        added: list[str] = []
        for name in self.instructions.cc:
            address, origin = await _address(name, hands, person)
            if address not in reached:
                added.append(address)
                provenance[address] = f"{origin}; by your instructions"
        arguments[_COPY] = [*(arguments.get(_COPY) or ()), *added]
        return replace(call, arguments=arguments, provenance=provenance, unsaid=tuple(added))

    def copies(self, call: ProposedCall) -> bool:
        """Whether the instructions put somebody in copy of *call*."""
        mail = call.spec.effect in (Effect.DRAFT, Effect.OUTWARD)
        known = any(a.name == _COPY and a.kind is Kind.EMAIL for a in call.spec.arguments)
        return bool(self.instructions.cc) and mail and known and not wants_no_copy(self.request)


async def _address(name: str, hands: Hands, person: Person) -> tuple[str, str]:
    if emails.is_address(name):
        return emails.address(name), name
    try:
        contact = await people.find(name, hands.desktop, person)
        return emails.address(people.email(contact)["value"]), f"{contact['name']}, from Contacts"
    except NotFound as error:
        hint = "tinyagent config set writer.instructions TEXT"
        raise ToolError(f"your instructions say to cc {name}, but {error.message}", hint) from error


def _known(call: ProposedCall, body: Argument, hands: Hands) -> Iterator[Material]:
    """What else the call says, as far as a text may need it: to whom, about what, with which."""
    lines = []
    for argument in call.spec.arguments:
        value = call.arguments.get(argument.name)
        if argument is body or not value:
            continue
        if said := ", ".join(_said(argument, one, hands) for one in _several(value)):
            lines.append(f"{argument.name}: {said}")
    if lines:
        yield Material("What is known", "\n".join(lines))


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _said(argument: Argument, value: Any, hands: Hands) -> str:
    if argument.kind is Kind.FILE:
        return PurePath(str(value)).name
    return hands.desktop.name_of(str(value)) if argument.kind is Kind.EMAIL else str(value)


def _quoted(request: str, words: str) -> bool:
    """Whether *words* stand in quotation marks in *request*: then they are meant to the letter."""
    bare = words.strip().rstrip(".!?,")
    return bool(bare) and any(
        f"{first}{bare}{end}{last}" in request
        for first, last in _QUOTES
        for end in ("", ".", "!", "?", ",")
    )
