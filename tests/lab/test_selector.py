from __future__ import annotations

import json
from pathlib import Path

import pytest

from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.planning.embedded.pointing import Call, Span
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.tools.toolbox import load_manifest

pytest.importorskip("torch", reason="the lab is an extra")

WORDS = ("alpha", "beta", "gamma", "delta")


def _call(tool: str) -> tuple[Call, ...]:
    return (Call(tool, (Span(((1, 1),)),)),)


def test_a_selector_learns_which_words_want_which_tool(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From examples to a table that offers the tool that is wanted, and not the other."""
    from tinyagent_cli.lab import selector

    examples = [Example(f"open {w}", _call("open_and_get_file_path")) for w in WORDS]
    examples += [Example(f"map {w}", _call("maps_open_location")) for w in WORDS]
    lines = "".join(f"{to_json(e)}\n" for e in examples * 8)
    for name in ("train", "heldout"):
        (tmp_path / f"{name}.jsonl").write_text(lines, "utf-8")
    table = tmp_path / "table.npz"
    selector.main(["--data", str(tmp_path), "--out", str(table), "--epochs", "120"])
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["recall"] == 1.0
    chosen = TrainedSelector(table).select("map gamma", load_manifest())
    assert "maps_open_location" in {tool.name for tool in chosen}
    assert "open_and_get_file_path" not in {tool.name for tool in chosen}
