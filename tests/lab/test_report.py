from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.lab.evaluate import Answer, evaluate, read_rows
from tinyagent_cli.plan.parse import parse

pytest.importorskip("matplotlib", reason="the lab is an extra")

PLAN = '1. get_phone_number("Sid")\n2. join()'


def _figures() -> dict[str, Any]:
    rows = list(read_rows([json.dumps({"request": "Sid's number", "plan": PLAN})] * 4))
    report = evaluate(rows, lambda _: Answer(parse(PLAN), 0.012, confidence=0.5))
    taken = {"weights_bytes": 7_600_000, "selector_bytes": 200_000, "memory_bytes": 90_000_000}
    return {"sets": {"rows": report.as_json()}, "footprint": taken}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the stages leave behind."""
    (tmp_path / "run").mkdir()
    best = {"step": 400, "plans": 0.91, "loss": 0.1}
    training = {"parameters": 7_100_000, "steps": 450, "seen": 9000, "seconds": 90, "best": best}
    (tmp_path / "run" / "manifest.json").write_text(json.dumps(training))
    lines = [
        {"step": 50, "examples": 1000, "loss": 2.0, "right": 0.4},
        {"step": 400, "examples": 8000, "loss": 0.2, "right": 0.9,
         "dev_loss": 0.3, "dev_right": 0.95, "dev_plans": 0.91},
    ]  # fmt: skip
    curve = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "run" / "curve.jsonl").write_text(curve + '{"step": 45')  # killed in a line
    (tmp_path / "figures.json").write_text(json.dumps(_figures()))
    return tmp_path


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_report_is_a_page_and_its_pictures(folder: Path, kind: str) -> None:
    """Every picture that the page shows is there, and every figure has its interval."""
    from tinyagent_cli.lab import report

    report.main([str(folder), "--format", kind])
    told = (folder / "report" / "README.md").read_text("utf-8")
    shown = re.findall(rf"\((\w+\.{kind})\)", told)
    assert len(shown) == 4
    assert all((folder / "report" / name).stat().st_size > 1000 for name in shown)
    assert "| right graph | 100.0% (51.0%–100.0%) |" in told
    assert "best at step 400, with 91.0% of the development plans" in told
    assert "takes 90 MB of memory" in told


def test_the_same_figures_give_the_same_pictures(folder: Path) -> None:
    """So that a report can be kept beside the code, and a change of it seen."""
    from tinyagent_cli.lab import report

    report.main([str(folder)])
    before = (folder / "report" / "by_calls.svg").read_bytes()
    report.main([str(folder)])
    assert (folder / "report" / "by_calls.svg").read_bytes() == before


def test_a_report_tells_what_there_is(folder: Path) -> None:
    """Without a training, the figures alone."""
    from tinyagent_cli.lab import report

    for path in (folder / "run").iterdir():
        path.unlink()
    report.main([str(folder)])
    told = (folder / "report" / "README.md").read_text("utf-8")
    assert "## Training" not in told
    assert "## Measured" in told


def test_of_an_empty_folder_there_is_nothing_to_report(tmp_path: Path) -> None:
    """One line, with what makes it."""
    from tinyagent_cli.lab import report

    with pytest.raises(UsageError, match="tinyagent lab all"):
        report.main([str(tmp_path)])
