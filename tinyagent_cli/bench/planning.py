"""How long a language model takes for a plan, with and without each way of being fast.

    python -m tinyagent_cli.bench.planning [--model FILE.gguf] [--requests N] [--json]

Every row plans the same requests, whose right plans are dictated, so that a model with random
weights writes what a good one would and takes as long (bench/dictation.py).  The first row is
the reference's way: all tools in the prompt, nothing reused, no grammar, the plan awaited as
a whole.  Without ``--model`` a model of TinyAgent-1.1B's shape is made, in 0.7 GB of a folder
for temporary files.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from tinyagent_cli.bench.dictation import DictatedPlanner
from tinyagent_cli.bench.random_model import TINYLLAMA, write
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.ports import Selector
from tinyagent_cli.plan.parse import PlanParser
from tinyagent_cli.planning.examples import OURS, Example, examples_for
from tinyagent_cli.planning.llama.planner import Ways
from tinyagent_cli.planning.prompt import system_prompt
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

REQUESTS = (
    Example(
        "text Sid and Lutfi that I am running late",
        '1. get_phone_number("Sid")\n2. get_phone_number("Lutfi")\n'
        '3. send_sms(["$1", "$2"], "I am running late")\n4. join()',
    ),
    Example(
        "email Olga a summary of report.pdf and attach it",
        '1. get_email_address("Olga")\n2. open_and_get_file_path("report.pdf")\n'
        '3. summarize_pdf("$2")\n4. compose_new_email(["$1"], [], "report.pdf", "$3", ["$2"])\n'
        "5. join()",
    ),
    Example(
        "make a note called Ideas that says a talk about small models, and remind me to call "
        "the dentist tomorrow at 9",
        '1. create_note("Ideas", "a talk about small models", "")\n'
        '2. create_reminder("call the dentist", "2026-11-24 09:00:00", "", "", 0, False)\n'
        "3. join()",
    ),
    Example(
        "set up a Zoom meeting called Team Standup on Monday at 10 with Femi and invite him",
        '1. get_email_address("Femi")\n'
        '2. get_zoom_meeting_link("Team Standup", "2026-11-30 10:00:00", 60, ["$1"])\n'
        '3. create_calendar_event("Team Standup", "2026-11-30 10:00:00", "2026-11-30 11:00:00", '
        '"$2", ["$1"], "", None)\n4. join()',
    ),
)


_NONE = Ways(grammar=False, reuse=False)
_ALL = Ways(grammar=True, reuse=True)


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to plan: the *ways* of the model's planner, and what is around it.

    *toolrag*: fewer tools are offered.  *streaming*: a task may start when its line closed.
    *kept*: each request is one of a new run, which finds the long part of its prompt on disk.
    """

    name: str
    ways: Ways = _NONE
    toolrag: bool = False
    streaming: bool = False
    kept: bool = False


