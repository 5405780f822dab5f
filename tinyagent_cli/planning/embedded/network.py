"""The planner's network in numpy: reads a request once, then is asked step by step.

The twin of ``lab/model.py``, which trained it; a test holds the two together.  One request
at a time, all in 32-bit floats, matrices stored transposed so that every product is
``x @ w``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from tinyagent_cli.planning.embedded.architecture import POSITIONS, REACH
from tinyagent_cli.planning.embedded.grammar import MARKS
from tinyagent_cli.planning.embedded.weights import Floats, Quantised, Weights

_EPSILON: Final = np.float32(1e-5)


@dataclass(frozen=True, slots=True)
class Layer:
    """The matrices of one block."""

    norm1: Floats
    qkv: Floats
    q_norm: Floats
    k_norm: Floats
    out: Floats
    norm2: Floats
    gate_up: Floats
    down: Floats


def _norm(x: Floats, weight: Floats | None = None) -> Floats:
    size = np.float32(x.shape[-1])
    y: Floats = x / np.sqrt(np.einsum("...d,...d->...", x, x)[..., None] / size + _EPSILON)
    return y if weight is None else y * weight


class Network:
    """Weights at hand.  Immutable: what belongs to one request is in :class:`Reading`."""

    def __init__(self, weights: Weights) -> None:
        self.architecture = weights.architecture
        features = weights.tensors["features"]
        assert isinstance(features, Quantised)
        self.features = features  # stays in eight bits: a request needs few of its rows
        self.gaps, self.starts = weights.floats("gaps"), weights.floats("starts")
        self.marks = weights.floats("marks")
        self.marks_out = np.ascontiguousarray(self.marks[:MARKS].T)
        self.slots, self.modes = weights.floats("slots"), weights.floats("modes")
        self.turns, self.reach = weights.floats("turns"), weights.floats("reach").T
        self.norm = weights.floats("norm")

        def across(name: str) -> Floats:
            return np.ascontiguousarray(weights.floats(f"{name}.weight").T)

        self.span = np.concatenate((across("span_first"), across("span_last")))
        self.point, self.keys = across("point"), across("keys")
        self.last_given = across("last_given")
        self.layers = [
            Layer(
                **{n: weights.floats(f"{at}.{n}") for n in ("norm1", "norm2", "q_norm", "k_norm")},
                **{n: across(f"{at}.{n}") for n in ("qkv", "out", "gate_up", "down")},
            )
            for at in (f"blocks.{i}" for i in range(self.architecture.layers))
        ]
        head = self.architecture.head
        steps = np.arange(0, head, 2, dtype=np.float32) / head
        angle = np.outer(np.arange(POSITIONS, dtype=np.float32), np.float32(10000.0) ** -steps)
        self.cos, self.sin = np.cos(angle), np.sin(angle)


class Reading:
    """A request as the network has read it, and the plan as far as it is written.

    *features* are the rows and weights of each word (see features.py), *gaps* whether a
    space stands before it.
    """

    def __init__(
        self,
        network: Network,
        features: list[tuple[list[int], list[float]]],
        gaps: list[int],
        piped: bool,
    ) -> None:
        self._net = net = network
        a = net.architecture
        room = len(features) + 1 + POSITIONS // 2
        self._keys = np.empty((a.layers, a.heads, room, a.head), np.float32)
        self._values = np.empty((a.layers, a.heads, room, a.head), np.float32)
        self._at = 0
        rows = np.array([row for word in features for row in word[0]], np.int64)
        weights = np.array([w for word in features for w in word[1]], np.float32)
        counts = [len(word[0]) for word in features]
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        bags = np.add.reduceat(net.features.rows(rows) * weights[:, None], starts, axis=0)
        x = np.concatenate((net.starts[int(piped)][None], bags + net.gaps[gaps]))
        self.words = self._through(_norm(x))[1:]
        pointer = self.words @ net.keys
        self._first_keys = np.ascontiguousarray(pointer[:, : a.pointer].T)
        self._last_keys = np.ascontiguousarray(pointer[:, a.pointer :].T)
        self._scale = np.float32(a.pointer**-0.5)
        self._state = self.words[0]

    @property
    def full(self) -> bool:
        """Whether no further step fits."""
        return self._at >= min(self._keys.shape[2], POSITIONS)

    def marks(
        self, before: int, place: tuple[int, int, int], run: tuple[int, int] | None
    ) -> Floats:
        """Scores of the marks at *place*, after the mark *before*, which pointed at *run*."""
        net = self._net
        slot, mode, turn = place
        x = net.marks[before] + net.slots[slot] + net.modes[mode] + net.turns[turn]
        if run is not None:
            x = x + np.concatenate((self.words[run[0]], self.words[run[1]])) @ net.span
        self._state = self._through(_norm(x)[None])[0]
        scores: Floats = self._state @ net.marks_out
        return scores

    def firsts(self) -> Floats:
        """Scores of the words as first of a run, where the last mark asked was SPAN."""
        query = (self._state @ self._net.point)[: self._net.architecture.pointer]
        scores: Floats = query @ self._first_keys * self._scale
        return scores

    def lasts(self, first: int) -> Floats:
        """Scores of the words from *first* on as last of a run that begins there."""
        net = self._net
        query = (self._state @ net.point)[net.architecture.pointer :]
        query = query + self.words[first] @ net.last_given
        far = np.minimum(np.arange(len(self.words) - first), REACH - 1)
        scores: Floats = query @ self._last_keys[:, first:] + (query @ net.reach)[far]
        return scores * self._scale

    def _through(self, x: Floats) -> Floats:
        """Positions *x* [t, width] through all layers, each seeing them all and those before."""
        net, a = self._net, self._net.architecture
        t, at = len(x), self._at
        end = at + t
        cos, sin = net.cos[at:end], net.sin[at:end]
        scale = np.float32(a.head**-0.5)
        half = a.head // 2
        for i, layer in enumerate(net.layers):
            qkv = (_norm(x, layer.norm1) @ layer.qkv).reshape(t, 3, a.heads, a.head)
            qkv = qkv.transpose(1, 2, 0, 3)
            both = np.stack((_norm(qkv[0], layer.q_norm), _norm(qkv[1], layer.k_norm)))
            one, two = both[..., :half], both[..., half:]
            both = np.concatenate((one * cos - two * sin, two * cos + one * sin), -1)
            self._keys[i, :, at:end], self._values[i, :, at:end] = both[1], qkv[2]
            weight = both[0] @ self._keys[i, :, :end].transpose(0, 2, 1)
            weight *= scale
            weight -= weight.max(-1, keepdims=True)
            np.exp(weight, weight)
            weight /= weight.sum(-1, keepdims=True)
            mixed = (weight @ self._values[i, :, :end]).transpose(1, 0, 2).reshape(t, a.width)
            x = x + mixed @ layer.out
            gate, up = np.split(_norm(x, layer.norm2) @ layer.gate_up, 2, -1)
            x = x + (gate / (1 + np.exp(-gate)) * up) @ layer.down
        self._at = end
        return _norm(x, net.norm)
