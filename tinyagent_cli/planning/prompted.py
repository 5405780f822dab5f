"""What every planner that reads a prompt has in common; each says how a prompt is completed."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from tinyagent_cli.planning.examples import Example
from tinyagent_cli.planning.prompt import system_prompt, user_prompt
from tinyagent_cli.planning.stream import stream
from tinyagent_cli.tools.spec import ToolSpec


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: *system*, the same for every request, and *user*, new each time.

    *tools* are those on offer, *said* is the request in the user's words: what a grammar of
    the plan is made from.  *changes*: where in *system* something stands that does change, if
    anywhere; the words of others may have a date there.
    """

    system: str
    user: str
    tools: tuple[ToolSpec, ...] = ()
    said: str = ""
    changes: int | None = None

    @property
    def lasting(self) -> str:
        """The beginning of *system* that is the same for every request with these tools."""
        return self.system[: self.changes]


@dataclass(frozen=True, slots=True)
class Asked:
    """All that goes into a prompt; *failure* is what an earlier plan did and where it failed."""

    request: str
    tools: Sequence[ToolSpec]
    examples: Sequence[Example]
    now: datetime
    piped: str | None = None
    failure: str = ""


Words = Callable[[Asked], Prompt]  # says what is asked in the words that a model is used to


def our_words(asked: Asked) -> Prompt:
    """The prompt in our own words."""
    return Prompt(
        system_prompt(asked.tools, asked.examples),
        user_prompt(asked.request, asked.now, asked.piped, asked.failure, asked.examples),
        tuple(asked.tools),
        asked.request,
    )


class ReadingPlanner(ABC):
    """A `core.ports.Planner` that can also be told of the failure of an earlier plan.

    It is asked in *words* of its own, or in ours.
    """

    name: str
    words: Words | None = None

    @property
    def stays_here(self) -> bool:
        """Whether what it is told stays on this computer; if not, it is told of no earlier turn."""
        return False

    @property
    def reads_fast(self) -> bool:
        """Whether some hundred tokens more in a prompt take no time to speak of."""
        return False

    @property
    def longest(self) -> int:
        """How many tokens it reads and writes at once; 0 where nobody knows."""
        return 0

    @abstractmethod
    def answer(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """The model's answer in pieces; closing the generator ends it at once.

        Raises NotReady where the model or its server is not there.
        """

    def prompt(self, asked: Asked) -> Prompt:
        """What is *asked*, in the planner's words."""
        return (self.words or our_words)(asked)

    async def plan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None = None,
    ) -> AsyncIterator[str]:
        """Stream the plan text; raises what `answer` raises."""
        prompt = self.prompt(Asked(request, tools, examples, now, piped))
        async with aclosing(self.answer(prompt)) as pieces:
            async for piece in pieces:
                yield piece

    async def replan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None,
        failure: str,
    ) -> AsyncIterator[str]:
        """Stream a new plan's text, told of the *failure* of the one before."""
        prompt = self.prompt(Asked(request, tools, examples, now, piped, failure))
        async with aclosing(self.answer(prompt)) as pieces:
            async for piece in pieces:
                yield piece


class PromptedPlanner(ReadingPlanner):
    """One whose model works in this process, and blocks: it gets a thread of its own."""

    @property
    def stays_here(self) -> bool:
        """It does."""
        return True

    @abstractmethod
    def complete(self, prompt: Prompt, stop: threading.Event) -> Iterator[str]:
        """The model's answer in pieces, on a thread of its own, until *stop* is set.

        Raises NotReady where the model is not there.
        """

    def answer(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """What `complete` gives."""
        return stream(lambda stop: self.complete(prompt, stop))
