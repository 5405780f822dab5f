"""How good is a planner?  Rows with their right plans in, figures with their intervals out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tinyagent_cli.lab.intervals import Measured, Share, mean, percentile
from tinyagent_cli.lab.invented import said_in
from tinyagent_cli.lab.judging import Answer, Verdict, judge
from tinyagent_cli.lab.rows import Row, read_rows

__all__ = ["Answer", "PlanOne", "Report", "Row", "evaluate", "judge", "read_rows", "report"]

PlanOne = Callable[[Row], Answer]
_MANY: Final = 8  # calls from which on plans are counted together
_POINTS: Final = 20  # of the risk–coverage curve


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that have something in common, and how many of them were planned right."""

    success: Share
    strict: Share

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "rows": self.success.total,
            "success": self.success.as_json(),
            "strict_success": self.strict.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one planner on one set of rows.

    *abstention*: rows that no tool can serve and were answered so; *false_abstention*:
    rows that can be served and were answered by ``join()`` alone; *invented*: arguments with
    words that nobody said, of those that are words; *recall*: rows for which all needed tools
    were on offer, *offered*: tools on offer, mean.  *p50*, *p95* are of whole plans, *first*
    is the median until the first task is out, *processor* that of the processor's time.
    *groups*: by the number of calls and the tools of the right plan, and by where rows are
    from.  *risk*: at growing shares of the rows, the surest first, (share, share of these
    that is wrong by strict success).
    """

    rows: int
    success: Share
    strict: Share
    abstention: Share
    false_abstention: Share
    invalid: Share
    invented: Share
    recall: Share
    offered: Measured
    p50: Measured
    p95: Measured
    first: Measured
    processor: Measured
    groups: Mapping[str, Mapping[str, Group]]
    risk: Sequence[tuple[float, float]]

    def as_json(self) -> dict[str, Any]:
        """For ``tinyagent eval --json``; seconds, and shares from 0 to 1."""
        return {
            "rows": self.rows,
            "success": self.success.as_json(),
            "strict_success": self.strict.as_json(),
            "abstention": self.abstention.as_json(),
            "false_abstention": self.false_abstention.as_json(),
            "invalid": self.invalid.as_json(),
            "invented": self.invented.as_json(),
            "tool_recall": self.recall.as_json(),
            "tools_offered": self.offered.as_json(),
            "latency": {"p50": self.p50.as_json(), "p95": self.p95.as_json()},
            "first_task": {"p50": self.first.as_json()},
            "processor": {"p50": self.processor.as_json()},
            "by": {
                kind: {name: group.as_json() for name, group in groups.items()}
                for kind, groups in self.groups.items()
            },
            "risk_coverage": [[round(x, 4), round(y, 4)] for x, y in self.risk],
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
            f"invented words    {self.invented}",
        ]
        if self.recall.total:
            told.append(f"tool recall       {self.recall}")
            told.append(f"tools offered     {self.offered.value:.1f}")
        measured = (
            ("latency p50", self.p50),
            ("latency p95", self.p95),
            ("first task p50", self.first),
            ("processor p50", self.processor),
        )
        told += [
            f"{name:17} {_milliseconds(value)}"
            for name, value in measured
            if value.value is not None
        ]
        for kind, groups in self.groups.items():
            if len(groups) > 1:
                width = max(map(len, groups))
                told.append(f"by {kind}")
                told += [
                    f"  {name:{width}}  success {group.success}  strict {group.strict.value:.1%}"
                    for name, group in groups.items()
                ]
        return told


def _milliseconds(measured: Measured) -> str:
    value, low, high = ((v or 0) * 1e3 for v in (measured.value, measured.low, measured.high))
    return f"{value:.0f} ms ({low:.0f}–{high:.0f} ms)"


def evaluate(rows: Iterable[Row], plan_one: PlanOne) -> Report:
    """Let *plan_one* plan every row and sum up; nothing else is touched."""
    return report([judge(row, plan_one(row)) for row in rows])


def report(verdicts: Collection[Verdict]) -> Report:
    """Sum *verdicts* up."""
    unserved = [v for v in verdicts if v.row.unserved]
    served = [v for v in verdicts if not v.row.unserved]
    known = [(v, v.answer.offered) for v in verdicts if v.answer.offered is not None]
    seconds = [v.answer.seconds for v in verdicts]
    first = [v.answer.first for v in verdicts if v.answer.first is not None]
    worked = [v.answer.processor for v in verdicts if v.answer.processor is not None]
    return Report(
        rows=len(verdicts),
        success=_share(v.success for v in verdicts),
        strict=_share(v.strict for v in verdicts),
        abstention=_share(v.abstained for v in unserved),
        false_abstention=_share(v.abstained for v in served),
        invalid=_share(v.answer.plan is None for v in verdicts),
        invented=_share(
            said.invented
            for v in verdicts
            if v.answer.plan
            for said in said_in(v.answer.plan, v.row)
        ),
        recall=_share(v.row.needed <= offered for v, offered in known if not v.row.unserved),
        offered=mean([float(len(offered)) for _, offered in known]),
        p50=percentile(seconds, 0.5),
        p95=percentile(seconds, 0.95),
        first=percentile(first, 0.5),
        processor=percentile(worked, 0.5),
        groups={
            "calls": _groups(verdicts, _calls),
            "tool": _groups(verdicts, lambda row: sorted({t.tool for t in row.wanted.tasks})),
            "source": _groups(verdicts, lambda row: [row.source] if row.source else []),
        },
        risk=list(_risk(verdicts)),
    )


def _share(flags: Iterable[bool]) -> Share:
    counted = list(flags)
    return Share(sum(counted), len(counted))


def _calls(row: Row) -> list[str]:
    count = len(row.wanted.tasks)
    return [str(count) if count < _MANY else f"{_MANY}+"]


def _groups(
    verdicts: Iterable[Verdict], names_of: Callable[[Row], Iterable[str]]
) -> dict[str, Group]:
    members: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        for name in names_of(verdict.row):
            members.setdefault(name, []).append(verdict)
    return {
        name: Group(_share(v.success for v in group), _share(v.strict for v in group))
        for name, group in sorted(members.items())
    }


def _risk(verdicts: Iterable[Verdict]) -> Iterator[tuple[float, float]]:
    """The risk–coverage curve (El-Yaniv and Wiener 2010), where the planner says how sure it is."""
    sure = [(v.answer.confidence, v.strict) for v in verdicts if v.answer.confidence is not None]
    sure.sort(key=lambda pair: -pair[0])
    for point in range(1, _POINTS + 1):
        taken = sure[: round(len(sure) * point / _POINTS)]
        if taken:
            yield len(taken) / len(sure), sum(not right for _, right in taken) / len(taken)
