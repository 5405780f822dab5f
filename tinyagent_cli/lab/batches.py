"""Examples as arrays, and arrays as batches: what training eats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from tinyagent_cli.lab.example import Example
from tinyagent_cli.lab.model import Batch
from tinyagent_cli.planning.embedded.architecture import LONGEST
from tinyagent_cli.planning.embedded.features import Vocabulary, gap_before, key_of
from tinyagent_cli.planning.embedded.grammar import (
    MARKS,
    START,
    Grammar,
    GrammarError,
    walk,
)
from tinyagent_cli.planning.embedded.pointing import words

KNOWN, UNKNOWN, SMALL, SMALL_UNKNOWN = range(4)  # ways of seeing one surface form
_WAYS: Final = 4
T = TypeVar("T")
_CHUNK: Final = 8192  # examples that are sorted by length together


@dataclass(frozen=True, slots=True)
class Row:
    """An example in numbers; see :class:`~tinyagent_cli.lab.model.Batch`.

    *steps* [s, 8]: before, mark, slot, mode, call, first, last, from_word.
    """

    word: NDArray[np.int32]
    gap: NDArray[np.int8]
    piped: bool
    steps: NDArray[np.int16]
    allowed: NDArray[np.uint64]

    @property
    def size(self) -> int:
        """Positions of the network that it takes."""
        return len(self.word) + 1 + len(self.steps)


def ahead(items: Iterator[T]) -> Iterator[T]:
    """*items*, each being made while the one before it is used: a GPU waits for no CPU."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = maker.submit(next, items, None)
            yield item


def make_vocabulary(requests: Iterable[str], size: int, buckets: int, least: int = 3) -> Vocabulary:
    """The *size* commonest words of *requests* that occur *least* times or more."""
    counts = Counter(key_of(w.text) for r in requests for w in words(r))
    common = [w for w, n in counts.most_common(size) if n >= least]
    return Vocabulary({w: i for i, w in enumerate(common)}, buckets)


def widened(vocabulary: Vocabulary, requests: Iterable[str], size: int) -> Vocabulary:
    """*vocabulary* with the commonest words of *requests* that it lacks, to *size* words."""
    fresh = make_vocabulary(requests, size, vocabulary.buckets)
    known = dict(vocabulary.words)
    for word in fresh.words:
        if len(known) < size:
            known.setdefault(word, len(known))
    return Vocabulary(known, vocabulary.buckets)


