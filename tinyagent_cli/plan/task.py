"""A plan as a value: tasks, their arguments, and the references between them.

A `Plan` cannot be made with a dangling, forward or self reference: parse, don't validate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tinyagent_cli.core.errors import PlanError


@dataclass(frozen=True, slots=True)
class Reference:
    """``$N``, alone: the result of task *id*, as it is."""

    id: int


@dataclass(frozen=True, slots=True)
class Template:
    """A string with references inside: *parts* are texts and references in order."""

    parts: tuple[str | Reference, ...]


# An argument as the planner wrote it: a Python literal, lists being tuples, with
# references in it.
Value = str | int | float | bool | None | Reference | Template | tuple["Value", ...]


def references(value: Value) -> Iterator[Reference]:
    """Every reference in *value*, left to right, in nested lists and templates too."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, Template):
        yield from (part for part in value.parts if isinstance(part, Reference))
    elif isinstance(value, tuple):
        for item in value:
            yield from references(item)


@dataclass(frozen=True, slots=True)
class Task:
    """One call of a plan: *id* as numbered, *tool* by name, positional *arguments*.

    *line* and *column* (from 1; 0 if it was not parsed from text) say where it stood.
    """

    id: int
    tool: str
    arguments: tuple[Value, ...]
    thought: str = ""
    line: int = 0
    column: int = 0

    @property
    def depends_on(self) -> frozenset[int]:
        """The ids of the tasks whose results this one needs."""
        return frozenset(r.id for argument in self.arguments for r in references(argument))


@dataclass(frozen=True)
class Plan:
    """Tasks in order, ``join()`` left out: it is the end of every plan.

    Raises PlanError when ids do not strictly increase or a reference does not point back.
    """

    tasks: tuple[Task, ...]

    def __post_init__(self) -> None:
        seen: set[int] = set()
        last = 0
        for task in self.tasks:
            if task.id <= last:
                raise PlanError(
                    f"task {task.id} comes after task {last}",
                    line=task.line,
                    column=task.column,
                    expected=f"an id above {last}",
                )
            if missing := task.depends_on - seen:
                raise PlanError(
                    f"${min(missing)} in task {task.id} is no earlier task",
                    line=task.line,
                    column=task.column,
                )
            seen.add(task.id)
            last = task.id

    @cached_property
    def by_id(self) -> dict[int, Task]:
        """The tasks by their ids."""
        return {task.id: task for task in self.tasks}
