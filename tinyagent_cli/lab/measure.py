"""The embedded planner on a test set: ``python -m tinyagent_cli.lab.measure ROWS…``.

The planner alone, without tool selection: for ``tinyagent eval`` see the command.  Prints
figures, never rows, so that a test set stays unseen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.lab.evaluate import Answer, Row, evaluate, read_rows
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.planning.embedded.planner import WEIGHTS, EmbeddedPlanner
from tinyagent_cli.planning.embedded.signature import TOOLS


def planning_with(planner: EmbeddedPlanner) -> Callable[[Row], Answer]:
    """Plans rows with *planner*, all tools on offer, read beforehand."""
    planner.decoder()
    tools = dict.fromkeys(TOOLS)

    def plan_one(row: Row) -> Answer:
        began = perf_counter()
        try:
            text = "".join(planner.lines(row.request, tools))
        except PlanError:
            return Answer(None, perf_counter() - began)
        seconds = perf_counter() - began
        return Answer(parse(text), seconds)

    return plan_one


def kept_aside(row: Row) -> bool:
    """Whether *row* of the paper's examples is of the third that nobody looks at."""
    return int(hashlib.sha256(row.id.encode()).hexdigest(), 16) % 3 == 0


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--third", action="store_true", help="only rows kept aside by their id")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    plan_one = planning_with(EmbeddedPlanner(options.weights))
    for path in options.rows:
        with path.open(encoding="utf-8") as lines:
            rows = [r for r in read_rows(lines) if kept_aside(r) or not options.third]
        report = evaluate(rows, plan_one)
        told = json.dumps(report.as_json()) if options.json else "\n".join(report.lines())
        print(f"{path.name}\n{told}")


if __name__ == "__main__":
    main()
