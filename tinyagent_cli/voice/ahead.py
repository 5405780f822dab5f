"""Planning while somebody is still speaking, so that the plan stands when they are done.

Two pieces.  `planning_ahead` puts a memory before a planner: a request that it planned
already, letter by letter the same, within the same minute, has its plan at once.  `Ahead` lets
an assistant plan what was heard so far, one text at a time::

    assistant = replace(assistant, planner=planning_ahead(assistant.planner))
    ahead = Ahead(lambda text: assistant.plan(text, None, nobody))
    ahead.hears("text Sid that")           # at each partial transcript
    ahead.hears("text Sid that I am late")
    await ahead.settled(request)           # when the speech is over
    await assistant.do(request, …)         # its plan is there, if it was foreseen
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.core.ports import Hesitant, Planner, Reader, Replanner

if TYPE_CHECKING:
    from tinyagent_cli.planning.examples import Example
    from tinyagent_cli.tools.spec import ToolSpec

KEPT: Final = 8  # plans of the latest texts; an utterance has some twenty partial ones

_Key = tuple[str, tuple[str, ...], str | None, datetime]


def planning_ahead(planner: Planner) -> Remembering:
    """*planner*, with a memory; it is a `Replanner` where *planner* is one."""
    if isinstance(planner, Replanner):
        return RememberingReplanner(planner)
    return Remembering(planner)


class Remembering:
    """A planner that keeps the plans which *planner* made, whole, and gives them again."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self._kept: OrderedDict[_Key, tuple[AsyncIterator[str], tuple[str, ...]]] = OrderedDict()

    @property
    def name(self) -> str:
        """See `Planner`."""
        return self.planner.name

    @property
    def reading(self) -> float | None:
        """See `Reader`."""
        return self.planner.reading if isinstance(self.planner, Reader) else None

    def plan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None = None,
    ) -> AsyncIterator[str]:
        """The plan that is there, or the planner's, which is kept if it comes to its end."""
        minute = now.replace(second=0, microsecond=0)
        key = request, tuple(tool.name for tool in tools), piped, minute
        if there := self._kept.get(key):
            source, pieces = there
            stream = _given(pieces)
        else:
            source = self.planner.plan(request, tools, examples, now, piped)
            stream = self._keeping(key, source)
        return _HesitantStream(stream, source) if isinstance(source, Hesitant) else stream

    async def _keeping(self, key: _Key, source: AsyncIterator[str]) -> AsyncIterator[str]:
        pieces = []
        async for piece in source:
            pieces.append(piece)
            yield piece
        self._kept[key] = source, tuple(pieces)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


class RememberingReplanner(Remembering):
    """The same, of a planner that can be told of a failure."""

    def replan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None,
        failure: str,
    ) -> AsyncIterator[str]:
        """See `Replanner`; never from memory."""
        assert isinstance(self.planner, Replanner)
        return self.planner.replan(request, tools, examples, now, piped, failure)


class _HesitantStream:
    """*stream*, with the doubts of *source*, whose text it is."""

    def __init__(self, stream: AsyncIterator[str], source: Hesitant) -> None:
        self._stream = stream
        self._source = source

    def __aiter__(self) -> AsyncIterator[str]:
        return self._stream

    @property
    def unsure(self) -> bool:
        """See `Hesitant`."""
        return self._source.unsure

    def others(self) -> AsyncIterator[str]:
        """See `Hesitant`."""
        return self._source.others()

    async def __anext__(self) -> str:
        return await anext(self._stream)


async def _given(pieces: Sequence[str]) -> AsyncIterator[str]:
    for piece in pieces:
        yield piece


class Ahead:
    """Lets *plan* plan the latest text that was heard; whatever it says of it is let pass."""

    def __init__(self, plan: Callable[[str], Awaitable[object]]) -> None:
        self._plan = plan
        self._text = ""
        self._task: asyncio.Task[None] | None = None
        self._one = asyncio.Lock()

    def hears(self, text: str) -> None:
        """Begin to plan *text*, and give up what was planned of another one."""
        if text and text != self._text:
            self.cancel()
            self._text = text
            self._task = asyncio.get_running_loop().create_task(self._tried(text))

    async def settled(self, text: str) -> bool:
        """Wait for the plan of *text* if it is on its way; whether it was.

        Another one is given up, and waited for until it has stopped: a planner reads one
        request at a time.
        """
        same, task = text == self._text, self._task
        if not same:
            self.cancel()
        self._task, self._text = None, ""
        try:
            if task is not None:
                await asyncio.wait([task])
        except asyncio.CancelledError:
            if task is not None:
                task.cancel()
            raise
        async with self._one:  # those that were given up before have stopped, too
            if task is not None and not task.cancelled():
                task.result()
        return same and task is not None

    def cancel(self) -> None:
        """Give up what is being planned."""
        if self._task is not None:
            self._task.cancel()
            self._text = ""

    async def _tried(self, text: str) -> None:
        async with self._one:
            # A half sentence may be no request, or too long: it is told when it is whole.
            with suppress(TinyagentError):
                await self._plan(text)