MODES = (
    Mode("the reference's way"),
    Mode("+ streaming execution", streaming=True),
    Mode("+ Tool RAG", toolrag=True),
    Mode("+ prefix reuse", Ways(False, True)),
    Mode("+ prefix reuse, of another run", Ways(False, True), kept=True),
    Mode("all, all tools", _ALL, streaming=True),
    Mode("all, all tools, prompt lookup", replace(_ALL, lookup=True), streaming=True),
    Mode("all, Tool RAG", _ALL, toolrag=True, streaming=True),
    Mode("+ grammar", Ways(True, False)),
    Mode("+ prompt lookup", Ways(False, False, True)),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One plan: *tokens* in the prompt, those *read* of it, those *written*; seconds.

    *first_token*, *first_line* (the first task can start) and *plan* (all of it stands) count
    from the request; *cpu* is the processor's own time, which other programs disturb less.
    """

    tokens: int
    read: int
    written: int
    first_token: float
    first_line: float
    plan: float
    cpu: float


def measured(
    mode: Mode,
    model: Path,
    requests: Sequence[Example],
    selector: Selector,
    folder: Path,
    threads: int = 0,
) -> Iterator[Measured]:
    """A measure for each of *requests*; where prompts are reused, one was planned before."""
    plans = {example.request: example.plan for example in (*REQUESTS, *requests)}
    kept = folder / "prompts" if mode.ways.reuse else None
    planner = DictatedPlanner(model, plans, kept, threads, mode.ways)
    tools = load_manifest()
    before = REQUESTS[-1:] if mode.ways.reuse else ()
    for i, example in enumerate((*before, *requests)):
        if mode.kept:
            planner.context = None
        offered = selector.select(example.request, tools) if mode.toolrag else tools
        one = asyncio.run(_planned(planner, example, offered))
        if i >= len(before):
            yield one


async def _planned(
    planner: DictatedPlanner, example: Example, offered: Sequence[ToolSpec]
) -> Measured:
    now, examples = Clock.stopped(datetime(2026, 11, 23, 9)).now(), examples_for(offered)
    computed = planner.context.computed if planner.context else 0
    began, cpu, first, line = perf_counter(), process_time(), 0.0, 0.0
    parser, pieces = PlanParser(example.request), 0
    async for piece in planner.plan(example.request, offered, examples, now):
        first = first or perf_counter() - began
        pieces += 1
        if parser.feed(piece) and not line:
            line = perf_counter() - began
    parser.close()
    seconds = perf_counter() - began
    context = planner.context
    if context is None:  # it has just planned
        raise RuntimeError("nothing was read")
    read = context.computed - (computed if computed <= context.computed else 0)
    return Measured(
        len(context.read) - pieces + 1,
        max(read - pieces + 1, 0),
        pieces,
        first,
        line or seconds,
        seconds,
        process_time() - cpu,
    )


def texts() -> list[str]:
    """What the vocabulary of a model with random weights is made of: prompts, and words."""
    prompts = [system_prompt(load_manifest(), OURS)] * 50
    words = files("tinyagent_cli.lab.phrasing.phrases").iterdir()
    return prompts + [file.read_text("utf-8") for file in words if file.name.endswith(".txt")]


def main(arguments: Sequence[str]) -> int:
    """Measure all modes and print a table, or JSON lines."""
    parser = argparse.ArgumentParser(prog="python -m tinyagent_cli.bench.planning")
    parser.add_argument("--model", type=Path, help="a GGUF file; else one with random weights")
    parser.add_argument("--requests", type=int, default=len(REQUESTS))
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--only", default="", help="modes that have this in their name")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    from tinyagent_cli.planning.selection import TrainedSelector

    with TemporaryDirectory() as folder:
        model = given.model
        if model is None:
            model = Path(folder) / "random.gguf"
            write(model, TINYLLAMA, texts())
        done: dict[Mode, list[Measured]] = {}
        for mode in (m for m in MODES if given.only in m.name):
            requests = REQUESTS[: given.requests]
            same = replace(mode, name="", streaming=False)
            if same not in done:
                one = measured(
                    mode, model, requests, TrainedSelector(), Path(folder), given.threads
                )
                done[same] = list(one)
            sys.stdout.write(_line(mode, done[same], as_json=given.json))
            sys.stdout.flush()
    return 0


def _line(mode: Mode, rows: Sequence[Measured], *, as_json: bool) -> str:
    """The medians of *rows*, and the speeds of reading and writing."""
    middle = {key: median(asdict(row)[key] for row in rows) for key in asdict(rows[0])}
    reading = sum(row.read for row in rows) / sum(row.first_token for row in rows)
    writing = sum(row.written for row in rows) / sum(row.plan - row.first_token for row in rows)
    task = middle["first_line"] if mode.streaming else middle["plan"]
    if as_json:
        speed = {"first_task": task, "reads": reading, "writes": writing}
        return json.dumps({"mode": mode.name, **middle, **speed}) + "\n"
    return (
        f"{mode.name:32} prompt {middle['tokens']:5.0f}  read {middle['read']:5.0f}  "
        f"first token {middle['first_token']:6.2f} s  first task {task:6.2f} s  "
        f"plan {middle['plan']:6.2f} s (cpu {middle['cpu']:6.2f})  "
        f"{reading:5.0f} and {writing:4.1f} tokens/s\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
