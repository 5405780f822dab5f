"""The doctor on a Mac of files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.installed import COMPILER, mac, permitting
from tests.fakes.osascript import NOW
from tinyagent_cli.__main__ import main
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.programs import Programs
from tinyagent_cli.doctor.apps import SCRIPTED

ALLOWED = {app.bundle: (0, 0) for app in SCRIPTED}

needs_compiler = pytest.mark.skipif(COMPILER is None, reason="apt install gcc: a C compiler")


@dataclass
class Patient:
    """A Mac, on which the program is called; *variables* are its environment."""

    home: Path
    programs: Programs
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def disk(self) -> Path:
        """Where its files lie."""
        return self.programs.root

    def permit(self, answers: dict[str, tuple[int, int]]) -> None:
        """Let macOS answer so: by bundle id, a number after some seconds."""
        self.programs = permitting(self.programs, self.disk, answers)

    def change(self, **programs: str) -> None:
        """Put other programs in the place of its own."""
        self.programs = replace(self.programs, **programs)

    def call(self, *words: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr of ``tinyagent WORDS``."""
        out, err = StringIO(), StringIO()
        environment = Environment(
            stdin=StringIO(),
            stdout=out,
            stderr=err,
            variables={"TINYAGENT_HOME": str(self.home), **self.variables},
            platform="darwin",
            clock=Clock.stopped(NOW),
            programs=self.programs,
        )
        return main(words, environment), out.getvalue(), err.getvalue()

    def checks(self, *words: str) -> dict[str, Any]:
        """What ``doctor --json`` finds, by name."""
        _, out, _ = self.call("doctor", "--json", *words)
        return {check["name"]: check for check in json.loads(out)["checks"]}


def hurry(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the doctor wait so long for an answer."""
    for module in ("automation", "mac"):
        monkeypatch.setattr(f"tinyagent_cli.doctor.{module}.SECONDS", seconds)


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patient:
    """A Mac that lacks nothing, seen from Ghostty, and a doctor who is patient with it."""
    hurry(monkeypatch, 20)  # a busy computer may take long to start a child
    home = tmp_path / "home"
    programs = mac(tmp_path / "disk", home / "simulated-mac")
    return Patient(home, programs, {"TERM_PROGRAM": "ghostty"})
