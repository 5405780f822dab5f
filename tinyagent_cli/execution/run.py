"""Runs a plan: the one door of this room for the agent.

Inside: :mod:`~tinyagent_cli.execution.scheduler` says when a task runs,
:mod:`~tinyagent_cli.execution.gate` whether it may,
:mod:`~tinyagent_cli.execution.executor` does it, and
:mod:`~tinyagent_cli.execution.journal` remembers.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable

from tinyagent_cli.core.errors import ConsentNeeded, PlanError
from tinyagent_cli.core.events import TaskFinished
from tinyagent_cli.execution.executor import Acts, Executor
from tinyagent_cli.execution.gate import Gate
from tinyagent_cli.execution.outcomes import Failed, Outcome
from tinyagent_cli.execution.policy import Policy
from tinyagent_cli.execution.scheduler import schedule
from tinyagent_cli.execution.sends import Sends
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.tools.spec import Effect


async def run_plan(
    tasks: AsyncIterable[Task] | Plan,
    acts: Acts,
    *,
    attempt: int = 1,
    outcomes: dict[int, Outcome] | None = None,
) -> dict[int, Outcome]:
    """Run verified *tasks*, also while they are still coming in, and say how each ended.

    Nothing that needs consent begins before the plan stands.  Announces TaskStarted,
    TaskFinished (of every task: skipped and cancelled ones, and those done before, too)
    and ConsentDecided.
    *outcomes* is filled as tasks end and tells the truth also if this is cancelled; tasks
    that it holds already, of an earlier attempt, are not run again.

    Raises what *tasks* raises (PlanError, TimedOut): nothing that needs consent was done
    then.  Raises ConsentNeeded where something needed consent, there was nobody to ask, and
    so nothing that needs consent was done.  All other failures are outcomes.
    """
    outcomes = {} if outcomes is None else outcomes
    earlier = frozenset(outcomes)
    # Where something has gone out already, a new plan may only say it in other words.
    outward = acts.own_words and not (attempt > 1 and _sent(acts))
    policy = Policy.of(acts.hands, yes=acts.yes, outward=outward)
    sends = Sends.of(acts.hands, acts.journal, acts.turn, attempt)
    gate = Gate(acts.person, policy, outcomes, acts.listen, attempt, acts.standing, sends)
    executor = Executor(acts, gate, attempt)

    def finished(task: Task, outcome: Outcome) -> TaskFinished:
        seconds = executor.seconds.get(task.id, 0.0)
        return TaskFinished(task.id, outcome, seconds, attempt, task.id in executor.tainted)

    async def stream() -> AsyncIterator[Task]:
        async for task in _each(tasks):
            if task.tool not in acts.toolbox:
                raise PlanError(
                    f"there is no tool {task.tool}",
                    line=task.line,
                    column=task.column,
                    hint="tinyagent tools lists them",
                )
            gate.expect(task, acts.toolbox[task.tool].spec)
            if task.id in earlier:
                executor.recall(task, outcomes[task.id])
                acts.listen(finished(task, outcomes[task.id]))
            yield task
        gate.stand()

    def ended(task: Task, outcome: Outcome) -> None:
        gate.look()
        executor.note(task, outcome)
        acts.listen(finished(task, outcome))

    await schedule(stream(), executor.perform, outcomes, ended)
    await acts.journal.flush()
    if executor.begun.isdisjoint(gate.effectful):
        _raise_unasked(outcomes[task] for task in gate.effectful)
    return outcomes


def _sent(acts: Acts) -> bool:
    """Whether something outward was begun in this turn."""
    actions = acts.journal.turn(acts.turn).actions
    return any(action.effect == Effect.OUTWARD and action.started_at for action in actions)


async def _each(tasks: AsyncIterable[Task] | Plan) -> AsyncIterator[Task]:
    if isinstance(tasks, Plan):
        for task in tasks.tasks:
            yield task
    else:
        async for task in tasks:
            yield task


def _raise_unasked(outcomes: Iterable[Outcome]) -> None:
    """Raise the ConsentNeeded that is among *outcomes*, if there is one."""
    for outcome in outcomes:
        if isinstance(outcome, Failed) and isinstance(outcome.error, ConsentNeeded):
            raise outcome.error
