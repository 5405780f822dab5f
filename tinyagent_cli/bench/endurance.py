"""A chat that is open for long: does it keep its memory, its files, its threads?"""

from __future__ import annotations

import select
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from tinyagent_cli.bench.killed import tinyagent
from tinyagent_cli.core.errors import NotReady

# Each gives one line of answer; the words differ from turn to turn.
LOOKING: Final = ("what is the phone number of Sid", "what is the email of Lutfi")
DOING: Final = (
    "what is the phone number of Sid",
    "make a note called N{}: thing {}",
    "remind me to water the {} tomorrow at 5pm",
    "text Sid that I like {}",
    "what is his email?",
    "make a note called M{}: more {}",
)
_PATIENCE: Final = 60.0  # seconds that a turn may take
_FILES: Final = Path("/proc/self/fd")


@dataclass(frozen=True, slots=True)
class Moment:
    """The chat after some *turns* and *seconds*: bytes of *memory* and of the *journal*.

    *files* that are open and *threads* are None where the system does not tell.
    """

    turns: int
    seconds: float
    memory: int
    files: int | None
    threads: int | None
    journal: int


def endured(
    home: Path, turns: int, lines: Sequence[str], told: Callable[[int], None]
) -> Iterator[Moment]:
    """The chat after 1, 10, 100 turns, and so on by a tenth, on the simulated Mac in *home*.

    What is said are *lines*, again and again.

    Raises NotReady where it ends before.
    """
    variables = _variables(home)
    # Also on a Mac: nothing of this is for real apps.
    tinyagent(home, "config", "set", "desktop.kind", "simulated")
    command = [
        sys.executable, "-P", "-m", "tinyagent_cli", "chat", "--yes", "--quiet",
    ]  # fmt: skip
    looked = {1, 10, 100, *range(turns // 10, turns + 1, max(1, turns // 10))}
    began = perf_counter()
    chat = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=variables,
    )  # fmt: skip
    try:
        for turn in range(1, turns + 1):
            _take(chat, lines[turn % len(lines)].replace("{}", _word(turn)))
            told(turn)
            if turn in looked and turn <= turns:
                yield _moment(chat.pid, home, turn, perf_counter() - began)
    finally:
        chat.kill()
        chat.communicate()


def _take(chat: subprocess.Popen[bytes], line: str) -> None:
    assert chat.stdin is not None
    assert chat.stdout is not None
    try:
        chat.stdin.write(f"{line}\n".encode())
        chat.stdin.flush()
    except BrokenPipeError:
        pass
    if select.select([chat.stdout], [], [], _PATIENCE)[0] and chat.stdout.readline():
        return
    raise NotReady(f"the chat gave no answer to “{line}”", "tinyagent chat --yes")


def _word(turn: int) -> str:
    """A word of its own for each turn: figures would be read as times and amounts."""
    return "".join(chr(ord("a") + int(figure)) for figure in str(turn)) + "x"


def _moment(process: int, home: Path, turns: int, seconds: float) -> Moment:
    of = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    files = threads = None
    if _FILES.exists():
        files = sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
        threads = sum(1 for _ in Path(f"/proc/{process}/task").iterdir())
    journal = sum(path.stat().st_size for path in home.glob("journal.db*"))
    return Moment(turns, seconds, int(of.stdout or 0) * 1024, files, threads, journal)


def _variables(home: Path) -> Mapping[str, str]:
    from tinyagent_cli.core.environment import Environment

    return {**Environment().variables, "TINYAGENT_HOME": str(home), "TINYAGENT_PLUGINS": ""}
