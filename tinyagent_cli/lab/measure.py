"""Measure the embedded planner: ``tinyagent lab eval ROWS… --out FIGURES.json``.

As the program plans; what the selector would offer is measured beside.
Takes what ``tinyagent eval`` takes, and the lab's own examples.  Prints figures, never rows,
so that a test set stays unseen; ``--failures FILE`` writes a page of the worst ones, to learn
from, and leaves out what is kept aside.  With ``--out``, files that were measured already
by the same program with the same weights and options are not measured again.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

from tinyagent_cli.core.errors import PlanError, UsageError
from tinyagent_cli.lab.evaluate import Answer, Report, Row, judge, read_rows, report
from tinyagent_cli.lab.failures import page
from tinyagent_cli.lab.fingerprints import fingerprint, of_program
from tinyagent_cli.lab.footprint import footprint
from tinyagent_cli.lab.judging import Verdict
from tinyagent_cli.lab.progress import progress
from tinyagent_cli.lab.rows import NOW
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.planning.embedded.planner import WEIGHTS, EmbeddedPlanner
from tinyagent_cli.planning.selection import TABLE, TrainedSelector
from tinyagent_cli.tools.toolbox import load_manifest

_FIRST: Final = Row("", "Text Sid and Lutfi that I'm running late", NOW, ())


class Planning:
    """Plans as the program does, with the planner of *weights*, every tool being on offer.

    What the selector of *table* would offer to a planner that reads a prompt is asked beside,
    outside of the time that is taken.
    """

    def __init__(self, weights: Path = WEIGHTS, table: Path | None = TABLE) -> None:
        self._planner = EmbeddedPlanner(weights)
        self._selector = TrainedSelector(table) if table else None
        self._tools = load_manifest()
        self(_FIRST)  # what is read at the first request is read now

    def __call__(self, row: Row) -> Answer:
        """What becomes of *row*, and how long it took."""
        told: list[str] = []
        first = None
        chosen = None
        if self._selector:
            chosen = frozenset(t.name for t in self._selector.select(row.request, self._tools))
        offered = {tool.name: tool for tool in self._tools}
        began, worked = perf_counter(), process_time()
        try:
            for line in self._planner.lines(row.request, offered, row.piped):
                told.append(line)
                if first is None and not line.endswith(". join()\n"):
                    first = perf_counter() - began
            seconds, worked = perf_counter() - began, process_time() - worked
            plan = parse("".join(told))
        except PlanError:
            return Answer(None, perf_counter() - began, chosen, first)
        sure = self._planner.confidence
        least = sure.least if sure is not None else None
        return Answer(plan, seconds, chosen, first, least, worked)


def _chosen(path: Path, options: argparse.Namespace) -> list[Row]:
    """The rows of *path* that the options want.  Raises UsageError."""
    try:
        with path.open(encoding="utf-8") as lines:
            rows = list(read_rows(lines))
    except FileNotFoundError as error:
        raise UsageError(f"there are no rows in {path}", "give a file of JSON lines") from error
    if options.third:
        rows = [row for row in rows if row.kept_aside]
    if options.choosing:
        rows = [row for row in rows if row.for_choosing]
    return rows[: options.limit]


def _figures_of(path: Path | None) -> dict[str, Any]:
    """What was measured before."""
    if path is None or not path.exists():
        return {"sets": {}}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _write_page(path: Path, title: str, verdicts: Sequence[Verdict]) -> None:
    """The page of failures of what may be looked at; says what was left out."""
    open_ = [v for v in verdicts if not v.row.kept_aside]
    path.write_text(page(title, open_), "utf-8")
    aside = len(verdicts) - len(open_)
    left = f"; {aside} rows that are kept aside by their id are not on it" if aside else ""
    print(
        f"{path}: whoever reads it has seen these rows, so test on others from now on{left}",
        file=sys.stderr,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "tinyagent lab eval", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("rows", type=Path, nargs="+", metavar="ROWS", help="JSON lines")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="of the planner")
    parser.add_argument("--table", type=Path, default=TABLE, help="of the selector")
    parser.add_argument("--no-selector", action="store_true", help="measure the planner alone")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--third", action="store_true", help="only rows kept aside by their id")
    only.add_argument("--choosing", action="store_true", help="only the ninth to choose runs by")
    parser.add_argument("--limit", type=int, help="take only so many rows of a file")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument(
        "--failures", type=Path, metavar="FILE", help="write a page of the worst failures"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    options = _parser().parse_args(arguments)
    if options.failures and options.third:
        raise UsageError("what is kept aside is not looked at", "leave --failures away, or --third")
    sets = [(path, _chosen(path, options)) for path in options.rows]
    table = None if options.no_selector else options.table
    planning = Planning(options.weights, table)
    figures = _figures_of(options.out)
    failed: list[Verdict] = []
    for path, rows in sets:
        which = "third" if options.third else "choosing" if options.choosing else ""
        name = "/".join(part for part in (path.stem, which) if part)
        key = [fingerprint(file) if file else None for file in (options.weights, table, path)]
        key += [of_program(), options.limit]
        before = figures["sets"].get(name, {})
        if before.get("key") == key and not options.failures:
            print(
                f"{name}: measured before; the same program, weights and rows give the same figures"
            )
            continue
        verdicts = [judge(row, planning(row)) for row in progress(rows, name, len(rows))]
        failed += verdicts
        found = report(verdicts)
        print(f"{name}\n{_told(found, as_json=options.json)}", flush=True)
        figures["sets"][name] = {"key": key, **found.as_json()}
        if options.out:
            figures["footprint"] = footprint(options.weights, options.table)
            options.out.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if options.failures:
        _write_page(options.failures, ", ".join(path.name for path in options.rows), failed)
    if options.out and not options.json:
        print(json.dumps(figures.get("footprint")))


def _told(found: Report, *, as_json: bool) -> str:
    return json.dumps(found.as_json()) if as_json else "\n".join(found.lines())


if __name__ == "__main__":
    main()
