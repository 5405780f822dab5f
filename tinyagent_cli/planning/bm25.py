"""How much texts speak to a request, by their words alone: BM25 (Robertson & Zaragoza 2009)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

_WORD: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+|\d+")  # camelCase and snake_case come apart
_ENDING: Final = re.compile(r"(?<=\w\w\w)(?:ings?|ed|ers?|es|s|e|y|ies)$")
_DOUBLED: Final = re.compile(r"([bdgmnprt])\1$")  # "running" is "run", too
# Words of which no tool's text is full, but every request.
_SAYS_NOTHING: Final = frozenset(re.findall(r"\w+", """
    a about after again all also am an and any are as at be been before but by can could d did do
    does down for from get go had has have he her him his how i if in into is it its just let ll m
    me my need of off on one or our out over please put re s see she should so some t tell than
    that the their them then there these they this to too up us ve want was we were what when
    where which who will with would you your
"""))  # fmt: skip
_SATURATION: Final = 1.2  # Lucene's k1 and b
_LENGTH: Final = 0.75

Bag = Mapping[str, float]


class Bm25:
    """*documents*, each as its words, and how much each speaks to a request."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        counts = [Counter(words) for words in documents]
        self._rarity = rarity(counts)
        mean = sum(map(len, documents)) / max(1, len(documents)) or 1.0
        self._weights = [
            {w: n * (_SATURATION + 1) / (n + _damped(len(words) / mean)) for w, n in bag.items()}
            for words, bag in zip(documents, counts, strict=True)
        ]

    def scores(self, asked: Iterable[str]) -> list[float]:
        """For each document, how much it speaks to what is *asked*; 0 shares nothing with it."""
        weighed = {w: self._rarity[w] for w in asked if w in self._rarity}
        return [product(weighed, weights) for weights in self._weights]

    def ranked(self, asked: Iterable[str]) -> list[int]:
        """The places of the documents that share something with what is *asked*, best first."""
        return best(self.scores(asked))


def words(text: str) -> Iterator[str]:
    """The words of *text*, without their endings."""
    for match in _WORD.finditer(text):
        yield _stem(match.group().casefold())


def telling(text: str) -> Iterator[str]:
    """Those `words` of *text* that tell something of what it is about."""
    for match in _WORD.finditer(text):
        if (word := match.group().casefold()) not in _SAYS_NOTHING:
            yield _stem(word)


def rarity(documents: Sequence[Iterable[str]]) -> dict[str, float]:
    """How much a thing tells, by the share of *documents* that it stands in; never below 0."""
    spread = Counter(chain.from_iterable(map(set, documents)))
    return {w: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for w, n in spread.items()}


def product(asked: Bag, bag: Bag) -> float:
    """The scalar product of two bags."""
    return sum(v * bag[w] for w, v in asked.items() if w in bag)


def best(scores: Sequence[float]) -> list[int]:
    """Places in *scores* above 0, the best first."""
    return sorted((i for i, s in enumerate(scores) if s > 0), key=lambda i: -scores[i])


def _stem(word: str) -> str:
    return _DOUBLED.sub(r"\1", _ENDING.sub("", word))


def _damped(length: float) -> float:
    return _SATURATION * (1 - _LENGTH + _LENGTH * length)
