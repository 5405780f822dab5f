"""``tinyagent models quantize``: llama.cpp's own quantiser, and what it cost, measured."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.commands.conftest import Call, tinyagent
from tests.planning.embedded.tiny import tiny
from tinyagent_cli.core.errors import NotReady, UsageError
from tinyagent_cli.models import quantising, scoring
from tinyagent_cli.models.apart import apart
from tinyagent_cli.models.whole import format_of, whole

__all__ = ["tinyagent"]  # the fixture

HERE = str(Path(__file__).parents[2])


@pytest.fixture
def llama_cpp() -> None:
    """A real llama.cpp."""
    pytest.importorskip("llama_cpp", reason="compiled from source; an extra")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A language model in 16 bits."""
    pytest.importorskip("gguf", reason="comes with the llama extra")
    from tests.models.wide import write_wide

    path = tmp_path_factory.mktemp("wide") / "words-F16.gguf"
    write_wide(path)
    return path


@pytest.mark.usefixtures("llama_cpp")
def test_a_planner_is_quantised_and_measured_by_its_plans(
    tinyagent: Call, gguf_file: Path, tmp_path: Path
) -> None:
    """It is smaller, named for its format, and the plans of both were compared."""
    tinyagent("models", "pull", str(gguf_file))
    ended = tinyagent("models", "quantize", "small-F16", "q8_0", "--json")
    assert ended.code == 0, ended.err
    told = json.loads(ended.out)
    assert told["name"] == "small-Q8_0"
    assert told["bytes"] < 0.7 * told["bytes_before"]
    assert told["score"]["of"] == 20
    assert format_of(whole(tmp_path / "models/small-Q8_0.gguf")) == "Q8_0"
    manifest = json.loads((tmp_path / "models/small-Q8_0.gguf.json").read_text())
    assert manifest["made_of"] == "small-F16"
    assert "same plan for" in manifest["score"]


@pytest.mark.usefixtures("llama_cpp")
def test_other_plans_are_told_from_the_same(gguf_file: Path, tmp_path: Path) -> None:
    """A planner beside itself, and beside one whose weights were drawn anew."""
    from tinyagent_cli.lab import gguf as lab

    other = tmp_path / "other.gguf"
    lab.write(other, tiny(256, seed=7))
    assert scoring.score(gguf_file, gguf_file) == {"same": 20, "of": 20}
    assert scoring.score(gguf_file, other)["same"] < 10


@pytest.mark.usefixtures("llama_cpp")
def test_a_language_model_is_measured_by_how_it_reads(wide: Path, tmp_path: Path) -> None:
    """The fewer bits, the further are its odds from those before; progress is told."""
    scores = {}
    for kind in ("Q8_0", "Q2_K"):
        target = tmp_path / f"{kind}.gguf"
        steps: list[tuple[int, int]] = []
        quantising.quantise(wide, target, kind, lambda *step, to=steps: to.append(step))
        assert steps[-1][0] == steps[-1][1] > 10
        scores[kind] = scoring.score(wide, target)
    assert scores["Q8_0"]["perplexity"][0] == scores["Q2_K"]["perplexity"][0] > 1
    assert 0 < scores["Q8_0"]["divergence"] < scores["Q2_K"]["divergence"]
    assert scores["Q8_0"]["same"] > scores["Q2_K"]["same"]


@pytest.mark.usefixtures("llama_cpp")
def test_a_model_beside_itself_diverges_by_nothing(wide: Path) -> None:
    """So that what is measured is what quantising cost, and no noise."""
    score = scoring.score(wide, wide)
    before, after = score["perplexity"]
    assert before == after
    assert score["divergence"] == 0
    assert score["same"] == score["of"] > 100


@pytest.mark.usefixtures("llama_cpp")
def test_what_is_quantised_is_not_quantised_again(
    tinyagent: Call, gguf_file: Path, tmp_path: Path
) -> None:
    """It would lose twice; the way is to begin with 16 bits again."""
    tinyagent("models", "pull", str(gguf_file))
    tinyagent("models", "quantize", "small-F16", "Q8_0", "--no-score")
    ended = tinyagent("models", "quantize", "small-Q8_0", "Q4_K_M")
    assert ended.code == 2
    assert "small-Q8_0 is Q8_0 already" in ended.err
    assert sorted(p.name for p in (tmp_path / "models").iterdir()) == [
        "small-F16.gguf",
        "small-F16.gguf.json",
        "small-Q8_0.gguf",
        "small-Q8_0.gguf.json",
    ]


