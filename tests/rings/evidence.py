"""Writes ``macos_tools/evidence.json``: what ``tinyagent tools --evidence`` shows.

``python -m tests.rings.evidence`` runs the rings and writes down what passed, script by script
and tool by tool; where anything fails or is left out it writes nothing.  test_evidence.py says
when it has to be done again: after a change of a script, of the table of cases, or of a tool.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final

import pytest

from macos_tools import ROOT
from tests.rings import cases
from tests.rings.compiler import SCRIPTS
from tests.rings.test_engines import every_case
from tinyagent_cli.desktop import scripts
from tinyagent_cli.desktop.actions import builtin_tools
from tinyagent_cli.desktop.evidence import FILE
from tinyagent_cli.tools import people
from tinyagent_cli.tools.spec import Kind, Tool

# The tests that are a ring.  R4 is no test but what Macs wrote.
RINGS: Final = {
    "R0": ("tests/rings/test_types.py", "tests/rings/test_ban_list.py"),
    "R1": (
        "tests/rings/test_table.py",
        "tests/rings/test_tools.py",
        "tests/rings/test_quirks.py",
        "tests/rings/test_golden.py",
    ),
    "R2": ("tests/rings/test_engines.py",),
    "R3": ("tests/desktop/test_on_a_mac.py", "tests/desktop/test_osascript.py"),
}
TRANSCRIPTS: Final = Path("tests/doctor/transcripts")
SIMULATED: Final = "made_here.json"  # a probe of the simulated Mac, and no Mac's

# Whom a test is about that has no parameter.
ABOUT: Final = {"test_zoom_is_asked_for_the_link": "get_zoom_meeting_link"}

SCRIPT: Final = re.compile(r"[a-z]+/[a-z_]+\.js")


class Passed:
    """A plugin of pytest that counts what passed, by ring and by the test's parameter."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.others: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the outcome of a test."""
        if report.outcome != "passed":
            self.others.append(f"{report.outcome}: {report.nodeid}")
            _say("", self.others[-1])
        elif report.when == "call":
            file, _, rest = report.nodeid.partition("::")
            ring = next(name for name, files in RINGS.items() if file in files)
            name, _, parameter = rest.removesuffix("]").partition("[")
            about = ABOUT.get(name, parameter)
            self.counts[ring, about if about in _NAMES else ""] += 1


_TOOLS: Final = {tool.spec.name: tool for tool in builtin_tools()}
_NAMES: Final = {*SCRIPTS, *_TOOLS}


def scripts_of(tool: Tool) -> list[str]:
    """The scripts that a tool may call: those that it names, and the one that finds people."""
    found: set[str] = set()
    for function in (tool.perform, tool.seen, tool.aim):
        if isinstance(function, FunctionType):
            found.update(_named(function, set()))
    kinds = {argument.kind for argument in tool.spec.arguments}
    if kinds & {Kind.PERSON, Kind.PHONE, Kind.EMAIL}:
        found.add(people.SCRIPT)
    return sorted(found)


def _named(function: FunctionType, seen: set[FunctionType]) -> Iterator[str]:
    """The scripts that *function* names, or a function of its module that it calls."""
    if function in seen:
        return
    seen.add(function)
    for code in _codes(function.__code__):
        yield from (one for one in code.co_consts if isinstance(one, str) and SCRIPT.fullmatch(one))
        for name in code.co_names:
            called = inspect.getmodule(function).__dict__.get(name)
            if isinstance(called, FunctionType):
                yield from _named(called, seen)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def facts() -> dict[str, Any]:
    """What evidence is about, without a test being run: checksums, counts, and who calls what."""
    tabled = Counter(case.script for case in cases.table())
    called = Counter(case.script for case in every_case())
    return {
        "scripts": {
            script: {
                "sha256": scripts.sums()[script],
                "cases": tabled[script],
                "calls": called[script],
                "macs": macs(script),
            }
            for script in SCRIPTS
        },
        "tools": {name: {"scripts": scripts_of(tool)} for name, tool in _TOOLS.items()},
    }


def macs(script: str) -> list[str]:
    """The versions of macOS on which somebody's Mac ran *script* well."""
    found = set()
    for path in TRANSCRIPTS.glob("*.json"):
        if path.name != SIMULATED:
            told = json.loads(path.read_text("utf-8"))
            if any(act["script"] == script and act["ok"] for act in told["acts"]):
                found.add(told["macos"])
    return sorted(found)


def written(counts: Counter[tuple[str, str]]) -> dict[str, Any]:
    """The facts, with how many tests of each ring were about a script or a tool."""
    found = facts()
    for script, told in found["scripts"].items():
        told |= {ring: counts[ring, script] for ring in ("R0", "R1")}
        told["R2"] = counts["R2", ""]
    for tool, told in found["tools"].items():
        told |= {ring: counts[ring, tool] for ring in ("R1", "R3")}
    return found


def main() -> int:
    """Run the rings and write what passed; says what did not."""
    passed = Passed()
    files = [file for names in RINGS.values() for file in names]
    pytest.main(["--quiet", "--timeout=900", *files], plugins=[passed])  # a busy computer may
    if passed.others:
        _say("nothing was written, since not everything passed:", *passed.others)
        return 1
    text = json.dumps(written(passed.counts), indent=1, ensure_ascii=False)
    (ROOT / FILE).write_text(text + "\n", "utf-8")
    _say(f"{FILE}: {sum(passed.counts.values())} tests passed")
    return 0


def _say(*lines: str) -> None:
    sys.stdout.write("\n  ".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
