"""Where an attack is played: a simulated Mac of its own, and the real program in front of it.

Only three things are put in place of the real ones: the person at the terminal, who looks at
everything and says what the attack wants said; the planner, where the attack is what a model
answers; and Zoom's and a model's servers, which are local.
"""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
import typer.main
from rich.console import Console

from tests.attacks.corpus import Attack
from tests.attacks.places import PLACES, Place
from tests.attacks.serving import answering
from tinyagent_cli.__main__ import main
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import ConsentNeeded
from tinyagent_cli.core.events import Event
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.execution.consent import Answer, Proposal
from tinyagent_cli.plugins import loader
from tinyagent_cli.view import screen
from tinyagent_cli.view.proposal import proposal_table, question

_get_command = typer.main.get_command
NOW: Final = datetime(2026, 11, 23, 9)
# In memory where there is such a place: an attack writes forty small files to the disk.
ROOM: Final = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@dataclass(frozen=True)
class Ran:
    """A command that was run: how it ended and what it wrote."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str


@dataclass
class Played:
    """What came of an attack; *before* and *after* are snapshots of the simulated Mac."""

    home: Path
    outside: Path
    place: Place
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    ran: list[Ran] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # every question, as it stood on the screen
    told: list[str] = field(default_factory=list)  # what the planner was told of failures
    variables: dict[str, str] = field(default_factory=dict)  # of the environment, beside our own

    @property
    def documents(self) -> Path:
        """The home folder of the simulated Mac's user."""
        return self.home / "simulated-mac" / "home"


@cache
def _seeded() -> Path:
    """A home in which a simulated Mac was used once; all others are copies of it."""
    home = Path(tempfile.mkdtemp(prefix="attacks-", dir=ROOM)) / "seeded"
    SimulatedDesktop(home / "simulated-mac", Clock.stopped(NOW)).snapshot()
    return home


@cache
def _commands(app: typer.Typer) -> Any:
    return _get_command(app)


def clean_up() -> None:
    """Remove what the attacks were played in."""
    if _seeded.cache_info().currsize:
        shutil.rmtree(_seeded().parent, ignore_errors=True)
        _seeded.cache_clear()


def play(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Put the attack's text where it belongs, and run what would fall for it."""
    room = Path(tempfile.mkdtemp(dir=_seeded().parent))
    home, outside = room / "home", room / "outside"
    shutil.copytree(_seeded(), home, symlinks=True)
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"%PDF-1.4 the canary")
    (outside / "secret.command").write_text("#!/bin/sh\ntouch pwned\n")
    place = PLACES[attack.where]
    played = Played(home, outside, place)
    text = attack.text.replace("{home}", str(played.documents)).replace("{outside}", str(outside))
    if attack.config:
        (home / "config.toml").write_text(attack.config, "utf-8")
    place.plant(played, text, attack)
    played.before = _look(home)
    with ExitStack() as stack:
        # Typer makes all commands anew for each call, which is a third of the time.
        monkeypatch.setattr(typer.main, "get_command", _commands)
        _sit_down(attack, played, monkeypatch)
        monkeypatch.setattr(
            loader, "entry_points", lambda group: tuple(_plugins(place, text, attack.names))
        )
        if place.plans or attack.plans:
            _plan_by(attack.plans or (text,), played, monkeypatch)
        if place.serves:
            url = stack.enter_context(answering(place.serves(text)))
            place.connect(played, url, monkeypatch)
        else:
            place.connect(played, "", monkeypatch)
        for command in attack.run or place.run:
            words = [text if word == "{text}" else _filled(word, played, attack)
                     for word in shlex.split(command)]  # fmt: skip
            stdin = text if place.piped else _filled(_plan_of(attack, place), played, attack)
            played.ran.append(_call(played, words, attack.stdin or stdin, terminal=attack.terminal))
    played.after = _look(home)
    return played


def _plan_of(attack: Attack, place: Place) -> str:
    return place.plan if attack.plan is None else attack.plan


