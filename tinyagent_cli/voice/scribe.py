"""A transcriber beside the event loop: warmed up early, and asked one thing at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from tinyagent_cli.voice.hearing import Heard, heard
from tinyagent_cli.voice.thread import in_thread

if TYPE_CHECKING:
    from tinyagent_cli.core.ports import Transcriber
    from tinyagent_cli.core.speech import Transcript
    from tinyagent_cli.voice.sound import Sound

T = TypeVar("T")


class Scribe:
    """Writes down what *transcriber* hears; *names* gives the names to expect.

    They are asked for once an utterance, in the thread that transcribes: they lie in files.
    """

    def __init__(
        self, transcriber: Transcriber, names: Callable[[], Sequence[str]] = tuple
    ) -> None:
        self.transcriber = transcriber
        self._names = names
        self._expected: tuple[str, ...] | None = None
        self._last: asyncio.Future[Any] | None = None

    async def warm(self) -> None:
        """Load what is needed for the next utterance.  Raises NotReady."""

        def warm() -> None:
            self._expected = tuple(self._names())
            self.transcriber.warm()

        await self._do(warm)

    async def draft(self, sound: Sound) -> Transcript:
        """The words of a *sound* that still grows."""
        return await self._do(
            lambda: self.transcriber.transcribe(sound, self._hotwords(), draft=True)
        )

    async def heard(self, sound: Sound, program: str) -> Heard:
        """What was said in *sound*, from a microphone for which *program* needs permission.

        Raises as `tinyagent_cli.voice.hearing.heard`.
        """
        return await self._do(
            lambda: heard(self.transcriber, sound, self._hotwords(), microphone=program)
        )

    def _hotwords(self) -> tuple[str, ...]:
        # A recording that was over before it warmed up has not asked for them yet.
        if self._expected is None:
            self._expected = tuple(self._names())
        return self._expected

    async def _do(self, work: Callable[[], T]) -> T:
        # Whoever was cancelled has left a thread behind, and no model can do two things at once.
        while self._last is not None and not self._last.done():
            with suppress(Exception):
                await asyncio.shield(self._last)
        self._last = doing = in_thread(work)
        doing.add_done_callback(_seen)
        return await asyncio.shield(doing)


def _seen(done: asyncio.Future[Any]) -> None:
    if not done.cancelled():
        done.exception()  # told to whoever waited, if somebody did
