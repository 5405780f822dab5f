"""A small world to run plans in: tools that do as they are told, and a person who is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import ConsentNeeded, ToolError
from tinyagent_cli.core.events import Event
from tinyagent_cli.core.settings import ConsentSettings, Settings
from tinyagent_cli.execution.consent import Answer, Proposal
from tinyagent_cli.execution.desk import Desk
from tinyagent_cli.execution.executor import Acts
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Outcome
from tinyagent_cli.execution.run import run_plan
from tinyagent_cli.execution.standing import StandingConsents
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.tools.spec import (
    Argument,
    Effect,
    Hands,
    Kind,
    Result,
    Tool,
    ToolSpec,
    Undo,
)
from tinyagent_cli.tools.toolbox import Toolbox

NOW = Clock.stopped(datetime(2026, 11, 23, 9, 0))
SID, BO = "+14155550134", "bo@example.org"

Deed = Callable[[Mapping[str, Any]], Awaitable[Result]]


@dataclass
class FakeDesktop:
    """A desktop on which only scripts are run: they are noted, and fail if *failing* says so."""

    name: str = "the fake desktop"
    home: Path = Path("/nonexistent")
    allowed: frozenset[str] = frozenset()
    scripts: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    failing: dict[str, ToolError] = field(default_factory=dict)

    async def script(self, script: str, payload: Mapping[str, Any]) -> Any:
        self.scripts.append((script, payload))
        if script in self.failing:
            raise self.failing[script]

    async def open_url(self, url: str, app: str | None = None) -> None:
        raise NotImplementedError

    async def open_file(self, path: Path) -> None:
        raise NotImplementedError

    async def find_files(self, name: str) -> tuple[Path, ...]:
        return ()

    async def zoom_meeting(
        self, topic: str, start: datetime | None, minutes: int, invitees: Sequence[str]
    ) -> Mapping[str, str]:
        raise NotImplementedError

    async def cancel_meeting(self, id: str, stands: Any) -> None:
        raise NotImplementedError

    async def offer_text(self, text: str) -> bool:
        return False

    def name_of(self, address: str) -> str:
        return address

    def allowed_addresses(self) -> frozenset[str]:
        return self.allowed


@dataclass
class FakePerson:
    """Somebody who gives *answers* in turn, then agrees; or nobody, if not *present*."""

    present: bool = True
    answers: list[bool | Answer] = field(default_factory=list)
    shown: list[Proposal] = field(default_factory=list)
    asking: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event | None = None
    at_once: int = 0
    most_at_once: int = 0

    async def consent(self, proposal: Proposal) -> Answer:
        if not self.present:
            raise ConsentNeeded("nobody is there")
        self.shown.append(proposal)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.asking.set()
        try:
            await (self.may_answer.wait() if self.may_answer else asyncio.sleep(0))
        finally:
            self.at_once -= 1
        answer = self.answers.pop(0) if self.answers else True
        return answer if isinstance(answer, Answer) else Answer.ONCE if answer else Answer.NO

    async def choose(
        self, question: str, choices: Sequence[str], likeliest: int | None = None
    ) -> int | None:
        raise ConsentNeeded("nobody is there")

    async def say(self, question: str) -> str:
        raise ConsentNeeded("nobody is there")


def argument(name: str, kind: Kind = Kind.TEXT, *, many: bool = False) -> Argument:
    """An argument with a fitting default."""
    return Argument(name, kind, many=many, default=() if many else "")


SPECS = (
    ToolSpec("look", "Look something up.", "Books", Effect.READ, (argument("what"),)),
    ToolSpec(
        "read",
        "Read other people's words.",
        "Books",
        Effect.READ,
        (argument("what"),),
        tainted=True,
    ),
    ToolSpec("show", "Show something.", "Books", Effect.OPEN, (argument("what"),)),
    ToolSpec("note", "Make a note.", "Notes", Effect.CREATE, (argument("text"),), lane="Notes"),
    ToolSpec(
        "mail",
        "Draft a mail.",
        "Mail",
        Effect.DRAFT,
        (argument("to", Kind.EMAIL, many=True), argument("text")),
        addresses=("to",),
    ),
    ToolSpec(
        "text",
        "Send a text.",
        "Messages",
        Effect.OUTWARD,
        (argument("to", Kind.PHONE, many=True), argument("text")),
        addresses=("to",),
    ),
    ToolSpec(
        "event",
        "Make an event.",
        "Calendar",
        Effect.CREATE,
        (argument("title", Kind.NAME), argument("guests", Kind.EMAIL, many=True)),
        outward_if="guests",
        addresses=("guests",),
    ),
    ToolSpec(
        "meet",
        "Open a meeting room.",
        "Zoom",
        Effect.OUTWARD,
        (argument("topic", Kind.NAME), argument("guests", Kind.EMAIL, many=True)),
        addresses=("guests",),
        returns=Kind.LINK,
    ),
)


@dataclass
class World:
    """Where plans run: *done* notes each call that was made, *heard* each event.

    A tool gives its first argument back as its result; *deeds* replaces what a tool does.
    """

    journal: Journal = field(default_factory=lambda: Journal.private(NOW))
    desktop: FakeDesktop = field(default_factory=FakeDesktop)
    person: FakePerson = field(default_factory=FakePerson)
    allow: tuple[str, ...] = ()
    deeds: dict[str, Deed] = field(default_factory=dict)
    specs: tuple[ToolSpec, ...] = SPECS
    standing: StandingConsents | None = None
    desk: Desk = field(default_factory=Desk)
    done: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    heard: list[Event] = field(default_factory=list)

    @property
    def calls(self) -> list[str]:
        """The names of the tools that were called, in order."""
        return [name for name, _ in self.done]

    def toolbox(self) -> Toolbox:
        return Toolbox(Tool(spec, self._perform(spec)) for spec in self.specs)

    def _perform(self, spec: ToolSpec) -> Callable[[Hands, Mapping[str, Any]], Awaitable[Result]]:
        async def perform(hands: Hands, arguments: Mapping[str, Any]) -> Result:
            self.done.append((spec.name, arguments))
            if spec.name in self.deeds:
                return await self.deeds[spec.name](arguments)
            value = next(iter(arguments.values()))
            undo = Undo(f"undo_{spec.name}.js", {"value": value}, f"unmade {spec.name} {value}")
            keeps = spec.effect in (Effect.CREATE, Effect.DRAFT)
            return Result(value, f"{spec.name}: {value}", undo if keeps else None)

        return perform

    async def acts(self, *, yes: bool = False, own_words: bool = True) -> Acts:
        settings = replace(Settings(), consent=ConsentSettings(self.allow))
        turn = await self.journal.begin_turn("a request", desktop=self.desktop.name)
        hands = Hands(self.desktop, settings, NOW)
        return Acts(
            self.toolbox(), hands, self.person, self.journal, turn, self.heard.append, yes=yes,
            own_words=own_words, standing=self.standing, desk=self.desk,
        )  # fmt: skip

    async def run(
        self, *steps: str, yes: bool = False, own_words: bool = True
    ) -> dict[int, Outcome]:
        """Run the plan of *steps*, numbered from 1, ``join()`` added."""
        lines = [f"{i}. {step}" for i, step in enumerate([*steps, "join()"], 1)]
        return await run_plan(
            parse("\n".join(lines)), await self.acts(yes=yes, own_words=own_words)
        )

    def of(self, kind: type[Event]) -> list[Any]:
        """The events of one kind that were heard."""
        return [event for event in self.heard if isinstance(event, kind)]
