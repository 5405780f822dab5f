"""The shape of a plan: who waits for whom, and how long the whole must take."""

from __future__ import annotations

from collections.abc import Mapping

from tinyagent_cli.plan.task import Plan, Task


def dependents(plan: Plan) -> dict[int, frozenset[int]]:
    """For each task the ids of those that use its result directly."""
    users: dict[int, set[int]] = {task.id: set() for task in plan.tasks}
    for task in plan.tasks:
        for need in task.depends_on:
            users[need].add(task.id)
    return {of: frozenset(by) for of, by in users.items()}


def levels(plan: Plan) -> tuple[tuple[Task, ...], ...]:
    """Tasks by the longest way to them: those of one level can run at once."""
    depth: dict[int, int] = {}
    for task in plan.tasks:
        depth[task.id] = 1 + max((depth[other] for other in task.depends_on), default=-1)
    width = max(depth.values(), default=-1) + 1
    return tuple(
        tuple(task for task in plan.tasks if depth[task.id] == level) for level in range(width)
    )


def critical_path(plan: Plan, seconds: Mapping[int, float]) -> float:
    """The seconds that *plan* takes if nothing waits for anything but its dependencies."""
    end: dict[int, float] = {}
    for task in plan.tasks:
        start = max((end[other] for other in task.depends_on), default=0.0)
        end[task.id] = start + seconds[task.id]
    return max(end.values(), default=0.0)
