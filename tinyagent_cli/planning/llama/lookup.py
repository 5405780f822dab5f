"""Prompt lookup: what comes next has often been said before (Saxena 2023).

Plans repeat the examples' skeletons and the request's words.  Where the last tokens stood
before, those that followed them are a guess at what follows now; the model reads the guess in
one batch, and keeps as much of it as it would have written itself.
"""

from __future__ import annotations

from collections.abc import Sequence


class Lookup:
    """Guesses at most *most* tokens from where the last *match* stood before."""

    def __init__(self, tokens: Sequence[int], match: int = 3, most: int = 6) -> None:
        self._match = match
        self._most = most
        self._tokens: list[int] = []
        self._after: dict[tuple[int, ...], int] = {}  # where to go on after a run of tokens
        for token in tokens:
            self.add(token)

    def add(self, token: int) -> None:
        """Take note of a token that was written."""
        # The run that ends here is noted only when something follows it.
        if len(self._tokens) >= self._match:
            self._after[tuple(self._tokens[-self._match :])] = len(self._tokens)
        self._tokens.append(token)

    def guess(self) -> list[int]:
        """The tokens that may follow."""
        at = self._after.get(tuple(self._tokens[-self._match :]))
        return [] if at is None else self._tokens[at : at + self._most]
