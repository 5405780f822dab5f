"""The scheduler: who runs, when, and how everything ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.plans import dags
from tinyagent_cli.core.errors import PlanError, ToolError
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused, Skipped
from tinyagent_cli.execution.scheduler import schedule
from tinyagent_cli.plan.task import Plan, Reference, Task
from tinyagent_cli.tools.spec import Result

DONE = Done(Result(1, "done"))
ENDS = st.sampled_from([DONE, DONE, DONE, Failed(ToolError("no")), Refused()])


class Director:
    """Runs a plan one event at a time, so that what happens between them can be looked at."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.running: dict[int, asyncio.Future[Outcome]] = {}
        self.outcomes: dict[int, Outcome] = {}
        self.told: list[int] = []
        self.came_in = 0
        self._stream: asyncio.Queue[Task | Exception | None] = asyncio.Queue()
        self.run = asyncio.create_task(
            schedule(self._tasks(), self._perform, self.outcomes, self._ended)
        )

    async def _tasks(self) -> AsyncIterator[Task]:
        while (task := await self._stream.get()) is not None:
            if isinstance(task, Exception):
                raise task
            yield task

    async def _perform(self, task: Task, outcomes: Mapping[int, Outcome]) -> Outcome:
        assert all(isinstance(outcomes[need], Done) for need in task.depends_on)
        self.running[task.id] = asyncio.get_running_loop().create_future()
        try:
            return await self.running[task.id]
        except asyncio.CancelledError:
            return Cancelled(started=True)
        finally:
            del self.running[task.id]

    def _ended(self, task: Task, outcome: Outcome) -> None:
        assert self.outcomes[task.id] is outcome
        self.told.append(task.id)

    async def let_it(self) -> None:
        """Let the loop turn until nothing more can happen by itself."""
        for _ in range(6):
            await asyncio.sleep(0)

    async def bring(self, what: Task | Exception | None) -> None:
        self._stream.put_nowait(what)
        self.came_in += isinstance(what, Task)
        await self.let_it()

    async def end(self, task: int, outcome: Outcome) -> None:
        self.running[task].set_result(outcome)
        await self.let_it()

    def should_run(self) -> set[int]:
        """The tasks that came in, have not ended, and whose dependencies are all done."""
        return {
            task.id
            for task in self.plan.tasks[: self.came_in]
            if task.id not in self.outcomes
            and all(isinstance(self.outcomes.get(need), Done) for need in task.depends_on)
        }

    def roots(self, task: int) -> set[int]:
        """The tasks, not skipped themselves, for which *task* may rightly be skipped."""
        found: set[int] = set()
        for need in self.plan.by_id[task].depends_on:
            match self.outcomes.get(need):
                case Skipped():
                    found |= self.roots(need)
                case None | Done():
                    pass
                case _:
                    found.add(need)
        return found


async def walk(plan: Plan, ends: Mapping[int, Outcome], random: Random, steps: int) -> Director:
    """Run *plan* in a random order of arrivals and endings, for at most *steps* of them."""
    director = Director(plan)
    coming = [*plan.tasks, None]
    for _ in range(steps):
        assert director.running.keys() == director.should_run()
        moves = [*director.running, *coming[:1]]
        if not moves:
            break
        move = random.choice(moves)
        if isinstance(move, int):
            await director.end(move, ends[move])
        else:
            await director.bring(coming.pop(0))
    return director


@given(dags(max_tasks=9), st.data(), st.randoms(use_true_random=False))
def test_at_every_moment_just_those_run_that_can(plan, data, random) -> None:
    """Whatever ends when, while the plan comes in: all that is ready runs, and nothing else."""
    ends = {task.id: data.draw(ENDS) for task in plan.tasks}

    async def scene() -> None:
        director = await walk(plan, ends, random, 10_000)
        assert await director.run == director.outcomes
        assert director.outcomes.keys() == plan.by_id.keys()
        assert sorted(director.told) == sorted(plan.by_id)
        for task in plan.tasks:
            outcome = director.outcomes[task.id]
            if isinstance(outcome, Skipped):
                assert outcome.because in director.roots(task.id)
            else:
                assert outcome is ends[task.id]
                assert not director.roots(task.id)

    asyncio.run(scene())


