"""Under load and faults: what was tried how often, what went wrong, and how long it took."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from tinyagent_cli.bench.big_plans import SHAPES, plan_text_of, random_plan, wrong_in
from tinyagent_cli.bench.endurance import DOING, LOOKING, endured
from tinyagent_cli.bench.killed import SCENARIOS, tinyagent
from tinyagent_cli.bench.killing import killed
from tinyagent_cli.execution.journal import Journal

Step = Callable[[str, int, int], None]
_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Size:
    """How much is tried: random *plans*, *tasks* of a big one, *turns* of a chat."""

    plans: int
    tasks: int
    turns: int


FULL: Final = Size(10_000, 1_000, 1_000)
QUICK: Final = Size(300, 60, 30)


@dataclass(frozen=True, slots=True)
class Tried:
    """*what* was tried *count* times in *seconds*; of these *wrong* went wrong, and the first how.

    *note* says what else was seen.
    """

    what: str
    count: int
    wrong: int
    seconds: float
    first: str = ""
    note: str = ""


def rows(size: Size, step: Step) -> Iterator[Tried]:
    """A row for each thing that is tried, as it is done."""
    yield _random_plans(size.plans, step)
    for shape in SHAPES:
        yield _big_plan(shape, size.tasks, step)
    for name in SCENARIOS:
        yield _killed(name, step)
    yield from _chat("turns of one chat that only looks up", LOOKING, size.turns, step)
    yield from _chat("turns of one chat that makes and sends", DOING, size.turns, step)


def _random_plans(count: int, step: Step) -> Tried:
    random, wrong, began, tasks = Random(_SEED), [], perf_counter(), 0
    for number in range(count):
        plan = random_plan(random, 30)
        tasks += len(plan.tasks)
        if found := asyncio.run(wrong_in(plan, random)):
            wrong.append(found)
        if number % 100 == 0:
            step("random plans", number, count)
    note = f"{tasks:,} tasks, a quarter of the plans broken off"
    return _row("random plans of up to 30 tasks, with random ends", count, wrong, began, note)


def _big_plan(shape: str, tasks: int, step: Step) -> Tried:
    step(f"a plan of {tasks:,} tasks: {shape}", 0, 0)
    with TemporaryDirectory() as folder:
        home = Path(folder)
        tinyagent(home, "run", "-", "--yes", text=plan_text_of(shape, 1, Random(_SEED)))
        began = perf_counter()
        tinyagent(home, "run", "-", "--yes", text=plan_text_of(shape, tasks, Random(_SEED)))
        seconds = perf_counter() - began
        with Journal.open(home / "journal.db") as journal:
            (turn,) = journal.turns(1)
        states = Counter(action.state.value for action in turn.actions)
    wrong = [json.dumps(states)] * (tasks - states["done"])
    note = f"{seconds / tasks * 1000:.0f} ms a task"
    return _row(f"tasks of one plan: {shape}", tasks, wrong, began, note, seconds)


def _killed(name: str, step: Step) -> Tried:
    step(f"killed at every step: {name}", 0, 0)
    began = perf_counter()
    with TemporaryDirectory() as folder:
        runs = list(killed(Path(folder), name))
    wrong = [f"step {run.step}: {run.wrong}" for run in runs if run.wrong]
    return _row(f"kill -9 at each step of {name}", len(runs), wrong, began)


def _chat(what: str, lines: Sequence[str], turns: int, step: Step) -> Iterator[Tried]:
    before = perf_counter()
    with TemporaryDirectory() as folder:
        for moment in endured(Path(folder), turns, lines, lambda turn: step(what, turn, turns)):
            files = "" if moment.files is None else f", {moment.files} files open"
            threads = "" if moment.threads is None else f", {moment.threads} threads"
            note = (
                f"{moment.memory / 1e6:.0f} MB resident{files}{threads}, "
                f"journal {moment.journal / 1e6:.1f} MB"
            )
            yield Tried(what, moment.turns, 0, perf_counter() - before, note=note)


def _row(
    what: str,
    count: int,
    wrong: list[str],
    began: float,
    note: str = "",
    seconds: float | None = None,
) -> Tried:
    took = perf_counter() - began if seconds is None else seconds
    return Tried(what, count, len(wrong), took, wrong[0] if wrong else "", note)


HEADS: Final = ("what", "times", "wrong", "seconds", "")


def cells(found: list[Tried]) -> list[list[str]]:
    """*found* as a table has it, under `HEADS`."""
    return [
        [row.what, f"{row.count:,}", str(row.wrong), f"{row.seconds:.1f}", row.first or row.note]
        for row in found
    ]
