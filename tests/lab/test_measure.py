from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.lab import measure

ROWS = (
    {
        "id": "a",
        "request": "Text Sid that I'm running late",
        "plan": '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m running late")\n3. join()',
    },
    {"id": "b", "request": "how tall is mount everest"},
)
# Of these ids, "a" and "b" are free to be looked at and "g" is kept aside.
WRONG = {"request": "Text Sid that I'm running late", "plan": "1. join()"}


def _file(tmp_path: Path, rows: Sequence[Mapping[str, Any]] = ROWS) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_figures_are_printed_and_rows_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A test set stays unseen: its requests do not show in what is printed."""
    measure.main([str(_file(tmp_path)), "--json"])
    told = capsys.readouterr().out
    assert "Sid" not in told
    found = json.loads(told.splitlines()[-1])
    assert found["success"]["hits"] == 2
    assert found["abstention"]["hits"] == found["abstention"]["total"] == 1
    assert found["tool_recall"]["value"] == 1
    assert found["invented"] == {**found["invented"], "hits": 0, "total": 2}
    assert found["first_task"]["p50"]["value"] <= found["latency"]["p95"]["value"]
    assert len(found["risk_coverage"]) > 1


def test_without_a_selector_there_is_no_recall_to_measure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--no-selector`` measures the planner alone."""
    measure.main([str(_file(tmp_path)), "--no-selector", "--json"])
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["success"]["hits"] == 2
    assert found["tool_recall"]["total"] == 0


def test_a_third_is_kept_aside_by_its_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--third`` measures only what no training set may hold; ``--choosing`` none of it."""
    rows = [{"id": str(i), "request": "x"} for i in range(60)]
    counts = []
    for flag in ("--third", "--choosing"):
        measure.main([str(_file(tmp_path, rows)), flag, "--json"])
        counts.append(json.loads(capsys.readouterr().out.splitlines()[-1])["rows"])
    assert 8 < counts[0] < 32
    assert 1 < counts[1] < 16


def test_what_was_measured_is_not_measured_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same rows and weights; other rows are."""
    rows, out = _file(tmp_path), tmp_path / "figures.json"
    measure.main([str(rows), "--out", str(out)])
    figures = json.loads(out.read_text())
    assert figures["sets"]["rows"]["rows"] == 2
    assert 1e6 < figures["footprint"]["weights_bytes"] < figures["footprint"]["memory_bytes"]
    capsys.readouterr()
    measure.main([str(rows), "--out", str(out)])
    assert "measured before" in capsys.readouterr().out
    _file(tmp_path, ROWS[:1])
    measure.main([str(rows), "--out", str(out)])
    assert json.loads(out.read_text())["sets"]["rows"]["rows"] == 1


def test_failures_are_written_where_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a word on what that costs; rows that are kept aside are not on the page."""
    rows = [{"id": name, **WRONG} for name in ("a", "g")]
    page = tmp_path / "failures.md"
    measure.main([str(_file(tmp_path, rows)), "--failures", str(page)])
    told = capsys.readouterr().err
    assert "test on others from now on; 1 rows that are kept aside" in told
    assert "1 of 1 plans are wrong" in page.read_text("utf-8")


def test_what_is_kept_aside_is_not_looked_at(tmp_path: Path) -> None:
    """A page of the third is refused before anything is planned."""
    with pytest.raises(UsageError, match="kept aside"):
        measure.main([str(_file(tmp_path)), "--third", "--failures", str(tmp_path / "page")])
    assert not (tmp_path / "page").exists()


def test_rows_that_are_not_there_are_named(tmp_path: Path) -> None:
    """In one line."""
    with pytest.raises(UsageError, match=r"no rows in .*nothing\.jsonl"):
        measure.main([str(tmp_path / "nothing.jsonl")])
