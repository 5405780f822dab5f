"""When to ask: ``python -m tinyagent_cli.lab.doubting --heldout FILE [--paper FILE]``.

The embedded planner tells where it was unsure (planning/embedded/confidence.py) and what it
would have said instead.  A question costs the user something and mends something; this
prints both, for a grid of thresholds, on synthetic examples kept aside and on the authors'
pairs that are kept for choosing.  A plan is right if all its arguments are; of the authors',
whose wording is free, if its graph is.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tinyagent_cli.agent.doubting import difference
from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.lab.example import Example, from_json
from tinyagent_cli.lab.judging import Answer, judge
from tinyagent_cli.lab.paper import for_choosing
from tinyagent_cli.lab.progress import progress
from tinyagent_cli.lab.rows import NOW, Gold, Row, read_rows
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.planning.embedded.confidence import Confidence
from tinyagent_cli.planning.embedded.planner import WEIGHTS, EmbeddedPlanner, task_of
from tinyagent_cli.planning.embedded.signature import TOOLS
from tinyagent_cli.tools.toolbox import load_manifest

MARKS: Final = (0.6, 0.7, 0.75, 0.8, 0.9)
RUNS: Final = (0.4, 0.5, 0.6, 0.7)
_MOST: Final = 3  # doubts of a plan that are looked into, as in use


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt that makes a difference; *mends*: the other plan is the right one."""

    probability: float
    words: bool
    mends: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, whether it is *right*, and the *questions* it could raise, gravest first."""

    right: bool
    questions: tuple[Question, ...]

    def asked(self, mark: float, run: float) -> Question | None:
        """The question it does raise at these thresholds."""
        return next((q for q in self.questions if q.probability < (run if q.words else mark)), None)


def planned(planner: EmbeddedPlanner, row: Row, *, strict: bool) -> Planned:
    """Plan *row*, and look into every doubt below the highest thresholds."""

    def right(plan: Plan) -> bool:
        verdict = judge(row, Answer(plan, 0.0))
        return verdict.strict if strict else verdict.success

    sure = Confidence(mark=max(MARKS), run=max(RUNS))
    plan = _plan(planner, row, sure)
    questions = []
    for turning in sorted(sure.turnings, key=lambda turning: turning.probability)[:_MOST]:
        other = _plan(planner, row, Confidence(turning.steps))
        if difference(plan, other, _SPECS):
            questions.append(Question(turning.probability, turning.words, right(other)))
    return Planned(right(plan), tuple(questions))


_SPECS: Final = {spec.name: spec for spec in load_manifest()}


def _plan(planner: EmbeddedPlanner, row: Row, sure: Confidence) -> Plan:
    return parse("".join(planner.lines(row.request, dict.fromkeys(TOOLS), None, sure)))


def table(plans: Sequence[Planned]) -> Iterator[str]:
    """What each pair of thresholds costs and brings, a line each."""
    right = [plan for plan in plans if plan.right]
    wrong = [plan for plan in plans if not plan.right]
    yield f"{len(plans)} plans, {len(wrong)} wrong"
    yield "marks   runs    asked   of right  of wrong  mended  right after"
    for mark, run in itertools.product(MARKS, RUNS):
        asked = [plan.asked(mark, run) for plan in wrong]
        mended = sum(question is not None and question.mends for question in asked)
        needless = sum(plan.asked(mark, run) is not None for plan in right)
        caught = len(wrong) - asked.count(None)
        yield (
            f"{mark:5.2f}  {run:5.2f}  {_share(needless + caught, len(plans))}  "
            f"{_share(needless, len(right))}   {_share(caught, len(wrong))}  "
            f"{_share(mended, len(wrong))}  {_share(len(right) + mended, len(plans))}"
        )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.1f} %" if whole else "     - %"


def _rows(path: Path, count: int) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        examples = (from_json(line) for line in lines)
        unpiped = (example for example in examples if not example.piped)
        for number, example in enumerate(itertools.islice(unpiped, count)):
            golds = (Gold((_gold(example),), {}, frozenset()),)
            yield Row(str(number), example.request, NOW, golds)


def _gold(example: Example) -> Plan:
    calls = enumerate(example.calls, 1)
    return Plan(tuple(task_of(call, number, example.request) for number, call in calls))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--heldout", type=Path, required=True)
    parser.add_argument("--paper", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--count", type=int, default=1000, help="of the examples kept aside")
    options = parser.parse_args(arguments)
    planner = EmbeddedPlanner(options.weights)
    tests = {options.heldout.name: (list(_rows(options.heldout, options.count)), True)}
    if options.paper:
        with options.paper.open(encoding="utf-8") as lines:
            tests[options.paper.name] = [r for r in read_rows(lines) if for_choosing(r.id)], False
    for name, (rows, strict) in tests.items():
        plans = []
        for row in progress(rows, name, len(rows)):
            with suppress(PlanError):  # longer than the network reads
                plans.append(planned(planner, row, strict=strict))
        print(name)
        print("\n".join(table(plans)))


if __name__ == "__main__":
    main()
