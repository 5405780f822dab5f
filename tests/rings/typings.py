"""Strict TypeScript typings of the apps' dictionaries, made of the term tables.

``python -m tests.rings.typings FOLDER`` writes them there; a test checks the scripts by them.
What a table does not know has no type, and is an error: there is no index signature by name.
An object of class ``note`` is

* ``Note``: its properties as getters (``note.name()``) and, unless read-only, setters, its
  elements and verbs;
* ``NoteElements``: many of them, with ``byName``, ``whose``, and a property of all at once;
* ``NoteProperties``: what ``app.Note({…})`` takes: all but the read-only ones;
* ``NoteFilter``: what ``whose`` takes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from macos_tools import ROOT
from tinyagent_cli.desktop.engine import APPS
from tinyagent_cli.doctor.sdef import camel

FRAME = Path(__file__).with_name("jxa.d.ts")

PLAIN = {
    "any": "unknown",
    "boolean": "boolean",
    "date": "Date",
    "file": "PathName",
    "integer": "number",
    "location specifier": "Item",
    "missing value": "null",
    "number": "number",
    "real": "number",
    "record": "object",
    "rich text": "string",
    "specifier": "Item",
    "text": "string",
    "type": "string",
}

# What a filter may compare.
COMPARABLE = frozenset({"boolean", "date", "integer", "missing value", "number", "real", "text"})

# Read-only in the dictionary and yet given when an object is made: Apple's Calendar Scripting
# Guide, Listing 12-2.  The simulated Mac's calendar.js has the same, and a test holds them alike.
AT_BIRTH = {("Calendar", "attendee"): ("displayName", "email")}

# The Standard Suite's verbs that every object answers; the others are for windows and documents.
EVERYONES = ("count", "delete", "duplicate", "exists", "move")

# Where byId looks a class up by another name: both have the code of an id in the dictionary.
IDENTITIES = ("id", "uid", "calendarIdentifier")


def capital(term: str) -> str:
    """The name of a class's constructor: ``cc recipient`` is ``CcRecipient``."""
    name = camel(term)
    return name[0].upper() + name[1:]


@dataclass(frozen=True)
class Class:
    """A class of a dictionary, with all that it inherits."""

    kinds: tuple[str, ...]
    properties: Mapping[str, tuple[list[str], str]]
    elements: Mapping[str, str]
    verbs: tuple[str, ...]


