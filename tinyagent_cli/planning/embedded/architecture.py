"""The size of the planner's network, as it stands in the weights file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LONGEST: Final = 160  # words of a request that the network can take at once
POSITIONS: Final = 512  # request and plan together
REACH: Final = 24  # words from the first of a run to its last, beyond which all count alike


@dataclass(frozen=True, slots=True)
class Architecture:
    """A transformer of *layers* blocks of *width*, *heads* heads, *hidden* units between.

    The blocks are Qwen 3's: RMS norm before, rotary positions, norms on queries and keys,
    SwiGLU, no biases.  *rows* is the height of the feature table, *pointer* the width in
    which words are pointed at.
    """

    rows: int
    width: int = 256
    layers: int = 6
    heads: int = 4
    hidden: int = 768
    pointer: int = 128

    @property
    def head(self) -> int:
        """Width of one head."""
        return self.width // self.heads
