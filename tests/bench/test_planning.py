"""The benchmark of planning measures what it says; how fast that is, is not tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinyagent_cli.bench.planning import MODES, REQUESTS, Measured, main, measured
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.tools.toolbox import load_manifest

pytest.importorskip("llama_cpp", reason="compiled from source; an extra")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model with random weights."""
    from tinyagent_cli.bench.planning import texts
    from tinyagent_cli.bench.random_model import TINY, write

    path = tmp_path_factory.mktemp("models") / "tiny.gguf"
    write(path, TINY, texts())
    return path


def _one(name: str, model: Path, folder: Path) -> Measured:
    (mode,) = (m for m in MODES if m.name == name)
    (row,) = measured(mode, model, REQUESTS[:1], TrainedSelector(), folder)
    return row


def test_each_way_spares_what_it_is_for(model: Path, tmp_path: Path) -> None:
    """Tool RAG shortens the prompt; what was read before is not read again."""
    plain = _one("the reference's way", model, tmp_path)
    assert plain.read == plain.tokens
    assert _one("+ Tool RAG", model, tmp_path).tokens < plain.tokens / 2
    again = _one("+ prefix reuse", model, tmp_path)
    assert (again.tokens, again.written) == (plain.tokens, plain.written)
    assert again.read < plain.read / 20
    assert 0 < plain.first_token < plain.first_line < plain.plan


def test_tool_rag_offers_what_the_requests_need() -> None:
    """Else the rows with it would be of other plans."""
    for example in REQUESTS:
        offered = TrainedSelector().select(example.request, load_manifest())
        assert example.tools() <= {tool.name for tool in offered}


def test_a_line_for_each_mode_is_printed(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a table; rows that differ only in when tasks start are measured once."""
    assert main(["--model", str(model), "--requests", "1", "--only", "e", "--threads", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:32].strip() for line in lines] == [m.name for m in MODES if "e" in m.name]
