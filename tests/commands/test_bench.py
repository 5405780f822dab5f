"""``tinyagent bench`` on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Call
from tinyagent_cli.bench import planning, quality, start
from tinyagent_cli.bench.modes import MODES
from tinyagent_cli.bench.planning import Row
from tinyagent_cli.core.exits import Exit

START = start.Row("--help", 0.06, 0.07, 0.07, *[None] * 5, 0.15)
ROW = Row("", 2000, 3000, 150, 3.0, 3.0, 40.0, 36.0, 90.0, 12.0, 2.5, 0.5, 9.5, 0.5, 10**9)


@pytest.fixture
def stopped_after() -> list[int]:
    """After how many ways Ctrl-C comes; empty: never."""
    return []


@pytest.fixture
def without_a_model(monkeypatch: pytest.MonkeyPatch, stopped_after: list[int]) -> None:
    """Ways of planning take no time, and 40 s each."""
    from contextlib import nullcontext

    def rows(path: Path, requests: int, threads: int, step: Callable[..., None], modes: Any) -> Any:
        for number, mode in enumerate(modes):
            if stopped_after and number >= stopped_after[0]:
                raise KeyboardInterrupt
            step(mode.name, 1, requests)
            yield replace(ROW, mode=mode.name)

    monkeypatch.setattr(planning, "rows", rows)
    monkeypatch.setattr(planning, "model_or_random", lambda model: nullcontext(Path("m")))


@pytest.mark.usefixtures("without_a_model")
def test_planning_prints_a_row_for_each_way(tinyagent: Call) -> None:
    """The answer alone on stdout; what is being done, on stderr."""
    ended = tinyagent("bench", "planning")
    assert ended.code == Exit.DONE
    lines = ended.out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [mode.name for mode in MODES]
    assert "1.00×" in lines[0]
    assert "the reference's way …" in ended.err


@pytest.mark.usefixtures("without_a_model")
def test_planning_prints_json_lines(tinyagent: Call) -> None:
    """One a way; `--only` takes those of a name."""
    ended = tinyagent("bench", "planning", "--json", "--only", "lookup")
    assert [json.loads(line)["mode"] for line in ended.out.splitlines()] == [
        mode.name for mode in MODES if "lookup" in mode.name
    ]


@pytest.mark.usefixtures("without_a_model")
def test_planning_keeps_what_was_measured_before_ctrl_c(
    tinyagent: Call, stopped_after: list[int]
) -> None:
    """Ten minutes are not lost."""
    stopped_after.append(2)
    ended = tinyagent("bench", "planning")
    assert ended.code == Exit.INTERRUPTED
    assert len(ended.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--requests", "9"], Exit.USAGE, "there are 4 requests"),
        (["--only", "magic"], Exit.USAGE, "no way of planning has 'magic' in its name"),
        (["--model", "gone.gguf"], Exit.NOT_READY, "there is no model file gone.gguf"),
        (["--plot", "x.txt"], Exit.USAGE, "x.txt is no picture"),
        (["--plot", "gone/x.svg"], Exit.USAGE, "there is no folder gone"),
    ],
)
def test_what_cannot_be_measured_is_told_before(
    tinyagent: Call, words: list[str], code: Exit, said: str
) -> None:
    """In a line, before minutes are spent."""
    ended = tinyagent("bench", "planning", *words)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_without_llama_cpp_planning_says_what_is_missing(
    tinyagent: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clear line, which names the extra."""
    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    ended = tinyagent("bench", "planning")
    assert ended.code == Exit.NOT_READY
    assert "pip install 'tinyagent-cli[llama]'" in ended.err
    assert "Traceback" not in ended.err


