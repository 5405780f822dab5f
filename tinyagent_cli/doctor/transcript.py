"""What a probe of a Mac wrote down: names of Apple's, names of ours, numbers, yes and no.

Never a text that an app holds: of what a script answers its shape is kept, and beside it *claims*,
yes or no, on what it must have done.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.paths import contents

KIND: Final = "tinyagent probe"
VERSION: Final = 1

# The texts of an answer that are kept: kinds of service, kinds of value.
_WORDS: Final = frozenset(
    {"iMessage", "SMS", "RCS", "error", "undefined", "function", "object", "string", "number"}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a script, or ``open``, came to: its *result*, or the *number* and *code* of an error.

    A *code* is a word of ours; ``time`` says that it had to be ended, ``unreadable`` that it
    printed something else, ``missing`` that it could not be run.
    """

    ok: bool
    result: Any = None
    number: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was tried: *step* in words of ours, and what came of it."""

    step: str
    script: str
    ok: bool
    number: int | None = None
    code: str = ""
    shape: Any = None
    claims: Mapping[str, bool] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """An app as it is on the disk, and how its dictionary differs from ours."""

    app: str
    version: str | None
    automation: str | None
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()  # those in which a missing or a changed name occurs


@dataclass(frozen=True, slots=True)
class Compiled:
    """Whether ``osacompile`` takes a script; *number* is that of its error."""

    script: str
    ok: bool
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole probe; *left_out* says in words of ours what was not tried, and why."""

    tinyagent: str
    macos: str
    machine: str
    terminal: str
    seen: tuple[Seen, ...] = ()
    compiled: tuple[Compiled, ...] = ()
    acts: tuple[Act, ...] = ()
    left_out: tuple[str, ...] = ()

    def text(self) -> str:
        """The transcript as JSON that a person can read."""
        told = {"kind": KIND, "v": VERSION, **asdict(self)}
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def read(cls, path: Path) -> Transcript:
        """The transcript in the file *path*; raises UsageError where it holds none."""
        try:
            told = json.loads(contents(path))
            if (told.pop("kind"), told.pop("v")) != (KIND, VERSION):
                raise ValueError("another kind")
            lists = {"seen": Seen, "compiled": Compiled, "acts": Act}
            for name, kind in lists.items():
                rows = told.get(name, ())
                told[name] = tuple(kind(**{k: _frozen(v) for k, v in row.items()}) for row in rows)
            return cls(**{name: _frozen(value) for name, value in told.items()})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise UsageError(
                f"{path} is no transcript of a probe", "tinyagent doctor --probe makes one"
            ) from error


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def shape(value: Any, *, counts: bool = False) -> Any:
    """What may be told of *value*: names of ours, yes and no; with *counts* numbers, too."""
    if isinstance(value, Mapping):
        return {str(name): shape(item, counts=counts) for name, item in value.items()}
    if isinstance(value, list | tuple):
        items = [shape(item, counts=counts) for item in value]
        return items if counts else items[:1]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return value if counts else "number"
    return value if counts and value in _WORDS else "text"