class Dictionary:
    """One app's table and the Standard Suite, as the simulated Mac joins them."""

    def __init__(self, app: str) -> None:
        self.app = app
        self.table, self.standard = (
            json.loads((ROOT / "terms" / f"{name}.json").read_text("utf-8"))
            for name in (app, "Standard")
        )
        self.commands = self.standard["commands"] | self.table["commands"]
        self.enumerations = self.standard["enumerations"] | self.table["enumerations"]

    @cached_property
    def classes(self) -> dict[str, Class]:
        """Every class by its name in the dictionary."""
        kinds = self.standard["classes"] | self.table["classes"]
        return {kind: self._whole(kind) for kind in sorted(kinds)}

    def _layers(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The declarations that make up *kind*, the farthest ancestor first."""
        for source in (self.standard["classes"], self.table["classes"]):
            if (layer := source.get(kind)) is not None:
                if layer.get("is", kind) != kind:
                    yield from self._layers(layer["is"])
                yield kind, layer

    def _whole(self, kind: str) -> Class:
        layers = [("item", self.standard["classes"]["item"]), *self._layers(kind)]
        properties: dict[str, tuple[list[str], str]] = {}
        elements: dict[str, str] = {}
        verbs: set[str] = set(EVERYONES)
        for _, layer in layers:
            for name, said in layer.get("properties", {}).items():
                types, _, access = said.rpartition(" ")
                properties[name] = (types.split("|"), access)
            elements |= layer.get("elements", {})
            verbs.update(layer.get("verbs", ()))
        kinds = dict.fromkeys(name for name, _ in layers)
        return Class(tuple(kinds), properties, elements, tuple(sorted(verbs)))

    def plural(self, kind: str) -> str:
        """``people`` for ``person``, as JavaScript spells it."""
        layers = [layer for _, layer in self._layers(kind)]
        return camel(layers[-1].get("plural", f"{kind}s"))

    def type_of(self, types: Iterable[str]) -> str:
        """The TypeScript type of a value that a dictionary says to be one of *types*."""
        return " | ".join(dict.fromkeys(self._one(kind) for kind in types))

    def _one(self, kind: str) -> str:
        if kind.startswith("list of "):
            return f"Array<{self._one(kind.removeprefix('list of '))}>"
        if kind in PLAIN:
            return PLAIN[kind]
        if kind in self.enumerations:
            return " | ".join(json.dumps(value) for value in self.enumerations[kind])
        return capital(kind) if kind in self.classes else "Unspeakable"

    def whole_object(self, types: list[str]) -> str | None:
        """The class whose properties can be gone on to, as in ``defaultAccount.defaultFolder``."""
        kinds = [kind for kind in types if kind in self.classes and kind != "item"]
        return capital(kinds[0]) if len(kinds) == 1 else None


def typings(app: str) -> str:
    """The declarations of *app*: a namespace, and ``Application`` by its bundle's name."""
    dictionary = Dictionary(app)
    lines = [f"declare namespace {app} {{"]
    for kind, known in dictionary.classes.items():
        lines += [f"  {line}" for line in _class(dictionary, kind, known)]
    bundle = json.dumps(dictionary.table["bundle"])
    lines += ["}", f"declare function Application(bundle: {bundle}): {app}.Application;", ""]
    return "\n".join(lines)


def _class(dictionary: Dictionary, kind: str, known: Class) -> Iterator[str]:
    name, kinds = capital(kind), " | ".join(json.dumps(kind) for kind in known.kinds)
    yield f"type {name} = Opaque & {name}Object;"
    yield f"interface {name}Object extends Kind<{kinds}> {{"
    for prop, (types, access) in known.properties.items():
        value = dictionary.type_of(types)
        # A setter alone would be read as what it takes.
        yield f"  get {prop}(): {_read(dictionary, types, value) if 'r' in access else 'Opaque'};"
        if "w" in access:
            yield f"  set {prop}(value: {value});"
    for element, access in known.elements.items():
        many = f"{capital(element)}Elements"
        more = f" & {{ push(one: Made<{json.dumps(element)}>): number }}" if "w" in access else ""
        yield f"  readonly {dictionary.plural(element)}: {many}{more};"
    if kind == "application":
        yield from _application(dictionary)
    else:
        yield from _verbs(dictionary, known)
    yield "}"
    if kind in ("application", "item"):
        return
    yield from _elements(dictionary, name, known)
    yield f"interface {name}Properties {{"
    born = AT_BIRTH.get((dictionary.app, kind), ())
    for prop, (types, access) in known.properties.items():
        if "w" in access or prop in born:
            yield f"  {prop}?: {dictionary.type_of(types)};"
    yield "}"
    yield f"type {name}Filter = Where<{{"
    for prop, (types, access) in known.properties.items():
        # A filter on an enumeration or on objects is an error on a Mac too.
        if "r" in access and all(
            PLAIN.get(one, "object") not in ("object", "Item") for one in types
        ):
            yield f"  {prop}: {dictionary.type_of(types)};"
    yield "}>;"


def _read(dictionary: Dictionary, types: list[str], value: str) -> str:
    whole = dictionary.whole_object(types)
    return f"Read<{value}> & {whole}Object" if whole else f"Value<{value}>"


def _elements(dictionary: Dictionary, name: str, known: Class) -> Iterator[str]:
    yield f"type {name}Elements = Opaque & Some<{name}> & {{"
    if "name" in known.properties:
        yield f"  byName(name: string): {name};"
    else:
        yield "  readonly name: Opaque;"  # and not the name of a function
    for identity in IDENTITIES:
        if identity in known.properties:
            yield f"  byId(id: {dictionary.type_of(known.properties[identity][0])}): {name};"
            break
    yield f"  whose(filter: {name}Filter): {name}Elements;"
    for prop, (types, access) in known.properties.items():
        if "r" in access:
            yield f"  readonly {prop}: Value<Array<{dictionary.type_of(types)}>>;"
    yield "};"


def _verbs(dictionary: Dictionary, known: Class) -> Iterator[str]:
    """What an object answers itself: ``note.show()``."""
    for verb in known.verbs:
        command = dictionary.commands.get(verb)
        if command is not None and command["direct"]:
            yield f"  {verb}({_parameters(dictionary, command)}): {_gives(dictionary, command)};"


def _application(dictionary: Dictionary) -> Iterator[str]:
    """What an app can make and do: ``app.Note({…})``, ``app.show(note)``."""
    for kind, known in dictionary.classes.items():
        if kind not in ("application", "item"):
            name, kinds = capital(kind), " | ".join(json.dumps(kind) for kind in known.kinds)
            yield f"  {name}(properties?: {name}Properties): {name} & Made<{kinds}>;"
    for verb, command in dictionary.commands.items():
        direct = _direct(dictionary, verb, command)
        given = [f"direct: {direct}"] if direct else []
        if parameters := _parameters(dictionary, command):
            given.append(parameters)
        yield f"  {verb}({', '.join(given)}): {_gives(dictionary, command)};"


def _direct(dictionary: Dictionary, verb: str, command: Mapping[str, Any]) -> str:
    """What a command is done to: what the table says, narrowed to those that answer the verb."""
    if not command["direct"]:
        return ""
    said = command["direct"].split("|")
    if "specifier" not in said or verb in EVERYONES:
        return dictionary.type_of(said)
    said.remove("specifier")
    said += [
        kind
        for kind, known in dictionary.classes.items()
        if verb in known.verbs and kind != "application"
    ]
    return dictionary.type_of(said)


def _parameters(dictionary: Dictionary, command: Mapping[str, Any]) -> str:
    fields = {
        name: (types.removesuffix("?").split("|"), types.endswith("?"))
        for name, types in command["parameters"].items()
    }
    if not fields:
        return ""
    said = "; ".join(
        f"{name}{'?' if optional else ''}: {dictionary.type_of(types)}"
        for name, (types, optional) in fields.items()
    )
    required = any(not optional for _, optional in fields.values())
    return f"parameters{'' if required else '?'}: {{ {said} }}"


def _gives(dictionary: Dictionary, command: Mapping[str, Any]) -> str:
    return dictionary.type_of(command["gives"].split("|")) if "gives" in command else "void"


def write(folder: Path) -> list[Path]:
    """Write the frame and the typings of every app into *folder*."""
    paths = [folder / FRAME.name]
    paths[0].write_text(FRAME.read_text("utf-8"), "utf-8")
    for app in APPS:
        path = folder / f"{app}.d.ts"
        path.write_text(typings(app), "utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write(Path(sys.argv[1]))
