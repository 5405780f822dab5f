"""The planner as a GGUF file: what llama.cpp finds in it, and that it runs alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tests.planning.embedded.tiny import tiny
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.core.settings import from_table
from tinyagent_cli.planning.embedded import gguf_file
from tinyagent_cli.planning.embedded.gguf_head import holds_planner
from tinyagent_cli.planning.embedded.grammar import FIRST_TOOL, MARKS, SPAN, START
from tinyagent_cli.planning.embedded.network import Network, Reading
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
from tinyagent_cli.planning.embedded.quantised import Floats

gguf = pytest.importorskip("gguf", reason="comes with the llama extra")

REQUEST = "text Sid and Lutfi that I am running late"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    from tinyagent_cli.lab import gguf as lab

    path = tmp_path / "planner-F16.gguf"
    lab.write(path, tiny())
    return path


@pytest.fixture
def llama_cpp() -> ModuleType:
    return pytest.importorskip("llama_cpp", reason="compiled from source; an extra")


def _texts(reader: object, key: str) -> object:
    return reader.get_field(key).contents()  # type: ignore[attr-defined]


def test_the_file_describes_a_qwen3(file: Path) -> None:
    """Sizes, rotary positions and norms are what llama.cpp asks for by these names."""
    reader = gguf.GGUFReader(file)
    found = {
        key: _texts(reader, key)
        for key in reader.fields
        if key.startswith(("qwen3", "general.arch", "tokenizer"))
    }
    assert found.pop("qwen3.attention.layer_norm_rms_epsilon") == pytest.approx(1e-5)
    labels = found.pop("qwen3.classifier.output_labels")
    table = next(t for t in reader.tensors if t.name == gguf_file.TABLE)
    assert len(labels) == table.shape[1]  # type: ignore[arg-type]
    assert found == {
        "general.architecture": "qwen3",
        "qwen3.context_length": 512,
        "qwen3.embedding_length": 64,
        "qwen3.block_count": 2,
        "qwen3.feed_forward_length": 96,
        "qwen3.attention.head_count": 2,
        "qwen3.attention.head_count_kv": 2,
        "qwen3.attention.key_length": 32,
        "qwen3.attention.value_length": 32,
        "qwen3.attention.causal": False,
        "qwen3.pooling_type": 0,
        "qwen3.rope.dimension_count": 32,
        "qwen3.rope.freq_base": 10000.0,
        "qwen3.vocab_size": MARKS + 1,
        "tokenizer.ggml.model": "none",
    }


def test_there_is_no_tensor_that_llama_cpp_would_refuse(file: Path) -> None:
    """A tensor more than its qwen3 has, and it does not load the file."""
    parts = ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_q_norm", "attn_k_norm",
             "attn_output", "ffn_norm", "ffn_gate", "ffn_up", "ffn_down")  # fmt: skip
    wanted = {f"blk.{i}.{part}.weight" for i in range(2) for part in parts}
    wanted |= {"token_embd.weight", "output_norm.weight", "cls.output.weight"}
    assert {tensor.name for tensor in gguf.GGUFReader(file).tensors} == wanted


def test_what_is_not_in_the_blocks_is_read_back(file: Path) -> None:
    """Vocabulary, architecture, origin; tables and pointers, rounded to 16 bits."""
    weights, again = tiny(), gguf_file.read(file)
    assert (again.architecture, again.vocabulary) == (weights.architecture, weights.vocabulary)
    assert again.about == weights.about
    for name in again.tensors:
        wide = weights.floats(name)
        np.testing.assert_array_equal(again.floats(name), wide.astype(np.float16).astype("f4"))
    assert {*weights.tensors} - {*again.tensors} == {
        name for name in weights.tensors if name.startswith("blocks.") or name == "norm"
    }


def test_ours_is_told_from_a_language_model(file: Path, tmp_path: Path) -> None:
    """By a key early in the file."""
    other = gguf.GGUFWriter(tmp_path / "other.gguf", "llama")
    other.add_name("a language model")
    other.write_header_to_file()
    other.write_kv_data_to_file()
    other.close()
    assert holds_planner(file)
    assert not holds_planner(tmp_path / "other.gguf")


@pytest.mark.parametrize("size", [8, 200, 2000])
def test_a_file_that_is_cut_off_says_how_to_mend_it(file: Path, size: int) -> None:
    """Half a download is NotReady, with a hint."""
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(NotReady) as caught:
        gguf_file.read(file)
    assert caught.value.hint


def test_weights_of_another_grammar_are_not_written(tmp_path: Path) -> None:
    """A table of another height would be read in the wrong places."""
    from tinyagent_cli.lab import gguf as lab

    weights = tiny()
    short = {**weights.tensors, "slots": weights.floats("slots")[:-1]}
    with pytest.raises(NotReady, match="slots"):
        lab.write(tmp_path / "w.gguf", replace(weights, tensors=short))


def _states(reading: Reading) -> list[Floats]:
    """What a plan's first steps are decided by."""
    told = [reading.words]
    for before, place, run in (
        (START, (0, 0, 0), None),
        (FIRST_TOOL + 1, (9, 0, 0), None),
        (SPAN, (0, 0, 1), (1, 1)),
    ):
        told.append(reading.marks(before, place, run))
        told += [reading.firsts(), reading.lasts(2)]
    return told


