"""The page of what was measured, and its picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.bench.machine import machine
from tinyagent_cli.bench.modes import MODES
from tinyagent_cli.bench.page import Figures, page, verdict
from tinyagent_cli.bench.planning import Row
from tinyagent_cli.bench.plot import draw
from tinyagent_cli.bench.quality import Format, Offer
from tinyagent_cli.bench.start import Row as StartRow

HALF = {"value": 0.5, "interval": [0.4, 0.6], "hits": 1, "total": 2}
NONE: dict[str, Any] = {"value": None, "interval": None, "hits": 0, "total": 0}


def _figures(rows: list[Row]) -> Figures:
    return Figures(
        machine="2 CPUs",
        loads=(0.1, 1.0),
        command="tinyagent bench all",
        requests=2,
        threads=1,
        planning=rows,
        start=[StartRow("Tab", 0.0011, 0.0011, 0.0011, *[None] * 5, 0.15)],
        formats=[
            Format("GGUF, Q4_K_M", "people", 60, 4_700_000, 85_000_000, 0.006, HALF, HALF, NONE)
        ],
        offers=[
            Offer("all tools", "people", 60, HALF, 16.0, 1.3, 6000),
            Offer("Tool RAG", "people", 60, HALF, 3.4, 1.3, 1500),
        ],
        picture="planning.svg",
    )


def test_every_way_is_in_the_table(figures: list[Row]) -> None:
    """With how much faster than the reference's it is, by the clock and by the processor."""
    lines = page(_figures(figures)).splitlines()
    for mode in MODES:
        assert any(line.startswith(f"| {mode.name} |") for line in lines)
    (shipped,) = (line for line in lines if line.startswith("| as it ships |"))
    assert "| 5.00 | 8.00× | 4.00 | 9.00× | 45 | – |" in shipped


def test_the_papers_tables_stand_beside_ours(figures: list[Row]) -> None:
    """Each row says on which requests it was measured."""
    told = page(_figures(figures))
    assert "| TinyAgent-1.1B | 4 | 2.9 | 0.68 | 80.35 % | the paper's |" in told
    assert "| ours, 7.5M: GGUF, Q4_K_M | 4 | 0.006 | 0.0047 | 50.0% | 60 people |" in told
    assert "| fine-tuned DeBERTa | 0.998 | 1397 | 80.06 % | 84.95 % | the paper's |" in told
    assert "| ours: Tool RAG, 3.40 offered | 0.500 | ≈ 500 | – | – | 60 people |" in told
    assert "not across" in told


def test_it_says_where_two_parts_are_in_each_others_way(figures: list[Row]) -> None:
    """Only where it was so: all took 8 s here, and 5 s without Tool RAG."""
    assert "in each other's way" in page(_figures(figures))
    level = [replace(row, turn=5.0) for row in figures]
    assert "in each other's way" not in page(_figures(level))


def test_what_was_not_measured_is_not_told() -> None:
    """Without llama.cpp the page says so, and has the rest."""
    told = page(Figures("2 CPUs", (0.0, 0.0), "…", missing="llama-cpp-python is not installed"))
    assert "Not measured: llama-cpp-python is not installed" in told
    assert "Table 2" not in told


def test_the_verdict_is_of_what_ships(figures: list[Row]) -> None:
    """Not of the best of many ways; without the reference there is none."""
    assert "as it ships is 8.0 times as fast" in verdict(figures)
    assert "and 1.0 times (1.0) as by that way with Tool RAG" in verdict(figures)
    assert verdict(figures[1:]) == ""


def test_the_picture_has_a_bar_for_each_way(figures: list[Row], tmp_path: Path) -> None:
    """The same figures draw the same file."""
    pytest.importorskip("matplotlib", reason="of the lab")
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    draw(first, figures)
    draw(second, figures)
    assert first.read_bytes() == second.read_bytes()
    text = first.read_text("utf-8")
    assert text.count("8.0×") + text.count("<!--  8.0× -->") > 0


def test_the_machine_is_told_without_names() -> None:
    """No path, no host."""
    import socket

    told = machine()
    assert "CPUs" in told
    assert "/" not in told
    assert socket.gethostname() not in told


def test_a_model_of_ones_own_is_told_by_its_name_and_is_no_random_one(figures: list[Row]) -> None:
    """What is said of the size and the weights of ours is not said of it."""
    told = page(replace(_figures(figures), model="mine.gguf"))
    assert "mine.gguf writes plans" in told
    assert "random weights" not in told
