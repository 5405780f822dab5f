"""Test rows: requests with their right plans.

``eval`` takes three forms, and the lab's own examples as a fourth::

    {"id", "request", "plan"}
    {"id", "request", "now", "gold": [{"plans": […], "accept": {value: […]}, "free": ["task.arg"]}]}
    {"id", "request"}                       no tool serves it: the right plan is join() alone
    {"r", "c", …}                           see example.py
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from tinyagent_cli.core.errors import PlanError, UsageError
from tinyagent_cli.lab.example import Example, from_json
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.planning.embedded.planner import task_of
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

# The labels were made for this moment; rows that name none are read as of it.
NOW: Final = datetime(2026, 11, 23, 9)
# What is piped in with an example that only says that something was.
PIPED: Final = "What was piped in.\nIts second line."


@dataclass(frozen=True, slots=True)
class Gold:
    """One labeller's opinion: right *plans*, and what may be otherwise in the first.

    *accept*: an argument of it and other values as right; *free*: (task id, argument's
    index) whose wording is open.
    """

    plans: tuple[Plan, ...]
    accept: Mapping[str, tuple[str, ...]]
    free: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """A request of a test; right is what any of *golds* says.

    *id* is "" where the row names none, *source* where it is from, *piped* a text that
    comes with the request.
    """

    id: str
    request: str
    now: datetime
    golds: tuple[Gold, ...]
    source: str = ""
    piped: str | None = None

    @property
    def unserved(self) -> bool:
        """Whether ``join()`` alone is right."""
        return not self.wanted.tasks

    @property
    def wanted(self) -> Plan:
        """The first right plan that calls anything, or else the empty one."""
        plans = (plan for gold in self.golds for plan in gold.plans)
        return next((plan for plan in plans if plan.tasks), Plan(()))

    @property
    def needed(self) -> frozenset[str]:
        """The tools of the right plan that needs fewest of them, none where no tool serves it."""
        plans = (plan for gold in self.golds for plan in gold.plans if plan.tasks)
        needs = (frozenset(task.tool for task in plan.tasks) for plan in plans)
        return min(needs, key=len, default=frozenset())

    @property
    def kept_aside(self) -> bool:
        """Whether it is, by its id, of the third that nobody looks at."""
        return bool(self.id) and self._number % 3 == 0

    @property
    def for_choosing(self) -> bool:
        """Whether it is, by its id, of the ninth that runs are chosen by and never trained on."""
        return bool(self.id) and self._number % 9 == 1

    @property
    def _number(self) -> int:
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16)


def read_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Rows in any of the forms.  Raises UsageError elsewhere."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield (
                _of_example(from_json(line))
                if "r" in row and "c" in row
                else Row(
                    str(row.get("id", "")),
                    row["request"],
                    datetime.fromisoformat(row["now"]) if row.get("now") else NOW,
                    tuple(_golds(row)),
                    str(row.get("source") or row.get("kind") or ""),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError, PlanError) as error:
            raise UsageError(f"row {number} cannot be evaluated: {error}") from error


def _of_example(example: Example) -> Row:
    piped = PIPED if example.piped else None
    specs = _specs()  # for what a plan says where the request says nothing
    tasks = (
        task_of(call, number, example.request, piped, specs[call.tool])
        for number, call in enumerate(example.calls, start=1)
    )
    gold = Gold((Plan(tuple(tasks)),), {}, frozenset())
    return Row("", example.request, NOW, (gold,), _source(example), piped)


@cache
def _specs() -> Mapping[str, ToolSpec]:
    return {spec.name: spec for spec in load_manifest()}


def _source(example: Example) -> str:
    """Where *example* is from: of a synthetic one, what it asks for."""
    if example.source != "synthetic" or not example.family:
        return example.source
    return "several requests" if "+" in example.family else example.family.split("/")[0]


def _golds(row: Mapping[str, Any]) -> Iterator[Gold]:
    if "gold" in row:
        for gold in row["gold"]:
            yield Gold(
                tuple(_right(text) for text in gold["plans"]),
                {k: tuple(v) for k, v in gold.get("accept", {}).items()},
                frozenset(_spot(name) for name in gold.get("free", ())),
            )
    else:
        plan = _right(row["plan"]) if "plan" in row else Plan(())
        yield Gold((plan,), {}, frozenset())


def _right(text: str) -> Plan:
    """A labeller's plan.  One of the paper's has a ``join()`` in its middle, which is skipped."""
    try:
        return parse(text)
    except PlanError:
        *steps, end = text.strip().splitlines()
        return parse("\n".join([s for s in steps if not s.endswith("join()")] + [end]))


def _spot(name: str) -> tuple[int, int]:
    task, index = name.split(".")
    return int(task), int(index)
