"""What a word means, from word vectors that others made of far more text than there is here.

Words that the examples never say are not strange to a person; to the network they were letters.
A file of word vectors (GloVe's form: a word and its numbers on a line, commonest words first)
gives each known word a place, and training learns one matrix from these places to the network's
own (``model.py``).  For the export both are multiplied out, so the program that ships looks up a
row as ever, only that there are more of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.planning.embedded.features import SHAPES, Vocabulary, key_of

_LONGEST: Final = 24  # letters of a word


def with_common(vocabulary: Vocabulary, file: Path, count: int) -> Vocabulary:
    """*vocabulary* with the *count* commonest words of *file* that it lacks, at its end."""
    known = dict(vocabulary.words)
    whole = len(known) + count
    for word, _ in _lines(file):
        if len(known) >= whole:
            break
        if word.isalpha() and 1 < len(word) <= _LONGEST and key_of(word) == word:
            known.setdefault(word, len(known))
    return Vocabulary(known, vocabulary.buckets)


def places(vocabulary: Vocabulary, file: Path) -> Tensor:
    """A place [rows, dimensions] for each row of the feature table, nought where none is known.

    Of words whose direction alone counts: the common mean is taken away, and the mean square of
    each is one.  Raises UsageError where *file* holds no word vectors.
    """
    refused = UsageError(f"{file} holds no word vectors", "name a file in GloVe's form")
    found: dict[int, NDArray[np.float32]] = {}
    every = []
    for word, numbers in _lines(file):
        try:
            vector = np.array(numbers.split(), np.float32)
        except ValueError:
            raise refused from None
        every.append(vector)
        if (at := vocabulary.words.get(word)) is not None:
            found[len(SHAPES) + at] = vector
    if not found or len({v.shape for v in every}) != 1:
        raise refused
    mean = np.mean(every, axis=0)
    table = np.zeros((vocabulary.rows, len(mean)), np.float32)
    for row, vector in found.items():
        apart = vector - mean
        table[row] = apart / np.sqrt(np.mean(apart**2))
    return torch.from_numpy(table)


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """Words and their numbers.  Raises UsageError where there is no such file."""
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                word, _, numbers = line.partition(" ")
                yield word, numbers
    except FileNotFoundError as error:
        raise UsageError(f"there are no word vectors in {file}", "see the lab's README") from error
