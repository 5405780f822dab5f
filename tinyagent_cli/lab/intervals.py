"""How sure a figure is: Wilson's interval for a share, the bootstrap for a percentile."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

_Z: Final = 1.959964  # 95 %
_DRAWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Share:
    """*hits* of *total*; None as a value where there was nothing to count."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share itself."""
        return self.hits / self.total if self.total else None

    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval (Wilson 1927)."""
        if not self.total:
            return None
        n, p = self.total, self.hits / self.total
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return max(0.0, middle - half), min(1.0, middle + half)

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        bounds = self.interval()
        return {
            "value": _rounded(self.value),
            "interval": [_rounded(b) for b in bounds] if bounds else None,
            "hits": self.hits,
            "total": self.total,
        }

    def __str__(self) -> str:
        bounds = self.interval()
        if bounds is None or self.value is None:
            return "–"
        low, high = bounds
        return f"{self.value:.1%} ({low:.1%}–{high:.1%}; {self.hits} of {self.total})"


@dataclass(frozen=True, slots=True)
class Measured:
    """A statistic with its 95 % interval by the bootstrap."""

    value: float | None
    low: float | None
    high: float | None

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        bounds = None if self.low is None else [_rounded(self.low), _rounded(self.high)]
        return {"value": _rounded(self.value), "interval": bounds}


def percentile(values: Sequence[float], share: float, seed: int = 0) -> Measured:
    """The value below which *share* of *values* lie."""
    return _bootstrap(values, lambda v: _at(sorted(v), share), seed)


def mean(values: Sequence[float], seed: int = 0) -> Measured:
    """The mean of *values*."""
    return _bootstrap(values, lambda v: sum(v) / len(v), seed)


def _bootstrap(values: Sequence[float], statistic: Any, seed: int) -> Measured:
    if not values:
        return Measured(None, None, None)
    draw = random.Random(seed)
    drawn = sorted(statistic(draw.choices(values, k=len(values))) for _ in range(_DRAWS))
    return Measured(statistic(values), _at(drawn, 0.025), _at(drawn, 0.975))


def _at(ordered: Sequence[float], share: float) -> float:
    """Linear between the neighbours, as numpy does."""
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
