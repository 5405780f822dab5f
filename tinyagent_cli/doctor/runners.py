"""Who does what a probe tries: this Mac's own programs, or the simulated Mac."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any, Final, Protocol

from macos_tools import ROOT
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TimedOut, TinyagentError
from tinyagent_cli.desktop import processes
from tinyagent_cli.desktop.answers import app_of
from tinyagent_cli.desktop.mac import cut, error_number, passed_on
from tinyagent_cli.desktop.scripts import genuine
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.doctor.transcript import Answer

_CODE: Final = re.compile(r"[a-z_]{1,20}")


class Runner(Protocol):
    """Tries things; never raises for what an app does."""

    async def script(self, script: str, payload: Mapping[str, Any]) -> Answer:
        """Run ``macos_tools/<script>`` with *payload*."""

    async def open(self, url: str, bundle: str = "") -> Answer:
        """Open *url*, in the app *bundle* where one is named."""


class MacRunner:
    """This Mac; each thing may take *seconds*, since a dialog may wait for somebody."""

    def __init__(self, environment: Environment, seconds: float) -> None:
        self._programs = environment.programs
        self._variables = passed_on(environment.variables)
        self._seconds = seconds

    async def script(self, script: str, payload: Mapping[str, Any]) -> Answer:
        """See `Runner`."""
        try:
            path = await asyncio.to_thread(genuine, script)
            argv = [self._programs.osascript, "-l", "JavaScript", str(path), *cut(payload)]
        except TinyagentError:
            return Answer(False, code="missing")
        found = await self._run(argv)
        if isinstance(found, Answer):
            return found
        if found.code != 0:
            number = error_number(found.stderr.decode("utf-8", "replace"))
            return Answer(False, number=number, code="" if number else "unreadable")
        return read(found.stdout.decode("utf-8", "replace"))

    async def open(self, url: str, bundle: str = "") -> Answer:
        """See `Runner`."""
        argv = [self._programs.open, *(["-b", bundle] if bundle else []), url]
        found = await self._run(argv)
        if isinstance(found, Answer):
            return found
        number = error_number(found.stderr.decode("utf-8", "replace"))
        return Answer(found.code == 0, number=number if found.code else None)

    async def _run(self, argv: list[str]) -> processes.Finished | Answer:
        try:
            return await processes.run(argv, seconds=self._seconds, variables=self._variables)
        except TimedOut:
            return Answer(False, code="time")
        except TinyagentError:
            return Answer(False, code="missing")


class SimulatedRunner:
    """The simulated Mac *desktop*, under whatever conditions it has."""

    def __init__(self, desktop: SimulatedDesktop) -> None:
        self._desktop = desktop

    async def script(self, script: str, payload: Mapping[str, Any]) -> Answer:
        """See `Runner`."""
        source = (ROOT / script).read_text("utf-8")
        found = await asyncio.to_thread(
            self._desktop.perform, app_of(script), source, [json.dumps(payload)]
        )
        if found.error is not None:
            return Answer(False, number=found.error["number"])
        return read(found.printed or "")

    async def open(self, url: str, bundle: str = "") -> Answer:
        """See `Runner`."""
        try:
            await self._desktop.open_url(url, bundle or None)
        except TinyagentError as error:
            return Answer(False, number=getattr(error, "number", None))
        return Answer(True)


def read(printed: str) -> Answer:
    """What a script printed."""
    try:
        told = json.loads(printed)
        if told["ok"] is True:
            return Answer(True, told["result"])
        error = told["error"]
        number = error.get("number")
        code = str(error.get("code") or error.get("state") or "")
        code = code if _CODE.fullmatch(code) else ""
        return Answer(False, number=number if isinstance(number, int) else None, code=code)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Answer(False, code="unreadable")
