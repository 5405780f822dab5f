"""Where the words of a call come from, as a person is told before they agree to it.

An address says so itself (``Sid Patel, mobile, from Contacts``; ``said by you``).  A text, a
place and a link say so where they are not the user's own: they were read in an app, piped in,
or made up by a planner.  A time can come from no text of others, and is shown by its day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final

from tinyagent_cli.plan.task import Task, Value, references
from tinyagent_cli.tools.spec import Kind, ToolSpec

_QUOTES: Final = str.maketrans("“”«»()", '""""[]')
_WORD: Final = re.compile(r"[^\W_]+")
_WORDY: Final = frozenset({Kind.TEXT, Kind.NAME, Kind.PLACE, Kind.LINK})
_NAME: Final = 60  # characters; a longer one would push what matters out of sight


@dataclass(slots=True)
class Origins:
    """Where texts come from in one plan of a turn: its *request*, what was *piped* in, its tasks.

    Without a *request*, the plan is all that was said.
    """

    request: str = ""
    piped: str = ""
    _sources: dict[int, str] = field(default_factory=dict)

    def note(self, task: int, spec: ToolSpec, arguments: Mapping[str, Any]) -> None:
        """Task *task* was done: what it gave comes from there."""
        first = next(iter(arguments.values()), "")
        name = PurePath(first).name if _is_path(spec, first) else _named(first)
        # No quotation mark of its own ends it, so that nothing behind one is taken for ours.
        name = " ".join(name.translate(_QUOTES).split())[:_NAME]
        self._sources[task] = f"{spec.app}, “{name}”" if name else spec.app

    def of(self, spec: ToolSpec, task: Task) -> dict[str, str]:
        """Where the texts among *task*'s arguments come from, by their names."""
        found = {}
        for argument, value in zip(spec.arguments, task.arguments, strict=False):
            if argument.kind in _WORDY and (origin := self._origin(value)):
                found[argument.name] = origin
        return found

    def _origin(self, value: Value) -> str:
        if needs := sorted({reference.id for reference in references(value)}):
            return "from " + " and ".join(self._sources.get(id, f"task {id}") for id in needs)
        if not self.request or not isinstance(value, str) or says(self.request, value):
            return ""
        return "from what was piped in" if says(self.piped, value) else "the plan’s words"


def says(text: str, words: str) -> bool:
    """Whether *words* stand in *text*, whatever is between them and whatever their capitals."""
    wanted = _bare(words)
    return wanted in _bare(text) or not wanted.strip()


def _bare(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _is_path(spec: ToolSpec, value: Any) -> bool:
    return bool(spec.arguments) and spec.arguments[0].kind is Kind.FILE and isinstance(value, str)


def _named(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name", ""))
    return value if isinstance(value, str) else ""
