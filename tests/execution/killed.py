"""Runs a plan, of three notes or *argv[4]*, and is killed, with SIGKILL, at step *argv[2]* of it.

A step is each write to the journal, before and after, and each deed, before and after.
What really happened is noted in *argv[3]*, one line a deed.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.fakes.acting import SID, FakePerson, World
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.run import run_plan
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.tools.spec import Result

steps = 0


def step() -> None:
    """Count, and die when it is time."""
    global steps
    steps += 1
    if steps == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)


class Killed(Journal):
    """A journal in which each write is two steps."""

    def _commit(self, writes: Any) -> Any:
        step()
        done = super()._commit(writes)
        step()
        return done


async def deed(arguments: Mapping[str, Any]) -> Result:
    """Write down that it happened, for the test to know."""
    step()
    with Path(sys.argv[3]).open("a") as facts:
        facts.write(f"{arguments['text']}\n")
    step()
    return Result(arguments["text"], f"noted {arguments['text']}")


async def main() -> None:
    with Killed.open(Path(sys.argv[1])) as journal:
        world = World(
            journal=journal,
            deeds={"note": deed, "text": deed},
            person=FakePerson(present=False),
            allow=(SID,),
        )
        acts = await world.acts(yes=True)
        await run_plan(parse(sys.argv[4]), acts)
        await journal.end_turn(acts.turn, 0, "done")


asyncio.run(main())
sys.stdout.write("survived")
