"""Questions that come up while a plan runs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tinyagent_cli.execution.one_at_a_time import OneAtATime


class Counting:
    """A person who takes the second choice and counts the questions."""

    present = True

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def choose(
        self, question: str, choices: Sequence[str], likeliest: int | None = None
    ) -> int | None:
        self.asked.append(question)
        await asyncio.sleep(0)
        return 1

    async def say(self, question: str) -> str:
        self.asked.append(question)
        await asyncio.sleep(0)
        return "Sid"


async def test_two_tasks_that_need_the_same_answer_ask_once() -> None:
    """Whoever looks up Sarah's number and her address is asked once which Sarah."""
    person = Counting()
    gate = OneAtATime(person)  # type: ignore[arg-type]
    same = [gate.choose("Which Sarah?", ["Sarah Chen", "Sarah O'Neil"]) for _ in range(2)]
    other = gate.choose("Which Sid?", ["Sid Patel", "Sid Vance"])
    assert await asyncio.gather(*same, other) == [1, 1, 1]
    assert person.asked == ["Which Sarah?", "Which Sid?"]


async def test_whoever_is_only_pointed_at_is_asked_for_once() -> None:
    """The number and the address of "her" are those of one person."""
    person = Counting()
    gate = OneAtATime(person)  # type: ignore[arg-type]
    assert await asyncio.gather(*(gate.say("Who is “her”?") for _ in range(2))) == ["Sid", "Sid"]
    assert person.asked == ["Who is “her”?"]
