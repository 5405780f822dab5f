"""A planner that writes plans that are known, as long as a model would take to write them.

A model with random weights writes noise.  Here the next token of a known plan is made its
likeliest, and all else, reading, grammar, guesses, takes its course: the time is that of a
model that knows what to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tinyagent_cli.planning.llama.choosing import Chooser
from tinyagent_cli.planning.llama.model import Model
from tinyagent_cli.planning.llama.planner import LlamaPlanner, Ways
from tinyagent_cli.planning.prompted import Prompt


class Dictated:
    """Lets *chooser* choose where the next token of *text* is the likeliest."""

    def __init__(self, chooser: Chooser, model: Model, text: str) -> None:
        self._chooser = chooser
        # Within a text: at its beginning some vocabularies put a space before it.
        tokens = model.tokens(f"\n{text.rstrip()}\n")
        begin = next(i for i, token in enumerate(tokens, 1) if model.piece(token) == b"\n")
        self._tokens = iter(tokens[begin:])

    @property
    def over(self) -> bool:
        """Whether the plan is."""
        return self._chooser.over

    def choose(self, logits: Any) -> tuple[int, str]:
        """See `Chooser`."""
        token = next(self._tokens, None)
        if token is not None:
            logits = logits.copy()
            logits[token] = logits.max() + 1
        return self._chooser.choose(logits)

    def close(self) -> None:
        """See `Chooser`."""
        self._chooser.close()


class DictatedPlanner(LlamaPlanner):
    """Writes the plan that *plans* has for a request."""

    def __init__(
        self,
        path: Path,
        plans: Mapping[str, str],
        kept: Path | None = None,
        threads: int = 0,
        ways: Ways | None = None,
    ) -> None:
        super().__init__(path, kept, threads, ways)
        self._plans = plans

    def chooser(self, prompt: Prompt) -> Chooser:
        """See `LlamaPlanner`."""
        return Dictated(super().chooser(prompt), self.model, self._plans[prompt.said])
