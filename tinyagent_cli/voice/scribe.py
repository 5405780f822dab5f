"""A transcriber beside the event loop: warmed up early, and asked one thing at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tinyagent_cli.voice.hearing import Heard, heard
from tinyagent_cli.voice.thread import in_thread

if TYPE_CHECKING:
    from tinyagent_cli.core.ports import Transcriber
    from tinyagent_cli.core.speech import Transcript
    from tinyagent_cli.voice.sound import Sound

_NAMES: Final = 0.3  # seconds that names are waited for; 0.05 are usual
T = TypeVar("T")


class Scribe:
    """Writes down what *transcriber* hears; *names* gives the names to expect.

    They are asked for once an utterance, in a thread of their own: they lie in files, and in
    apps, which may take their time.
    """

    def __init__(
        self, transcriber: Transcriber, names: Callable[[], Sequence[str]] = tuple
    ) -> None:
        self.transcriber = transcriber
        self._names = names
        self._expected: asyncio.Future[tuple[str, ...]] | None = None
        self._last: asyncio.Future[Any] | None = None

    async def warm(self) -> None:
        """Load what is needed for the next utterance.  Raises NotReady."""
        self._expected = self._asked()
        await self._do(self.transcriber.warm)

    async def draft(self, sound: Callable[[], Sound]) -> Transcript:
        """The words of a *sound* that still grows; it is made in the thread that hears it."""
        names = await self._hotwords()
        return await self._do(lambda: self.transcriber.transcribe(sound(), names, draft=True))

    async def heard(self, sound: Sound, program: str) -> Heard:
        """What was said in *sound*, from a microphone for which *program* needs permission.

        Raises as `tinyagent_cli.voice.hearing.heard`.
        """
        names = await self._hotwords()
        return await self._do(lambda: heard(self.transcriber, sound, names, microphone=program))

    def _asked(self) -> asyncio.Future[tuple[str, ...]]:
        asked = in_thread(lambda: tuple(self._names()))
        asked.add_done_callback(_seen)
        return asked

    async def _hotwords(self) -> tuple[str, ...]:
        """The names, if they are there within a moment."""
        # A recording that was over before it warmed up has not asked for them yet.
        self._expected = self._expected or self._asked()
        await asyncio.wait([self._expected], timeout=_NAMES)
        return self._expected.result() if self._expected.done() else ()

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
