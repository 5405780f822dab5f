"""The benchmark of plans, on rows whose right plans are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tinyagent_cli.bench.quality import SHIPS, formats, offers, planned, read, synthetic, work
from tinyagent_cli.core.errors import MissingExtra, UsageError
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner

TEXT = '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m late")\n3. join()'
ROWS = (
    {"id": "1", "request": "Text Sid that I'm late", "plan": TEXT},
    {"id": "2", "request": "Text Sid that I'm late", "plan": '1. open_note("Sid", "")\n2. join()'},
    {"id": "3", "request": "Water the plants"},
    {"id": "4", "request": "Text Sid that I'm late", "plan": TEXT.replace("I'm late", "hi")},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two are planned right, one of them no tool serves; one wrong, one with other words."""
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)) + "\n")
    return path


def test_plans_are_judged(file: Path) -> None:
    """Success, strict success and abstention, each of the rows that it is of."""
    steps: list[tuple[int, int]] = []
    found = planned(EmbeddedPlanner(), read(file), lambda *step: steps.append(step))
    assert (found["success"]["hits"], found["success"]["total"]) == (3, 4)
    assert (found["strict"]["hits"], found["strict"]["total"]) == (2, 4)
    assert (found["abstention"]["hits"], found["abstention"]["total"]) == (1, 1)
    assert found["seconds"] > 0
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_selectors_are_judged_by_what_was_needed(file: Path) -> None:
    """All tools have all that is needed, in a longer prompt."""
    every, some = offers("rows", file, lambda *_: None)
    assert (every.selector, every.recall["value"]) == ("all tools", 1.0)
    assert every.offered == 16
    assert every.needed == pytest.approx(5 / 4)
    assert some.offered < 16
    assert some.prompt < every.prompt


def test_of_several_right_plans_the_shortest_tells_what_is_needed(file: Path) -> None:
    """As in all figures of the lab, whichever plan is named first."""
    gold = [{"plans": [TEXT]}, {"plans": ['1. send_sms(["555 0123"], "I\'m late")\n2. join()']}]
    row = {"id": "1", "request": "Text Sid that I'm late", "now": "2026-11-23 09:00", "gold": gold}
    file.write_text(json.dumps(row) + "\n")
    assert [offer.needed for offer in offers("rows", file, lambda *_: None)] == [1.0, 1.0]


def test_synthetic_rows_can_be_made_again(tmp_path: Path) -> None:
    """The same ones, whoever makes them; each has a right plan."""
    one, other = (synthetic(tmp_path / name, 5) for name in ("a.jsonl", "b.jsonl"))
    assert one.read_bytes() == other.read_bytes()
    assert len(read(one)) == 5


def test_rows_that_are_not_there_are_told(tmp_path: Path) -> None:
    """In a line."""
    with pytest.raises(UsageError, match="there are no rows"):
        read(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(UsageError, match="there are no rows"):
        read(tmp_path / "empty.jsonl")


def test_the_gguf_files_are_of_the_weights_that_ship(tmp_path: Path, file: Path) -> None:
    """Made by llama.cpp's quantiser, smaller and smaller, and they plan."""
    pytest.importorskip("llama_cpp", reason="compiled from source; an extra")
    made = dict(formats(tmp_path))
    assert list(made) == [SHIPS, "GGUF, F16", "GGUF, Q8_0", "GGUF, Q4_K_M"]
    sizes = [path.stat().st_size for path in list(made.values())[1:]]
    assert sizes == sorted(sizes, reverse=True)
    told = work([str(made["GGUF, Q4_K_M"]), str(file)], lambda *_: None)
    assert told["success"]["hits"] == 3


def test_without_llama_cpp_there_is_what_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a line that names what is missing."""
    monkeypatch.setitem(__import__("sys").modules, "llama_cpp", None)
    found = formats(tmp_path)
    assert next(found)[0] == SHIPS
    with pytest.raises(MissingExtra, match="llama-cpp-python"):
        next(found)
