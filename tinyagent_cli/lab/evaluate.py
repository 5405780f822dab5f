"""How good is a planner?  Rows with their right plans in, figures with their intervals out.

Success is the paper's: the plan's graph equals that of a right plan, tool names and every
``$N``.  Strict success asks for equal arguments, too, after normalising.  A row without a
plan asks for abstention: the right plan is ``join()`` alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tinyagent_cli.core.errors import PlanError, UsageError
from tinyagent_cli.lab.intervals import Measured, Share, mean, percentile
from tinyagent_cli.plan.compare import same_graph, same_plan
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan, Reference, Task, Template, Value
from tinyagent_cli.planning.embedded.signature import BY_TOOL
from tinyagent_cli.tools.times import Moment, when

# The labels were made for this moment; rows that name none are read as of it.
NOW: Final = datetime(2026, 11, 23, 9)
_TIMES: Final = frozenset({"start_date", "end_date", "due_date", "start_time"})
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_ARTICLE: Final = re.compile(r"^(?:the|a|an|my|our) ")


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What a planner made of a row: None where it gave no valid plan.

    *offered*: the tools that were on offer, None if unknown.
    """

    plan: Plan | None
    seconds: float
    offered: frozenset[str] | None = None


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


PlanOne = Callable[[Row], Answer]


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


def judge(row: Row, answer: Answer) -> Verdict:
    """Compare *answer* with every right plan of *row*."""
    plan = answer.plan
    if plan is None:
        return Verdict(row, answer, success=False, strict=False)
    success = any(same_graph(right, plan) for gold in row.golds for right in gold.plans)
    strict = success and any(
        same_plan(right, plan, _same_argument(row.now, gold, first=index == 0))
        for gold in row.golds
        for index, right in enumerate(gold.plans)
    )
    return Verdict(row, answer, success, strict)


def _same_argument(
    now: datetime, gold: Gold, first: bool
) -> Callable[[Task, int, Value, Value], bool]:
    accept = {_normal(k): {_normal(v) for v in values} for k, values in gold.accept.items()}

    def same(task: Task, index: int, right: Value, said: Value) -> bool:
        if first and (task.id, index) in gold.free:
            return True
        if isinstance(right, tuple) and isinstance(said, tuple):
            rest = list(said)
            for wanted in right:
                found = next((s for s in rest if same(task, index, wanted, s)), None)
                if found is None:
                    return False
                rest.remove(found)
            return not rest
        if _normal(right) == _normal(said):
            return True
        if _is_time(task.tool, index) and _moment(right, now) == _moment(said, now) != "":
            return True
        others = accept.get(_normal(right), set()) if first else set()
        if _normal(said) in others:
            return True
        return _is_time(task.tool, index) and any(
            _moment(other, now) == _moment(said, now) != "" for other in others
        )

    return same


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
    return signature is not None and signature.slots[index].name in _TIMES


def _moment(value: Value, now: datetime) -> str:
    if not isinstance(value, str) or not value:
        return ""
    reading = when(value, now)
    return reading.text if isinstance(reading, Moment) else ""


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one planner on one set of rows.

    *abstention*: rows that no tool can serve and were answered so; *false_abstention*:
    rows that can be served and were answered by ``join()`` alone; *recall*: rows for which
    all needed tools were on offer, *offered*: tools on offer, mean.
    """

    rows: int
    success: Share
    strict: Share
    abstention: Share
    false_abstention: Share
    invalid: Share
    recall: Share
    offered: Measured
    p50: Measured
    p95: Measured

    def as_json(self) -> dict[str, Any]:
        """For ``tinyagent eval --json``; seconds, and shares from 0 to 1."""
        return {
            "rows": self.rows,
            "success": self.success.as_json(),
            "strict_success": self.strict.as_json(),
            "abstention": self.abstention.as_json(),
            "false_abstention": self.false_abstention.as_json(),
            "invalid": self.invalid.as_json(),
            "tool_recall": self.recall.as_json(),
            "tools_offered": self.offered.as_json(),
            "latency": {"p50": self.p50.as_json(), "p95": self.p95.as_json()},
        }

    def lines(self) -> list[str]:
        """For people; each share with its 95 % interval."""
        told = [
            f"rows              {self.rows}",
            f"success           {self.success}",
            f"strict success    {self.strict}",
            f"abstention        {self.abstention}",
            f"false abstention  {self.false_abstention}",
            f"no valid plan     {self.invalid}",
        ]
        if self.recall.total:
            told.append(f"tool recall       {self.recall}")
            told.append(f"tools offered     {self.offered.value:.1f}")
        for name, measured in (("p50", self.p50), ("p95", self.p95)):
            if measured.value is not None and measured.low is not None:
                told.append(
                    f"latency {name}       {measured.value * 1e3:.0f} ms"
                    f" ({measured.low * 1e3:.0f}–{(measured.high or 0) * 1e3:.0f} ms)"
                )
        return told


def evaluate(rows: Iterable[Row], plan_one: PlanOne) -> Report:
    """Let *plan_one* plan every row and sum up; nothing else is touched."""
    return report([judge(row, plan_one(row)) for row in rows])


def report(verdicts: Collection[Verdict]) -> Report:
    """Sum *verdicts* up."""
    unserved = [v for v in verdicts if v.row.unserved]
    served = [v for v in verdicts if not v.row.unserved]
    known = [(v, v.answer.offered) for v in verdicts if v.answer.offered is not None]
    seconds = [v.answer.seconds for v in verdicts]
    return Report(
        rows=len(verdicts),
        success=_share(v.success for v in verdicts),
        strict=_share(v.strict for v in verdicts),
        abstention=_share(v.abstained for v in unserved),
        false_abstention=_share(v.abstained for v in served),
        invalid=_share(v.answer.plan is None for v in verdicts),
        recall=_share(_needed(v.row) <= offered for v, offered in known if not v.row.unserved),
        offered=mean([float(len(offered)) for _, offered in known]),
        p50=percentile(seconds, 0.5),
        p95=percentile(seconds, 0.95),
    )


def _share(flags: Iterable[bool]) -> Share:
    counted = list(flags)
    return Share(sum(counted), len(counted))


def _needed(row: Row) -> frozenset[str]:
    """The tools of the right plan that needs fewest."""
    plans = (plan for gold in row.golds for plan in gold.plans if plan.tasks)
    return min((frozenset(t.tool for t in plan.tasks) for plan in plans), key=len)
