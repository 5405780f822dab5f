"""How sure the network was of a plan, and where the plan may be meant otherwise."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tinyagent_cli.planning.embedded.grammar import Step
from tinyagent_cli.planning.embedded.signature import TOOLS

# Below these the network is in doubt: of what comes next (a call, an argument, nothing), and
# of which words.  Set on examples kept aside; ``lab/doubting.py`` tells what they cost.
DOUBTED_MARK: Final = 0.75
DOUBTED_RUN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Turning:
    """Where a plan may be meant otherwise.

    *steps* are those before it and, last, what the network would have said instead;
    *probability* is that of what it did say.  *words*: it was in doubt of which words, and
    not of whether any.
    """

    steps: tuple[Step, ...]
    probability: float
    words: bool = False


@dataclass(slots=True)
class Confidence:
    """How sure the network was of each step of a plan that begins with *begun*.

    *steps* are probabilities, 1 for what was given; *turnings* are the places where it was in
    doubt, in their order.  What is doubted: marks likelier than *mark*, and runs of words
    likelier than *run*, are not.  *tools* has, for each tool, the chance it had where it was
    likeliest to come next.
    """

    begun: tuple[Step, ...] = ()
    mark: float = DOUBTED_MARK
    run: float = DOUBTED_RUN
    steps: list[float] = field(default_factory=list)
    turnings: list[Turning] = field(default_factory=list)
    tools: dict[str, float] = field(default_factory=dict)
    _said: list[Step] = field(default_factory=list)

    @property
    def least(self) -> float:
        """Of the step it was least sure of; 1 where there was none."""
        return min(self.steps, default=1.0)

    @property
    def mean(self) -> float:
        """Geometric mean over the steps."""
        return math.exp(math.fsum(map(math.log, self.steps)) / max(1, len(self.steps)))

    @property
    def said(self) -> tuple[Step, ...]:
        """The steps of the plan, so far."""
        return tuple(self._said)

    def rewind(self, steps: Sequence[Step]) -> None:
        """The plan begins with *steps* instead; what it has in common with them stays known."""
        pairs = enumerate(zip(self._said, steps, strict=False))
        same = next((i for i, (old, new) in pairs if old != new), min(len(self._said), len(steps)))
        self.steps[same:] = [1.0] * (len(steps) - same)
        self._said[same:] = steps[same:]
        self.turnings = [turning for turning in self.turnings if len(turning.steps) <= same]

    def given(self) -> Step | None:
        """The step that comes next, as far as the plan has begun."""
        return self.begun[len(self._said)] if len(self._said) < len(self.begun) else None

    def heard(self, chances: Iterable[float]) -> None:
        """Where a tool comes next: the chance of each of TOOLS to be the one."""
        for tool, chance in zip(TOOLS, chances, strict=True):
            self.tools[tool] = max(self.tools.get(tool, 0.0), float(chance))

    def note(
        self,
        step: Step,
        probability: float = 1.0,
        other: Step | None = None,
        *,
        words: bool = False,
    ) -> None:
        """The network said *step*; where that is in doubt it would else have said *other*."""
        if other is not None:
            self.turnings.append(Turning((*self._said, other), probability, words))
        self.steps.append(probability)
        self._said.append(step)
