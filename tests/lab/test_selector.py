from __future__ import annotations

import json
from pathlib import Path

import pytest

from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.planning.embedded.pointing import Call, Span
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.planning.wishes import load
from tinyagent_cli.tools.toolbox import load_manifest

pytest.importorskip("torch", reason="the lab is an extra")

WORDS = ("alpha", "beta", "gamma", "delta")


def _call(tool: str) -> tuple[Call, ...]:
    return (Call(tool, (Span(((1, 1),)),)),)


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few examples, and the table that was fitted to them."""
    from tinyagent_cli.lab import selector

    folder = tmp_path_factory.mktemp("selector")
    examples = [Example(f"open {w}", _call("open_and_get_file_path")) for w in WORDS]
    examples += [Example(f"map {w}", _call("maps_open_location")) for w in WORDS]
    lines = "".join(f"{to_json(e)}\n" for e in examples * 8)
    for name in ("train", "heldout"):
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    selector.main(["--data", str(folder), "--out", str(folder / "table"), "--epochs", "100"])
    return folder


def test_a_selector_learns_which_words_want_which_tool(fitted: Path) -> None:
    """From examples to a table that offers the tool that is wanted, and not the other."""
    selector = TrainedSelector(fitted / "table")
    chosen = {tool.name for tool in selector.select("map gamma", load_manifest())}
    assert "maps_open_location" in chosen
    assert "open_and_get_file_path" not in chosen
    both = selector.select("open alpha map beta", load_manifest())
    assert {t.name for t in both} >= {"open_and_get_file_path", "maps_open_location"}


def test_figures_are_told_of_the_held_out_examples_and_of_rows(
    fitted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last line is for machines; a file of rows is measured beside."""
    from tinyagent_cli.lab import selector

    rows = [
        {"id": "1", "request": "map beta", "plan": '1. maps_open_location("beta")\n2. join()'},
        {"id": "2", "request": "hum a tune"},
    ]
    path = fitted / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    out = str(fitted / "again")
    selector.main(["--data", str(fitted), "--out", out, "--epochs", "100", "--rows", str(path)])
    *told, machine = capsys.readouterr().out.splitlines()
    figures = json.loads(machine)
    assert figures["held_out"]["recall"]["value"] == 1.0
    assert figures["held_out"]["needed"]["value"] == 1.0
    assert any(line.startswith("rows.jsonl") and "1 of 1" in line for line in told)
    kept, again = load(fitted / "table"), load(fitted / "again")
    assert (kept.features == again.features).all()  # the same seed, the same table


def test_the_runtime_hears_what_training_heard(fitted: Path) -> None:
    """The convolution in numpy, on eight bits, is the one in torch."""
    import numpy as np
    import torch

    from tinyagent_cli.lab import selector
    from tinyagent_cli.lab.batches import make_vocabulary

    requests = ["map gamma", "open the unheard-of word", "Alpha, beta; x@y.org 12:30"]
    vocabulary = make_vocabulary(["map gamma", "open alpha"], 10, 64, least=1)
    torch.manual_seed(3)
    hearing = selector.Hearing(vocabulary.rows).eval()
    examples = selector.Examples([Example(r, ()) for r in requests], vocabulary)
    with torch.inference_mode():
        heard = hearing(examples.batch(range(3))).numpy()
    wishes = selector.wishes_of(hearing, vocabulary)
    said = np.array([wishes.scores(r) for r in requests])
    assert np.allclose(heard, said, atol=0.05)
    assert not np.allclose(said[0], said[1], atol=0.05)
