"""A plugin whose tools do everything that a tool must not do."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tinyagent_cli.desktop import processes
from tinyagent_cli.plugins.hookspecs import hookimpl
from tinyagent_cli.tools.spec import Argument, Effect, Hands, Kind, Result, Tool, ToolSpec

LIMIT = 0.5  # seconds
LONG = 600


async def exits(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """End the program, as it thinks."""
    sys.exit(7)


async def hangs_in_a_thread(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Do in a thread what never ends."""
    await asyncio.to_thread(time.sleep, LONG)
    raise AssertionError


async def blocks(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Keep the event loop from going on."""
    Path(arguments["what"]).touch()
    time.sleep(LONG)  # noqa: ASYNC251 -- that is the fault
    raise AssertionError


async def prints(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Write where only the answer belongs."""
    sys.stdout.write("look at me\n")
    return Result("printed", "printed")


async def starts_a_family(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Run a program that starts others, and takes too long."""
    script = f"sleep {LONG} & echo $$ > {arguments['what']}; sleep {LONG}"
    await processes.run(["/bin/sh", "-c", script], seconds=LONG, variables=os.environ)
    raise AssertionError


async def fine(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Do as one should."""
    return Result("fine", f"fine: {arguments['what']}")


def _tool(perform: Callable[..., Any]) -> Tool:
    arguments = (Argument("what", Kind.TEXT, default=""),)
    name = perform.__name__
    limit = LONG if perform is blocks else LIMIT
    return Tool(ToolSpec(name, name, "Naughty", Effect.READ, arguments, timeout=limit), perform)


@hookimpl
def tinyagent_tools() -> list[Tool]:
    """All of them."""
    return [*map(_tool, (exits, hangs_in_a_thread, blocks, prints, starts_a_family, fine))]
