"""A plan on its way out of the network, and the plans that it may have meant instead."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Final, Self

from tinyagent_cli.planning.embedded.confidence import Confidence
from tinyagent_cli.planning.stream import stream

# The doubts that are looked into; where they make no difference, the rest hardly will.
_MOST: Final = 3


class Writing:
    """The text of a plan, line by line, by *lines*: a `Hesitant` stream.

    *confidence* tells how sure the network is of what was written so far.
    """

    def __init__(self, lines: Callable[[Confidence], Iterator[str]]) -> None:
        self.confidence = Confidence()
        self._lines = lines
        self._coming = self._written(self.confidence)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> str:
        return await anext(self._coming)

    @property
    def unsure(self) -> bool:
        """Whether the network was in doubt somewhere, so far."""
        return bool(self.confidence.turnings)

    async def others(self) -> AsyncIterator[str]:
        """The texts of other plans that may be meant, the likeliest first.

        Each is written when it is asked for: the plan itself does not wait for them.
        """
        doubted = sorted(self.confidence.turnings, key=lambda turning: turning.probability)
        for turning in doubted[:_MOST]:
            lines = self._written(Confidence(turning.steps))
            yield "".join([line async for line in lines])

    def _written(self, confidence: Confidence) -> AsyncIterator[str]:
        return stream(lambda stop: self._lines(confidence))
