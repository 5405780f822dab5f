"""A Mac's own scripting dictionaries against our term tables: which names are there, and how.

They are read as files, for which macOS asks nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from macos_tools import ROOT
from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.desktop import macos
from tinyagent_cli.desktop.answers import APP_OF_FOLDER
from tinyagent_cli.doctor.apps import MacApp, dictionary_of, macos_version
from tinyagent_cli.doctor.sdef import camel, from_sdef, table


@dataclass(frozen=True, slots=True)
class Differences:
    """Names that this Mac lacks (*missing*), has otherwise (*changed*), has more (*added*).

    A name is ``note.body``, ``folder > note`` (an element), ``note does show``, ``show()``,
    ``show(separately)`` or ``kind = plain text``; *changed* ones carry what they were and are.
    """

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def harmful(self) -> bool:
        """Whether a script may stumble: more names harm nobody."""
        return bool(self.missing or self.changed)


def compared(app: MacApp, root: Path) -> Differences:
    """How the dictionary of *app* below *root* differs from our table.

    Raises ToolError where there is none, or none that can be read.
    """
    place = app.find(root)
    path = dictionary_of(place) if place else None
    if path is None:
        raise ToolError(f"{app.name} has no scripting dictionary")
    try:
        theirs = table(app.name, app.bundle, from_sdef(path))
    except (OSError, ParseError, UnicodeError) as error:
        raise ToolError(f"the dictionary of {app.name} cannot be read") from error
    return differences(macos.table(app.name, simulated_version(root)), theirs)


def simulated_version(root: Path) -> str:
    """The version of macOS below *root*, if it can be simulated; else the one of our tables."""
    major = macos_version(root).partition(".")[0]
    return major if major in macos.versions() else macos.NEWEST_TERMS


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Differences:
    """How the table *theirs* differs from *ours*."""
    known, found = dict(names(ours)), dict(names(theirs))
    return Differences(
        tuple(name for name in known if name not in found),
        tuple(
            f"{name}: {known[name]} → {found[name]}"
            for name in known
            if name in found and known[name] != found[name]
        ),
        tuple(name for name in found if name not in known),
    )


def names(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every name of a table, and what it says of it."""
    for kind, entry in table["classes"].items():
        yield kind, f"a {entry['is']}" if "is" in entry else "a class"
        for name, said in entry.get("properties", {}).items():
            # Whether it is a list was not known of all.
            yield f"{kind}.{name}", said.replace("list of ", "")
        for element, access in entry.get("elements", {}).items():
            yield f"{kind} > {element}", access
        for verb in entry.get("verbs", ()):
            yield f"{kind} does {verb}", "yes"
    for name, command in table["commands"].items():
        yield f"{name}()", "of an object" if command["direct"] else "alone"
        for parameter, types in command["parameters"].items():
            yield f"{name}({parameter})", types.replace("list of ", "")
    for name, items in table["enumerations"].items():
        for item in items:
            yield f"{name} = {item}", "yes"


def concerned(app: MacApp, found: Differences) -> list[str]:
    """The scripts of *app* in which a name that is missing or changed occurs."""
    words = {spoken(name) for name in (*found.missing, *found.changed)}
    words |= {f"{word}{plural}" for word in words for plural in ("s", "es")}
    folder = next(folder for folder, name in APP_OF_FOLDER.items() if name == app.name)
    return [
        f"{folder}/{path.name}"
        for path in sorted((ROOT / folder).glob("*.js"))
        if words & set(re.findall(r"\w+", path.read_text("utf-8").lower()))
    ]


def spoken(name: str) -> str:
    """The last word of a *name* of `names`, as scripts say it but for capitals."""
    bare = name.partition(":")[0].rstrip("()")
    return camel(re.split(r"[.>=(]| does ", bare)[-1].strip()).lower()
