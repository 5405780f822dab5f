"""Whole turns by one way of planning, in a process of its own, so that its memory is its own.

``work`` is run by `models.apart`.  Each request is one of a new run of the program: what is
reused of an earlier prompt comes from the disk, and the simulated Mac is as new.  The model is
loaded before the clock starts, as a server's would be.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from tinyagent_cli.agent.assistant import Assistant
from tinyagent_cli.bench.dictation import DictatedPlanner, Pass
from tinyagent_cli.bench.errands import ERRANDS, NOW, Errand
from tinyagent_cli.bench.joining import SYSTEM, asked
from tinyagent_cli.bench.modes import MODES, Mode, Part
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.core.events import Event, PlanFinished, TaskStarted
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.ports import Planner, Selector
from tinyagent_cli.core.settings import PlannerSettings, RunSettings, Settings
from tinyagent_cli.desktop.actions import builtin_tools
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.execution.consent import Answer, Proposal
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.lab.footprint import peak_memory
from tinyagent_cli.models.apart import Step
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.planning.examples import Example
from tinyagent_cli.planning.prompted import Prompt
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.plugins.toolrag import EveryTool
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.toolbox import Toolbox

_PATIENT = Settings(planner=PlannerSettings(seconds=3600), run=RunSettings(replans=0))


@dataclass(frozen=True, slots=True)
class Measured:
    """One turn; seconds from the request on.

    *first_task*: one began to act; *plan*: all of it stands; *turn*: the answer is there.
    *processor*: its time for the turn, which other programs disturb less.
    """

    first_task: float
    plan: float
    turn: float
    processor: float
    planner: Pass
    joiner: Pass | None = None


def work(arguments: Sequence[str], step: Step) -> Any:
    """Measure the mode *arguments*[0] names: model, folder of prompts, threads, how many errands.

    With "" for the mode, only read the prompts' long parts, for those that reuse them.
    """
    name, model, kept, threads, count = arguments
    with TemporaryDirectory() as folder:
        if not name:
            return _prepared(Path(model), Path(kept), int(threads))
        mode = next(mode for mode in MODES if mode.name == name)
        turns = Turns(mode, Path(model), Path(kept), Path(folder), int(threads))
        told = []
        for done, errand in enumerate(ERRANDS[: int(count)], 1):
            told.append(asdict(turns.measured(errand)))
            step(done, int(count))
    return {"turns": told, "memory": peak_memory()}


class Turns:
    """Takes turns by *mode*, with *model*; what it reuses is in *kept*."""

    def __init__(self, mode: Mode, model: Path, kept: Path, folder: Path, threads: int) -> None:
        self.mode = mode
        plans = {errand.request: errand.plan for errand in ERRANDS}
        answers = {errand.request: errand.answer for errand in ERRANDS}
        self.planner = DictatedPlanner(model, plans, kept, threads, mode.ways, answers)
        self.selector: Selector = EveryTool()
        if Part.TOOL_RAG in mode.parts:
            self.selector = TrainedSelector()
            self.selector.select(ERRANDS[0].request, ())  # its table is read now
        self.folder = folder
        _ = self.planner.model

    def measured(self, errand: Errand) -> Measured:
        """A turn.  Raises NotReady where it did not do what was asked."""
        self.planner.context = None
        self.planner.passes.clear()
        with TemporaryDirectory(dir=self.folder) as home:
            return asyncio.run(self._measured(errand, Path(home)))

    async def _measured(self, errand: Errand, home: Path) -> Measured:
        clock = Clock.stopped(NOW)
        desktop = SimulatedDesktop(home, clock)
        await desktop.find_files("")  # it is seeded now
        heard: dict[type, float] = {}

        def listen(event: Event) -> None:
            heard.setdefault(type(event), perf_counter())

        streams = Part.STREAMING in self.mode.parts
        with Journal.private(clock) as journal:
            assistant = Assistant(
                self.planner if streams else _Awaited(self.planner),
                self.selector,
                Toolbox(builtin_tools()),
                desktop,
                _Agrees(),
                journal,
                _PATIENT,
                clock,
            )
            began, worked = perf_counter(), process_time()
            result = await assistant.do(errand.request, None, listen)
            if Part.NO_JOINER not in self.mode.parts:
                user = asked(errand.request, result.plan, result.outcomes)
                async for _ in self.planner.answer(Prompt(SYSTEM, user, (), errand.request)):
                    pass
            seconds, worked = perf_counter() - began, process_time() - worked
        if result.exit is not Exit.DONE:
            raise NotReady(f"“{errand.request}” was not done: {result.answer}", "is it our own?")
        return Measured(
            heard[TaskStarted] - began,
            heard[PlanFinished] - began,
            seconds,
            worked,
            *self.planner.passes,
        )


def _prepared(model: Path, kept: Path, threads: int) -> Any:
    planner = DictatedPlanner(
        model, {"": "1. join()"}, kept, threads, MODES[-1].ways, {"": "Action: Finish()"}
    )
    _ = planner.model
    began = perf_counter()
    asyncio.run(_read(planner))
    return {"seconds": perf_counter() - began}


async def _read(planner: DictatedPlanner) -> None:
    from tinyagent_cli.planning.examples import examples_for

    tools = tuple(tool.spec for tool in builtin_tools())
    async for _ in planner.plan("", tools, examples_for(tools), NOW):
        pass
    # Something is asked: what two prompts have in common ends where a question begins.
    async for _ in planner.answer(Prompt(SYSTEM, asked("", Plan(()), {}), (), "")):
        pass


@dataclass(frozen=True)
class _Awaited:
    """A planner whose plans are awaited whole."""

    planner: Planner

    @property
    def name(self) -> str:
        """As it is called."""
        return self.planner.name

    async def plan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None = None,
    ) -> AsyncIterator[str]:
        """The plan, in one piece."""
        pieces = self.planner.plan(request, tools, examples, now, piped)
        yield "".join([piece async for piece in pieces])


class _Agrees:
    """Somebody who is there and says yes at once."""

    present = True

    async def consent(self, proposal: Proposal) -> Answer:
        """Yes."""
        return Answer.ONCE

    async def choose(
        self, question: str, choices: Sequence[str], likeliest: int | None = None
    ) -> int | None:
        """The likeliest."""
        return likeliest or 0

    async def say(self, question: str) -> str:
        """Nothing."""
        return ""