@given(dags(max_tasks=9), st.data(), st.randoms(use_true_random=False), st.integers(0, 15))
def test_cancelled_at_any_moment_it_leaves_a_true_account(plan, data, random, moment) -> None:
    """What ended keeps its outcome, what ran was stopped, what waited never began."""
    ends = {task.id: data.draw(ENDS) for task in plan.tasks}

    async def scene() -> None:
        director = await walk(plan, ends, random, moment)
        before, running = dict(director.outcomes), set(director.running)
        if director.run.done():
            return
        director.run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await director.run
        assert not director.running
        for task in plan.tasks[: director.came_in]:
            if task.id in before:
                assert director.outcomes[task.id] is before[task.id]
            else:
                assert director.outcomes[task.id] == Cancelled(started=task.id in running)
        assert len(director.outcomes) == director.came_in == len(director.told)

    asyncio.run(scene())


async def test_a_stream_that_breaks_stops_what_runs_and_is_raised() -> None:
    """A plan that turns out to be none: no exception group around it."""
    director = Director(Plan((Task(1, "f", ()), Task(2, "f", (Reference(1),)))))
    await director.bring(director.plan.tasks[0])
    await director.bring(director.plan.tasks[1])
    await director.bring(PlanError("rubbish", line=3, column=1))
    with pytest.raises(PlanError, match="rubbish"):
        await director.run
    assert director.outcomes == {1: Cancelled(started=True), 2: Cancelled()}


async def test_a_task_may_end_well_though_it_is_being_cancelled() -> None:
    """What has happened has happened; what depends on it does not begin any more."""
    began = asyncio.Event()

    async def perform(task: Task, outcomes: Mapping[int, Outcome]) -> Outcome:
        began.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return DONE
        raise AssertionError

    outcomes: dict[int, Outcome] = {}
    plan = Plan((Task(1, "f", ()), Task(2, "f", (Reference(1),))))
    run = asyncio.create_task(schedule(each(plan), perform, outcomes))
    await began.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert outcomes == {1: DONE, 2: Cancelled()}


async def test_what_an_earlier_attempt_did_is_not_done_again() -> None:
    """A new plan takes over its outcomes, bad ones too."""
    ran: list[int] = []

    async def perform(task: Task, outcomes: Mapping[int, Outcome]) -> Outcome:
        ran.append(task.id)
        return DONE

    plan = Plan(
        (
            Task(1, "f", ()),
            Task(2, "f", ()),
            Task(3, "f", (Reference(1),)),
            Task(4, "f", (Reference(2),)),
        )
    )
    outcomes = await schedule(each(plan), perform, {1: DONE, 2: Refused()})
    assert ran == [3]
    assert outcomes == {1: DONE, 2: Refused(), 3: DONE, 4: Skipped(2)}


async def test_a_mistake_in_the_program_is_raised() -> None:
    """perform must not raise; if it does, nothing hides it, and nothing is left running."""

    async def perform(task: Task, outcomes: Mapping[int, Outcome]) -> Outcome:
        if task.id == 1:
            raise ZeroDivisionError
        await asyncio.Event().wait()
        return DONE

    outcomes: dict[int, Outcome] = {}
    with pytest.raises(ExceptionGroup) as caught:
        await schedule(each(Plan((Task(1, "f", ()), Task(2, "f", ())))), perform, outcomes)
    assert caught.group_contains(ZeroDivisionError)
    assert outcomes == {1: Cancelled(), 2: Cancelled()}


async def test_a_thousand_tasks_run() -> None:
    """A chain of 500 beside 500 that need nothing."""

    async def perform(task: Task, outcomes: Mapping[int, Outcome]) -> Outcome:
        return DONE

    chain = [Task(1, "f", ())] + [Task(i, "f", (Reference(i - 1),)) for i in range(2, 501)]
    plan = Plan((*chain, *(Task(i, "f", ()) for i in range(501, 1001))))
    assert len(await schedule(each(plan), perform)) == 1000


async def each(plan: Plan) -> AsyncIterator[Task]:
    """The tasks of *plan*, one after the other."""
    for task in plan.tasks:
        yield task
