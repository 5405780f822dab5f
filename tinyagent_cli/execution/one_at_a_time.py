"""The person at the keyboard, for a plan whose calls run at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tinyagent_cli.core.ports import Person
from tinyagent_cli.execution.consent import Answer, Proposal


class OneAtATime:
    """A person who is asked one question after the other, and none twice.

    Two tasks of a plan may both need to know which Sarah is meant.
    """

    def __init__(self, person: Person) -> None:
        self._person = person
        self._asking = asyncio.Lock()
        self._answers: dict[tuple[str, tuple[str, ...]], int | None] = {}
        self._words: dict[str, str] = {}

    @property
    def present(self) -> bool:
        """As the person's own."""
        return self._person.present

    async def consent(self, proposal: Proposal) -> Answer:
        """As the person's own."""
        async with self._asking:
            return await self._person.consent(proposal)

    async def choose(
        self, question: str, choices: Sequence[str], likeliest: int | None = None
    ) -> int | None:
        """As the person's own; a question that was answered is answered the same again."""
        asked = (question, tuple(choices))
        async with self._asking:
            if asked not in self._answers:
                chosen = await self._person.choose(question, choices, likeliest)
                self._answers[asked] = chosen
            return self._answers[asked]

    async def say(self, question: str) -> str:
        """As the person's own; a question that was answered is answered the same again."""
        async with self._asking:
            if question not in self._words:
                self._words[question] = await self._person.say(question)
            return self._words[question]
