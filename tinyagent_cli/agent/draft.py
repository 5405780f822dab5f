"""A plan on its way: plan text in, verified tasks out, each as soon as its line closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

from tinyagent_cli.agent.reading import Share, reading_told
from tinyagent_cli.core.errors import TimedOut
from tinyagent_cli.core.events import PlanFinished, TaskPlanned
from tinyagent_cli.core.ports import Hesitant, Listener
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.plan.parse import PlanParser
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.tools.complete import Doubt, complete
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.verify import verify


@dataclass(slots=True)
class Draft:
    """Reads the plan text *pieces* for what the user *said*, against *specs* and *now*.

    Iterate over `tasks` once; then `plan` stands.  What is in doubt is left for the user to
    settle when it is run, or with *guess* read as is likeliest, to be shown.  *reading* says
    how far a planner has read before it writes.  *doubts* collects what was not clear,
    *seconds* is the time that the text took.
    """

    pieces: AsyncIterator[str]
    said: str
    specs: Mapping[str, ToolSpec]
    now: datetime
    listen: Listener
    settings: Settings
    attempt: int = 1
    guess: bool = False
    reading: Share | None = None
    plan: Plan = field(default_factory=lambda: Plan(()))
    doubts: list[Doubt] = field(default_factory=list)
    seconds: float = 0.0

    async def tasks(self) -> AsyncIterator[Task]:
        """Each task, verified, with times made absolute and every argument filled.

        Raises PlanError where the text is no valid plan and TimedOut where it takes
        longer than the setting ``planner.seconds``.
        """
        parser = PlanParser(self.said)
        drafted: dict[int, Task] = {}
        async for chunk in self._timed():
            for task in parser.feed(chunk):
                drafted[task.id] = self._finished(task, drafted)
                yield drafted[task.id]
        for task in parser.close().tasks:
            if task.id not in drafted:
                drafted[task.id] = self._finished(task, drafted)
                yield drafted[task.id]
        self.plan = Plan(tuple(drafted.values()))
        self.listen(PlanFinished(self.plan, self.seconds, self.attempt))

    @property
    def unsure(self) -> bool:
        """Whether the planner is in doubt about the plan, as far as it has come."""
        return isinstance(self.pieces, Hesitant) and self.pieces.unsure

    async def whole(self) -> Plan:
        """The plan, once all of it stands; raises as `tasks` does."""
        async for _ in self.tasks():
            pass
        return self.plan

    def _finished(self, task: Task, earlier: Mapping[int, Task]) -> Task:
        task = verify(task, self.specs, earlier)
        completed = complete(
            task,
            self.specs[task.tool],
            self.now,
            earlier=earlier,
            region=self.settings.people.region,
            minutes=self.settings.calendar.minutes,
        )
        self.doubts.extend(completed.doubts)
        task = completed.guess if self.guess else completed.task
        self.listen(TaskPlanned(task, self.attempt))
        return task

    async def _timed(self) -> AsyncIterator[str]:
        """The pieces; only the time spent waiting for them counts."""
        source = aiter(self.pieces)
        limit, reading = self.settings.planner.seconds, self.reading
        while True:
            began = perf_counter()
            told = reading_told(reading, self.listen, self.attempt) if reading else nullcontext()
            reading = None  # what is written was read before
            try:
                async with asyncio.timeout(limit - self.seconds), told:
                    piece = await anext(source)
            except StopAsyncIteration:
                return
            except TimeoutError as error:
                raise TimedOut(
                    f"the planner took longer than {limit:g} s",
                    "tinyagent config set planner.seconds SECONDS",
                ) from error
            finally:
                self.seconds += perf_counter() - began
            yield piece
