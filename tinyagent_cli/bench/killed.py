"""Runs the program again and again, and kills it with SIGKILL, one step further each time.

A step is each commit of the journal and each file that is put in its place, before and after.
Run as ``python -m tinyagent_cli.bench.killed FOLDER SCENARIO``, in a process without threads,
since each run is a fork of it.  Every run has a home of its own, ``FOLDER/1`` for step 1 and so
on, a copy of ``FOLDER/home``; the last one is of the run that was over before its step came.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.environment import Environment

NUMBER: Final = "+14155550134"  # of nobody on the simulated Mac, so that it counts as somebody's
DONE: Final = 42  # how a run ends that nothing killed


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is run and killed: ``tinyagent WORDS`` with *plan* on stdin; *before* ran whole."""

    words: tuple[str, ...]
    plan: str = ""
    before: str = ""
    asked: bool = False  # killed when it asks, and then only

    @property
    def texts(self) -> tuple[str, ...]:
        """The words by which what it does can be found in the world, each of them once."""
        return tuple(word for word in _WORDS if word in self.plan + self.before)


_WORDS: Final = ("Alder", "Birch", "Cedar", "Dogwood")
_LOCAL: Final = (
    '1. create_note("Alder", "a", "")\n'
    '2. create_note("Birch", "after $1", "")\n'
    '3. create_reminder("Cedar", None, "$2", "", 0, False)\n'
)
_SENT: Final = f'{_LOCAL}4. send_sms(["{NUMBER}"], "Dogwood")\n5. join()\n'
_TEXTED: Final = f'''1. send_sms(["{NUMBER}"], "Dogwood")\n2. join()\n'''
SCENARIOS: Final[Mapping[str, Scenario]] = {
    "doing": Scenario(("run", "-", "--yes"), _SENT),
    "texting": Scenario(("run", "-", "--yes"), _TEXTED),
    "undoing": Scenario(("undo",), before=f"{_LOCAL}4. join()\n"),
    "asking": Scenario(("run", "-"), _SENT, asked=True),
}


def environment(home: Path, text: str = "") -> Environment:
    """That of a run in *home* with *text* on stdin; what it says goes nowhere."""
    variables = {"TINYAGENT_HOME": str(home), "TINYAGENT_PLUGINS": ""}
    return Environment(
        StringIO(text), StringIO(), StringIO(), variables=variables, platform="linux"
    )


def prepare(home: Path, scenario: Scenario) -> None:
    """Make *home* as it is before *scenario*: the number is on the list, what ran before ran."""
    tinyagent(home, "config", "set", "consent.allow", NUMBER)
    tinyagent(home, "run", "-", "--yes", text=scenario.before or "1. join()\n")


def tinyagent(home: Path, *words: str, text: str = "") -> int:
    """Run ``tinyagent WORDS`` here; the exit code."""
    # By its name: the program stands above us, who try it from outside.
    code: int = import_module("tinyagent_cli.__main__").main(words, environment(home, text))
    return code


def main(folder: Path, scenario: Scenario) -> None:
    """Make the homes of all steps."""
    for room in ("commands.run", "commands.undo", "plugins.assembly"):
        import_module(f"tinyagent_cli.{room}")  # once, and not by each fork
    for step in count(1):
        home = folder / str(step)
        shutil.copytree(folder / "home", home)
        child = os.fork()
        if not child:
            _die_at(step, asked=scenario.asked)
            tinyagent(home, *scenario.words, text=scenario.plan)
            os._exit(DONE)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == DONE or scenario.asked:
            return


def _die_at(step: int, *, asked: bool) -> None:
    """Have this process killed at its step number *step*, or when it asks."""
    from tinyagent_cli.execution.journal import Journal

    if asked:
        screen = import_module("tinyagent_cli.view.screen").Screen
        screen.present, screen.consent = property(lambda self: True), _kill
        return
    steps = count(1)

    def counted(work: Callable[..., Any]) -> Callable[..., Any]:
        def done(*arguments: Any, **named: Any) -> Any:
            _kill() if next(steps) == step else None
            result = work(*arguments, **named)
            _kill() if next(steps) == step else None
            return result

        return done

    Journal._commit = counted(Journal._commit)  # type: ignore[method-assign]
    os.replace = counted(os.replace)


def _kill(*_: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _run(arguments: Sequence[str]) -> None:
    main(Path(arguments[0]), SCENARIOS[arguments[1]])


if __name__ == "__main__":
    _run(sys.argv[1:])
