"""`tinyagent lab`: a door to the lab's own scripts."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import tinyagent_cli
from tests.commands.conftest import Call
from tinyagent_cli.commands.lab import MODULES, STAGES
from tinyagent_cli.lab import pipeline

LAB = Path(tinyagent_cli.__file__).parent / "lab"


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_there(stage: str) -> None:
    """A module with a `main`; not imported, since torch need not be installed."""
    tree = ast.parse((LAB / f"{MODULES.get(stage, stage)}.py").read_text("utf-8"))
    assert any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)


def test_it_lists_the_stages(tinyagent: Call) -> None:
    """Without one, and for ``--help``."""
    for words in ([], ["--help"]):
        rows = tinyagent("lab", *words).out.splitlines()
        assert [row.split("\t")[0] for row in rows] == [f"tinyagent lab {s}" for s in STAGES]


def test_a_stage_that_is_not_there(tinyagent: Call) -> None:
    """Names the near one."""
    ended = tinyagent("lab", "trian")
    assert ended.code == 2
    assert "did you mean train?" in ended.err


def test_the_stages_are_in_the_order_in_which_they_are_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Those of the pipeline, then all in one, then what is run by itself."""
    ran: list[str] = []
    monkeypatch.setattr(pipeline, "run", lambda stage, out: ran.append(stage.name))
    pipeline.main(["--out", str(tmp_path)])
    assert ran
    assert list(STAGES)[: len(ran) + 1] == [*ran, "all"]


def test_without_the_package_that_draws(
    tinyagent: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A package that a stage wants later than at its start is named in one line, too."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "curve.jsonl").write_text('{"step": 1, "examples": 9, "loss": 0.5}\n')
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "tinyagent_cli.lab.plots", raising=False)
    ended = tinyagent("lab", "report", str(tmp_path))
    assert ended.code == 3
    assert "tinyagent-cli[lab]" in ended.err


def test_without_the_packages_of_the_lab(tinyagent: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, with what installs them."""
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "tinyagent_cli.lab.train", raising=False)
    ended = tinyagent("lab", "train", "--help")
    assert ended.code == 3
    assert "tinyagent-cli[lab]" in ended.err
