from __future__ import annotations

import json
from pathlib import Path

import pytest

from tinyagent_cli.lab import measure

ROWS = (
    {
        "id": "a",
        "request": "Text Sid that I'm running late",
        "plan": '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m running late")\n3. join()',
    },
    {"id": "b", "request": "how tall is mount everest"},
)


def test_figures_are_printed_and_rows_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A test set stays unseen: its requests do not show in what is printed."""
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    measure.main([str(path), "--json"])
    told = capsys.readouterr().out
    assert "Sid" not in told
    found = json.loads(told.splitlines()[-1])
    assert found["success"]["hits"] == 2
    assert found["abstention"]["hits"] == found["abstention"]["total"] == 1


def test_a_third_is_kept_aside_by_its_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--third`` measures only what no training set may hold."""
    rows = [{"id": str(i), "request": "x"} for i in range(60)]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    measure.main([str(path), "--third", "--json"])
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert 8 < found["rows"] < 32
