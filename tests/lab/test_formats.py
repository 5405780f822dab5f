"""The table of formats: made by one command, each line from a process of its own."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.planning.embedded.tiny import tiny
from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.planning.embedded.pointing import Call, Span
from tinyagent_cli.planning.embedded.quantised import Eight, Four

torch = pytest.importorskip("torch", reason="the lab is an extra")

EXAMPLES = (
    Example("open a.pdf", (Call("open_and_get_file_path", (Span(((1, 1),)),)),)),
    Example("how tall is the mountain", (), piped=True),
    Example("who is Sid", ()),
)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """What training would leave, without the training."""
    from tinyagent_cli.lab.model import Pointer

    weights = tiny()
    model = Pointer(weights.architecture)
    model.load_state_dict({n: torch.from_numpy(weights.floats(n)) for n in weights.tensors})
    kept = {
        "architecture": asdict(weights.architecture),
        "vocabulary": {"words": list(weights.vocabulary.words), "buckets": 50},
        "model": model.state_dict(),
    }
    torch.save(kept, tmp_path / "checkpoint.pt")
    return tmp_path


@pytest.fixture
def heldout(tmp_path: Path) -> Path:
    path = tmp_path / "heldout.jsonl"
    path.write_text("".join(to_json(e) + "\n" for e in EXAMPLES), "utf-8")
    return path


def test_every_format_has_its_line(
    run: Path, heldout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Torch first, which the others are held to; fewer bits take less room."""
    from tinyagent_cli.lab import formats

    paper = tmp_path / "pairs.jsonl"
    rows = [{"id": str(i), "request": "who is Sid", "plan": "1. join()"} for i in range(30)]
    paper.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    formats.main(
        ["--run", str(run), "--heldout", str(heldout), "--paper", str(paper),
         "--out", str(tmp_path / "out")]
    )  # fmt: skip
    head, _, *lines = capsys.readouterr().out.splitlines()
    told = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert [cells[0] for cells in told[:3]] == ["torch, F32", "numpy, 8 bits", "numpy, 4 bits"]
    assert told[0][-1] == "100.0%"
    assert all(len(cells) == len(told[0]) for cells in told)
    assert head.count("|") == lines[0].count("|")
    sizes = [(tmp_path / "out" / f"planner-{bits}.weights").stat().st_size for bits in (8, 4)]
    assert sizes[1] < sizes[0]


def test_a_format_that_fails_is_named(run: Path) -> None:
    """With what its process said last."""
    from tinyagent_cli.core.errors import NotReady
    from tinyagent_cli.lab import formats

    (run / "bad.weights").write_bytes(b"none")
    with pytest.raises(NotReady, match=r"bad\.weights"):
        formats.ran(run / "bad.weights", [])


@pytest.mark.parametrize(("bits", "kind"), [(8, Eight), (4, Four)])
def test_the_export_has_the_bits_that_are_asked_for(
    run: Path, heldout: Path, bits: int, kind: type, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--bits`` decides the width, and the file is read back in it."""
    from tinyagent_cli.lab import export
    from tinyagent_cli.planning.embedded.weights import read

    out = run / "w"
    export.main(
        ["--run", str(run), "--heldout", str(heldout), "--out", str(out), "--bits", str(bits)]
    )
    assert isinstance(read(out).tensors["features"], kind)
    assert json.loads(capsys.readouterr().out)["bytes"] == out.stat().st_size
