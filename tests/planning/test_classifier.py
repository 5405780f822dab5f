"""The paper's kind of selector, on a DeBERTa of two layers that is made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.deberta import make_deberta
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.classifier import (
    THRESHOLDS,
    ClassifierSelector,
    Thresholds,
    load_thresholds,
    save_thresholds,
)
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = load_manifest()
NAMES = tuple(spec.name for spec in SPECS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A classifier with a label for each of the sixteen tools, untrained."""
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    path = tmp_path_factory.mktemp("deberta")
    make_deberta(path, labels=len(NAMES))
    return path


def offered(folder: Path, request: str = "text Sid") -> set[str]:
    return {tool.name for tool in ClassifierSelector(folder).select(request, SPECS)}


def test_each_tool_is_offered_above_its_own_threshold(folder: Path) -> None:
    """What is kept beside the model decides, and tools that it does not name have 0.5."""
    chances = ClassifierSelector(folder).chances("text Sid")
    lines = dict.fromkeys(NAMES, 1.0) | {"open_note": 0.0, "create_note": 0.0}
    save_thresholds(folder, Thresholds(lines, {}))
    assert offered(folder) == {"open_note", "create_note"}
    del lines["open_note"]
    save_thresholds(folder, Thresholds(lines, {}))
    expected = {"create_note"} | ({"open_note"} if chances["open_note"] > 0.5 else set())
    assert offered(folder) == expected


def test_the_second_line_counts_where_another_tool_takes_the_result(folder: Path) -> None:
    """A lookup that would not be offered by itself is, for an event that may have guests."""
    never = dict.fromkeys(NAMES, 1.0)
    likely = never | {"get_email_address": 0.0}
    save_thresholds(folder, Thresholds(never | {"create_calendar_event": 0.0}, likely))
    assert offered(folder, "lunch") == {"create_calendar_event", "get_email_address"}
    save_thresholds(folder, Thresholds(never | {"open_note": 0.0}, likely))
    assert offered(folder, "lunch") == {"open_note"}


def test_without_thresholds_it_is_a_half_as_in_the_paper(folder: Path) -> None:
    """A model from elsewhere works, too."""
    (folder / THRESHOLDS).unlink(missing_ok=True)
    chances = ClassifierSelector(folder).chances("text Sid")
    assert {n for n, p in chances.items() if p > 0.5} <= offered(folder)
    assert load_thresholds(folder) == Thresholds({}, {})


def test_a_model_with_other_labels_is_refused(tmp_path: Path) -> None:
    """In one line that says what does without."""
    pytest.importorskip("transformers")
    make_deberta(tmp_path, labels=3)
    with pytest.raises(NotReady, match="3 labels"):
        ClassifierSelector(tmp_path).select("x", SPECS)


@pytest.mark.parametrize("content", ["", "[]", '{"offered": {}}', '{"offered": 1, "likely": 2}'])
def test_thresholds_that_are_none_are_refused(tmp_path: Path, content: str) -> None:
    """In one line that names the file."""
    (tmp_path / THRESHOLDS).write_text(content, "utf-8")
    with pytest.raises(NotReady, match=r"thresholds\.json"):
        load_thresholds(tmp_path)
