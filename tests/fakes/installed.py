"""A Mac's folders: apps with their Info.plist and dictionary, what runs, what is permitted."""

from __future__ import annotations

import json
import plistlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from macos_tools import ROOT
from tests.fakes.macos import programs
from tinyagent_cli.core.programs import Programs
from tinyagent_cli.desktop.engine import Conditions
from tinyagent_cli.doctor.apps import APPS, MacApp

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def mac(
    folder: Path,
    state: Path,
    running: tuple[str, ...] = ("Mail", "Notes"),
    conditions: Conditions | None = None,
) -> Programs:
    """A Mac in *folder* on which all apps are installed and those of *running* run.

    Its osascript moves the simulated Mac in *state*, under *conditions*.
    """
    found = programs(folder / "bin", state, conditions or Conditions())
    lines = [
        f"{place(folder, app)}/Contents/MacOS/{app.name}" for app in APPS if app.name in running
    ]
    for app in APPS:
        install(folder, app)
    plist(
        folder / "System/Library/CoreServices/SystemVersion.plist",
        {"ProductVersion": "26.1", "ProductBuildVersion": "25B78"},
    )
    return replace(
        found,
        ps=shell(folder / "bin" / "ps", f"cat <<'END'\n/sbin/launchd\n{chr(10).join(lines)}\nEND"),
        mdutil=shell(folder / "bin" / "mdutil", "printf '/:\\n\\tIndexing enabled. \\n'"),
        osacompile=shell(folder / "bin" / "osacompile", 'test "$1 $2 $3" = "-l JavaScript -o"'),
        events=str(folder / "no library"),
        root=folder,
    )


def place(folder: Path, app: MacApp) -> Path:
    """Where *app* lies in *folder*."""
    return folder / app.folder / f"{app.file or app.name}.app"


def install(folder: Path, app: MacApp, table: Mapping[str, Any] | None = None) -> Path:
    """Put *app* into *folder*, with the dictionary of *table*, or the one that we know."""
    contents = place(folder, app) / "Contents"
    dictionary = "iCal.sdef" if app.name == "Calendar" else f"{app.name}.sdef"
    told = {"CFBundleIdentifier": app.bundle, "CFBundleShortVersionString": "16.0"}
    if app.scripted:
        told["OSAScriptingDefinition"] = dictionary
        known = table or json.loads((ROOT / "terms" / f"{app.name}.json").read_text("utf-8"))
        path = contents / "Resources" / dictionary
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sdef(known), "utf-8")
    plist(contents / "Info.plist", told)
    return place(folder, app)


def permitting(found: Programs, folder: Path, answers: Mapping[str, tuple[int, int]]) -> Programs:
    """*found* with a library that answers so: by bundle id, a number after some seconds."""
    lines = "".join(f"{bundle} {number} {wait}\n" for bundle, (number, wait) in answers.items())
    library = folder / "CoreServices"
    library.write_bytes(compiled())
    library.with_name("CoreServices.answers").write_text(lines)
    return replace(found, events=str(library))


@cache
def compiled() -> bytes:
    """The library of permissions."""
    assert COMPILER
    source = Path(__file__).with_name("permission.c")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "library"
        argv = [COMPILER, "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", out, source]
        subprocess.run(argv, check=True)
        return out.read_bytes()


def plist(path: Path, told: Mapping[str, Any]) -> None:
    """Write a property list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(plistlib.dumps(dict(told)))


def shell(path: Path, text: str) -> str:
    """An executable line of shell."""
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def python(path: Path, text: str) -> str:
    """An executable piece of Python."""
    path.write_text(f"#!{sys.executable}\n{text}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


# osacompile -l JavaScript -o FILE SCRIPT, which reads it, and says what is wrong with exit code 1.
COMPILING = """\
import sys
import tempfile
from pathlib import Path
lang, js, out, to, script = sys.argv[1:]
assert (lang, js, out) == ("-l", "JavaScript", "-o")
import quickjs
try:
    quickjs.Context().eval(f"(function () {{{Path(script).read_text('utf-8')}}})")
