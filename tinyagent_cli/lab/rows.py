"""Test rows: requests with their right plans, in the three forms that ``eval`` takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tinyagent_cli.core.errors import PlanError, UsageError
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan

# The labels were made for this moment; rows that name none are read as of it.
NOW: Final = datetime(2026, 11, 23, 9)


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
    """A request of a test; right is what any of *golds* says."""

    id: str
    request: str
    now: datetime
    golds: tuple[Gold, ...]

    @property
    def unserved(self) -> bool:
        """Whether ``join()`` alone is right."""
        return not any(plan.tasks for gold in self.golds for plan in gold.plans)


def read_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Rows in the three forms that ``tinyagent eval`` takes.  Raises UsageError elsewhere."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield Row(
                str(row.get("id", number)),
                row["request"],
                datetime.fromisoformat(row["now"]) if row.get("now") else NOW,
                tuple(_golds(row)),
            )
        except (ValueError, KeyError, TypeError, AttributeError, PlanError) as error:
            raise UsageError(f"row {number} cannot be evaluated: {error}") from error


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
