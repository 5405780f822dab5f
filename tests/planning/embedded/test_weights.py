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


def test_a_row_of_zeros_stays_zero() -> None:
    """A scale of nothing divides nothing."""
    assert not quantise(np.zeros((2, 32), np.float32)).whole().any()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Tensors, vocabulary, architecture and origin survive the file."""
    matrix = np.random.default_rng(1).normal(size=(5, 96)).astype(np.float32)
    vector = np.arange(3, dtype=np.float32)
    weights = Weights(
        Architecture(99), Vocabulary({"naïve": 0, "b": 1}, 8), {"m": matrix, "v": vector}, {"s": 1}
    )
    write(tmp_path / "w", weights)
    again = read(tmp_path / "w")
    assert (again.architecture, again.vocabulary) == (weights.architecture, weights.vocabulary)
    assert again.about == {"s": 1}
    np.testing.assert_array_equal(again.floats("v"), vector)
    np.testing.assert_array_equal(again.floats("m"), quantise(matrix).whole())


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
