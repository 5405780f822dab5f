"""Plans of any shape and size: does each task run at most once, in order, and end truly?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from random import Random
from typing import Final

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused, Skipped
from tinyagent_cli.execution.scheduler import schedule
from tinyagent_cli.plan.task import Plan, Reference, Task
from tinyagent_cli.tools.spec import Result

_ENDS: Final = (Done(Result(1, "done")),) * 4 + (Failed(ToolError("no")), Refused())
_NEEDS: Final = 3  # dependencies of a task, at most


def random_plan(random: Random, most: int) -> Plan:
    """A plan of up to *most* tasks that need up to three earlier ones each."""
    tasks = []
    for number in range(1, random.randint(1, most) + 1):
        needs = random.sample(range(1, number), min(number - 1, random.randint(0, _NEEDS)))
        tasks.append(Task(number, "f", tuple(map(Reference, sorted(needs)))))
    return Plan(tuple(tasks))


async def wrong_in(plan: Plan, random: Random) -> str:
    """Run *plan* with random ends in a random order, one time of four broken off; what is wrong.

    "" where every task has one outcome, none ran twice or before what it needs was done, and one
    was skipped just where something that it needs did not end well.
    """
    ran: list[int] = []
    early: list[int] = []

    async def perform(task: Task, outcomes: Mapping[int, Outcome]) -> Outcome:
        ran.append(task.id)
        if not all(isinstance(outcomes.get(need), Done) for need in task.depends_on):
            early.append(task.id)
        for _ in range(random.randint(0, 4)):
            await asyncio.sleep(0)
        return random.choice(_ENDS)

    async def coming() -> AsyncIterator[Task]:
        for task in plan.tasks:
            if random.random() < 0.5:
                await asyncio.sleep(0)
            yield task

    outcomes: dict[int, Outcome] = {}
    heard: list[int] = []
    run = asyncio.ensure_future(
        schedule(coming(), perform, outcomes, lambda task, outcome: heard.append(task.id))
    )
    stopped = random.random() < 0.25
    for _ in range(random.randint(0, 2 * len(plan.tasks)) if stopped else 0):
        await asyncio.sleep(0)
    if stopped:
        run.cancel()
    await asyncio.wait([run])
    if early or len(ran) != len(set(ran)):
        return f"ran early: {early}; ran: {ran}"
    if sorted(heard) != sorted(outcomes) or (not stopped and len(outcomes) != len(plan.tasks)):
        return f"of {len(plan.tasks)} tasks {len(outcomes)} ended, and {len(heard)} were told of"
    return "; ".join(_untrue(plan, outcomes))


def _untrue(plan: Plan, outcomes: Mapping[int, Outcome]) -> Iterator[str]:
    for task in plan.tasks:
        if (outcome := outcomes.get(task.id)) is None or isinstance(outcome, Cancelled):
            continue
        well = all(isinstance(outcomes.get(need), Done) for need in task.depends_on)
        if well == isinstance(outcome, Skipped):
            yield f"task {task.id} ended as {outcome}"
        if isinstance(outcome, Skipped) and isinstance(outcomes[outcome.because], Done | Skipped):
            yield f"task {task.id} was skipped because of {outcome.because}, which was done"


def plan_text_of(shape: str, size: int, random: Random) -> str:
    """The text of a plan of *size* calls for the simulated Mac."""
    lines = [_SHAPES[shape](number, random) for number in range(1, size + 1)]
    numbered = (f"{number}. {call}" for number, call in enumerate([*lines, "join()"], 1))
    return "\n".join(numbered) + "\n"


def _look(number: int, random: Random) -> str:
    return f'get_phone_number("{random.choice(("Sid", "Lutfi", "Ana"))}")'


def _note(number: int, random: Random) -> str:
    return f'create_note("Note {number}", "text {number}", "")'


def _chain(number: int, random: Random) -> str:
    return (
        f'create_note("Note {number}", "after ${number - 1}", "")'
        if number > 1
        else _note(1, random)
    )


def _text(number: int, random: Random) -> str:
    return f'send_sms(["+14155550132"], "text {number}")'


def _mixed(number: int, random: Random) -> str:
    needs = sorted(random.sample(range(1, number), min(number - 1, random.randint(0, _NEEDS))))
    after = "".join(f" ${need}" for need in needs)
    if random.random() < 0.5:
        return f'create_note("Note {number}", "after{after}", "")'
    return f'create_reminder("Thing {number}", None, "after{after}", "", 0, False)'


_SHAPES: Final = {
    "look-ups, all at once": _look,
    "notes, none needs another": _note,
    "notes, each needs the one before": _chain,
    "notes and reminders, each needs up to three": _mixed,
    "texts to one person": _text,
}
SHAPES: Final = tuple(_SHAPES)
