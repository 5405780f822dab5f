"""``models prompt``: a record's words are taken for a model, shown, and forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call, nobody_at_the_terminal, tinyagent
from tests.planning.test_recorded import ALL, record

__all__ = ["nobody_at_the_terminal", "tinyagent"]  # fixtures


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one record."""
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record(ALL, id="r1")), "utf-8")
    return path


def test_a_record_gives_a_model_its_words(tinyagent: Call, file: Path, tmp_path: Path) -> None:
    """What was taken is said, and can be read as it will be asked."""
    ended = tinyagent("models", "prompt", "org/quick:1b", str(file))
    assert (ended.code, ended.out) == (0, "")
    assert "the words of record r1: 3 of 16 tools, 2 examples" in ended.err
    assert "planner.model" in ended.err  # no such model is here, so a server's is meant
    shown = tinyagent("models", "prompt", "org/quick:1b")
    assert shown.out.startswith("Turn a wish into a plan. Each step is one of these 17 kinds:\n1. ")
    assert shown.out.rstrip().endswith("Question: …")
    assert [p.name for p in (tmp_path / "models").iterdir()] == ["org_quick_1b.prompt.json"]


def test_the_words_are_forgotten(tinyagent: Call, file: Path) -> None:
    """Then it is asked in ours again."""
    tinyagent("models", "prompt", "quick", str(file))
    assert tinyagent("models", "prompt", "quick", "--forget").code == 0
    ended = tinyagent("models", "prompt", "quick")
    assert ended.code == 2
    assert "our own words" in ended.err


def test_the_words_go_with_the_model(
    tinyagent: Call, file: Path, gguf_file: Path, tmp_path: Path
) -> None:
    """They lie beside it, and are removed with it."""
    tinyagent("models", "pull", str(gguf_file), "--name", "mine")
    ended = tinyagent("models", "prompt", "mine", str(file))
    assert "no model" not in ended.err
    assert (tmp_path / "models/mine.prompt.json").exists()
    assert tinyagent("models", "rm", "mine", "--yes").code == 0
    assert not (tmp_path / "models/mine.prompt.json").exists()


def test_a_file_somewhere_else_has_them_beside_it(
    tinyagent: Call, file: Path, tmp_path: Path
) -> None:
    """A model that is used where it lies."""
    model = tmp_path / "elsewhere" / "big.gguf"
    model.parent.mkdir()
    model.write_bytes(b"GGUF")
    assert tinyagent("models", "prompt", str(model), str(file)).code == 0
    assert (model.parent / "big.prompt.json").exists()


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"input": "x", "output": 3}'])
def test_what_is_no_record_leaves_the_words_as_they_were(
    tinyagent: Call, file: Path, tmp_path: Path, text: str
) -> None:
    """One line, exit 2, nothing half written."""
    tinyagent("models", "prompt", "quick", str(file))
    before = tinyagent("models", "prompt", "quick").out
    bad = tmp_path / "bad.json"
    bad.write_text(text)
    ended = tinyagent("models", "prompt", "quick", str(bad))
    assert ended.code == 2
    assert "bad.json is no record of the training set" in ended.err
    assert tinyagent("models", "prompt", "quick").out == before
