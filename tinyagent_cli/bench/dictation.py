"""A planner that writes plans that are known, as long as a model would take to write them.

A model with random weights writes noise.  Here the next token of a known plan is made its
likeliest, and all else, reading, grammar, guesses, takes its course: the time is that of a
model that knows what to write.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
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
        self.count = len(tokens) - begin
        self._left = self.count

    @property
    def over(self) -> bool:
        """Whether the plan is, or the text where it is no plan."""
        return self._chooser.over or not self._left

    def choose(self, logits: Any) -> tuple[int, str]:
        """See `Chooser`."""
        token = next(self._tokens, None)
        if token is not None:
            self._left -= 1
            logits = logits.copy()
            logits[token] = logits.max() + 1
        return self._chooser.choose(logits)

    def close(self) -> None:
        """See `Chooser`."""
        self._chooser.close()


@dataclass(frozen=True, slots=True)
class Pass:
    """One text that was written: *tokens* of its prompt, those *read* of it, those *written*.

    *reading* and *writing* in seconds; what was loaded from a disk belongs to reading.
    """

    tokens: int
    read: int
    written: int
    reading: float
    writing: float


class DictatedPlanner(LlamaPlanner):
    """Writes the plan that *plans* has for a request, and without tools what *answers* has.

    *passes* are the texts that it wrote so far.
    """

    def __init__(
        self,
        path: Path,
        plans: Mapping[str, str],
        kept: Path | None = None,
        threads: int = 0,
        ways: Ways | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(path, kept, threads, ways)
        self._plans = plans
        self._answers = answers or {}
        self.passes: list[Pass] = []

    def chooser(self, prompt: Prompt) -> Chooser:
        """See `LlamaPlanner`."""
        texts = self._plans if prompt.tools else self._answers
        return Dictated(super().chooser(prompt), self.model, texts[prompt.said])

    def complete(self, prompt: Prompt, stop: threading.Event) -> Iterator[str]:
        """See `LlamaPlanner`; takes note of how long it took."""
        was, before = self.context, self.context.computed if self.context else 0
        began, first, tokens, read, written = perf_counter(), 0.0, 0, 0, 0
        for piece in super().complete(prompt, stop):
            if not first and self.context:  # nothing was written yet that would have been read
                first = perf_counter() - began
                tokens = len(self.context.read)
                read = self.context.computed - (before if self.context is was else 0)
            written += 1
            yield piece
        self.passes.append(Pass(tokens, read, written, first, perf_counter() - began - first))
