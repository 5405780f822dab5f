"""Which of the tools that no classifier was trained on a request may need.

Two lists, and the first few of both: BM25 over what a tool says of itself, and the likeness of
the request to a *prototype*, the mean of the tool's usage examples (Tool2Vec, Moon et al.
2024).  The union and no weighted sum: the two err on different tools, and a tool too many
costs less than a tool too few.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Final

from tinyagent_cli.planning.bm25 import Bag, Bm25, best, product, rarity, telling
from tinyagent_cli.tools.spec import ToolSpec

ALWAYS: Final = 8  # as many tools or fewer are offered unasked: little is won by leaving some out
OFFERED: Final = 5  # of more than that


class UnseenTools:
    """An index of *tools*; made once, asked often."""

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        self.tools = tuple(tools)
        self._bm25 = Bm25([_told(tool) for tool in tools])
        seen = [[Counter(_pieces(e)) for e in tool.examples] for tool in tools]
        everything = list(chain.from_iterable(seen))
        self._rarity = rarity(everything)
        self._prototypes = [self._mean(examples) for examples in seen]

    def likely(self, request: str, count: int = OFFERED) -> tuple[ToolSpec, ...]:
        """At most *count* tools, the likeliest first; all of them where they are few.

        A tool that shares nothing with *request* is not among them.
        """
        if len(self.tools) <= ALWAYS:
            return self.tools
        lists = (self._bm25.ranked(telling(request)), self._alike(request))
        first = dict.fromkeys(i for pair in zip_longest(*lists) for i in pair if i is not None)
        return tuple(self.tools[i] for i in list(first)[:count])

    def _alike(self, request: str) -> list[int]:
        bag = self._weighed(Counter(_pieces(request)))
        return best([product(bag, prototype) for prototype in self._prototypes])

    def _mean(self, examples: Sequence[Bag]) -> Bag:
        total: Counter[str] = Counter()
        for example in examples:
            total.update(self._weighed(example))
        return _unit(total)

    def _weighed(self, counts: Bag) -> Bag:
        rare = self._rarity
        return _unit({p: (1 + math.log(n)) * rare.get(p, 0.0) for p, n in counts.items()})


def _told(tool: ToolSpec) -> list[str]:
    """What *tool* says of itself, in words."""
    said = (f"{a.name} {a.about} {' '.join(a.choices)}" for a in tool.arguments)
    return list(telling(" ".join((tool.name, tool.app, tool.summary, *said))))


def _pieces(text: str) -> Iterator[str]:
    """Words, and their letter quadruples, so that 'watering' looks like 'water'."""
    for word in telling(text):
        yield word
        bounded = f"_{word}_"
        for start in range(len(bounded) - 3):
            yield f"*{bounded[start : start + 4]}"


def _unit(bag: Bag) -> Bag:
    length = math.sqrt(sum(v * v for v in bag.values()))
    return {p: v / length for p, v in bag.items()} if length else {}
