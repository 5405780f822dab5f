"""The planner's network: reads a request once, then is asked step by step.

The twin of ``lab/model.py``, which trained it; a test holds the two together.  Here is what
stands before and after the blocks: the sums of features that go in, the scores of marks and
words that come out.  The blocks themselves are run by numpy (blocks.py) or by llama.cpp
(llama.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from tinyagent_cli.planning.embedded.architecture import POSITIONS, REACH
from tinyagent_cli.planning.embedded.blocks import Blocks, NumpyBlocks, norm
from tinyagent_cli.planning.embedded.features import gap_before
from tinyagent_cli.planning.embedded.grammar import MARKS
from tinyagent_cli.planning.embedded.pointing import Word
from tinyagent_cli.planning.embedded.weights import Floats, Weights


class AnyReading(Protocol):
    """A request as a network has read it; see :class:`Reading`."""

    @property
    def full(self) -> bool: ...

    def marks(
        self, before: int, place: tuple[int, int, int], run: tuple[int, int] | None
    ) -> Floats: ...

    def firsts(self) -> Floats: ...

    def lasts(self, first: int) -> Floats: ...


class AnyNetwork(Protocol):
    """What a decoder asks: :class:`Network`, or the lab's in full precision."""

    def read(self, words: Sequence[Word], piped: bool) -> AnyReading: ...


class Network:
    """Weights at hand.  Immutable: what belongs to one request is in :class:`Reading`."""

    def __init__(self, weights: Weights, blocks: Blocks | None = None) -> None:
        self.architecture = weights.architecture
        self.blocks = blocks or NumpyBlocks(weights)
        self.weights = weights  # the table of features stays there: few rows of it are needed
        self.gaps, self.starts = weights.floats("gaps"), weights.floats("starts")
        self.marks = weights.floats("marks")
        self.marks_out = np.ascontiguousarray(self.marks[:MARKS].T)
        self.slots, self.modes = weights.floats("slots"), weights.floats("modes")
        self.turns, self.reach = weights.floats("turns"), weights.floats("reach").T

        def across(name: str) -> Floats:
            return np.ascontiguousarray(weights.floats(f"{name}.weight").T)

        self.span = np.concatenate((across("span_first"), across("span_last")))
        self.point, self.keys = across("point"), across("keys")
        self.last_given = across("last_given")

    def read(self, words: Sequence[Word], piped: bool) -> Reading:
        """A request, read."""
        features = [self.weights.vocabulary.features(word.text) for word in words]
        gaps = [gap_before(words, i) for i in range(len(words))]
        return Reading(self, features, gaps, piped)


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
        self._left = min(POSITIONS // 2, POSITIONS - 1 - len(features))
        self._passage = net.blocks.passage(len(features) + 1 + self._left)
        rows = np.array([row for word in features for row in word[0]], np.int64)
        weights = np.array([w for word in features for w in word[1]], np.float32)
        counts = [len(word[0]) for word in features]
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        seen = net.weights.rows("features", rows)
        seen *= weights[:, None]
        bags = np.add.reduceat(seen, starts, axis=0)
        x = np.concatenate((net.starts[int(piped)][None], bags + net.gaps[gaps]))
        self.words = self._passage.read(norm(x))[1:]
        pointer = self.words @ net.keys
        self._first_keys = np.ascontiguousarray(pointer[:, : a.pointer].T)
        self._last_keys = np.ascontiguousarray(pointer[:, a.pointer :].T)
        self._scale = np.float32(a.pointer**-0.5)
        self._state = self.words[0]

    @property
    def full(self) -> bool:
        """Whether no further step fits."""
        return self._left <= 0

    def marks(
        self, before: int, place: tuple[int, int, int], run: tuple[int, int] | None
    ) -> Floats:
        """Scores of the marks at *place*, after the mark *before*, which pointed at *run*."""
        net = self._net
        slot, mode, turn = place
        x = net.marks[before] + net.slots[slot] + net.modes[mode] + net.turns[turn]
        if run is not None:
            x = x + np.concatenate((self.words[run[0]], self.words[run[1]])) @ net.span
        self._state = self._passage.read(norm(x[None]))[0]
        self._left -= 1
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
