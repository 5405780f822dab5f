"""Runs the tasks of a plan, each at the moment at which it can run.

Why it looks like this.  The reference keeps a queue of tasks, looks every ten milliseconds
which of them have become ready, starts those with a bare ``create_task``, and puts a None
into the queue for the end.  So every level of a plan costs up to ten milliseconds, a task
whose planner died waits for ever, an error is handed on as if it were a result, and what
was started is nobody's when the request is given up.

Here nothing polls and nothing waits that has no need to.  A task that comes in counts the
dependencies that have not ended; each task that ends tells those that use it; the one whose
count falls to zero becomes a coroutine in the `TaskGroup`, and only then.  Therefore

* a task starts in the same turn of the event loop in which its last dependency ended, while
  the plan may still be coming in (*tasks* is a stream);
* an outcome is a value.  A task of which a dependency ended in anything but `Done` never
  starts: it is `Skipped` at once, and says because of which task, the root of the trouble
  and not the last link.  What does not depend on it goes on;
* the group owns every coroutine.  Cancelling :func:`schedule` (Ctrl-C) cancels them all and
  waits until each has said how it ended; what had not started is `Cancelled`, too.  When the
  stream itself breaks (a plan that turns out to be none), the same happens to what runs,
  and the stream's error is raised.

The cost is some 20 µs a task (`tests/execution/test_scheduler.py` runs 1,000 of them).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Mapping

from tinyagent_cli.execution.outcomes import Cancelled, Done, Outcome, Skipped
from tinyagent_cli.plan.task import Task

# Does one task, whose dependencies are all Done, and says how it ended.  When cancelled it
# may return `Cancelled(started=True)`; a CancelledError it lets through means not started.
Perform = Callable[[Task, Mapping[int, Outcome]], Awaitable[Outcome]]


async def schedule(
    tasks: AsyncIterable[Task],
    perform: Perform,
    outcomes: dict[int, Outcome] | None = None,
    ended: Callable[[Task, Outcome], None] = lambda task, outcome: None,
) -> dict[int, Outcome]:
    """Run *tasks* as they come, and return how each ended.

    *outcomes* is filled as tasks end, so that it tells the truth also after cancellation;
    a task that it holds already is not run again.  *ended* hears of each end, skipped and
    cancelled ones too; it must not raise.

    Raises what *tasks* raises, and an exception group if *perform* raises, which is an
    error in the program.
    """
    run = _Run(perform, {} if outcomes is None else outcomes, ended)
    try:
        await run.all(tasks)
    finally:
        run.sweep()
    return run.outcomes


class _Run:
    def __init__(
        self,
        perform: Perform,
        outcomes: dict[int, Outcome],
        ended: Callable[[Task, Outcome], None],
    ) -> None:
        self.outcomes = outcomes
        self._perform = perform
        self._ended = ended
        self._waiting: dict[int, Task] = {}  # come in, and not ended
        self._missing: dict[int, int] = {}  # how many dependencies of a task have not ended
        self._users: dict[int, list[Task]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = False  # nothing may start any more

    async def all(self, tasks: AsyncIterable[Task]) -> None:
        broken: Exception | None = None
        async with asyncio.TaskGroup() as self._group:
            try:
                async for task in tasks:
                    self._come_in(task)
                while self._running:  # here, and not at the end of the group, to see a Ctrl-C
                    await asyncio.wait(self._running)
            except asyncio.CancelledError:
                self._stopping = True
                raise
            except Exception as error:  # the stream's, whatever it is: the group must not wrap it
                broken = error
                self._stopping = True
                for running in self._running:
                    running.cancel()
        if broken is not None:
            raise broken

    def sweep(self) -> None:
        """Say of what never ended that it was cancelled: nothing is left without an outcome."""
        for task in tuple(self._waiting.values()):
            self._settle(task, Cancelled())

    def _come_in(self, task: Task) -> None:
        if task.id in self.outcomes:
            return
        self._waiting[task.id] = task
        missing = 0
        for need in sorted(task.depends_on):
            outcome = self.outcomes.get(need)
            if outcome is None:
                missing += 1
                self._users.setdefault(need, []).append(task)
            elif not isinstance(outcome, Done):
                self._settle(task, _skipped(need, outcome))
                return
        self._missing[task.id] = missing
        if not missing:
            self._start(task)

    def _start(self, task: Task) -> None:
        running = self._group.create_task(self._one(task), name=f"{task.id}. {task.tool}")
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    async def _one(self, task: Task) -> None:
        try:
            outcome = await self._perform(task, self.outcomes)
        except asyncio.CancelledError:
            self._settle(task, Cancelled())
            raise
        self._settle(task, outcome)

    def _settle(self, task: Task, outcome: Outcome) -> None:
        """*task* ended; start or skip what waited for it, and what waited for that."""
        ends = [(task, outcome)]
        for one, how in ends:  # grows as it goes
            if one.id in self.outcomes:
                continue
            self.outcomes[one.id] = how
            self._waiting.pop(one.id, None)
            self._ended(one, how)
            if self._stopping:
                continue  # sweep says how the rest ended
            for user in self._users.pop(one.id, ()):
                if user.id in self.outcomes:
                    continue  # skipped already, because of another
                if not isinstance(how, Done):
                    ends.append((user, _skipped(one.id, how)))
                    continue
                self._missing[user.id] -= 1
                if not self._missing[user.id]:
                    self._start(user)


def _skipped(need: int, outcome: Outcome) -> Skipped:
    return outcome if isinstance(outcome, Skipped) else Skipped(need)