def _filled(word: str, played: Played, attack: Attack) -> str:
    return (
        word.replace("{home}", str(played.documents))
        .replace("{outside}", str(played.outside))
        .replace("{file}", str(played.home / "attack"))
    )


def _look(home: Path) -> dict[str, Any]:
    return SimulatedDesktop(home / "simulated-mac", Clock.stopped(NOW)).snapshot()


class _Terminal(StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def _call(played: Played, words: Sequence[str], stdin: str, *, terminal: bool) -> Ran:
    out, err = (_Terminal(), _Terminal()) if terminal else (StringIO(), StringIO())
    variables = {
        "TINYAGENT_HOME": str(played.home), "TERM": "xterm-256color", "COLUMNS": "100",
        **played.variables,
    }  # fmt: skip
    typed = played.home / "stdin"
    typed.write_bytes(stdin.encode("utf-8", "surrogatepass"))
    with typed.open(encoding="utf-8", errors="replace") as source:
        environment = Environment(
            stdin=source,
            stdout=out,
            stderr=err,
            variables=variables,
            platform="linux",
            clock=Clock.stopped(NOW),
        )
        code = main(words, environment)
    return Ran(tuple(words), int(code), out.getvalue(), err.getvalue())


def _sit_down(attack: Attack, played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put somebody at the terminal who says yes to all, or to nothing; or nobody."""

    async def consent(self: screen.Screen, proposal: Proposal) -> Answer:
        if attack.person == "nobody":
            raise ConsentNeeded("nobody is there")
        played.proposals.append(proposal)
        played.asked.append(f"{_drawn(proposal_table(proposal))}{question(proposal)}")
        return Answer.NO if attack.person == "refuses" else Answer.ONCE

    async def choose(
        self: screen.Screen, asked: str, choices: Sequence[str], likeliest: int | None = None
    ) -> int | None:
        from tinyagent_cli.view.printable import printable

        if attack.person == "nobody":
            raise ConsentNeeded("nobody is there")
        played.asked.append("\n".join(map(printable, (asked, *choices))))
        return None if attack.person == "refuses" else likeliest or 0

    async def say(self: screen.Screen, asked: str) -> str:
        played.asked.append(asked)
        return ""

    shown = screen.Screen.__call__

    def seen(self: screen.Screen, event: Event) -> None:
        shown(self, event)
        if self._live is not None:  # each state is drawn, however little time it takes
            self._live._draw()

    monkeypatch.setattr(screen.Screen, "__call__", seen)
    monkeypatch.setattr(screen, "TTY", "/nonexistent/tty")
    monkeypatch.setattr(screen.Screen, "present", attack.person != "nobody")
    for name, way in (("consent", consent), ("choose", choose), ("say", say)):
        monkeypatch.setattr(screen.Screen, name, way)


def _drawn(renderable: Any) -> str:
    out = StringIO()
    Console(file=out, width=200, markup=False, emoji=False, highlight=False).print(renderable)
    return out.getvalue()


class _HostileModel:
    """A planner that answers *plans* in turn, whatever it is asked; it reads prompts."""

    name = "hostile"

    def __init__(self, plans: Sequence[str], told: list[str]) -> None:
        self._plans = list(plans)
        self._told = told

    async def plan(self, *asked: Any) -> AsyncIterator[str]:
        text = self._plans.pop(0) if len(self._plans) > 1 else self._plans[0]
        yield text

    def replan(self, *asked: Any) -> AsyncIterator[str]:
        self._told.append(asked[-1])
        return self.plan()


def _plan_by(plans: Sequence[str], played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    make = loader.Plugins.make

    def made(self: loader.Plugins, hook: str, name: str, *arguments: Any) -> Any:
        if hook == "tinyagent_planners":
            return _HostileModel(plans, played.told)
        return make(self, hook, name, *arguments)

    monkeypatch.setattr(loader.Plugins, "make", made)


def _plugins(place: Place, text: str, names: str) -> Iterator[Any]:
    if place.plugs:
        load = lambda: place.plugs(text)  # noqa: E731
        name = names or "evil"
        yield SimpleNamespace(name=name, dist=SimpleNamespace(name=f"{name}-dist"), load=load)
