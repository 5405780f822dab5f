"""What a tool is, as data: from it come the prompt, the grammar, the help, the checks."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.tools.piece import Purpose

if TYPE_CHECKING:
    from tinyagent_cli.core.clock import Clock
    from tinyagent_cli.core.ports import Desktop
    from tinyagent_cli.core.settings import Settings
    from tinyagent_cli.tools.pen import Pen


# What stands for a script where a Zoom meeting is taken back, which no script does.
MEETING: Final = "zoom meeting"

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*", re.IGNORECASE | re.ASCII)


class Kind(StrEnum):
    """What an argument or a result is; each kind has one resolver in this room."""

    TEXT = "text"  # free words: a message, a body, notes
    NAME = "name"  # what something is called: a title, a note, a folder, a list, a calendar
    PERSON = "person"  # somebody, by name
    EMAIL = "email"  # an e-mail address, or a person who has one
    PHONE = "phone"  # a phone number, or a person who has one
    TIME = "time"  # a moment, as the user said it or ISO
    FILE = "file"  # a document, by name or path
    PLACE = "place"  # an address, a business, coordinates
    LINK = "link"  # a URL
    CHOICE = "choice"  # one of the argument's choices
    NUMBER = "number"  # a whole number: minutes, a priority
    FLAG = "flag"  # True or False


class Effect(StrEnum):
    """What a call does to the world, from harmless to irrevocable."""

    READ = "read"  # looks something up
    OPEN = "open"  # shows something
    CREATE = "create"  # makes something local
    DRAFT = "draft"  # prepares a mail that a person sends
    OUTWARD = "outward"  # reaches other people

    @property
    def needs_consent(self) -> bool:
        """Whether somebody has to agree before the call."""
        return self not in (Effect.READ, Effect.OPEN)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a tool.

    *many*: a list of that kind.  *default* is what stands where the user said nothing;
    every argument has a place in the plan, so that plans stay positional.  *required*:
    without it the call makes no sense.  *guarded*: it chooses where something goes (a folder,
    a list, a note), so that other people's text never fills it; kinds that always choose,
    people, addresses, files, places and links, need no such mark.  *written*: it is a body that a
    writer may fill, and what for; only a text that chooses nothing can be.
    """

    name: str
    kind: Kind
    about: str = ""
    many: bool = False
    required: bool = False
    default: Any = ""
    choices: tuple[str, ...] = ()
    guarded: bool = False
    written: Purpose | None = None


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as data.

    *outward_if* names a list argument that makes an otherwise local call outward (an
    event with guests).  *addresses* names the arguments that hold whom an outward call
    reaches.  *if_missing* names the tool that, called with the same arguments, makes what
    this one did not find.  *lane*: calls in the same lane never run at once (one per app that two
    scripts would race in; "" for none).  *tainted*: the result is other people's text.
    *irreversible*: why a call of it that can not be taken back cannot, as people are told.
    *examples*: requests that want the tool, as people say them; a selector that was not trained
    on the tool finds it by them.
    """

    name: str
    summary: str
    app: str
    effect: Effect
    arguments: tuple[Argument, ...]
    returns: Kind = Kind.TEXT
    tainted: bool = False
    outward_if: str = ""
    addresses: tuple[str, ...] = ()
    if_missing: str = ""
    lane: str = ""
    irreversible: str = ""
    timeout: float = 30.0
    example: str = ""
    examples: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises UsageError for a name that a plan could not hold, or that looks like another."""
        for name in (self.name, *(argument.name for argument in self.arguments)):
            if not _NAME.fullmatch(name):
                raise UsageError(f"{name!a} is no name for a tool or an argument: a-z, 0-9, _")

    @property
    def signature(self) -> str:
        """``send_sms(recipients, message)``."""
        return f"{self.name}({', '.join(a.name for a in self.arguments)})"

    def argument(self, name: str) -> Argument:
        """The argument called *name*; KeyError if there is none."""
        return {argument.name: argument for argument in self.arguments}[name]

    def chooses(self, argument: Argument) -> bool:
        """Whether *argument* says where something goes: it is guarded, or holds addresses."""
        return argument.guarded or argument.name in self.reaching

    @property
    def reaching(self) -> tuple[str, ...]:
        """The arguments that hold whom a call reaches: *addresses*, and every one that can only
        hold an address, whether the tool says so or not."""
        return tuple(
            a.name
            for a in self.arguments
            if a.name in self.addresses or a.kind in (Kind.EMAIL, Kind.PHONE)
        )

    def effect_of(self, arguments: Mapping[str, Any]) -> Effect:
        """The effect of a call with these *arguments*."""
        if self.outward_if and arguments.get(self.outward_if):
            return Effect.OUTWARD
        return self.effect


@dataclass(frozen=True, slots=True)
class Undo:
    """How a finished call is taken back: a script of ``macos_tools`` and its *payload*.

    *says* is what the user is told, e.g. 'deleted the note “Ideas”'.  *tells* says who may hear of
    it, where taking it back reaches other people: then somebody is asked first.
    """

    script: str
    payload: Mapping[str, Any]
    says: str
    tells: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a call gave: *value* flows into later calls by ``$N``; *says* is for people.

    *details* goes to the journal and to ``--json`` (ids, who was attached and who not).
    """

    value: Any
    says: str
    undo: Undo | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hands:
    """What a tool may use while it acts; *pen* is there where a writer is.

    *target* is what the tool's `Tool.aim` found before anybody was asked.
    """

    desktop: Desktop
    settings: Settings
    clock: Clock
    pen: Pen | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a call is aimed at beside its arguments: the mail that is selected, a note by its id.

    It is found before anybody is asked, *says* what it is in the question under *label*, and
    *key* is handed on: what was shown is what is acted on, or nothing is.
    """

    label: str
    says: str
    key: str


Perform = Callable[[Hands, Mapping[str, Any]], Awaitable[Result]]
Seen = Callable[[Hands, Mapping[str, Any]], Awaitable[str]]
Aim = Callable[[Hands, Mapping[str, Any]], Awaitable[Target | None]]


@dataclass(frozen=True, slots=True)
class Tool:
    """A spec and the coroutine that does it, with resolved arguments by name.

    *perform* raises ToolError or one of its kinds where the call fails.  *seen* looks up what a
    writer has to see for it, the mails that are answered; *aim* what it will act on.  Both change
    nothing.  *rehearsable*: all that it does goes through the desktop in its `Hands`, so that a
    rehearsal can let it act; one that is not is not called there, unless it only looks up.
    """

    spec: ToolSpec
    perform: Perform
    seen: Seen | None = None
    aim: Aim | None = None
    rehearsable: bool = False
