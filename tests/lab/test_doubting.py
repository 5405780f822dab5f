"""When to ask: what a question costs, and what it mends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinyagent_cli.lab import doubting
from tinyagent_cli.lab.doubting import Planned, Question, table
from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.planning.embedded.pointing import Call, Span


def test_the_gravest_doubt_below_its_threshold_is_asked_about() -> None:
    """Doubts of words and of marks have thresholds of their own."""
    of_words = Question(0.45, words=True, mends=False)
    of_marks = Question(0.65, words=False, mends=True)
    plan = Planned(False, (of_words, of_marks))
    assert plan.asked(mark=0.7, run=0.5) is of_words
    assert plan.asked(mark=0.7, run=0.4) is of_marks
    assert plan.asked(mark=0.6, run=0.4) is None


def test_what_is_asked_needlessly_and_what_is_mended_are_told_apart() -> None:
    """Of two right plans one is asked about; of two wrong ones one is caught, and mended."""
    doubt = (Question(0.55, words=False, mends=False),)
    mending = (Question(0.55, words=False, mends=True),)
    plans = [Planned(True, ()), Planned(True, doubt), Planned(False, mending), Planned(False, ())]
    first, _, line, *_ = table(plans)
    assert first == "4 plans, 2 wrong"
    assert line.split("%") == [
        " 0.60   0.40    50.0 ", "    50.0 ", "     50.0 ", "    50.0 ", "    75.0 ", ""
    ]  # fmt: skip


def test_figures_are_printed_and_examples_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is kept aside stays unseen."""
    call = Call("open_and_get_file_path", (Span(((1, 1),)),))
    path = tmp_path / "heldout.jsonl"
    path.write_text(to_json(Example("open project.pdf", (call,))) + "\n", "utf-8")
    doubting.main(["--heldout", str(path)])
    told = capsys.readouterr().out
    assert "1 plans, 0 wrong" in told
    assert "project" not in told
