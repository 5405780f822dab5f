"""A talk at the terminal: its meter is drawn, and its keys are read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.live import Live
from rich.text import Text

from tinyagent_cli.view.key_watch import SUSPEND, KeyWatch
from tinyagent_cli.view.keys import Key, Motion
from tinyagent_cli.view.level_meter import meter, understood
from tinyagent_cli.view.speech_keys import meaning
from tinyagent_cli.voice.push import Cancel

if TYPE_CHECKING:
    from tinyagent_cli.view.keys import Speaks
    from tinyagent_cli.view.screen import Screen
    from tinyagent_cli.voice.hearing import Heard
    from tinyagent_cli.voice.talk import Talk

_FRAMES: Final = 15  # a second


class Recording:
    """*talk* as *watch* sees the keys; the *keys* named start and stop it.

    *suspended*: it was cancelled by Ctrl-Z, and the program is to be stopped.
    """

    def __init__(self, talk: Talk, watch: KeyWatch | None, keys: tuple[str, ...]) -> None:
        self.talk = talk
        self.suspended = False
        self._watch = watch
        self._keys = keys
        self._task: asyncio.Task[Heard | None] | None = None
        self._begun = asyncio.Event()

    async def run(self) -> Heard | None:
        """What was said; None where it was cancelled.  Raises as `Talk.run`."""
        if self._watch is None:
            return await self.talk.run()
        async with self._watch.watching(self.moved):
            self._task = asyncio.ensure_future(self._talk())
            try:
                return await self._task
            except asyncio.CancelledError:
                if not self._task.cancelled() or self._asked_to_end():
                    raise
                return None
            finally:
                self._task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await self._task

    def moved(self, key: Key | Speaks) -> None:
        """A key moved, or the terminal said that it tells of releases."""
        take = self.talk.take
        if self._watch:
            take.rules = replace(take.rules, releases=bool(self._watch.releases))
        if not isinstance(key, Key) or (move := meaning(key, self._keys)) is None:
            return
        self.suspended = self.suspended or (key == SUSPEND and key.motion is Motion.PRESS)
        if move is Cancel and self._task and (self.talk.writing or not self._begun.is_set()):
            self._task.cancel()
        else:
            take.feel(move)
            if take.push.records:
                self._begun.set()

    async def _talk(self) -> Heard | None:
        if self.talk.take.push.records:
            self._begun.set()
        await self._begun.wait()
        return await self.talk.run()

    def _asked_to_end(self) -> bool:
        """Whether the whole command was cancelled, and not only what was said."""
        task = asyncio.current_task()
        return task is not None and bool(task.cancelling())


@contextmanager
def drawn(screen: Screen, talk: Talk, ways: str) -> Iterator[None]:
    """Within it the meter of *talk* is on the terminal, and gone after it.

    Elsewhere a line tells once the microphone is on: what is said before is lost.
    """
    if not screen.animated:
        telling = asyncio.ensure_future(_told(screen, talk, ways))
        try:
            yield
        finally:
            telling.cancel()
        return
    turns = count()

    def picture() -> Group:
        pieces = [(text, style) for style, text in meter(talk, screen.glyphs, ways, next(turns))]
        lines = [Text.assemble(*pieces, no_wrap=True, overflow="crop")]
        if text := understood(talk, screen.err.width - 3, screen.glyphs.cut):
            lines.append(Text(f"  {text}", "dim", no_wrap=True, overflow="crop"))
        return Group(*lines)

    with Live(
        get_renderable=picture,
        console=screen.err,
        refresh_per_second=_FRAMES,
        redirect_stdout=False,
        redirect_stderr=False,
        transient=True,
    ):
        yield


async def _told(screen: Screen, talk: Talk, ways: str) -> None:
    await talk.take.sounded.wait()
    screen.tell(f"recording: {ways}")
