"""An assistant without a middle: it announces what a real one would, for the views to show.

What it does is chosen by words of the request: "text" asks for consent, "sarah" asks
which one, "whom" asks for words, "slowly" takes a moment, "wait" until it is stopped, "fail"
fails, "many" looks up eight people first, "nobody" finds no tool.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from tests.view import turns
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotFound, NotReady, PlanError
from tinyagent_cli.core.events import (
    Answered,
    ConsentDecided,
    PlanFinished,
    TaskFinished,
    TaskPlanned,
    TaskStarted,
    TurnFinished,
    TurnStarted,
)
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.ports import Listener, Person
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.execution.consent import Proposal, ProposedCall
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Done, Failed, Outcome, Refused
from tinyagent_cli.plan.task import Plan, Reference, Task
from tinyagent_cli.tools.spec import Effect

SID = "+1 415 555 0134"


@dataclass(frozen=True)
class FakeResult:
    """The fields of a TurnResult that the views read."""

    exit: Exit
    answer: str
    plan: Plan
    outcomes: Mapping[int, Outcome]
    seconds: float = 0.1
    turn: int | None = 1
    planner: str = "fake"
    request: str = ""
    doubts: Sequence[Any] = ()
    own_words: bool = True


@dataclass(frozen=True)
class FakePlanned:
    """The fields of a PlannedRequest."""

    plan: Plan
    seconds: float = 0.01
    planner: str = "fake"
    doubts: Sequence[Any] = ()


@dataclass(frozen=True)
class FakeAssistant:
    """Announces events; acts on nothing."""

    person: Person
    clock: Clock = field(default_factory=Clock)
    yes: bool = False
    toolbox: Any = field(default_factory=lambda: SimpleNamespace(specs=turns.SPECS))
    desktop: Any = field(default_factory=lambda: SimpleNamespace(name="the simulated Mac"))
    planner: Any = field(default_factory=lambda: SimpleNamespace(name="fake"))
    journal: Journal = field(default_factory=Journal.private)
    settings: Settings = field(default_factory=Settings)
    seen: list[tuple[str, str | None]] = field(default_factory=list)

    async def plan(self, request: str, piped: str | None, listen: Listener) -> FakePlanned:
        """A plan by the words of *request*."""
        self.seen.append((request, piped))
        if "broken" in request:
            raise PlanError("this is no plan", line=1, column=3, expected="a digit")
        tasks = tasks_for(request, self.clock)
        for task in tasks:
            listen(TaskPlanned(task))
        listen(PlanFinished(Plan(tasks), 0.01))
        return FakePlanned(Plan(tasks))

    async def do(
        self,
        request: str,
        piped: str | None,
        listen: Listener,
        *,
        own_words: bool = True,
        seen: bool = True,
    ) -> FakeResult:
        """Announce the turn of *request*."""
        listen(TurnStarted(request, "fake", "the simulated Mac"))
        if "weights" in request:
            raise NotReady("the model is not there", "tinyagent doctor")
        planned = await self.plan(request, piped, listen)
        done = "Done." if seen else "Done, unseen."
        return await self._run(request, planned.plan, listen, done)

    async def run(
        self, text: str, listen: Listener, request: str = "", *, own_words: bool = True
    ) -> FakeResult:
        """Announce the turn of a plan's text."""
        from tinyagent_cli.plan.parse import parse

        plan = parse(text)
        listen(TurnStarted(text, "", "the simulated Mac"))
        for task in plan.tasks:
            listen(TaskPlanned(task))
        listen(PlanFinished(plan, 0.0))
        return await self._run(request, plan, listen)

    async def _run(
        self, request: str, plan: Plan, listen: Listener, done: str = "Done."
    ) -> FakeResult:
        outcomes: dict[int, Outcome] = {}
        for task in plan.tasks:
            outcome = await self._perform(request, task, listen)
            outcomes[task.id] = outcome
            listen(TaskFinished(task.id, outcome, 0.01))
        well = all(isinstance(outcome, Done) for outcome in outcomes.values())
        code = (Exit.DONE if well else Exit.FAILED) if plan.tasks else Exit.NO_PLAN
        answer = done if well and plan.tasks else "Not everything was done."
        listen(Answered(answer))
        listen(TurnFinished(code, 0.1, 1))
        return FakeResult(code, answer, plan, outcomes, request=request)

    async def _perform(self, request: str, task: Task, listen: Listener) -> Outcome:
        if task.tool == "send_sms":
            call = ProposedCall(
                task.id,
                turns.SMS,
                {"recipients": [SID], "message": task.arguments[1]},
                {SID: "Sid Patel, mobile, from Contacts"},
            )
            given = await self.person.consent(Proposal(Effect.OUTWARD, (call,)))
            listen(ConsentDecided((task.id,), given, "user"))
            if not given:
                return Refused()
        listen(TaskStarted(task.id))
        if "sarah" in request:
            likeliest = 0 if "likeliest" in request else None
            chosen = await self.person.choose(
                "Which Sarah?", ["Sarah Ahn", "Sarah Bell"], likeliest
            )
            return turns.done(f"chose {chosen}")
        if "whom" in request:
            return turns.done(f"heard {await self.person.say('Who is “her”?')}")
        if "slowly" in request:
            await asyncio.sleep(1.5)
        if "wait" in request:
            await asyncio.sleep(3600)
        if "fail" in request:
            return Failed(NotFound("there is no contact called Xy", "did you mean Xi?"))
        await asyncio.sleep(0)
        return turns.done(f"did {task.tool}", SID)


def tasks_for(request: str, clock: Clock) -> tuple[Task, ...]:
    """The tasks that *request* makes the fake plan."""
    if "nobody" in request:
        return ()
    if "crowd" in request:
        return tuple(turns.task(i, turns.PHONE, f"Person {i}") for i in range(1, 61))
    if "tomorrow" in request:
        when = f"{clock.now():%Y-%m-%d %H:%M:%S}"
        return (turns.task(1, turns.REMINDER, "water the plants", when),)
    if "many" in request:
        lookups = tuple(turns.task(i, turns.PHONE, f"Person {i}") for i in range(1, 9))
        return (*lookups, turns.task(9, turns.SMS, (Reference(1),), "I'm running late"))
    lookup = turns.task(1, turns.PHONE, "Sid")
    if "text" in request:
        return (lookup, turns.task(2, turns.SMS, (Reference(1),), "I'm running late"))
    return (lookup,)


@contextmanager
def fake_assistant_for(
    environment: Environment, options: Any, person: Person
) -> Iterator[FakeAssistant]:
    """What stands in for `tinyagent_cli.commands.opening.assistant_for`."""
    now = options.moment
    clock = Clock.stopped(now) if now else environment.clock
    assistant = FakeAssistant(person, clock, yes=options.yes)
    with assistant.journal:
        yield assistant
