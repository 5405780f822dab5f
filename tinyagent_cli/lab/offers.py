"""How good a choice of tools is, and where to draw the line between offering one and not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tinyagent_cli.lab.example import Example, from_json
from tinyagent_cli.lab.intervals import Measured, Share, mean
from tinyagent_cli.planning.embedded.signature import TOOLS
from tinyagent_cli.planning.selection import closed, takes
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

Floats = NDArray[np.float32]

RECALL: Final = 0.998  # of the needed tools; the paper's
# How many offers in vain one needed tool more on offer may cost.
PRICES: Final = tuple(10 * 2 ** (step / 4) for step in range(36))


@dataclass(frozen=True, slots=True)
class Offers:
    """The figures of a selector on requests whose right plans are known.

    *recall*: needed tools that were on offer, of all that were needed; the paper's.  *whole*:
    requests whose every needed tool was, of those that need any.  *offered* and *needed*:
    tools a request, those that no tool can serve included.
    """

    recall: Share
    whole: Share
    offered: Measured
    needed: Measured

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "recall": self.recall.as_json(),
            "whole": self.whole.as_json(),
            "offered": self.offered.as_json(),
            "needed": self.needed.as_json(),
        }

    def __str__(self) -> str:
        return (
            f"recall {self.recall}; all that a request needs {self.whole}; "
            f"offered {self.offered.value:.2f}, needed {self.needed.value:.2f}"
        )


def judged(offered: Sequence[Collection[str]], needed: Sequence[Collection[str]]) -> Offers:
    """Compare, request by request, what was *offered* with what was *needed*."""
    pairs = [(set(o), set(n)) for o, n in zip(offered, needed, strict=True)]
    served = [(o, n) for o, n in pairs if n]
    return Offers(
        recall=Share(sum(len(o & n) for o, n in served), sum(len(n) for _, n in served)),
        whole=Share(sum(n <= o for o, n in served), len(served)),
        offered=mean([float(len(o)) for o, _ in pairs]),
        needed=mean([float(len(n)) for _, n in pairs]),
    )


def read(path: Path, limit: int | None = None) -> list[Example]:
    """The examples of a file of JSON lines, or the first *limit* of them."""
    with path.open(encoding="utf-8") as told:
        return [from_json(line) for line in islice(told, limit)]


def called(example: Example) -> frozenset[str]:
    """The tools that the plan of *example* calls."""
    return frozenset(call.tool for call in example.calls)


def labels_of(examples: Sequence[Example]) -> Floats:
    """1 where a plan calls a tool; [examples, tools]."""
    plans = map(called, examples)
    return np.array([[tool in plan for tool in TOOLS] for plan in plans], np.float32)


@dataclass(frozen=True, slots=True)
class Lines:
    """For each tool the score above which it is offered, and above which it is likely.

    A likely tool is offered where another one on offer may be handed its result; that line is
    never the higher one.  Both [tools].
    """

    offered: Floats
    likely: Floats

    def chosen(self, scores: Floats, request: str) -> frozenset[str]:
        """The names of the tools on offer for *request* by its *scores* [tools], closed."""
        wanted = {tool for tool, yes in zip(TOOLS, scores > self.offered, strict=True) if yes}
        likely = {tool for tool, yes in zip(TOOLS, scores > self.likely, strict=True) if yes}
        return frozenset(tool.name for tool in closed(wanted, _specs(), request, likely))


def drawn(scores: Floats, labels: Floats, price: float, margin: float = 0.0) -> Lines:
    """The lines that *scores* of requests with known *labels* suggest; both [requests, tools].

    A tool whose result others take has its second line drawn among the requests that need one
    of these: there, a lower score is reason enough.  Both lie *margin* below the best.
    """
    offered = np.array([line(s, y, price) for s, y in zip(scores.T, labels.T, strict=True)])
    likely = offered.copy()
    specs = {spec.name: spec for spec in _specs()}
    for tool, name in enumerate(TOOLS):
        takers = [takes(specs[taker], specs[name]) for taker in TOOLS]
        there = labels[:, takers].any(1)
        if there.any():
            told = line(scores[there, tool], labels[there, tool], price)
            likely[tool] = min(likely[tool], told)
    return Lines((offered - margin).astype(np.float32), (likely - margin).astype(np.float32))


def priced(
    scores: Floats, examples: Sequence[Example], recall: float, margin: float = 0.0
) -> tuple[float, Offers]:
    """The lowest price by which *recall* of the needed tools are on offer, and the figures.

    They are of lines drawn on one half of the *examples* and measured on the other, for both
    halves.  Where no price does, it is the highest.
    """
    labels, needed = labels_of(examples), [called(e) for e in examples]
    halves = [np.arange(len(examples)) % 2 == half for half in (0, 1)]
    for price in PRICES:
        lines = [drawn(scores[half], labels[half], price, margin) for half in halves]
        offered = [lines[1 - i % 2].chosen(scores[i], e.request) for i, e in enumerate(examples)]
        figures = judged(offered, needed)
        if (figures.recall.value or 0.0) >= recall:
            break
    return price, figures


def line(scores: Floats, wanted: Floats, price: float) -> float:
    """The score that *wanted* requests are best told from the others by.

    Best is where offers in vain, less *price* times the offers that were needed, are fewest.
    """
    order = np.argsort(-scores, kind="stable")
    worth = np.cumsum(np.where(wanted[order] > 0, price, -1.0))
    last = int(worth.argmax())
    if worth[last] <= 0:  # never wanted
        return float(scores.max(initial=0.0)) + 1.0
    below = scores[order[last + 1]] if last + 1 < len(order) else scores[order[last]] - 1.0
    return float(scores[order[last]] + below) / 2


@cache
def _specs() -> tuple[ToolSpec, ...]:
    return load_manifest()
