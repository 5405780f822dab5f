"""Fine-tuning the paper's kind of selector, on a DeBERTa of two layers that is made here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fakes.deberta import make_deberta
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.planning.classifier import ClassifierSelector, load_thresholds
from tinyagent_cli.planning.embedded.pointing import Call, Span
from tinyagent_cli.planning.embedded.signature import TOOLS
from tinyagent_cli.tools.toolbox import load_manifest

pytest.importorskip("torch", reason="the lab is an extra")
pytest.importorskip("transformers", reason="the toolrag extra")


def test_it_learns_which_words_want_which_tool(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a base with another head and examples to a folder that the selector takes."""
    from tinyagent_cli.lab import classifier

    span = (Span(((1, 1),)),)
    words = ("alpha", "beta", "gamma", "delta")
    examples = [Example(f"open {w}", (Call("open_and_get_file_path", span),)) for w in words]
    examples += [Example(f"map {w}", (Call("maps_open_location", span),)) for w in words]
    lines = "".join(f"{to_json(e)}\n" for e in examples)
    for name in ("train", "heldout"):
        (tmp_path / f"{name}.jsonl").write_text(lines, "utf-8")
    base, out = tmp_path / "base", tmp_path / "out"
    make_deberta(base, labels=3)
    classifier.main(
        ["--data", str(tmp_path), "--base", str(base), "--out", str(out), "--epochs", "25",
         "--batch", "4", "--rate", "0.002"]
    )  # fmt: skip
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])["held_out"]
    assert figures["recall"]["value"] == 1.0
    assert set(load_thresholds(out).offered) == set(TOOLS)
    chosen = {t.name for t in ClassifierSelector(out).select("map gamma", load_manifest())}
    assert "maps_open_location" in chosen
    assert "open_and_get_file_path" not in chosen


def test_nothing_is_downloaded_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A base that is not here is one line that names both ways out; the network is not tried."""
    import socket

    from tinyagent_cli.lab import classifier

    def refuse(*_: object) -> None:
        raise AssertionError("the network was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(NotReady, match=r"--base FOLDER.*--download"):
        classifier.main(
            ["--data", str(tmp_path), "--base", "nobody/nothing", "--out", str(tmp_path / "out")]
        )
    assert not (tmp_path / "out").exists()
