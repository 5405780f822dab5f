"""The toolbox: which tools there are, and the manifest that says what they are.

Tools come from plugins, our own sixteen too; the specs of those stand in
``macos_tools/manifest.toml``, once for prompt, grammar, help, completions and checks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from macos_tools import ROOT
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.tools.piece import Purpose
from tinyagent_cli.tools.spec import Argument, Effect, Kind, Tool, ToolSpec

_E = TypeVar("_E", Kind, Effect, Purpose)

MANIFEST: Final = ROOT / "manifest.toml"

_TOOL_KEYS: Final = frozenset(field.name for field in fields(ToolSpec))
_ARGUMENT_KEYS: Final = frozenset(field.name for field in fields(Argument))


class Toolbox:
    """Tools in order and by name; never changes.

    Iterating gives the tools, ``toolbox["send_sms"]`` one of them (KeyError if there is
    none), ``"send_sms" in toolbox`` asks.  Making one of two tools with one name raises
    UsageError.
    """

    def __init__(self, tools: Iterable[Tool] = ()) -> None:
        self._tools: dict[str, Tool] = {}
        for tool in tools:
            if self._tools.setdefault(tool.spec.name, tool) is not tool:
                raise UsageError(
                    f"there are two tools called {tool.spec.name}",
                    "tinyagent plugins shows who brings them; remove one",
                )
        self.specs: Mapping[str, ToolSpec] = MappingProxyType(
            {name: tool.spec for name, tool in self._tools.items()}
        )

    def __getitem__(self, name: str) -> Tool:
        return self._tools[name]

    def __contains__(self, name: object) -> bool:
        return name in self._tools

    def __iter__(self) -> Iterator[Tool]:
        return iter(self._tools.values())

    def __len__(self) -> int:
        return len(self._tools)

    def __repr__(self) -> str:
        return f"Toolbox({', '.join(self._tools)})"


def load_manifest(path: Path = MANIFEST) -> tuple[ToolSpec, ...]:
    """The specs of the tools in the manifest *path*, in its order.

    Raises UsageError, naming tool and argument, for a manifest that says something wrong:
    it is a file that people edit.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    specs = tuple(_tool(table) for table in document.get("tool", ()))
    names = [spec.name for spec in specs]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"the manifest has two tools called {min(twice)}")
    return specs


def _tool(table: Mapping[str, Any]) -> ToolSpec:
    name = table.get("name", "a tool without a name")
    _check_keys(table, _TOOL_KEYS, ("name", "summary", "app", "effect"), name)
    arguments = tuple(_argument(row, name) for row in table.get("arguments", ()))
    rest = {key: value for key, value in table.items() if key not in ("effect", "arguments")}
    for several in ("addresses", "examples"):
        rest[several] = tuple(table.get(several, ()))
    rest["returns"] = _one_of(Kind, table.get("returns", Kind.TEXT), f"{name}: returns")
    effect = _one_of(Effect, table["effect"], f"{name}: effect")
    spec = ToolSpec(effect=effect, arguments=arguments, **rest)
    known = {argument.name for argument in arguments}
    for named in (*spec.addresses, *((spec.outward_if,) if spec.outward_if else ())):
        if named not in known:
            raise UsageError(f"{name} has no argument {named}, which its manifest speaks of")
    return spec


def _argument(row: Mapping[str, Any], tool: str) -> Argument:
    where = f"{tool}, argument {row.get('name', '?')}"
    _check_keys(row, _ARGUMENT_KEYS, ("name", "kind"), where)
    made = dict(row)
    kind = made["kind"] = _one_of(Kind, row["kind"], f"{where}: kind")
    if "written" in row:
        made["written"] = _one_of(Purpose, row["written"], f"{where}: written")
    made["choices"] = tuple(row.get("choices", ()))
    if row.get("many"):
        made["default"] = ()  # lists are tuples in a plan
    elif row.get("default") == "None":
        made["default"] = None  # TOML has no null
    elif "default" not in row:
        made["default"] = {Kind.NUMBER: 0, Kind.FLAG: False}.get(kind, "")
    if kind is Kind.CHOICE and made["default"] not in ("", *made["choices"]):
        raise UsageError(f"{where}: the default {made['default']!r} is none of its choices")
    return Argument(**made)


def _check_keys(
    table: Mapping[str, Any], known: frozenset[str], needed: tuple[str, ...], where: str
) -> None:
    for key in needed:
        if key not in table:
            raise UsageError(f"{where}: {key} is missing in the manifest")
    if strange := sorted(set(table) - known):
        raise UsageError(f"{where}: the manifest does not know {strange[0]}")


def _one_of(kinds: type[_E], value: str, where: str) -> _E:
    try:
        return kinds(value)
    except ValueError:
        known = ", ".join(kinds)
        raise UsageError(f"{where} {value!r} is none of {known}") from None
