"""How long the program takes to start: help, a Tab, and `do` to its first sign of life.

Each is started anew, time after time.  *Cold*: the files that it imports are dropped from the
system's cache of files before, where the system can do that (Linux).  A shell that reads the
completions as they are written starts no Python for a Tab.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from tinyagent_cli.core.errors import NotReady

REQUEST: Final = "Text Sid and Lutfi that I am running late"
COMMANDS: Final[Mapping[str, Sequence[str]]] = {
    "--help": ("--help",),
    "do --help": ("do", "--help"),
    "values turns": ("values", "turns"),  # what a Tab asks for that only files know
    "do": ("do", "--yes", REQUEST),
}
# What is wanted, in seconds to the first sign of life.
WANTED: Final[Mapping[str, float]] = {
    "--help": 0.15,
    "do --help": 0.15,
    "values turns": 0.15,
    "do": 0.4,
    "Tab": 0.15,
}

_LOOK: Final = """
import json, os, sys
from tinyagent_cli.__main__ import main
code = main(sys.argv[2:])
from tinyagent_cli.lab.footprint import peak_memory
own = "tinyagent_cli"
names = [n for n in sys.modules if not n.startswith("tinyagent_cli.lab")]
files = [f for m in list(sys.modules.values()) for f in (getattr(m, "__file__", None),
         getattr(m, "__cached__", None)) if f]
with open(sys.argv[1], "w") as told:
    json.dump({"code": code, "memory": peak_memory(), "modules": len(names),
               "files": files, "own": sum(n.split(".")[0] == own for n in names)}, told)
"""
# -P: nothing is ever imported from the working directory.
_PROGRAM: Final = (sys.executable, "-P", "-m", "tinyagent_cli")
_PATIENCE: Final = 120.0  # seconds that a start may take
_TABS: Final = 200
_TAB: Final = """
source "$1"; declare -F _tinyagent > /dev/null || exit 1
COMP_WORDS=(tinyagent do --pl); COMP_CWORD=2; TIMEFORMAT=%R
time (for ((i = 0; i < $2; i++)); do _tinyagent; done; true)
"""

Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Started:
    """One start: seconds to the *first* byte that it wrote, to its *end*, of the *processor*."""

    first: float
    end: float
    processor: float


@dataclass(frozen=True, slots=True)
class Row:
    """Medians over the starts of a command; seconds and bytes, None where not measured.

    *modules* were imported in all, *own* of them are ours.
    """

    command: str
    first: float
    end: float
    processor: float
    cold_first: float | None
    cold_end: float | None
    modules: int | None
    own: int | None
    memory: int | None
    wanted: float | None


def rows(times: int, step: Step) -> list[Row]:
    """A row for each command, *times* starts each, and one for a Tab in bash.

    Raises NotReady where a start fails.
    """
    found = []
    with TemporaryDirectory() as home:
        variables = {**_environment(), "TINYAGENT_HOME": home}
        Path(home, "config.toml").write_text('[desktop]\nkind = "simulated"\n', "utf-8")
        for name, words in COMMANDS.items():
            step(f"tinyagent {name}", 0, 2 * times)
            inside = _look(words, variables)
            warm, cold = [], []
            for i in range(times):
                warm.append(started(words, variables))
                step(f"tinyagent {name}", 2 * i + 1, 2 * times)
                if dropped(map(Path, inside["files"])):
                    cold.append(started(words, variables))
                step(f"tinyagent {name}", 2 * i + 2, 2 * times)
            found.append(_row(name, warm, cold, inside))
        script = subprocess.run(
            [*_PROGRAM, "completion", "bash"], capture_output=True, env=variables, check=True
        ).stdout
    if (seconds := tab(script)) is not None:
        none = (None, None, None, None, None)
        found.append(Row("Tab", seconds, seconds, seconds, *none, WANTED["Tab"]))
    return found


def _row(
    name: str, warm: Sequence[Started], cold: Sequence[Started], inside: Mapping[str, Any]
) -> Row:
    return Row(
        name,
        median(one.first for one in warm),
        median(one.end for one in warm),
        median(one.processor for one in warm),
        median(one.first for one in cold) if cold else None,
        median(one.end for one in cold) if cold else None,
        inside["modules"],
        inside["own"],
        inside["memory"],
        WANTED.get(name),
    )


def started(words: Sequence[str], variables: Mapping[str, str]) -> Started:
    """Start ``tinyagent`` with *words* on a terminal of its own, and watch it.

    Raises NotReady where it fails.
    """
    import pty

    ours, theirs = pty.openpty()
    command = [*_PROGRAM, *words]
    began, first = perf_counter(), 0.0
    try:
        run = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=variables, cwd="/",
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        said = b""
        while piece := _read(ours):
            first = first or perf_counter() - began
            said += piece
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        end = perf_counter() - began
    finally:
        os.close(ours)  # what still runs gets a SIGHUP
    if run.returncode:
        last = said.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise NotReady(f"tinyagent {words[0]} ended with {run.returncode}: {''.join(last)}")
    return Started(first or end, end, used.ru_utime + used.ru_stime)


def _read(terminal: int) -> bytes:
    if not select.select([terminal], [], [], _PATIENCE)[0]:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so, where nobody writes any more
        return b""


def _look(words: Sequence[str], variables: Mapping[str, str]) -> Mapping[str, Any]:
    """What is imported for *words*, and the memory it takes, from within."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "inside.json"
        command = [sys.executable, "-P", "-c", _LOOK, str(told), *words]
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(
                command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, env=variables,
                timeout=_PATIENCE, start_new_session=True, check=False,
            )  # fmt: skip
        if not told.exists():
            raise NotReady(f"tinyagent {' '.join(words)} broke off", "tinyagent doctor")
        inside: Mapping[str, Any] = json.loads(told.read_text("utf-8"))
    return inside


def dropped(files: Iterable[Path]) -> bool:
    """Whether the system was told to forget what it holds of *files*."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for path in files:
        try:
            file = os.open(path, os.O_RDONLY)
        except OSError:
            continue
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(file)
    return True


def tab(script: bytes) -> float | None:
    """Seconds that bash takes for one Tab, with the completions in *script*; None without bash."""
    bash = shutil.which("bash")
    if not bash:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "completions.bash"
        path.write_bytes(script)
        command = [bash, "--norc", "-c", _TAB, "bash", str(path), str(_TABS)]
        timed = subprocess.run(
            command, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, text=True, check=False
        )
    if timed.returncode:
        return None
    try:
        return float(timed.stderr.strip().splitlines()[-1].replace(",", ".")) / _TABS
    except (ValueError, IndexError):
        return None


def _environment() -> dict[str, str]:
    from tinyagent_cli.core.environment import Environment

    return {**Environment().variables, "TERM": "xterm-256color"}
