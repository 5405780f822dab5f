"""Which of the tools that no classifier was trained on a request may need.

Two lists, and the first few of both: BM25 (Robertson & Zaragoza 2009) over what a tool says of
itself, and the likeness of the request to a *prototype*, the mean of the tool's usage examples
(Tool2Vec, Moon et al. 2024).  The union and no weighted sum: the two err on different tools,
and a tool too many costs less than a tool too few.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Final

from tinyagent_cli.tools.spec import ToolSpec

ALWAYS: Final = 8  # as many tools or fewer are offered unasked: little is won by leaving some out
OFFERED: Final = 5  # of more than that

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


class UnseenTools:
    """An index of *tools*; made once, asked often."""

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        self.tools = tuple(tools)
        self._bm25 = _Bm25([_told(tool) for tool in tools])
        seen = [[Counter(_pieces(e)) for e in tool.examples] for tool in tools]
        everything = list(chain.from_iterable(seen))
        self._rarity = _rarity(everything)
        self._prototypes = [self._mean(examples) for examples in seen]

    def likely(self, request: str, count: int = OFFERED) -> tuple[ToolSpec, ...]:
        """At most *count* tools, the likeliest first; all of them where they are few.

        A tool that shares nothing with *request* is not among them.
        """
        if len(self.tools) <= ALWAYS:
            return self.tools
        lists = (self._bm25.ranked(request), self._alike(request))
        first = dict.fromkeys(i for pair in zip_longest(*lists) for i in pair if i is not None)
        return tuple(self.tools[i] for i in list(first)[:count])

    def _alike(self, request: str) -> list[int]:
        bag = self._weighed(Counter(_pieces(request)))
        return _best([_product(bag, prototype) for prototype in self._prototypes])

    def _mean(self, examples: Sequence[Bag]) -> Bag:
        total: Counter[str] = Counter()
        for example in examples:
            total.update(self._weighed(example))
        return _unit(total)

    def _weighed(self, counts: Bag) -> Bag:
        rarity = self._rarity
        return _unit({p: (1 + math.log(n)) * rarity.get(p, 0.0) for p, n in counts.items()})


class _Bm25:
    """Documents as words, and how much each speaks to a request."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        counts = [Counter(words) for words in documents]
        self._rarity = _rarity(counts)
        mean = sum(map(len, documents)) / max(1, len(documents)) or 1.0
        self._weights = [
            {w: n * (_SATURATION + 1) / (n + _damped(len(words) / mean)) for w, n in bag.items()}
            for words, bag in zip(documents, counts, strict=True)
        ]

    def ranked(self, request: str) -> list[int]:
        asked = {w: self._rarity[w] for w in _words(request) if w in self._rarity}
        return _best([_product(asked, weights) for weights in self._weights])


def _damped(length: float) -> float:
    return _SATURATION * (1 - _LENGTH + _LENGTH * length)


def _told(tool: ToolSpec) -> list[str]:
    """What *tool* says of itself, in words."""
    said = (f"{a.name} {a.about} {' '.join(a.choices)}" for a in tool.arguments)
    return list(_words(" ".join((tool.name, tool.app, tool.summary, *said))))


def _words(text: str) -> Iterator[str]:
    """The words of *text* that tell something, without their endings."""
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if word not in _SAYS_NOTHING:
            yield _DOUBLED.sub(r"\1", _ENDING.sub("", word))


def _pieces(text: str) -> Iterator[str]:
    """Words, and their letter quadruples, so that 'watering' looks like 'water'."""
    for word in _words(text):
        yield word
        bounded = f"_{word}_"
        for start in range(len(bounded) - 3):
            yield f"*{bounded[start : start + 4]}"


def _rarity(documents: Sequence[Iterable[str]]) -> dict[str, float]:
    """How much a thing tells, by the share of *documents* that it stands in; never below 0."""
    spread = Counter(chain.from_iterable(map(set, documents)))
    return {w: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for w, n in spread.items()}


def _unit(bag: Bag) -> Bag:
    length = math.sqrt(sum(v * v for v in bag.values()))
    return {p: v / length for p, v in bag.items()} if length else {}


def _product(asked: Bag, bag: Bag) -> float:
    return sum(v * bag[w] for w, v in asked.items() if w in bag)


def _best(scores: Sequence[float]) -> list[int]:
    """Places in *scores* above 0, the best first."""
    return sorted((i for i, s in enumerate(scores) if s > 0), key=lambda i: -scores[i])
