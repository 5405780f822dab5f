"""The small surface of sounddevice that is used, over a microphone that hears what it is given.

It delivers real PCM in blocks, at the pace of a clock, from a thread that is not the caller's,
in one buffer that is overwritten for the next block, as PortAudio does.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray


class Pace(Protocol):
    """A clock that calls *work* every so many seconds, until it returns False."""

    def every(self, seconds: float, work: Callable[[], bool]) -> None:
        """Begin."""


class RealPace:
    """The clock on the wall, in a thread."""

    def every(self, seconds: float, work: Callable[[], bool]) -> None:
        """Begin."""

        def run() -> None:
            due = time.monotonic()
            while work():
                due += seconds
                time.sleep(max(0.0, due - time.monotonic()))

        threading.Thread(target=run, daemon=True).start()


class PortAudioError(Exception):
    """As sounddevice has it."""


@dataclass
class FakeSound:
    """Stands for the module ``sounddevice``.

    *hears* is PCM [n] at *rate*; then comes the noise of a room, *room* loud.  *accepts* are the
    rates and channels that it opens with; it is *unplugged* after so many seconds; *opens* may
    be slow or fail; where it *overflows* it says that blocks were lost.
    """

    hears: NDArray[np.float32]
    pace: Pace
    rate: int = 16_000
    room: float = 0.001
    names: Sequence[str] = ("Built-in Microphone",)
    accepts: Sequence[tuple[int, int]] = ((16_000, 1),)
    unplugged: float | None = None
    says_so: bool = True
    overflows: bool = False
    opens: Callable[[], None] = lambda: None
    streams: list[FakeStream] = field(default_factory=list)
    looked: int = 0

    PortAudioError = PortAudioError

    @property
    def on(self) -> bool:
        """Whether somebody is listening now."""
        return any(stream.active for stream in self.streams)

    @property
    def default(self) -> Any:
        """The default devices."""
        return SimpleNamespace(device=[0 if self.names else -1, -1])

    def query_hostapis(self) -> tuple[dict[str, Any], ...]:
        """One."""
        return ({"name": "Fake", "default_input_device": 0 if self.names else -1},)

    def query_devices(self) -> list[dict[str, Any]]:
        """The microphones, and loudspeakers, which are none."""
        speakers = {"name": "Loudspeakers", "hostapi": 0, "max_input_channels": 0}
        channels = max((each for _, each in self.accepts), default=1)
        return [
            {"name": name, "hostapi": 0, "max_input_channels": channels}
            | {"default_samplerate": float(self.rate)}
            for name in self.names
        ] + [{**speakers, "default_samplerate": 48_000.0}]

    def InputStream(self, **settings: Any) -> FakeStream:  # noqa: N802  # as sounddevice has it
        """Open one."""
        self.opens()
        if (settings["samplerate"], settings["channels"]) not in self.accepts:
            raise PortAudioError("Error opening InputStream: Invalid sample rate", -9997)
        stream = FakeStream(self, **settings)
        self.streams.append(stream)
        return stream

    def _terminate(self) -> None:
        self.looked += 1

    def _initialize(self) -> None:
        pass


class FakeStream:
    """A stream of `FakeSound`."""

    def __init__(
        self,
        sound: FakeSound,
        *,
        samplerate: int,
        channels: int,
        device: int,
        dtype: str,
        blocksize: int,
        callback: Callable[..., None],
        finished_callback: Callable[[], None],
    ) -> None:
        assert dtype == "float32"
        self.sound, self.device, self.active = sound, device, False
        self._callback, self._finished = callback, finished_callback
        self._buffer = np.zeros((blocksize, channels), dtype=np.float32)
        self._seconds = blocksize / samplerate
        self._pieces = self._cut(blocksize)
        self._sent = 0.0

    def start(self) -> None:
        """Begin to call back."""
        self.active = True
        self.sound.pace.every(self._seconds, self._send)

    def abort(self) -> None:
        """Call back no more."""
        if self.active:
            self.active = False
            self._finished()

    def close(self) -> None:
        """Nothing is left to do."""
        self.active = False

    def _cut(self, size: int) -> Iterator[NDArray[np.float32]]:
        hears, noise = self.sound.hears, np.random.default_rng(7)
        for start in range(0, len(hears) - size + 1, size):
            yield hears[start : start + size]
        while True:
            yield (noise.standard_normal(size) * self.sound.room).astype(np.float32)

    def _send(self) -> bool:
        if not self.active:
            return False
        if self.sound.unplugged is not None and self._sent >= self.sound.unplugged:
            self.active = False
            if self.sound.says_so:
                self._finished()
            return False
        self._sent += self._seconds
        self._buffer[:] = next(self._pieces)[:, None]
        status = SimpleNamespace(input_overflow=self.sound.overflows)
        self._callback(self._buffer, len(self._buffer), None, status)
        self._buffer[:] = np.nan  # it is not ours to keep
        return True


def microphone_of(variables: Mapping[str, str]) -> FakeSound:
    """The microphone of a program in a terminal of its own.

    ``HEARS`` is what is said, in words of `tones`; ``HEARS_ZEROS`` gives zeros instead, as macOS
    does; ``UNPLUGGED`` is when it goes away, in seconds.
    """
    from tests.fakes.tones import spoken

    hears = spoken(variables["HEARS"])
    return FakeSound(
        hears * 0 if "HEARS_ZEROS" in variables else hears,
        RealPace(),
        room=0.0 if "HEARS_ZEROS" in variables else 0.001,
        names=() if "NO_MICROPHONE" in variables else ("Built-in Microphone",),
        unplugged=float(variables["UNPLUGGED"]) if "UNPLUGGED" in variables else None,
    )
