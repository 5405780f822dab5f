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
import sys
from pathlib import Path
from typing import Any

from macos_tools import ROOT
from tinyagent_cli.doctor.apps import SCRIPTED
from tinyagent_cli.doctor.sdef import from_sdef, table


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
    """Write the table of every app whose dictionary lies in *folder*."""
    for app, bundle in ((app.name, app.bundle) for app in SCRIPTED):
        sdef, facts = folder / f"{app}.sdef", folder / f"{app}.json"
        if sdef.exists():
            known = from_sdef(sdef)
        elif facts.exists():
            known = json.loads(facts.read_text(encoding="utf-8"))
        else:
            continue
        text = compact(table(app, bundle, known))
        (out / f"{app}.json").write_text(text, encoding="utf-8")
        print(f"{app}: {len(known['classes'])} classes, {len(text):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