except quickjs.JSException as error:
    sys.exit(f"{script}: error: Error on line 1: {str(error).splitlines()[0]} (-2700)")
Path(to).write_bytes(b"JsOsaDAS1.001.00bplist00")
"""


def sdef(table: Mapping[str, Any]) -> str:
    """A dictionary that says what *table* says, with all the ways that Apple's have to say it."""
    said = ['<?xml version="1.0" encoding="UTF-8"?>']
    said.append('<!DOCTYPE dictionary SYSTEM "file://localhost/System/Library/DTDs/sdef.dtd">')
    said.append('<dictionary title="x" xmlns:xi="http://www.w3.org/2003/XInclude">')
    said.append(
        '<xi:include href="file:///System/Library/ScriptingDefinitions/CocoaStandard.sdef"/>'
    )
    said.append('<suite name="x" code="xxxx" description="prose of Apple&apos;s">')
    for name, entry in table["classes"].items():
        own = {"inherits": entry.get("is"), "plural": entry.get("plural")}
        kind = "class" if own["inherits"] or own["plural"] or name != "application" else None
        tag, key = (kind, "name") if kind else ("class-extension", "extends")
        said.append(f"<{tag} {attributes({key: name, **own})}>")
        for name_, text in entry.get("properties", {}).items():
            types, _, access = text.rpartition(" ")
            body = name == "message" and name_ == "content"
            tag_ = "contents" if body else "property"
            said.append(of_types(tag_, spoken(name_), types, access=access))
        for element, access in entry.get("elements", {}).items():
            said.append(f"<element {attributes({'type': element, 'access': access})}/>")
        said += [
            f"<responds-to {attributes({'command': spoken(v)})}/>" for v in entry.get("verbs", ())
        ]
        said.append(f"</{tag}>")
    for name, command in table["commands"].items():
        said.append(f"<command {attributes({'name': spoken(name)})}>")
        if direct := command["direct"]:
            types = direct if isinstance(direct, str) else ""
            said.append(of_types("direct-parameter", "", types))
        if gives := command.get("gives"):
            said.append(of_types("result", "", gives))
        for parameter, types in command["parameters"].items():
            optional = "yes" if types.endswith("?") else None
            said.append(
                of_types("parameter", spoken(parameter), types.rstrip("?"), optional=optional)
            )
        said.append("</command>")
    for name, items in table["enumerations"].items():
        said.append(f"<enumeration {attributes({'name': name})}>")
        said += [f"<enumerator {attributes({'name': item})}/>" for item in items]
        said.append("</enumeration>")
    return "\n".join([*said, "</suite>", "</dictionary>"])


def spoken(name: str) -> str:
    """A name of JavaScript's as a dictionary has it: words apart, acronyms in capitals."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z\d]+", name)
    return " ".join(word if word.isupper() else word.lower() for word in words)


def of_types(tag: str, name: str, types: str, **more: str | None) -> str:
    """An element of one type, or of several, each on its own, one of them a list."""
    first, *others = types.split("|")
    if not others and not first.startswith("list of "):
        return f"<{tag} {attributes({'name': name, 'type': first, **more})}/>"
    inside = "".join(
        f"<type {attributes({'type': one.removeprefix('list of '), 'list': listed(one)})}/>"
        for one in (first, *others)
    )
    return f"<{tag} {attributes({'name': name, **more})}>{inside}</{tag}>"


def listed(kind: str) -> str | None:
    """What the attribute ``list`` says of *kind*: nothing but of a list."""
    return "yes" if kind.startswith("list of ") else None


def attributes(told: Mapping[str, str | None]) -> str:
    """XML attributes, those without a value left out."""
    return " ".join(f"{name}={quoteattr(value)}" for name, value in told.items() if value)
