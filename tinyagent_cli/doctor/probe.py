"""A probe of this Mac: what its dictionaries say, what it makes of our scripts, what it does."""

from __future__ import annotations

import asyncio
import platform
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from macos_tools import ROOT
from tinyagent_cli import __version__
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.desktop import processes
from tinyagent_cli.desktop.answers import APP_OF_FOLDER
from tinyagent_cli.desktop.mac import error_number, passed_on
from tinyagent_cli.doctor.apps import SCRIPTED, MacApp, macos_version, version
from tinyagent_cli.doctor.automation import Automation, automation
from tinyagent_cli.doctor.dictionary import Differences, compared, concerned
from tinyagent_cli.doctor.runners import MacRunner
from tinyagent_cli.doctor.steps import NAME, NOT_TRIED, Steps
from tinyagent_cli.doctor.terminals import terminal_of
from tinyagent_cli.doctor.transcript import Act, Compiled, Seen, Transcript

PATIENCE: Final = 120.0  # seconds: a dialog of macOS may wait for somebody
COMPILING: Final = 20.0  # seconds; it takes a fraction of one

Begin = Callable[[str], None]


class Probe:
    """Probes the Mac of *environment*, part by part; *begin* is told of each thing before it.

    A part that is never called is left out of the transcript.
    """

    def __init__(self, environment: Environment, begin: Begin = lambda doing: None) -> None:
        self.seen: tuple[Seen, ...] = ()
        self.compiled: tuple[Compiled, ...] = ()
        self.left_out: list[str] = list(NOT_TRIED)
        self._environment = environment
        self._begin = begin
        self._steps = Steps(MacRunner(environment, PATIENCE), begin)

    @property
    def acts(self) -> list[Act]:
        """What was tried so far."""
        return self._steps.acts

    @property
    def left_behind(self) -> list[str]:
        """What could not be deleted again, for the user to delete."""
        return self._steps.left_behind

    def transcript(self) -> Transcript:
        """What was found so far."""
        terminal = terminal_of(self._environment.variables)
        return Transcript(
            __version__,
            macos_version(self._environment.programs.root),
            platform.machine(),
            terminal.name if terminal.known else "another",
            self.seen,
            self.compiled,
            tuple(self.acts),
            tuple(self.left_out),
        )

    async def look(self) -> None:
        """Read the dictionaries, and what macOS permits already: files, and no dialog."""
        for app in SCRIPTED:
            self._begin(f"the dictionary of {app.name}")
            self.seen += (await self._seen(app),)

    async def compile(self) -> None:
        """Let osacompile read every script; none is run."""
        with tempfile.TemporaryDirectory() as folder:
            for path in sorted(ROOT.glob("*/*.js")):
                script = f"{path.parent.name}/{path.name}"
                self._begin(f"the syntax of {script}")
                self.compiled += (await self._compiled(path, script, Path(folder)),)

    async def read(self, folders: Collection[str]) -> None:
        """Let the apps of *folders* count."""
        for folder in sorted(set(APP_OF_FOLDER) - set(folders)):
            self.left_out.append(f"counting in {APP_OF_FOLDER[folder]}: not permitted beforehand")
        await self._steps.reads(tuple(sorted(folders)))

    async def write(self) -> None:
        """Make things called “TinyAgent probe” where counting worked, and delete them."""
        worked = {act.script.partition("/")[0] for act in self.acts if act.ok}
        # In the home folder, as what people attach: Mail may not be let into a temporary one.
        home = self._environment.variables.get("HOME")
        with tempfile.NamedTemporaryFile("w", dir=home, prefix=f"{NAME} ", suffix=".txt") as file:
            file.write("A file to attach.\n")
            file.flush()
            await self._steps.writes(Path(file.name), tuple(sorted(worked)))

    def permitted(self) -> tuple[str, ...]:
        """The folders of the apps that may be controlled without a dialog, as far as is known."""
        allowed = {seen.app for seen in self.seen if seen.automation == Automation.ALLOWED}
        return tuple(folder for folder, app in APP_OF_FOLDER.items() if app in allowed)

    async def _seen(self, app: MacApp) -> Seen:
        programs = self._environment.programs
        place = await asyncio.to_thread(app.find, programs.root)
        if place is None:
            return Seen(app.name, None, None)
        allowed = await automation(programs, self._environment.variables, app.bundle)
        numbers = await asyncio.to_thread(version, place)
        try:
            found = await asyncio.to_thread(compared, app, programs.root)
        except TinyagentError:
            found = Differences(("the whole dictionary",))
        return Seen(
            app.name,
            numbers,
            allowed,
            found.missing,
            found.changed,
            found.added,
            tuple(concerned(app, found)),
        )

    async def _compiled(self, path: Path, script: str, folder: Path) -> Compiled:
        programs = self._environment.programs
        out = str(folder / "compiled.scpt")
        argv = [programs.osacompile, "-l", "JavaScript", "-o", out, str(path)]
        try:
            found = await processes.run(
                argv, seconds=COMPILING, variables=passed_on(self._environment.variables)
            )
        except TinyagentError:
            return Compiled(script, False)
        if found.code == 0:
            return Compiled(script, True)
        return Compiled(script, False, error_number(found.stderr.decode("utf-8", "replace")))
