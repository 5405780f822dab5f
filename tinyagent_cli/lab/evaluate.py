"""How good is a planner?  Rows with their right plans in, figures with their intervals out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from tinyagent_cli.lab.intervals import Measured, Share, mean, percentile
from tinyagent_cli.lab.judging import Answer, Verdict, judge
from tinyagent_cli.lab.rows import Row, read_rows

__all__ = ["Answer", "PlanOne", "Report", "Row", "evaluate", "judge", "read_rows", "report"]

PlanOne = Callable[[Row], Answer]


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
