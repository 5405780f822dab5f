"""What is done to plan fast and right, and the ways of planning that are compared by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tinyagent_cli.planning.llama.planner import Ways


class Part(StrEnum):
    """One thing that can be done, or left out."""

    TOOL_RAG = "Tool RAG"
    GRAMMAR = "grammar"
    REUSE = "prefix reuse"
    LOOKUP = "prompt lookup"
    STREAMING = "streaming execution"
    NO_JOINER = "LLM joiner left out"


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to plan, by the *parts* that are done."""

    name: str
    parts: frozenset[Part]

    @property
    def ways(self) -> Ways:
        """Those that are the planner's own."""
        has = self.parts.__contains__
        return Ways(has(Part.GRAMMAR), has(Part.REUSE), has(Part.LOOKUP))


_ALL: Final = frozenset(Part)
# All tools in the prompt, a language model as joiner, nothing reused, the plan awaited whole.
REFERENCE: Final = Mode("the reference's way", frozenset())
ALL: Final = Mode("all", _ALL)
# As `tinyagent do --planner llama` does where no setting says otherwise.
SHIPPED: Final = Mode("as it ships", _ALL - {Part.TOOL_RAG, Part.LOOKUP})

MODES: Final = (
    REFERENCE,
    *(Mode(f"+ {part}", frozenset({part})) for part in Part),
    ALL,
    *(Mode(f"all − {part}", _ALL - {part}) for part in Part),
    SHIPPED,
)
