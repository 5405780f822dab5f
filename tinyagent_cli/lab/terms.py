"""Make the term tables of ``macos_tools/terms`` from scripting dictionaries.

``python -m tinyagent_cli.lab.terms FOLDER`` reads ``FOLDER/<App>.sdef`` (a Mac has them in
``/System/Applications/<App>.app/Contents/Resources``) or ``FOLDER/<App>.json``, the same
facts as JSON, and writes one compact table an app.  Only facts are kept: names, types,
access, verbs.  None of a dictionary's descriptions is.

The Standard Suite, which the originals include by reference, is ``Standard.json``; it is
kept by hand.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from macos_tools import ROOT

BUNDLES: Final = {
    "Calendar": "com.apple.iCal",
    "Contacts": "com.apple.AddressBook",
    "Mail": "com.apple.mail",
    "Messages": "com.apple.MobileSMS",
    "Notes": "com.apple.Notes",
    "Reminders": "com.apple.reminders",
}


def camel(term: str) -> str:
    """A dictionary's term as JavaScript spells it: ``all day`` is ``allDay``, ``URL`` stays."""
    first, *rest = re.split(r"[\s\-_/]+", term)
    first = first if first[:1].isupper() else first[:1].lower() + first[1:]
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


def table(app: str, facts: dict[str, Any]) -> dict[str, Any]:
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
        "bundle": BUNDLES[app],
        "classes": classes,
        "commands": commands,
        "enumerations": dict(sorted(facts["enums"].items())),
    }


def compact(value: dict[str, Any]) -> str:
    """JSON with one class, command or enumeration a line, so that a diff reads well."""
    lines = ["{"]
    sections = list(value.items())
    for index, (key, item) in enumerate(sections):
        comma = "," if index + 1 < len(sections) else ""
        if not isinstance(item, dict) or not item:
            lines.append(f" {json.dumps(key)}: {json.dumps(item)}{comma}")
            continue
        lines.append(f" {json.dumps(key)}: {{")
        lines.append(
            ",\n".join(
                f"  {json.dumps(name)}: {json.dumps(entry, separators=(',', ':'))}"
                for name, entry in item.items()
            )
        )
        lines.append(f" }}{comma}")
    return "\n".join([*lines, "}"]) + "\n"


def main(folder: Path, out: Path = ROOT / "terms") -> None:
    """Write the table of every app of `BUNDLES` whose dictionary lies in *folder*."""
    for app in BUNDLES:
        sdef, facts = folder / f"{app}.sdef", folder / f"{app}.json"
        if sdef.exists():
            known = from_sdef(sdef)
        elif facts.exists():
            known = json.loads(facts.read_text(encoding="utf-8"))
        else:
            continue
        text = compact(table(app, known))
        (out / f"{app}.json").write_text(text, encoding="utf-8")
        print(f"{app}: {len(known['classes'])} classes, {len(text):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
