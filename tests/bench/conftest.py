"""A small model with random weights, and rows of figures that nobody measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tinyagent_cli.bench.modes import MODES, REFERENCE
from tinyagent_cli.bench.planning import Row


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of 1.5 MB, where llama.cpp is installed."""
    pytest.importorskip("llama_cpp", reason="compiled from source; an extra")
    from tinyagent_cli.bench.planning import texts
    from tinyagent_cli.bench.random_model import TINY, write

    path = tmp_path_factory.mktemp("models") / "tiny.gguf"
    write(path, TINY, texts())
    return path


@pytest.fixture
def figures() -> list[Row]:
    """The reference's way takes 40 s, every other one 5 s; but all with Tool RAG, 8 s."""
    slow = Row(
        mode=REFERENCE.name, prompt=2000, read=3000, written=150, first_task=30.0, plan=30.0,
        turn=40.0, processor=36.0, reads=90.0, writes=12.0, reading=25.0, writing=5.0,
        joining=9.5, acting=0.5, memory=1_300_000_000,
    )  # fmt: skip
    quick = replace(slow, first_task=1.0, plan=4.5, turn=5.0, processor=4.0, read=45, reads=None)
    rows = [slow, *(replace(quick, mode=mode.name) for mode in MODES[1:])]
    return [replace(row, turn=8.0) if row.mode == "all" else row for row in rows]
