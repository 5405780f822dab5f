"""The blocks of the planner's network in numpy: states of positions, from what goes in.

All in 32-bit floats; matrices are stored transposed, so that every product is ``x @ w``.
What the training keeps apart is multiplied out when the weights are read: the weights of a
norm into the matrix after it, those of the norms on queries and keys into the rotation, the
scale of the attention into the rotation of the queries.

A step of the plan is one position.  Its products are a quarter of a millisecond; the rest is
the price of calling numpy, which is why there are few calls in here and most write in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from tinyagent_cli.planning.embedded.architecture import POSITIONS, Architecture
from tinyagent_cli.planning.embedded.weights import Floats, Weights

EPSILON: Final = 1e-5
BASE: Final = 10000.0  # of the rotary positions' wavelengths


class Passage(Protocol):
    """Positions that went through the blocks; those that follow see them."""

    def read(self, x: Floats) -> Floats:
        """States [t, width] of the positions *x* [t, width], each seeing all of them."""


class Blocks(Protocol):
    """What runs the layers of a network: numpy here, llama.cpp in llama.py."""

    def passage(self, room: int) -> Passage:
        """A new one, for at most *room* positions; ends the one before."""


def norm(x: Floats) -> Floats:
    """Rows of *x* brought to a mean square of one."""
    squares = np.einsum("...d,...d->...", x, x)
    squares *= np.float32(1 / x.shape[-1])
    squares += np.float32(EPSILON)
    y: Floats = x / np.sqrt(squares)[..., None]
    return y


@dataclass(frozen=True, slots=True)
class _Layer:
    """One block.  *turn*, *turn_swapped* [positions, 2, 1, 2, half]: of queries and keys."""

    qkv: Floats
    out: Floats
    gate_up: Floats
    down: Floats
    turn: Floats
    turn_swapped: Floats


class NumpyBlocks:
    """The blocks of *weights*, for one request after the other."""

    def __init__(self, weights: Weights) -> None:
        a = weights.architecture
        self.architecture = a
        self.norm = weights.floats("norm")
        steps = np.arange(0, a.head, 2, dtype=np.float32) / a.head
        angle = np.outer(np.arange(POSITIONS, dtype=np.float32), np.float32(BASE) ** -steps)
        cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
        self.layers = [_layer(weights, f"blocks.{i}", cos, sin) for i in range(a.layers)]

    def passage(self, room: int) -> Passage:
        """See :class:`Blocks`."""
        return _Passage(self, room)


def _layer(weights: Weights, at: str, cos: Floats, sin: Floats) -> _Layer:
    a = weights.architecture

    def across(name: str, before: Floats | None = None) -> Floats:
        matrix = weights.floats(f"{at}.{name}.weight")
        if before is None:
            return np.ascontiguousarray(matrix.T)
        return np.multiply(matrix.T, before[:, None], order="C")

    q = weights.floats(f"{at}.q_norm").reshape(2, -1) * np.float32(a.head**-0.5)
    both = np.stack((q, weights.floats(f"{at}.k_norm").reshape(2, -1)))
    turn = both * cos[:, :, None]
    swapped = both[:, ::-1] * np.stack((-sin, sin), 2)
    return _Layer(
        across("qkv", weights.floats(f"{at}.norm1")),
        across("out"),
        across("gate_up", weights.floats(f"{at}.norm2")),
        across("down"),
        turn[:, :, None],
        swapped[:, :, None],
    )


class _Passage:
    """Keys and values of every layer, [heads, room, head]; how many there are."""

    def __init__(self, blocks: NumpyBlocks, room: int) -> None:
        a = blocks.architecture
        self._blocks = blocks
        self._kept = np.empty((a.layers, 2, a.heads, room, a.head), np.float32)
        self._at = 0

    def read(self, x: Floats) -> Floats:
        """See :class:`Passage`."""
        a = self._blocks.architecture
        for layer, kept in zip(self._blocks.layers, self._kept, strict=True):
            x = x + self._mixed(norm(x) @ layer.qkv, layer, kept, a) @ layer.out
            x += _gated(norm(x) @ layer.gate_up, a.hidden) @ layer.down
        self._at += len(x)
        states: Floats = norm(x) * self._blocks.norm
        return states

    def _mixed(self, qkv: Floats, layer: _Layer, kept: Floats, a: Architecture) -> Floats:
        """What each position takes from those it sees, [t, width]."""
        t, at = len(qkv), self._at
        end = at + t
        both = norm(qkv[:, : 2 * a.width].reshape(t, 2, a.heads, a.head))
        both = both.reshape(t, 2, a.heads, 2, a.head // 2)
        turned = both * layer.turn[at:end]
        turned += both[:, :, :, ::-1] * layer.turn_swapped[at:end]
        queries, keys = turned.reshape(t, 2, a.heads, a.head).transpose(1, 2, 0, 3)
        kept[0, :, at:end] = keys
        kept[1, :, at:end] = qkv[:, 2 * a.width :].reshape(t, a.heads, a.head).transpose(1, 0, 2)
        share = queries @ kept[0, :, :end].transpose(0, 2, 1)
        share -= share.max(-1, keepdims=True)
        np.exp(share, share)
        share /= share.sum(-1, keepdims=True)
        mixed: Floats = np.matmul(share, kept[1, :, :end])
        return mixed.transpose(1, 0, 2).reshape(t, a.width)


def _gated(gate_up: Floats, hidden: int) -> Floats:
    """SwiGLU: the second half of each row, gated by the first."""
    gate, up = gate_up[:, :hidden], gate_up[:, hidden:]
    below = np.negative(gate)
    np.exp(below, below)
    below += np.float32(1)
    np.divide(gate, below, below)
    below *= up
    return below