class Dataset:
    """Examples in numbers, and the table of the words that occur in them.

    Examples that the grammar cannot say or that are too long are left out and counted in
    *refused*.
    """

    def __init__(self, examples: Iterable[Example], vocabulary: Vocabulary) -> None:
        self.rows: list[Row] = []
        self.sources: list[str] = []
        self.refused: Counter[str] = Counter()
        self._surfaces: dict[str, int] = {}
        for example in examples:
            try:
                self.rows.append(self._row(example))
                self.sources.append(example.source)
            except GrammarError as error:
                self.refused[f"{example.source}: {error}"] += 1
        self._fill(vocabulary)
        self.sizes = np.array([r.size for r in self.rows])

    def _row(self, example: Example) -> Row:
        cut = words(example.request)
        if not 0 < len(cut) <= LONGEST:
            raise GrammarError(f"{'no' if not cut else 'too many'} words")
        grammar = Grammar(len(cut), example.piped)
        path = walk(example.calls, grammar)
        steps = np.full((len(path), 8), -1, np.int16)
        before = START
        for i, turn in enumerate(path):
            said = turn.step
            steps[i] = (before, said.mark, *turn.place, said.first, said.last, turn.first_word)
            before = said.mark
        if len(grammar.calls) != len(example.calls):
            raise GrammarError("too many calls")
        surface = [self._surfaces.setdefault(w.text, len(self._surfaces)) for w in cut]
        return Row(
            np.array(surface, np.int32),
            np.array([gap_before(cut, i) for i in range(len(cut))], np.int8),
            example.piped,
            steps,
            np.array([turn.allowed for turn in path], np.uint64),
        )

    def _fill(self, vocabulary: Vocabulary) -> None:
        rows: list[int] = []
        weights: list[float] = []
        counts: list[int] = []
        for text in self._surfaces:
            for seen in (text, text.lower()):
                for known in (True, False):
                    r, w = vocabulary.features(seen, known)
                    rows += r
                    weights += w
                    counts.append(len(r))
        self._feature = np.array(rows, np.int64)
        self._weight = np.array(weights, np.float32)
        self._count = np.array(counts, np.int64)
        self._offset = np.concatenate(([0], np.cumsum(self._count)))[:-1]

    def batches(
        self,
        positions: int,
        seed: Sequence[int] = (0,),
        repeat: dict[str, int] | None = None,
        unknown: float = 0.0,
        small: float = 0.0,
        skip: int = 0,
    ) -> Iterator[Batch]:
        """One epoch in batches of about *positions* positions, of examples alike in length.

        *repeat* says how often the examples of a source come in an epoch.  A share
        *unknown* of the words is seen as never met; a share *small* of the requests in
        small letters.  A batch depends on *seed* and its number alone: what comes after the
        first *skip* batches is the same whether they were made or not.
        """
        rng = np.random.default_rng(seed)
        number = 0
        times = [(repeat or {}).get(s, 1) for s in self.sources]
        order = rng.permutation(np.repeat(np.arange(len(self.rows)), times))
        for k in range(0, len(order), _CHUNK):
            chunk = order[k : k + _CHUNK]
            keys = [(len(self.rows[i].word) // 2, len(self.rows[i].steps)) for i in chunk]
            chunk = chunk[sorted(range(len(chunk)), key=keys.__getitem__)]
            groups = list(self._group(chunk, positions))
            for g in rng.permutation(len(groups)):
                number += 1
                if number > skip:
                    own = np.random.default_rng([*seed, number])
                    yield self.collate(groups[g], own, unknown, small)

    def _group(self, chunk: NDArray[np.int64], positions: int) -> Iterator[list[int]]:
        group: list[int] = []
        longest = 0
        for i in chunk:
            longest = max(longest, int(self.sizes[i]))
            if group and longest * (len(group) + 1) > positions:
                yield group
                group, longest = [], int(self.sizes[i])
            group.append(int(i))
        if group:
            yield group

    def collate(
        self,
        indices: Sequence[int],
        rng: np.random.Generator,
        unknown: float = 0.0,
        small: float = 0.0,
    ) -> Batch:
        """The examples at *indices* as one batch."""
        rows = [self.rows[i] for i in indices]
        b = len(rows)
        p, s = max(len(r.word) for r in rows), max(len(r.steps) for r in rows)
        word = np.zeros((b, p), np.int64)
        gap = np.zeros((b, p), np.int64)
        steps = np.full((b, s, 8), -1, np.int64)
        steps[:, :, :5] = 0
        allowed = np.ones((b, s), np.uint64)
        valid = np.zeros((b, s), bool)
        for i, r in enumerate(rows):
            word[i, : len(r.word)] = r.word
            gap[i, : len(r.gap)] = r.gap
            n = len(r.steps)
            steps[i, :n], allowed[i, :n], valid[i, :n] = r.steps, r.allowed, True
        way = np.where(rng.random((b, p)) < unknown, UNKNOWN, KNOWN)
        way += np.where(rng.random((b, 1)) < small, SMALL, KNOWN)
        seen, inverse = np.unique(word * _WAYS + way, return_inverse=True)
        bag, offsets, weights = self._bags(seen)
        bits = (allowed[..., None] >> np.arange(MARKS, dtype=np.uint64)) & np.uint64(1)
        column = {
            name: torch.from_numpy(np.ascontiguousarray(steps[:, :, c]))
            for c, name in enumerate(
                ("before", "mark", "slot", "mode", "call", "first", "last", "from_word")
            )
        }
        return Batch(
            bag_rows=torch.from_numpy(bag),
            bag_offsets=torch.from_numpy(offsets),
            bag_weights=torch.from_numpy(weights),
            word=torch.from_numpy(inverse.reshape(b, p)),
            gap=torch.from_numpy(gap),
            lengths=torch.tensor([len(r.word) for r in rows]),
            start=torch.tensor([int(r.piped) for r in rows]),
            allowed=torch.from_numpy(bits.astype(bool)),
            valid=torch.from_numpy(valid),
            **column,
        )

    def _bags(
        self, seen: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        counts = self._count[seen]
        offsets = np.concatenate(([0], np.cumsum(counts)))
        start = np.repeat(self._offset[seen] - offsets[:-1], counts)
        at = start + np.arange(offsets[-1])
        return self._feature[at], offsets[:-1], self._weight[at]