@pytest.mark.usefixtures("llama_cpp")
def test_what_llama_cpp_cannot_read_leaves_nothing(
    tinyagent: Call, tmp_path: Path, wide: Path
) -> None:
    """A GGUF file that is whole, of an architecture that nobody knows; and llama.cpp says why."""
    odd = tmp_path / "odd-F16.gguf"
    odd.write_bytes(wide.read_bytes().replace(b"llama", b"lhama"))
    ended = tinyagent("models", "quantize", str(odd))
    assert ended.code == 3
    assert "cannot quantise odd-F16.gguf" in ended.err
    assert "lhama" in ended.err
    assert list((tmp_path / "models").iterdir()) == []


def test_an_unknown_format_is_a_usage_error() -> None:
    """With the nearest one; small letters are as good."""
    assert quantising.kind_of("q4_k_m") == "Q4_K_M"
    with pytest.raises(UsageError, match="Q4_K_X") as caught:
        quantising.kind_of("Q4_K_X")
    assert "Q4_K_" in caught.value.hint


@pytest.mark.parametrize(
    ("stem", "name"),
    [("m-F16", "m-Q8_0"), ("m.bf16", "m-Q8_0"), ("m", "m-Q8_0"), ("F16-m", "F16-m-Q8_0")],
)
def test_the_new_name_has_the_new_format(stem: str, name: str) -> None:
    """In place of the old one."""
    assert quantising.name_of(Path(f"{stem}.gguf"), "Q8_0") == name


def test_without_llama_cpp_the_extra_is_named(
    tinyagent: Call, gguf_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is begun."""
    monkeypatch.setitem(__import__("sys").modules, "llama_cpp", None)
    ended = tinyagent("models", "quantize", str(gguf_file))
    assert ended.code == 3
    assert "tinyagent-cli[llama]" in ended.err


def test_ctrl_c_ends_the_other_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it would stay in a call of C."""
    monkeypatch.setenv("PYTHONPATH", HERE)
    who = tmp_path / "pid"

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart("tests.models.endless", [str(who)], interrupt)
    with pytest.raises(ProcessLookupError):
        os.kill(int(who.read_text()), 0)


def test_a_process_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As llama.cpp does where it finds itself in the wrong, or memory is out."""
    monkeypatch.setenv("PYTHONPATH", HERE)
    who = tmp_path / "pid"
    with pytest.raises(NotReady, match="gave up"):
        apart(
            "tests.models.endless",
            [str(who)],
            lambda *_: os.kill(int(who.read_text()), 9),
        )


def test_what_it_said_last_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why a process died stands in what it said before, if anywhere."""
    monkeypatch.setenv("PYTHONPATH", HERE)
    with pytest.raises(NotReady, match=r"gave up: .*GGML_ASSERT: out of memory"):
        apart("tests.models.dying", [], lambda *_: None)


@pytest.mark.usefixtures("llama_cpp")
def test_the_planner_that_ships_is_pulled_quantised_used_and_acts(
    tinyagent: Call, tmp_path: Path
) -> None:
    """The whole way of a user's own GGUF file: its weights, four bits, llama.cpp, a text sent."""
    pytest.importorskip("gguf", reason="comes with the llama extra")
    from tinyagent_cli.lab import gguf as lab
    from tinyagent_cli.planning.embedded.planner import WEIGHTS
    from tinyagent_cli.planning.embedded.weights import read

    lab.write(tmp_path / "ours-F16.gguf", read(WEIGHTS))
    assert tinyagent("models", "pull", str(tmp_path / "ours-F16.gguf")).code == 0
    assert tinyagent("models", "quantize", "ours-F16", "Q4_K_M", "--no-score").code == 0
    assert tinyagent("models", "use", "ours-Q4_K_M").code == 0
    ended = tinyagent("do", "--yes", "--json", "text Sid that I'm running late")
    told = json.loads(ended.out)
    assert (ended.code, told["planner"]) == (0, "llama")
    assert told["plan"].splitlines() == [
        '1. get_phone_number("Sid")',
        '2. send_sms(["$1"], "I\'m running late")',
        "3. join()",
    ]
