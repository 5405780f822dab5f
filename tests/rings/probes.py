"""Everything that can be said to a simulated app, right or wrong, and what it makes of it.

No shipped script says most of this, which is why a mistake in the simulator would not be seen by
them: a probe reads every property of every object, sets each to a value of every type, gives every
verb, makes one of every class everywhere, and filters by everything.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.rings.states import SEED
from tinyagent_cli.desktop import macos, quirks
from tinyagent_cli.desktop.engine import Conditions, Fault

_TOLD: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
WAYS: Final[Mapping[str, list[str]]] = {app: one["ways"] for app, one in _TOLD["apps"].items()}
LISTS: Final[Mapping[str, list[str]]] = {app: one["lists"] for app, one in _TOLD["apps"].items()}
STATES: Final[Mapping[str, list[str]]] = {app: o["states"] for app, o in _TOLD["apps"].items()}
OWN: Final[Mapping[str, list[str]]] = {app: one["own"] for app, one in _TOLD["apps"].items()}
FIRST: Final[Mapping[str, str]] = {app: one["first"] for app, one in _TOLD["apps"].items()}
VALUES, FILTERS, HTML, MAILTO = (_TOLD[key] for key in ("values", "filters", "html", "mailto"))

PRELUDE: Final = Path(__file__).with_suffix(".js").read_text("utf-8")


PLAINLY: Final = Conditions()


@dataclass(frozen=True, slots=True)
class Probe:
    """*body*, which returns something, said to *app* as ``app`` under *conditions*."""

    id: str
    app: str
    body: str
    conditions: Conditions = PLAINLY
    alike: bool = False
    variant: str = SEED

    @property
    def source(self) -> str:
        """It as a script."""
        bundle = json.dumps(macos.table(self.app, macos.NEWEST_TERMS)["bundle"])
        return (
            f"{PRELUDE}\nfunction run(argv) {{\n  const app = Application({bundle});\n"
            f"  return JSON.stringify(tried(() => {{ {self.body} }}));\n}}"
        )


def probes(app: str) -> Iterator[Probe]:
    """Those of *app*; what looks at it also on a Mac without a defect, and on one with all."""
    looks, reading = tuple(_looks(app)), json.dumps(sorted(names(app)))
    yield from looks
    every = frozenset(quirks.sometimes(app, macos.NEWEST_TERMS))
    for there, called in ((Conditions(macos=""), "no"), (Conditions(quirks=every), "every")):
        for probe in looks:
            yield replace(probe, id=f"{probe.id}, {called} defect", conditions=there)
    for variant in STATES[app]:
        for probe in looks:
            yield replace(probe, id=f"{probe.id}, {variant}", variant=variant)
        for probe in looks:
            if ": what " in probe.id:
                there = Conditions(macos="")
                name = f"{probe.id}, {variant}, no defect"
                yield replace(probe, id=name, variant=variant, conditions=there)
    for way in WAYS[app]:
        for value in VALUES:
            put = f"(() => ({value.replace('{first}', FIRST[app])}))"
            body = f"return set(() => {way}, {reading}, {put})"
            yield Probe(f"{app}: {value} for everything of {way}", app, body, alike=True)
        yield from _verbs(app, way)
    for listed in LISTS[app]:
        for probe in _makings(app, listed):
            yield probe
            yield replace(
                probe, id=f"{probe.id}, every defect", conditions=Conditions(quirks=every)
            )
    yield Probe(f"{app}: an error without a number", app, "throw new Error('')")
    for fault in _faults(app):
        yield Probe(f"{app}: {fault}", app, _exercised(app), Conditions((fault,)))
    for language in macos.languages():
        there = Conditions((Fault(app, -1728, event="exists"),), language=language)
        yield Probe(f"{app}: in {language}", app, _exercised(app), there)


def _looks(app: str) -> Iterator[Probe]:
    reading = json.dumps(sorted(names(app)))
    for way in WAYS[app]:
        yield Probe(f"{app}: what {way} is", app, f"return looked(() => {way})")
        yield Probe(f"{app}: everything of {way}", app, f"return read(() => {way}, {reading})")
        body = f"return pushed(app, () => {way}, {json.dumps(_makers(app))})"
        yield Probe(f"{app}: what goes into {way}", app, body)
        body = f"return worded(app, () => {way}, {json.dumps(_words(app))})"
        yield Probe(f"{app}: every word of {way}", app, body)
    for listed in LISTS[app]:
        all_ = ", ".join(f"() => ({one})" for one in FILTERS)
        body = f"return filtered(() => {listed}, [{all_}])"
        yield Probe(f"{app}: filters on {listed}", app, body)
        yield Probe(f"{app}: ways into {listed}", app, f"return walked(app, () => {listed})")
    for number, body in enumerate(OWN[app], start=1):
        yield Probe(f"{app}: its own, {number}", app, body)
    yield Probe(f"{app}: a little of everything", app, _exercised(app))
    body = f"return world(app, '{app}', '{FIRST[app]}')"
    hidden = Conditions(quirks=frozenset({"name-is-an-extension"}))
    yield Probe(f"{app}: the world", app, body)
    yield Probe(f"{app}: the world, its name an extension's", app, body, hidden)
    if app == "Notes":
        body = f"return {json.dumps(HTML)}.map((html) => paged(app, html))"
        yield Probe("Notes: what HTML reads as", app, body)
    if app == "Mail":
        body = f"return {json.dumps(MAILTO)}.map((url) => mailed(app, url))"
        yield Probe("Mail: links to mail", app, body)
        body = f"return {json.dumps(MAILTO[0])}.split().map((url) => mailed(app, url))"
        yield Probe("Mail: one link to mail", app, body)


def _words(app: str) -> list[tuple[str, str, str]]:
    """Verb, "" for a property, the name of the parameter or property, each word it may be."""
    table = macos.table(app, macos.NEWEST_TERMS)
    places = [
        (verb, name, types.rstrip("?"))
        for verb, command in table["commands"].items()
        for name, types in command["parameters"].items()
    ]
    for one in table["classes"].values():
        for name, types in one.get("properties", {}).items():
            places.append(("", _camel(name), types.rpartition(" ")[0]))
    return [
        (verb, name, word)
        for verb, name, types in places
        for kind in types.split("|")
        for word in (*table.get("enumerations", {}).get(kind, ()), "no such word")
        if kind in table.get("enumerations", {})
    ]


def _makers(app: str) -> list[tuple[str, str]]:
    """What the lists of every class are called, and how one is made."""
    classes = macos.table(app, macos.NEWEST_TERMS)["classes"].items()
    plurals = {kind: _joined(one.get("plural", f"{kind}s")) for kind, one in classes}
    return [(name, _camel(kind)[0].upper() + _camel(kind)[1:]) for kind, name in plurals.items()]


def _joined(term: str) -> str:
    first, *rest = term.split()
    return first + "".join(word[0].upper() + word[1:] for word in rest)


def _exercised(app: str) -> str:
    return f"return exercised(app, '{FIRST[app]}')"


@cache
def names(app: str) -> frozenset[str]:
    """Every name that a script could say to an object of *app*, and some that it cannot."""
    found: set[str] = {"nom", "exists", "get", "class", "properties", "id", "name", "running", "at"}
    for table in (
        macos.table(app, macos.NEWEST_TERMS),
        macos.table("Standard", macos.NEWEST_TERMS),
    ):
        for kind, one in table["classes"].items():
            found |= {_camel(word) for word in one.get("properties", ())}
            found |= {_camel(f"{word}s") for word in (*one.get("elements", ()), kind)}
            found.add(_camel(one.get("plural", "nom")))
    return frozenset(found)


def _camel(term: str) -> str:
    first, *rest = term.replace("-", " ").split()
    first = first if first[:2].isupper() else first[0].lower() + first[1:]
    return first + "".join(word[0].upper() + word[1:] for word in rest)


def _verbs(app: str, way: str) -> Iterator[Probe]:
    words: dict[str, Any] = {}
    for table in ("Standard", app):
        words |= macos.table(table, macos.NEWEST_TERMS)["commands"]
    for verb, command in sorted(words.items()):
        types = command["parameters"]
        filled = ", ".join(f"{name}: {_fitting(said, app)}" for name, said in types.items())
        wrong = ", ".join(f"{name}: [[5]]" for name in types)
        least = ", ".join(
            f"{name}: {_fitting(said, app)}" for name, said in types.items() if said[-1] != "?"
        )
        rest = f"'{next(iter(types), 'x')}', () => app.{FIRST[app]}[0]"
        body = (
            f"return commanded(app, () => {way}, '{verb}', () => ({{{filled}}}),"
            f" () => ({{{wrong}}}), {rest}, () => ({{{least}}}))"
        )
        yield Probe(f"{app}: {verb} of {way}", app, body, alike=True)


def _fitting(types: str, app: str) -> str:
    first = types.rstrip("?").split("|")[0]
    known = {"text": "'x'", "integer": "1", "boolean": "true", "date": "new Date(2026, 10, 27)",
             "file": "Path('/x')", "rich text": "'x'", "real": "1.5", "type": "'note'",
             "location specifier": f"app.{FIRST[app]}[0]", "specifier": f"app.{FIRST[app]}[0]",
             "record": "{}", "any": "'x'"}  # fmt: skip
    return known.get(first, f"app.{FIRST[app]}[0]")


def _makings(app: str, listed: str) -> Iterator[Probe]:
    """One of every class, with every property."""
    for kind, one in sorted(macos.table(app, macos.NEWEST_TERMS)["classes"].items()):
        name = _camel(kind)
        maker = name[0].upper() + name[1:]
        for value in ("'x'", "5", "true", "new Date(2026, 10, 27, 15)", "null"):
            fields = [_camel(word) for word in one.get("properties", ())]
            body = (
                f"return {json.dumps(fields)}.map((field) =>"
                f" made(app, '{maker}', () => {listed}, field, () => {value}))"
            )
            yield Probe(f"{app}: {kind} with {value} among {listed}", app, body, alike=True)
        body = f"return bare(app, '{maker}', () => {listed})"
        yield Probe(f"{app}: a bare {kind} among {listed}", app, body, alike=True)


def _faults(app: str) -> Iterator[Fault]:
    """By event, by object, after some that went well, once; with words of their own."""
    first = FIRST[app]
    yield Fault(app, -1743)
    yield Fault(app, -609, after=2)
    yield Fault(app, -609, after=2, once=True)
    yield Fault(app, -10000, event="set")
    yield Fault(app, -10000, event="set", acts=True)
    yield Fault(app, -1728, object="[0]")
    yield Fault(app, -1719, object=first, message="so says the app")
    yield Fault(app, -1700, event="exists")
    yield Fault(app, -1728, event="count", after=1)
    yield Fault("Finder", -1743)
    yield Fault(app, 0)
    yield Fault(app, -1712, event="get", object="name", once=True)
    yield Fault(app, -1712, event="activate")
    yield Fault(app, -1728, event="exists", object="77")
    yield Fault(app, 0, event="set", silent=True)
    yield Fault(app, 0, event="count", silent=True, acts=True)
