"""Runs tsc, which `npm ci` puts beside this file, once over everything there is to check."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from macos_tools import ROOT
from tests.rings import typings

HERE = Path(__file__).parent
TSC = HERE / "node_modules" / ".bin" / "tsc"
MISSING = "TypeScript is not installed: npm ci --prefix tests/rings"

SCRIPTS = tuple(sorted(f"{path.parent.name}/{path.name}" for path in ROOT.glob("*/*.js")))

_ERROR = re.compile(r"^(\S+?)\((\d+),\d+\): error TS(\d+): (.*)$", re.MULTILINE)


def check(folder: Path, sources: Mapping[str, str]) -> dict[str, list[tuple[int, int, str]]]:
    """The errors (line, TypeScript's number, text) of each of *sources*, a script by its path.

    All that there is to check goes through one run of tsc in *folder*.
    """
    typings.write(folder)
    shutil.copy(HERE / "tsconfig.json", folder)
    for name, text in sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    ran = subprocess.run(
        [TSC, "--project", folder, "--pretty", "false"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    errors = defaultdict(list)
    for file, line, number, text in _ERROR.findall(ran.stdout):
        errors[file].append((int(line), int(number), text))
    if ran.returncode and not errors:
        raise RuntimeError(ran.stdout + ran.stderr)
    return dict(errors)