def _reading(network: Network, request: str = REQUEST) -> Reading:
    words = request.split()
    features = [network.weights.vocabulary.features(word) for word in words]
    return Reading(network, features, [1] * len(words), False)


def test_llama_cpp_scores_what_numpy_scores(file: Path, llama_cpp: ModuleType) -> None:
    """Words in both directions, steps upon them, one request after the other."""
    from tinyagent_cli.planning.embedded.llama import LlamaBlocks

    rounded = gguf_file.read(file)
    blocks = LlamaBlocks(file, rounded.architecture)
    theirs = Network(rounded, blocks)
    ours = Network(tiny())
    _states(_reading(theirs, "what went before is forgotten"))
    for mine, other in zip(_states(_reading(ours)), _states(_reading(theirs)), strict=True):
        np.testing.assert_allclose(other, mine, atol=0.03)
    assert blocks.library is llama_cpp


def test_two_requests_at_once_are_refused(file: Path, llama_cpp: ModuleType) -> None:
    """llama.cpp holds the keys of one; the first would go on with those of the second."""
    from tinyagent_cli.planning.embedded.llama import LlamaBlocks

    weights = gguf_file.read(file)
    network = Network(weights, LlamaBlocks(file, weights.architecture))
    first = _reading(network)
    _reading(network)
    with pytest.raises(RuntimeError, match="another request"):
        first.marks(START, (0, 0, 0), None)


@pytest.mark.parametrize("kind", ["Q8_0", "Q4_K_M"])
def test_llama_cpp_quantises_and_runs_the_file(
    tmp_path: Path, llama_cpp: ModuleType, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """What it made is smaller, a plan comes out, and llama.cpp prints nothing."""
    from tinyagent_cli.lab import gguf as lab
    from tinyagent_cli.models.quantising import quantise

    whole, path = tmp_path / "w.gguf", tmp_path / f"{kind}.gguf"
    lab.write(whole, tiny(256))
    quantise(whole, path, kind)
    assert path.stat().st_size < whole.stat().st_size * 0.7
    plan = list(EmbeddedPlanner(path).lines(REQUEST, {"send_sms": None}))
    assert plan[-1].endswith("join()\n")
    assert capfd.readouterr() == ("", "")


async def test_the_llama_planner_runs_it(file: Path, llama_cpp: ModuleType) -> None:
    """``planner.model`` may name such a file as well as a language model."""
    from tinyagent_cli.plugins.llama import tinyagent_planners

    settings = from_table({"planner": {"model": str(file)}})
    planner = tinyagent_planners()["llama"](Environment(variables={}), settings)
    assert isinstance(planner, EmbeddedPlanner)
    assert planner.name == "llama"
