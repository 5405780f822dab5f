"""Is a plan right?  By its graph, and by its arguments too.

Success is the paper's: the plan's graph equals that of a right plan, tool names and every
``$N``.  Strict success asks for equal arguments, too, after normalising: case, space,
punctuation at the ends and a leading article do not count, times are compared as resolved.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.lab.rows import Gold, Row
from tinyagent_cli.plan.compare import same_graph, same_plan
from tinyagent_cli.plan.task import Plan, Reference, Task, Template, Value
from tinyagent_cli.planning.embedded.signature import BY_TOOL
from tinyagent_cli.tools.complete import complete
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.times import Moment, when
from tinyagent_cli.tools.toolbox import load_manifest
from tinyagent_cli.tools.verify import verify

TIMES: Final = frozenset({"start_date", "end_date", "due_date", "start_time"})
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_ARTICLE: Final = re.compile(r"^(?:the|a|an|my|our) ")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a planner made of a row: None where it gave no valid plan.

    *offered*: the tools that were on offer, None if unknown; *first*: seconds until the first
    task was out, None where none was or nobody looked; *confidence*: how sure the planner was,
    from 0 to 1, None where it does not say; *processor*: seconds of the processor, which on
    a machine with other work tell more than those of the clock.
    """

    plan: Plan | None
    seconds: float
    offered: frozenset[str] | None = None
    first: float | None = None
    confidence: float | None = None
    processor: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row, judged."""

    row: Row
    answer: Answer
    success: bool
    strict: bool

    @property
    def abstained(self) -> bool:
        """Whether the answer was ``join()`` alone."""
        return self.answer.plan is not None and not self.answer.plan.tasks


def judge(row: Row, answer: Answer) -> Verdict:
    """Compare *answer* with every right plan of *row*."""
    if answer.plan is None:
        return Verdict(row, answer, success=False, strict=False)
    plan = completed(answer.plan, row.now)
    success = any(same_graph(right, plan) for gold in row.golds for right in gold.plans)
    strict = success and any(
        same_plan(completed(right, row.now), plan, Same(row.now, right, gold, first=i == 0))
        for gold in row.golds
        for i, right in enumerate(gold.plans)
    )
    return Verdict(row, answer, success, strict)


@cache
def _specs() -> Mapping[str, ToolSpec]:
    return {spec.name: spec for spec in load_manifest()}


def completed(plan: Plan, now: datetime) -> Plan:
    """*plan* as the program would act on it: times absolute, what follows filled in.

    A task that the tools would refuse stays as it is.
    """
    done: dict[int, Task] = {}
    for task in plan.tasks:
        done[task.id] = task
        with suppress(PlanError):
            checked = verify(task, _specs(), done)
            done[task.id] = complete(checked, _specs()[task.tool], now).guess
    return Plan(tuple(done.values()))


@dataclass(frozen=True, slots=True)
class Same:
    """Whether an argument says what the *right* plan's does, by what *gold* lets pass.

    The plan that it compares is completed; *right* is as the labeller wrote it.
    """

    now: datetime
    right: Plan
    gold: Gold
    first: bool

    def __call__(self, task: Task, index: int, wanted: Value, said: Value) -> bool:
        if self.first and (task.id, index) in self.gold.free:
            return True
        if isinstance(wanted, tuple) and isinstance(said, tuple):
            return self._same_list(wanted, said)
        if self._same_value(task.tool, index, wanted, said):
            return True
        written = self.right.by_id[task.id].arguments
        labels = {_normal(wanted), _normal(written[index]) if index < len(written) else ""}
        return any(self._same_value(task.tool, index, v, said) for v in self._accepted(labels))

    def _same_list(self, wanted: tuple[Value, ...], said: tuple[Value, ...]) -> bool:
        rest = list(said)
        for item in wanted:
            right = {_normal(item), *map(_normal, self._accepted({_normal(item)}))}
            found = next((s for s in rest if _normal(s) in right), None)
            if found is None:
                return False
            rest.remove(found)
        return not rest

    def _accepted(self, labels: Collection[str]) -> list[str]:
        if not self.first:
            return []
        return [v for k, values in self.gold.accept.items() if _normal(k) in labels for v in values]

    def _same_value(self, tool: str, index: int, wanted: Value, said: Value) -> bool:
        if _normal(wanted) == _normal(said):
            return True
        return _is_time(tool, index) and _moment(wanted, self.now) == _moment(said, self.now) != ""


def _normal(value: Value) -> str:
    """Case, spaces, punctuation at the ends and a leading article away; unsaid is ""."""
    match value:
        case None | False | 0 | ():
            return ""
        case Reference(id):
            return f"${id}"
        case Template(parts):
            return _words("".join(p if isinstance(p, str) else f"${p.id}" for p in parts))
        case tuple():
            return "|".join(sorted(_normal(v) for v in value))
        case _:
            return _words(str(value))


def _words(text: str) -> str:
    text = " ".join(text.replace("’", "'").casefold().split())
    return _ARTICLE.sub("", _EDGES.sub("", text) or text)


def _is_time(tool: str, index: int) -> bool:
    signature = BY_TOOL.get(tool)
    return signature is not None and signature.slots[index].name in TIMES


def _moment(value: Value, now: datetime) -> str:
    if not isinstance(value, str) or not value:
        return ""
    reading = when(value, now)
    return reading.text if isinstance(reading, Moment) else ""
