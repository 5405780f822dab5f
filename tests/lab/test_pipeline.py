"""All stages in one command, and none of them twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tinyagent_cli.lab import pipeline
from tinyagent_cli.lab.pipeline import Stage, run


class Work:
    """A stage's main that copies its input; *calls* are the arguments that it got."""

    def __init__(self, source: Path, target: Path) -> None:
        self.source, self.target = source, target
        self.calls: list[list[str]] = []
        self.fails = False

    def main(self, arguments: Sequence[str]) -> None:
        """Copy, or be interrupted."""
        self.calls.append(list(arguments))
        if self.fails:
            raise SystemExit(130)
        self.target.write_text(self.source.read_text())


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    (tmp_path / "in").write_text("one")
    made = Work(tmp_path / "in", tmp_path / "out")
    module = SimpleNamespace(main=made.main)
    monkeypatch.setattr(pipeline, "import_module", lambda _: module)
    return made


def _stage(work: Work, *arguments: str) -> Stage:
    checkpoint = work.source.parent / "checkpoint"
    return Stage("copy", "copy", arguments, (work.source,), (work.target,), checkpoint)


def test_a_stage_that_was_done_is_skipped(
    work: Work, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And it is said so."""
    for _ in range(2):
        run(_stage(work, "--x"), tmp_path)
    assert work.calls == [["--x"]]
    assert "copy: done before from the same inputs and options" in capsys.readouterr().out


def test_other_options_other_inputs_or_a_lost_output_do_it_again(
    work: Work, tmp_path: Path
) -> None:
    """A stage is done only as it was done."""
    run(_stage(work), tmp_path)
    run(_stage(work, "--x"), tmp_path)
    work.source.write_text("two")
    run(_stage(work, "--x"), tmp_path)
    work.target.unlink()
    run(_stage(work, "--x"), tmp_path)
    assert len(work.calls) == 4


def test_another_program_does_again_what_does_not_take_long(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stage that keeps a checkpoint stands; the others may come to something else now."""
    quick = replace(_stage(work), name="quick", checkpoint=None)
    for version in ("1", "2"):
        monkeypatch.setattr(pipeline, "of_program", lambda version=version: version)
        run(_stage(work), tmp_path)
        run(quick, tmp_path)
    assert len(work.calls) == 3


def test_an_interrupted_stage_goes_on_where_it_can(work: Work, tmp_path: Path) -> None:
    """From its checkpoint, as long as what it reads is the same."""
    work.fails = True
    with pytest.raises(SystemExit):
        run(_stage(work), tmp_path)
    (tmp_path / "checkpoint").touch()
    with pytest.raises(SystemExit):
        run(_stage(work), tmp_path)
    work.source.write_text("two")
    with pytest.raises(SystemExit):
        run(_stage(work), tmp_path)
    assert work.calls == [[], ["--resume"], []]


@pytest.mark.timeout(300)  # all stages in turn: 20 s, and more than 60 on a busy machine
def test_the_whole_way_from_nothing_to_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Small: every stage is run, and a second time none is."""
    pytest.importorskip("torch", reason="the lab is an extra")
    pytest.importorskip("matplotlib", reason="the lab is an extra")
    from tinyagent_cli.lab import data

    monkeypatch.setattr(data, "HELDOUT", 40)
    monkeypatch.setattr(data, "DEV", 20)
    small = "--layers 1 --width 32 --heads 2 --hidden 64 --words 200 --buckets 64 --threads 1"
    few = "--variants 1 --recombined 0"
    words = ["--out", str(tmp_path), "--count", "120", "--epochs", "1"]
    words += ["--data", few, "--train", small]
    pipeline.main(words)
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["sets"]["heldout"]["rows"] == 20
    told = (tmp_path / "report" / "README.md").read_text("utf-8")
    assert "right in every argument" in told
    capsys.readouterr()
    pipeline.main(words)
    assert capsys.readouterr().out.count("skipped") == 6
