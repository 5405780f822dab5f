"""What Tab completes in a request: people, notes and files, by what they are called.

What earlier turns named or found comes first, then what the desktop knows without being asked
for anything: a key that was pressed opens no app.  A path is completed as a shell does it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from tinyagent_cli.agent.pointing import texts_of
from tinyagent_cli.core.errors import PlanError, TinyagentError
from tinyagent_cli.core.ports import Desktop, Familiar
from tinyagent_cli.execution.records import State, TurnRecord
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.tools.spec import Kind, ToolSpec

_THINGS: Final = (Kind.NAME, Kind.FILE, Kind.PLACE)
_MOST: Final = 30  # of what fits; a longer menu helps nobody


class Names:
    """The names that *turns* and *desktop* know: *people*, and *things*.

    Read when they are first asked for, and anew after `forget`.
    """

    def __init__(self, desktop: Desktop, specs: Mapping[str, ToolSpec]) -> None:
        self._desktop = desktop
        self._specs = specs
        self._found: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    def forget(self) -> None:
        """Something was done: there may be others."""
        self._found = None

    def all(self, turns: Iterable[TurnRecord]) -> tuple[str, ...]:
        """People first."""
        people, things = self._read(turns)
        return (*people, *things)

    def has_person(self, name: str, turns: Iterable[TurnRecord]) -> bool:
        """Whether somebody is called *name*, whole or in part."""
        wanted = name.casefold()
        people, _ = self._read(turns)
        return any(wanted in (known.casefold(), *known.casefold().split()) for known in people)

    def _read(self, turns: Iterable[TurnRecord]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if self._found is None:
            turns = tuple(turns)
            people, things = names_of(turns, self._specs)
            known, are = _on(self._desktop, turns)
            self._found = _once((*people, *known)), _once((*things, *are))
        return self._found


def names_of(
    turns: Iterable[TurnRecord], specs: Mapping[str, ToolSpec]
) -> tuple[list[str], list[str]]:
    """People whom *turns* found or named, and what else their plans called by name."""
    people: list[str] = []
    things: list[str] = []
    for turn in turns:
        found = (a.details.get("name") for a in turn.actions if a.state is State.DONE)
        try:
            plan = parse(turn.plan) if turn.plan else Plan(())
        except PlanError:  # of a version that spoke another plan language
            continue
        people += [str(name) for name in found if name]
        people += texts_of(plan, specs, Kind.PERSON)
        things += texts_of(plan, specs, *_THINGS)
    return people, things


def completions(text: str, names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Names that go on from the last word of *text*, or its last words, and where they start."""
    words = text.replace("\n", " ").split(" ")
    path = words[-1] if len(words) > 1 or not text.startswith("/") else ""
    if path.startswith(("~/", "/", "./", "../")):
        yield from ((found, -len(path)) for found in paths(path))
        return
    yield from islice(_fitting(words, names), _MOST)


def paths(start: str) -> list[str]:
    """Files and folders that *start*, a path as it is typed, goes on to."""
    folder, _, beginning = start.rpartition("/")
    try:
        entries = sorted(os.scandir(Path(f"{folder}/").expanduser()), key=lambda e: e.name)
        return [
            f"{folder}/{entry.name}{'/' if entry.is_dir() else ''}"
            for entry in entries
            if entry.name.startswith(beginning)
            and (beginning.startswith(".") or not entry.name.startswith("."))
        ][:_MOST]
    except (OSError, RuntimeError):  # not there, not ours, or ~somebody who is unknown
        return []


def _fitting(words: list[str], names: Iterable[str]) -> Iterator[tuple[str, int]]:
    for name in names:
        for count in range(min(3, len(words)), 0, -1):
            typed = " ".join(words[-count:])
            if typed and name.casefold().startswith(typed.casefold()) and name != typed:
                yield name, -len(typed)
                break


def _on(desktop: Desktop, turns: tuple[TurnRecord, ...]) -> tuple[Iterable[str], Iterable[str]]:
    if not isinstance(desktop, Familiar):
        return (), ()
    used = {
        action.tool
        for turn in turns
        if turn.desktop == desktop.name
        for action in turn.actions
        if action.state is State.DONE
    }
    try:
        return desktop.people(used), desktop.things(used)
    except TinyagentError:  # nothing to complete is no reason to complain while somebody types
        return (), ()


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Each of *names* once; what holds line breaks or codes is no name to type."""
    return tuple(dict.fromkeys(name for name in names if name and name.isprintable()))
