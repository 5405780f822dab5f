"""``tinyagent eval``: how good a planner is, on rows with their right plans."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tinyagent_cli.commands import opening
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.commands.run import text_of
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import PlanError, UsageError
from tinyagent_cli.core.events import Event, TaskPlanned, ToolsSelected
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.lab.evaluate import Answer, Row


def evaluate(
    environment: Environment, files: Sequence[Path], options: TurnOptions, *, spoken: bool = False
) -> int:
    """Plan every row of *files* and report success with confidence intervals.

    With *spoken* each request is as a recogniser would write it.
    Raises UsageError for rows that cannot be read.
    """
    from tinyagent_cli.lab.evaluate import evaluate, read_rows
    from tinyagent_cli.lab.footprint import peak_memory

    screen = Screen(environment, asks=False)
    rows = [
        row for file in files for row in read_rows(text_of(environment, file, screen).split("\n"))
    ]
    if spoken:
        from tinyagent_cli.bench.spoken import as_spoken

        rows = [as_spoken(row) for row in rows]
    if not rows:
        raise UsageError("there is nothing to evaluate", "give a file of JSON lines")
    with opening.assistant_for(environment, options, screen) as assistant:
        with asyncio.Runner() as runner:
            report = evaluate(rows, lambda row: runner.run(_answer(assistant, row)))
        planner = assistant.planner.name
    memory = peak_memory()
    if options.json:
        screen.raw(line({"planner": planner, **report.as_json(), "memory_bytes": memory}))
    else:
        told = [f"planner           {planner}", f"memory            {memory / 1e6:.0f} MB"]
        screen.answer("\n".join([*told, *report.lines()]))
    return Exit.DONE


async def _answer(assistant: Assistant, row: Row) -> Answer:
    """What the planner makes of *row*, as of the row's own time."""
    from tinyagent_cli.lab.evaluate import Answer

    offered: list[frozenset[str]] = []
    tasks: list[float] = []  # seconds until each was out

    def listen(event: Event) -> None:
        if isinstance(event, ToolsSelected):
            offered.append(frozenset(event.tools))
        elif isinstance(event, TaskPlanned):
            tasks.append(perf_counter() - began)

    began = perf_counter()
    try:
        planned = await replace(assistant, clock=Clock.stopped(row.now)).plan(
            row.request, row.piped, listen
        )
        plan, seconds = planned.plan, planned.seconds
    except PlanError:
        plan, seconds = None, perf_counter() - began
    first = tasks[0] if tasks else None
    return Answer(plan, seconds, offered[0] if offered else None, first)
