"""The corpus: attacks as data, one TOML file a subject; the README says how to add one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Attack:
    """One text that means harm, at one place; the README says what each field means."""

    id: str
    what: str
    where: str
    text: str = ""
    plan: str | None = None
    plans: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    stdin: str = ""
    config: str = ""
    names: str = ""
    person: str = "agrees"
    terminal: bool = False
    reaches: tuple[str, ...] | None = None
    changes: tuple[str, ...] | None = None
    shows: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    exit: int | None = None
    questions: int | None = None

    @property
    def name(self) -> str:
        """What the test is called."""
        return f"{self.id}@{self.where}"


_FIELDS: Final = frozenset(field.name for field in fields(Attack)) | {"json", "repeat"}


def corpus() -> Iterator[Attack]:
    """Every attack of every file, one for each place its text is put at."""
    for path in sorted(HERE.glob("*.toml")):
        for table in tomllib.loads(path.read_text("utf-8"))["attack"]:
            yield from _attacks(table, path.name)


def _attacks(table: Mapping[str, Any], file: str) -> Iterator[Attack]:
    if strange := sorted(set(table) - _FIELDS):
        raise ValueError(f"{file}: {table.get('id')}: there is no field {strange[0]}")
    known = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    # TOML has no lone surrogates, JSON has.
    text = json.loads(known.pop("json")) if "json" in known else known.pop("text", "")
    text *= known.pop("repeat", 1)
    where = known.pop("where")
    for place in where if isinstance(where, tuple) else (where,):
        yield Attack(where=place, text=text, **known)
