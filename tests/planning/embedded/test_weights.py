from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.embedded.architecture import Architecture
from tinyagent_cli.planning.embedded.features import Vocabulary
from tinyagent_cli.planning.embedded.planner import WEIGHTS
from tinyagent_cli.planning.embedded.weights import Weights, quantise, read, write


def test_eight_bits_are_near_enough() -> None:
    """No number moves by more than half a step of its group."""
    matrix = np.random.default_rng(0).normal(size=(7, 64)).astype(np.float32)
    step = np.abs(matrix.reshape(7, 2, 32)).max(-1, keepdims=True) / 127
    error = np.abs(quantise(matrix).whole() - matrix).reshape(7, 2, 32)
    assert (error <= step * 0.51).all()


def test_four_bits_err_less_than_even_steps_would() -> None:
    """Fifteen steps from least to greatest are the start; what is found is no worse."""
    groups = np.random.default_rng(0).normal(size=(7, 2, 32)).astype(np.float32)
    groups[0, 0, 0] = 9  # one far number, which is cut off for the sake of the others
    low, step = groups.min(-1, keepdims=True), np.ptp(groups, -1, keepdims=True) / 15
    even = low + step * np.rint((groups - low) / step)
    found = quantise(groups.reshape(7, 64), 4).whole().reshape(7, 2, 32)
    errors, plain = (np.square(g - groups).mean(-1) for g in (found, even))
    assert (errors <= plain * 1.01).all()
    assert errors[0, 0] < plain[0, 0] * 0.9


@pytest.mark.parametrize("bits", [8, 4])
def test_a_row_of_zeros_stays_zero(bits: int) -> None:
    """A scale of nothing divides nothing."""
    assert not quantise(np.zeros((2, 32), np.float32), bits).whole().any()


@pytest.mark.parametrize("bits", [8, 4])
def test_some_rows_are_what_the_whole_has_there(bits: int) -> None:
    """Rows are made into floats alone, as many times as they are asked for."""
    matrix = quantise(np.random.default_rng(2).normal(size=(9, 64)).astype(np.float32), bits)
    some = np.array([3, 8, 3])
    np.testing.assert_array_equal(matrix.rows(some), matrix.whole()[some])


@pytest.mark.parametrize("bits", [8, 4])
def test_what_is_written_is_read(tmp_path: Path, bits: int) -> None:
    """Tensors in either width, vocabulary, architecture and origin survive the file."""
    matrix = np.random.default_rng(1).normal(size=(5, 96)).astype(np.float32)
    vector = np.arange(3, dtype=np.float32)
    tensors = {"m": quantise(matrix, bits), "bare": matrix, "v": vector}
    weights = Weights(Architecture(99), Vocabulary({"naïve": 0, "b": 1}, 8), tensors, {"s": 1})
    write(tmp_path / "w", weights)
    again = read(tmp_path / "w")
    assert (again.architecture, again.vocabulary) == (weights.architecture, weights.vocabulary)
    assert again.about == {"s": 1}
    np.testing.assert_array_equal(again.floats("v"), vector)
    np.testing.assert_array_equal(again.floats("m"), quantise(matrix, bits).whole())
    np.testing.assert_array_equal(again.floats("bare"), quantise(matrix).whole())


def test_four_bits_take_five_with_their_scales(tmp_path: Path) -> None:
    """Two numbers lie in one byte."""
    matrix = np.ones((64, 512), np.float32)
    sizes = []
    for bits in (8, 4):
        weights = Weights(Architecture(1), Vocabulary({}, 1), {"m": quantise(matrix, bits)}, {})
        write(tmp_path / "w", weights)
        sizes.append((tmp_path / "w").stat().st_size)
    assert sizes[0] - sizes[1] == pytest.approx(matrix.size * 3.5 / 8, abs=64)


@pytest.mark.parametrize("content", [None, b"", b"GGUF and more"])
def test_a_file_that_is_none_says_how_to_mend_it(tmp_path: Path, content: bytes | None) -> None:
    """Missing or foreign weights are NotReady, with a hint."""
    if content is not None:
        (tmp_path / "w").write_bytes(content)
    with pytest.raises(NotReady) as caught:
        read(tmp_path / "w")
    assert caught.value.hint


def test_the_shipped_weights_are_small() -> None:
    """The package carries at most 16 MiB of them, and says what they were made of."""
    assert WEIGHTS.stat().st_size <= 16 << 20
    assert read(WEIGHTS).about["data"]