def test_a_plot_without_matplotlib_is_refused_at_once(
    tinyagent: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not after a quarter of an hour."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    ended = tinyagent("bench", "planning", "--plot", str(tmp_path / "x.svg"))
    assert ended.code == Exit.NOT_READY
    assert "pip install 'tinyagent-cli[lab]'" in ended.err


def test_start_prints_a_row_for_each_command(
    tinyagent: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program is started for real."""
    monkeypatch.setattr(start, "COMMANDS", {"--version": ("--version",)})
    ended = tinyagent("bench", "start", "--times", "1", "--json")
    assert ended.code == Exit.DONE
    assert json.loads(ended.out.splitlines()[0])["command"] == "--version"


def test_quality_prints_a_row_for_each_format(
    tinyagent: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of one's own rows; the second table is of selectors."""
    monkeypatch.setattr(quality, "formats", lambda folder: iter([(quality.SHIPS, quality.WEIGHTS)]))
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "1", "request": "Water the plants"}\n' * 3)
    ended = tinyagent("bench", "quality", str(file), "--count", "2")
    assert ended.code == Exit.DONE
    heads = [line.split("\t")[:2] for line in ended.out.splitlines()]
    assert [quality.SHIPS, "2 rows"] in heads
    assert ["Tool RAG", "2 rows"] in heads


@pytest.mark.usefixtures("without_a_model")
def test_all_writes_a_page_that_can_be_made_again(
    tinyagent: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With the command, the figures for machines, and no path of this computer."""
    monkeypatch.setattr(start, "rows", lambda times, step: [])
    monkeypatch.setattr(quality, "measured", lambda files, count, step, missing: ([], []))
    out = tmp_path / "bench"
    ended = tinyagent("bench", "all", "--out", str(out), "--requests", "1", "--threads", "2")
    assert (ended.code, ended.out.strip()) == (Exit.DONE, str(out / "README.md"))
    page = (out / "README.md").read_text("utf-8")
    assert "tinyagent bench all --out bench --requests 1 --threads 2" in page
    assert str(tmp_path) not in page
    modes = json.loads((out / "figures.json").read_text("utf-8"))["planning"]
    assert [row["mode"] for row in modes] == [mode.name for mode in MODES]


@pytest.mark.usefixtures("without_a_model")
def test_all_prints_what_was_measured_before_ctrl_c(
    tinyagent: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stopped_after: list[int]
) -> None:
    """The page so far; that of an earlier run stays as it is."""
    stopped_after.append(2)
    monkeypatch.setattr(start, "rows", lambda times, step: [START])
    monkeypatch.setattr(quality, "measured", lambda files, count, step, missing: ([], []))
    (tmp_path / "README.md").write_text("earlier", "utf-8")
    ended = tinyagent("bench", "all", "--out", str(tmp_path))
    assert ended.code == Exit.INTERRUPTED
    for told in ("| tinyagent --help |", *(f"| {mode.name} |" for mode in MODES[:2])):
        assert told in ended.out
    assert f"| {MODES[2].name} |" not in ended.out
    assert [file.name for file in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text("utf-8") == "earlier"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--requests", "9"], Exit.USAGE),
        (["--model", "gone.gguf"], Exit.NOT_READY),
        (["gone.jsonl"], Exit.USAGE),
    ],
)
def test_all_measures_nothing_where_a_part_of_it_cannot_be_measured(
    tinyagent: Call, monkeypatch: pytest.MonkeyPatch, words: list[str], code: Exit
) -> None:
    """Not even how long a start takes, which comes first."""
    monkeypatch.setattr(start, "rows", lambda times, step: pytest.fail("it is measured"))
    ended = tinyagent("bench", "all", *words)
    assert (ended.code, ended.out) == (code, "")


def test_voice_wants_a_transcriber_and_its_model(tinyagent: Call) -> None:
    """What is not there is one line and no table."""
    ended = tinyagent("bench", "voice", "--model", "whisper-base.en")
    assert ended.code == Exit.NOT_READY
    assert ended.out == ""
    assert "try:" in ended.err


def test_reliability_tries_all_of_it_and_writes_the_table(
    tinyagent: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A little of each here; what goes wrong is exit 1, and how, in its row."""
    from tinyagent_cli.bench import reliability

    monkeypatch.setattr(reliability, "QUICK", reliability.Size(5, 3, 2))
    monkeypatch.setattr(reliability, "SCENARIOS", ("asking",))
    table = tmp_path / "table.md"
    ended = tinyagent("bench", "reliability", "--quick", "--out", str(table))
    assert ended.code == Exit.DONE
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert [row[1:3] for row in rows] == [
        ["5", "0"],
        *[["3", "0"]] * 5,
        ["1", "0"],
        *[["1", "0"], ["2", "0"]] * 2,
    ]
    assert "MB resident" in rows[-1][4]
    assert "| kill -9 at each step of asking | 1 | 0 |" in table.read_text("utf-8")
    monkeypatch.setattr(reliability, "wrong_in", _always_wrong)
    ended = tinyagent("bench", "reliability", "--quick")
    assert ended.code == Exit.FAILED
    assert "\t5\t5\t" in ended.out.splitlines()[0]
    assert ended.out.splitlines()[0].endswith("twice")


async def _always_wrong(*_: object) -> str:
    return "task 1 ran twice"


def test_reliability_has_nowhere_to_write(tinyagent: Call) -> None:
    """Told before minutes are spent."""
    assert tinyagent("bench", "reliability", "--out", "/nowhere/table.md").code == Exit.USAGE
