"""How good the plans of the planner that ships are in each of its formats, and its Tool RAG.

The GGUF files are made here, of the weights that ship, and quantised by llama.cpp itself.  Each
format plans the same requests in a process of its own (``work``, run by `models.apart`).
Without a file of rows the requests are synthetic ones whose templates and words were kept aside
when it was trained.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, Final

from tinyagent_cli.core.errors import MissingExtra, PlanError, UsageError
from tinyagent_cli.lab.evaluate import Answer, Row, judge, read_rows, report
from tinyagent_cli.lab.footprint import peak_memory
from tinyagent_cli.models.apart import Step, apart
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.planning.embedded.planner import WEIGHTS, EmbeddedPlanner
from tinyagent_cli.planning.examples import OURS, examples_for
from tinyagent_cli.planning.prompt import system_prompt, user_prompt
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.plugins.toolrag import EveryTool
from tinyagent_cli.tools.toolbox import load_manifest

SHIPS: Final = "8 bits, as it ships"
SYNTHETIC: Final = "synthetic, kept aside"

Doing = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the planner on one set of rows; bytes, seconds, shares as `lab.intervals` has.

    *seconds*: of the processor for a plan, the median.
    """

    format: str
    rows: str
    count: int
    size: int
    memory: int
    seconds: float
    success: Mapping[str, Any]
    strict: Mapping[str, Any]
    abstention: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """A selector on one set of rows: *recall* of the tools needed, tools *offered* and *needed*.

    *prompt*: letters of the prompt that a language model would get, the mean.
    """

    selector: str
    rows: str
    count: int
    recall: Mapping[str, Any]
    offered: float
    needed: float
    prompt: float


def work(arguments: Sequence[str], step: Step) -> Any:
    """Plan the rows of a file with a planner's file: *arguments* are the two."""
    planner, rows = arguments
    return planned(EmbeddedPlanner(Path(planner)), read(Path(rows)), step)


def planned(planner: EmbeddedPlanner, rows: Sequence[Row], step: Step) -> dict[str, Any]:
    """The figures of *planner* on *rows*, every tool being on offer."""
    tools = {tool.name: tool for tool in load_manifest()}
    list(planner.lines(rows[0].request, tools))  # what is read at the first request is read now
    verdicts = []
    for done, row in enumerate(rows, 1):
        began = process_time()
        try:
            plan = parse("".join(planner.lines(row.request, tools, row.piped)))
        except PlanError:
            plan = None
        verdicts.append(judge(row, Answer(plan, process_time() - began)))
        step(done, len(rows))
    found = report(verdicts)
    return {
        "seconds": found.p50.value,
        "success": found.success.as_json(),
        "strict": found.strict.as_json(),
        "abstention": found.abstention.as_json(),
        "memory": peak_memory(),
    }


def read(path: Path) -> list[Row]:
    """The rows of *path*, in the forms of `lab.rows`.  Raises UsageError."""
    try:
        with path.open(encoding="utf-8") as lines:
            rows = list(read_rows(lines))
    except FileNotFoundError as error:
        raise UsageError(f"there are no rows in {path}", "give a file of JSON lines") from error
    if not rows:
        raise UsageError(f"there are no rows in {path}", "give a file of JSON lines")
    return rows


def synthetic(path: Path, count: int) -> Path:
    """Write *count* requests to *path* that are made of what training never saw; the path."""
    from tinyagent_cli.lab.data import synthetic as made
    from tinyagent_cli.lab.data import write
    from tinyagent_cli.lab.phrasing.words import Words

    write(path, made(random.Random(2026), Words(aside=True), count))
    return path


def formats(folder: Path) -> Iterator[tuple[str, Path]]:
    """The weights that ship, then the GGUF files made of them in *folder*, each as it is done.

    Raises MissingExtra after the first where what makes the others is not installed.
    """
    yield SHIPS, WEIGHTS
    from tinyagent_cli.planning.llama.library import llama_cpp

    llama_cpp()
    try:
        from tinyagent_cli.lab.gguf import write_all
    except ModuleNotFoundError as error:
        raise MissingExtra(error.name or "gguf", "llama") from error
    from tinyagent_cli.planning.embedded.weights import read as weights

    for path in write_all(folder, weights(WEIGHTS)):
        yield f"GGUF, {path.stem.removeprefix('planner-')}", path


def measured(
    files: Sequence[Path], count: int, doing: Doing, missing: Callable[[MissingExtra], None]
) -> tuple[list[Format], list[Offer]]:
    """A `Format` for each format and set, an `Offer` for each selector and set.

    Of a set at most *count* rows; *missing* hears why there are no more formats.  Raises
    UsageError for rows that cannot be read.
    """
    with TemporaryDirectory() as folder:
        sets = {path.stem: _cut(path, Path(folder), count) for path in files}
        sets = sets or {SYNTHETIC: synthetic(Path(folder) / "synthetic.jsonl", count)}
        found = []
        try:
            for name, planner in formats(Path(folder)):
                found += [_format(name, planner, *one, doing) for one in sets.items()]
        except MissingExtra as error:
            missing(error)
        return found, [offer for one in sets.items() for offer in offers(*one, doing)]


def _cut(path: Path, folder: Path, count: int) -> Path:
    read(path)
    cut = folder / path.name
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    cut.write_text("\n".join(lines[:count]) + "\n", "utf-8")
    return cut


def _format(name: str, planner: Path, rows: str, file: Path, doing: Doing) -> Format:
    told = apart(
        __name__, [str(planner), str(file)], lambda *how_far: doing(f"{name}: {rows}", *how_far)
    )
    return Format(name, rows, len(read(file)), planner.stat().st_size, **told)


def offers(name: str, file: Path, doing: Doing) -> Iterator[Offer]:
    """What each selector offers for the rows in *file*, the set *name*."""
    from tinyagent_cli.lab.offers import judged

    rows, tools = read(file), load_manifest()
    needed = [row.needed for row in rows]
    for selector, by in (("all tools", EveryTool()), ("Tool RAG", TrainedSelector())):
        offered, letters = [], 0
        for done, row in enumerate(rows, 1):
            chosen = by.select(row.request, tools)
            examples = examples_for(chosen, OURS)
            letters += len(system_prompt(chosen, examples))
            letters += len(user_prompt(row.request, row.now, row.piped))
            offered.append(frozenset(tool.name for tool in chosen))
            doing(f"{selector}: {name}", done, len(rows))
        found = judged(offered, needed)
        yield Offer(
            selector,
            name,
            len(rows),
            found.recall.as_json(),
            found.offered.value or 0.0,
            found.needed.value or 0.0,
            letters / len(rows),
        )
