"""What tools --evidence shows is what the rings wrote, of the scripts and the table as they are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from macos_tools import ROOT
from tests.rings.evidence import RINGS, SIMULATED, TRANSCRIPTS, facts
from tinyagent_cli.desktop.actions import builtin_tools
from tinyagent_cli.desktop.evidence import FILE

STALE = "what is shown as proven is out of date: python -m tests.rings.evidence"


@pytest.fixture(scope="module")
def shown() -> Any:
    """The file, as it is."""
    return json.loads((ROOT / FILE).read_text("utf-8"))


def test_evidence_is_of_what_there_is(shown: Any) -> None:
    """The same scripts by their checksums, as many cases, and each tool's own scripts."""
    for about, entries in facts().items():
        assert shown[about].keys() == entries.keys(), STALE
        for name, told in entries.items():
            assert told.items() <= shown[about][name].items(), f"{name}: {STALE}"


def test_every_script_of_a_tool_passed_every_ring(shown: Any) -> None:
    """A count of tests is written by a run of them alone, and of none if one fails."""
    for tool in shown["tools"].values():
        for script in tool["scripts"]:
            assert all(shown["scripts"][script][ring] > 0 for ring in ("R0", "R1", "R2"))


@pytest.mark.parametrize("ring", ["R1", "R3"])
def test_every_tool_was_run_as_a_tool(shown: Any, ring: str) -> None:
    """On the simulated Mac, and as a process among processes, all sixteen."""
    ran = {name for name, tool in shown["tools"].items() if tool[ring]}
    assert ran == {tool.spec.name for tool in builtin_tools()}


def test_no_mac_is_claimed_that_sent_no_transcript(shown: Any) -> None:
    """The one that lies there is of the simulated Mac."""
    sent = {path.name for path in TRANSCRIPTS.glob("*.json")} - {SIMULATED}
    claimed = any(script["macs"] for script in shown["scripts"].values())
    assert claimed == bool(sent)


def test_the_rings_are_the_tests_that_are_named(shown: Any) -> None:
    """No file of a ring is gone."""
    for files in RINGS.values():
        for file in files:
            assert (ROOT.parent / file).is_file()
