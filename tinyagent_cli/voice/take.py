"""One take: from the press of a key to the sound that was recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tinyagent_cli.voice.level import Ear, Level
from tinyagent_cli.voice.microphone import BLOCK
from tinyagent_cli.voice.push import (
    Cancel,
    Down,
    Ending,
    Event,
    Frames,
    Gone,
    Push,
    Repeat,
    Rules,
    Stop,
    Tick,
    Up,
    step,
)
from tinyagent_cli.voice.sound import Sound
from tinyagent_cli.voice.thread import in_thread

if TYPE_CHECKING:
    from tinyagent_cli.voice.microphone import Block, Microphone, Stream

_TICK: Final = 0.05  # seconds
_FALLS: Final = 1.0  # of a meter's length in a second

FULL: Final = "that is the longest recording (voice.longest)"

_NOTES: Final = {
    Ending.LOST: "the microphone went away; what it had recorded is kept",
    Ending.FULL: FULL,
}


@dataclass(frozen=True, slots=True)
class Recording:
    """The *sound*, why it ended, and lines to tell beside it."""

    sound: Sound
    ending: Ending
    notes: tuple[str, ...] = ()


class Take:
    """Records from *microphone* by *rules* for as long as *push* does.

    `feel` it the keys; *rules* may be changed meanwhile; *changed* is called whenever there is
    something new to show.
    """

    def __init__(
        self,
        microphone: Microphone,
        rules: Rules,
        push: Push,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.rules = rules
        self.push = push
        self.level = Level()
        self.peak = Level()  # the loudest so far
        self.shown = 0.0  # what a meter shows: up at once, down over a second
        self.sounded = asyncio.Event()  # the first block is there
        self._microphone = microphone
        self._changed = changed
        self._now = asyncio.get_running_loop().time
        self._blocks: list[Block] = []
        self._samples = 0  # in all of them
        self._stream: Stream | None = None
        self._taking: asyncio.Task[None] | None = None
        self._ear = Ear()

    @property
    def opening(self) -> bool:
        """Whether the microphone is still being switched on: open or not, nothing came yet."""
        return not self._blocks

    @property
    def seconds(self) -> float:
        """How much there is."""
        return self._samples / self._stream.rate if self._stream else 0.0

    def sound(self) -> Sound:
        """What there is.

        Where the device insists on a rate it takes its time, 0.4 s for a minute: call it in a
        thread, while more may come in.
        """
        import numpy as np

        blocks = tuple(self._blocks)
        if self._stream is None or not blocks:
            return Sound.none()
        return Sound.of(np.concatenate(blocks), self._stream.rate)

    def feel(self, moved: type[Down | Repeat | Up | Cancel | Stop]) -> None:
        """The key moved, or the recording is to end."""
        self._step(moved(self._now()))
        if not self.push.records and self._stream is None and self._taking:
            self._taking.cancel()
        self._changed()

    async def run(self) -> Recording:
        """Record until it ends; the microphone is off then.

        Raises NotReady (no microphone, or one that does not open) and UsageError.
        """
        self._taking = asyncio.ensure_future(self._take())
        try:
            await self._taking
        except asyncio.CancelledError:
            if self.push.records or self._stream is not None:
                raise  # not by us
        finally:
            self._taking.cancel()
        ending = self.push.ending or Ending.CANCELLED
        notes = [_NOTES[ending]] if ending in _NOTES else []
        if self._stream and self._stream.lost_some:
            notes.append("the computer was too busy to record all of it")
        return Recording(await in_thread(self.sound), ending, tuple(notes))

    async def _take(self) -> None:
        async with self._microphone.listening() as stream:
            self._step(Tick(self._now()))
            self._stream = stream
            while self.push.records:
                try:
                    block = await asyncio.wait_for(stream.blocks.get(), _TICK)
                except TimeoutError:
                    self._step(Tick(self._now()))
                else:
                    self._hear(block)
                self._changed()
            while not stream.blocks.empty():
                if (block := stream.blocks.get_nowait()) is not None:
                    self._keep(block)

    def _hear(self, block: Block | None) -> None:
        if block is None:
            self._step(Gone(self._now()))
            return
        self._keep(block)
        self.sounded.set()
        self.level = Level.of(block)
        self.peak = Level(max(self.peak.rms, self.level.rms), max(self.peak.peak, self.level.peak))
        self.shown = max(self.level.part, self.shown - _FALLS * BLOCK)
        self._step(Frames(self._now(), self._ear.speech(self.level)))

    def _keep(self, block: Block) -> None:
        self._blocks.append(block)
        self._samples += len(block)

    def _step(self, event: Event) -> None:
        if self.opening and self.push.records:
            # What is not on yet can neither get too long nor, while it opens, fall silent.
            frames = event.at if self._stream is None else self.push.frames
            self.push = replace(self.push, on=event.at, frames=frames)
        self.push = step(self.push, event, self.rules)
