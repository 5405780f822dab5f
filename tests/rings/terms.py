"""Mistakes in a term table: a term renamed or left out, a type or an access that is another."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from tinyagent_cli.desktop import macos

_OTHER_ACCESS: Final = {"r": "rw", "rw": "r", "w": "r"}
_OTHER_TYPE: Final = {"text": "integer", "integer": "text", "boolean": "text", "date": "text"}


@dataclass(frozen=True, slots=True)
class TermMutant:
    """The table of an app as JSON, as it *was* and as it is *instead*; *said*: what differs."""

    file: str
    said: str
    was: str = field(repr=False)
    instead: str = field(repr=False)

    @property
    def key(self) -> str:
        """What it is called."""
        return f"{self.file} · {self.said}"


def term_mutants(app: str) -> Iterator[TermMutant]:
    """Those of the table of *app* on the newest macOS that it is known of."""
    table = macos.table(app, macos.NEWEST_TERMS)
    was = json.dumps(table)
    for said, way, new in _changes(table):
        other = copy.deepcopy(dict(table))
        at: Any = other
        for step in way[:-1]:
            at = at[step]
        value = at.pop(way[-1])
        if isinstance(at, list):
            if new is not None:
                at.insert(way[-1], new)
        elif new is not None:
            name, changed = new
            at[name] = value if changed is None else changed
        yield TermMutant(f"terms/{app}.json", said, was, json.dumps(other))


Change = tuple[str, tuple[Any, ...], Any]


def _changes(table: Any) -> Iterator[Change]:
    standard = macos.table("Standard", macos.NEWEST_TERMS)["commands"]
    for kind, one in table["classes"].items():
        for name, text in one.get("properties", {}).items():
            way = ("classes", kind, "properties", name)
            types, _, access = text.rpartition(" ")
            yield f"{kind}.{name} renamed", way, (f"{name}X", None)
            yield f"{kind}.{name} left out", way, None
            yield (
                f"{kind}.{name} {access} → {_OTHER_ACCESS[access]}",
                way,
                (name, f"{types} {_OTHER_ACCESS[access]}"),
            )
            if types in _OTHER_TYPE:
                yield (
                    f"{kind}.{name} {types} → {_OTHER_TYPE[types]}",
                    way,
                    (name, f"{_OTHER_TYPE[types]} {access}"),
                )
        for name, access in one.get("elements", {}).items():
            way = ("classes", kind, "elements", name)
            yield f"{kind}: element {name} left out", way, None
            yield (
                f"{kind}: element {name} {access} → {_OTHER_ACCESS[access]}",
                way,
                (name, _OTHER_ACCESS[access]),
            )
        for number, verb in enumerate(one.get("verbs", ())):
            # The application takes every verb, and everything those that all apps have.
            if kind == "application" or verb in standard:
                continue
            yield f"{kind}: verb {verb} left out", ("classes", kind, "verbs", number), None
        if one.get("is", "item") != "item":  # whatever an item has, every class has
            yield f"{kind} is no {one['is']}", ("classes", kind, "is"), None
        if one.get("plural", f"{kind}s").lower() != f"{kind}s".lower():  # JavaScript's name for it
            yield f"{kind}: plural left out", ("classes", kind, "plural"), None
    for name, command in table["commands"].items():
        if command != standard.get(name):  # every app has those
            yield f"command {name} renamed", ("commands", name), (f"{name}X", None)
            yield f"command {name} left out", ("commands", name), None
        yield (
            f"command {name}: direct turned",
            ("commands", name, "direct"),
            ("direct", not command["direct"]),
        )
        for parameter, types in command["parameters"].items():
            way = ("commands", name, "parameters", parameter)
            other = types[:-1] if types.endswith("?") else f"{types}?"
            yield f"{name} {parameter} renamed", way, (f"{parameter}X", None)
            yield f"{name} {parameter} left out", way, None
            yield f"{name} {parameter} {types} → {other}", way, (parameter, other)
    asked = _asked(table)
    for name, values in table.get("enumerations", {}).items():
        if name not in asked:  # of what is only read, the table could say anything
            continue
        for number, value in enumerate(values):
            yield f"{name}: {value} left out", ("enumerations", name, number), None


def _asked(table: Any) -> set[str]:
    """The types of what can be set, and of the parameters of all verbs."""
    properties = [one.get("properties", {}).values() for one in table["classes"].values()]
    said = [text.rpartition(" ") for texts in properties for text in texts]
    types = [types for types, _, access in said if "w" in access]
    for command in table["commands"].values():
        types += [text.rstrip("?") for text in command["parameters"].values()]
    return {one for text in types for one in text.split("|")}
