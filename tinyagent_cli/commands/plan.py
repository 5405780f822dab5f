"""``tinyagent plan``: the plan of a request; nothing runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinyagent_cli.commands import opening
from tinyagent_cli.commands.options import TurnOptions, moment
from tinyagent_cli.commands.run import text_of
from tinyagent_cli.commands.running import run
from tinyagent_cli.commands.standard_input import read_request
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TinyagentError, UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.view.json_lines import line, plan_json
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.agent.turn import PlannedRequest


def plan(environment: Environment, words: Sequence[str], options: TurnOptions) -> int:
    """Print the plan for *words*: as a tree on a terminal, as its text in a pipe, as JSON."""
    screen = Screen(environment, shows=not options.json, asks=False)
    request, piped = read_request(environment, words, screen.tell)
    return run(_plan(environment, request, piped, options, screen))


async def _plan(
    environment: Environment,
    request: str,
    piped: str | None,
    options: TurnOptions,
    screen: Screen,
) -> int:
    with screen.turn(), opening.assistant_for(environment, options, screen) as assistant:
        screen.meet(assistant.planner.name, assistant.toolbox.specs, request)
        planned = await assistant.plan(request, piped, screen)
    if options.json:
        screen.raw(line(as_json(request, planned, screen)))
    elif not screen.out.is_terminal:
        screen.raw(plan_text(planned.plan))
    elif not screen.animated:
        screen.show(screen.picture(final=True))
    for doubt in planned.doubts:
        screen.tell(f"note: {doubt}")
    return Exit.DONE


def as_json(request: str, planned: PlannedRequest, screen: Screen) -> dict[str, Any]:
    """*planned* as ``plan --json`` prints it."""
    return plan_json(
        request,
        planned.plan,
        screen.specs,
        planner=planned.planner,
        seconds=planned.seconds,
    )


def plan_batch(environment: Environment, batch: Path, options: TurnOptions) -> int:
    """Plan each ``{"id", "request", "now"?}`` of the JSON lines in *batch* (``-``: stdin).

    One line of JSON a row, in their order; a row that fails gives ``{"id", "error"}`` and
    the exit code 1 in the end.
    """
    screen = Screen(environment, shows=False, asks=False)
    text = text_of(environment, batch, screen)
    return run(_batch(environment, text, options, screen))


async def _batch(environment: Environment, text: str, options: TurnOptions, screen: Screen) -> int:
    code = Exit.DONE
    with opening.assistant_for(environment, options, screen) as assistant:
        screen.meet(assistant.planner.name, assistant.toolbox.specs)
        for number, row in _rows(text):
            try:
                screen.raw(line(await _planned_row(assistant, number, row, screen)))
            except TinyagentError as error:
                code = Exit.FAILED
                name = row.get("id", number) if isinstance(row, dict) else number
                screen.raw(line({"id": name, "error": str(error)}))
    return code


async def _planned_row(
    assistant: Assistant, number: int, row: object, screen: Screen
) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise UsageError(f"line {number} is no JSON object", 'write {"id": 1, "request": "…"}')
    if not isinstance(row.get("request"), str):
        raise UsageError(f'line {number} has no "request" that is a text')
    if now := row.get("now"):
        assistant = replace(assistant, clock=Clock.stopped(moment(str(now))))
    request = row["request"].strip()
    planned = await assistant.plan(request, None, screen)
    return {"id": row.get("id", number), **as_json(row["request"], planned, screen)}


def _rows(text: str) -> Iterator[tuple[int, object]]:
    for number, written in enumerate(text.split("\n"), 1):
        if written.strip():
            try:
                yield number, json.loads(written)
            except json.JSONDecodeError:
                yield number, None
