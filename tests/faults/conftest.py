"""The program as it is, called in this process, in a home that may be on a disk of its own."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.__main__ import main
from tinyagent_cli.core.environment import Environment


@dataclass(frozen=True)
class Home:
    """A home, and what the program says in it."""

    path: Path

    def tinyagent(self, *words: str, stdin: str = "") -> tuple[int, str, str]:
        """Exit code, stdout and stderr of ``tinyagent WORDS``."""
        out, err = StringIO(), StringIO()
        variables = {"TINYAGENT_HOME": str(self.path), "TINYAGENT_PLUGINS": ""}
        streams = (StringIO(stdin), out, err)
        code = main(words, Environment(*streams, variables=variables, platform="linux"))
        return code, out.getvalue(), err.getvalue()

    def notes(self) -> list[str]:
        """The names of the notes, the thrown away ones left out."""
        shown = json.loads(self.tinyagent("desktop", "show", "--json")[1])["notes"]
        return [n["name"] for k, found in shown.items() if k != "Recently Deleted" for n in found]

    def turns(self) -> list[dict[str, Any]]:
        """What the journal holds, the latest first."""
        found: list[dict[str, Any]] = json.loads(self.tinyagent("history", "--json")[1])["turns"]
        return found

    def states(self, turn: int = 0) -> list[str]:
        """The states of the actions of a turn, the latest without."""
        return [action["state"] for action in self.turns()[turn]["actions"]]


@pytest.fixture(autouse=True)
def _nobody_at_the_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tinyagent_cli.view.screen.TTY", str(tmp_path / "no-tty"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home on the disk of the tests."""
    return Home(tmp_path / "home")


@dataclass(frozen=True)
class Disk:
    """A disk of 600 kB, on which a file takes up what is to be taken up."""

    path: Path

    def leave(self, room: int) -> None:
        """Leave so many bytes free."""
        self.free()
        found = os.statvfs(self.path)
        with (self.path / "ballast").open("wb") as ballast:
            ballast.write(bytes(max(0, found.f_bavail * found.f_frsize - room)))

    def free(self) -> None:
        """Take the ballast away."""
        (self.path / "ballast").unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk; skipped where none can be mounted."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(path)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("a small disk cannot be mounted: there is no mount")
    if done.returncode:
        pytest.skip("a small disk cannot be mounted: run the tests as root, on Linux")
    yield Disk(path)
    subprocess.run(["umount", "-l", str(path)], check=True)
