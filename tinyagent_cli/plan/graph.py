"""The shape of a plan: who waits for whom."""

from __future__ import annotations

from collections.abc import Iterable

from tinyagent_cli.plan.task import Plan, Task


def dependents(plan: Plan) -> dict[int, frozenset[int]]:
    """For each task the ids of those that use its result directly."""
    users: dict[int, set[int]] = {task.id: set() for task in plan.tasks}
    for task in plan.tasks:
        for need in task.depends_on:
            users[need].add(task.id)
    return {of: frozenset(by) for of, by in users.items()}


def levels(tasks: Iterable[Task]) -> dict[int, int]:
    """How many tasks stand on the longest way to each: those that may run at once share one.

    *tasks* stand in the order of a plan; a dependency that is not among them counts as one.
    """
    level: dict[int, int] = {}
    for task in tasks:
        level[task.id] = max((level.get(need, 0) + 1 for need in task.depends_on), default=0)
    return level
