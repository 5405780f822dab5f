"""Reads scripting dictionaries (.sdef) as the term tables of ``macos_tools/terms`` have them.

Only facts are kept: names, types, access, verbs.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree


def camel(term: str) -> str:
    """A dictionary's term as JavaScript spells it: ``all day`` is ``allDay``, ``URL`` stays.

    ``GetURL`` is ``getURL``: only a first word that is all capitals keeps them.
    """
    first, *rest = re.split(r"[\s\-_/]+", term)
    first = first if first.isupper() else first[:1].lower() + first[1:]
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def from_sdef(path: Path) -> dict[str, Any]:
    """The facts of an .sdef file, in the shape of the JSON dictionaries."""
    root = ElementTree.parse(path).getroot()
    classes: dict[str, Any] = {}
    for node in [*root.iter("class"), *root.iter("class-extension")]:
        name = node.get("name") or node.get("extends") or ""
        known = classes.setdefault(
            name, {"props": {}, "elements": {}, "inherits": None, "plural": None, "responds": []}
        )
        known["inherits"] = node.get("inherits") or known["inherits"]
        known["plural"] = node.get("plural") or known["plural"]
        # Mail declares a message's body as <contents name="content">, not as a property.
        for prop in [*node.findall("property"), *node.findall("contents")]:
            known["props"][camel(prop.get("name") or "contents")] = {
                "t": _types(prop),
                "a": prop.get("access") or "rw",
            }
        for element in node.findall("element"):
            known["elements"][element.get("type")] = element.get("access") or "rw"
        known["responds"] += [
            r.get("command") or r.get("name") for r in node.findall("responds-to")
        ]
    commands = {
        camel(node.get("name") or ""): {
            "direct": _direct(node),
            "gives": _types(result) if (result := node.find("result")) is not None else [],
            "params": {
                camel(p.get("name") or ""): {"t": _types(p), "opt": p.get("optional") == "yes"}
                for p in node.findall("parameter")
            },
        }
        for node in root.iter("command")
    }
    enums = {
        node.get("name"): [e.get("name") for e in node.findall("enumerator")]
        for node in root.iter("enumeration")
    }
    return {"classes": classes, "commands": commands, "enums": enums}


def _types(node: ElementTree.Element) -> list[str]:
    single = node.get("type")
    return [single] if single else [_listed(t) for t in node.findall("type")]


def _listed(node: ElementTree.Element) -> str:
    kind = node.get("type") or "any"
    return f"list of {kind}" if node.get("list") == "yes" else kind


def _direct(command: ElementTree.Element) -> list[str] | bool:
    direct = command.find("direct-parameter")
    return direct is not None and (_types(direct) or True)


def table(app: str, bundle: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The compact table of *app*: ``"body": "text rw"``, ``"separately": "boolean?"``."""
    classes = {}
    for name, known in sorted(facts["classes"].items()):
        entry: dict[str, Any] = {}
        if known["inherits"]:
            entry["is"] = known["inherits"]
        if known["plural"]:
            entry["plural"] = known["plural"]
        if known["props"]:
            entry["properties"] = {
                prop: f"{'|'.join(fact['t'])} {fact['a']}"
                for prop, fact in sorted(known["props"].items())
            }
        if known["elements"]:
            entry["elements"] = dict(sorted(known["elements"].items()))
        if known["responds"]:
            entry["verbs"] = sorted({camel(verb) for verb in known["responds"]})
        classes[name] = entry
    commands = {}
    for name, known in sorted(facts["commands"].items()):
        direct = known["direct"]
        commands[name] = {
            "direct": direct if isinstance(direct, bool) else "|".join(direct),
            "parameters": {
                parameter: "|".join(fact["t"]) + ("?" if fact["opt"] else "")
                for parameter, fact in sorted(known["params"].items())
            },
        }
        if known.get("gives"):
            commands[name]["gives"] = "|".join(known["gives"])
    return {
        "app": app,
        "bundle": bundle,
        "classes": classes,
        "commands": commands,
        "enumerations": dict(sorted(facts["enums"].items())),
    }
