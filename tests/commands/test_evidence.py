"""``tinyagent tools --evidence``: what was proven, by what, and what was not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call
from tinyagent_cli.desktop import evidence, scripts
from tinyagent_cli.desktop.quirks import catalogue


def test_every_tool_has_a_line(tinyagent: Call) -> None:
    """Ring by ring, with tabs in a pipe; what the rings are goes beside it."""
    ended = tinyagent("tools", "--evidence")
    assert ended.code == 0
    rows = [row.split("\t") for row in ended.out.splitlines()]
    assert {len(row) for row in rows} == {7}
    assert [row[0] for row in rows] == [
        row.split("\t")[0] for row in tinyagent("tools").out.splitlines()
    ]
    assert all(ring.what in ended.err for ring in evidence.RINGS)


def test_nobody_claims_that_a_mac_was_seen(tinyagent: Call) -> None:
    """In the line of each tool, in words, in JSON, and with what would change it."""
    ended = tinyagent("tools", "--evidence")
    assert all(row.split("\t")[5] == "no Mac yet" for row in ended.out.splitlines())
    assert "No Mac has run any of it yet" in ended.err
    assert "doctor --probe" in ended.err
    told = json.loads(tinyagent("tools", "--evidence", "--json").out)
    assert all(not tool["rings"]["R4"]["passed"] for tool in told["tools"])


def test_json_tells_of_each_ring_and_each_report(tinyagent: Call) -> None:
    """With the scripts that it is about, and where a defect was reported."""
    told = json.loads(tinyagent("tools", "send_sms", "--evidence", "--json").out)
    assert told["scripts"] == ["contacts/find_person.js", "messages/send_message.js"]
    passed = [name for name, ring in told["rings"].items() if ring["passed"]]
    assert passed == ["R0", "R1", "R2", "R3"]
    reports = {report["id"]: report for report in told["reports"]}
    assert reports["ghost-sends"]["sources"] == ["openclaw/imsg#90"]


def test_one_tool_tells_what_rests_on_reports_alone(tinyagent: Call) -> None:
    """What happens, what is done about it, who told, and what cannot even be simulated."""
    out = " ".join(tinyagent("tools", "send_sms", "--evidence").out.split())
    assert "What rests on reports alone" in out
    assert "a send is reported as done and nothing goes out" in out
    assert "told by openclaw/imsg#90" in out
    assert "(cannot be simulated)" in out


def test_every_quirk_is_told_of_some_tool(tinyagent: Call) -> None:
    """None of the catalogue is left out."""
    told = json.loads(tinyagent("tools", "--evidence", "--json").out)["tools"]
    assert {report["id"] for tool in told for report in tool["reports"]} == {
        quirk.id for quirk in catalogue()
    }


def test_a_tool_without_a_script_is_said_to_have_none(tinyagent: Call) -> None:
    """Maps has no dictionary: neither types nor engines are about it."""
    rings = json.loads(tinyagent("tools", "maps_open_location", "--evidence", "--json").out)[
        "rings"
    ]
    assert {name: ring["says"] for name, ring in rings.items() if ring["says"] == "no script"} == {
        "R0": "no script",
        "R2": "no script",
    }
    assert rings["R1"]["passed"]


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a script had been changed since it was proven."""
    sums = {**scripts.sums(), "messages/send_message.js": "0" * 64}
    monkeypatch.setattr(evidence.scripts, "sums", lambda: sums)


@pytest.mark.usefixtures("changed")
def test_of_a_script_that_was_changed_since_nothing_is_known(tinyagent: Call) -> None:
    """What was proven was another one."""
    rings = json.loads(tinyagent("tools", "send_sms", "--evidence", "--json").out)["rings"]
    assert [rings[name]["passed"] for name in ("R0", "R1", "R2")] == [False] * 3
    assert rings["R0"]["says"] == "changed since: messages/send_message.js"
    other = json.loads(tinyagent("tools", "create_note", "--evidence", "--json").out)["rings"]
    assert other["R0"]["passed"]


def test_of_a_tool_that_there_is_not_nothing_is_shown(tinyagent: Call) -> None:
    """And the nearest one is named."""
    ended = tinyagent("tools", "send_smss", "--evidence")
    assert ended.code == 2
    assert "send_sms" in ended.err


def test_a_file_that_is_damaged_is_one_clear_line(
    tinyagent: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 3, and how to have it anew."""
    (tmp_path / "evidence.json").write_text("{", "utf-8")
    monkeypatch.setattr(evidence, "ROOT", tmp_path)
    monkeypatch.setattr(evidence, "_written", evidence._written.__wrapped__)
    ended = tinyagent("tools", "--evidence")
    assert ended.code == 3
    assert ended.err.count("\n") == 2
    assert "pip install" in ended.err
