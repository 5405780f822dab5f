"""A command, called in the same process with streams and a home of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Protocol

import pytest

from tests.fakes.assistant import fake_assistant_for
from tinyagent_cli.__main__ import main
from tinyagent_cli.commands import opening
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.environment import Environment

NOW = datetime(2026, 11, 23, 9)


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


class Call(Protocol):
    """Calls the program."""

    def __call__(self, *words: str, stdin: str = "", **variables: str) -> Ended:
        """Run ``tinyagent WORDS`` with *stdin* piped in."""


@pytest.fixture
def tinyagent(tmp_path: Path) -> Call:
    """The program as it is, on a simulated Mac of its own."""

    def call(*words: str, stdin: str = "", **variables: str) -> Ended:
        out, err = StringIO(), StringIO()
        environment = Environment(
            stdin=StringIO(stdin),
            stdout=out,
            stderr=err,
            variables={"TINYAGENT_HOME": str(tmp_path), **variables},
            platform="linux",
            clock=Clock.stopped(NOW),
        )
        code = main(words, environment)
        return Ended(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture
def with_fake(tinyagent: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """The program with the fake assistant in its middle."""
    monkeypatch.setattr(opening, "assistant_for", fake_assistant_for)
    return tinyagent


@pytest.fixture
def nobody_at_the_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No controlling terminal, also where the tests are run from one."""
    monkeypatch.setattr("tinyagent_cli.view.screen.TTY", str(tmp_path / "no-tty"))
