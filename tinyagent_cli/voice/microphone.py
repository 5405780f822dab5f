"""The microphone, through PortAudio: found, opened, listened to, closed again.

PortAudio calls back in a thread of its own, which must never wait: a block is copied and
handed to the event loop, where all else happens.  Opening may hang (CoreAudio after a device
went away), so that it is done in a thread that nobody has to wait for; and the list of devices
is made anew each time, since PortAudio keeps the one that it found first and would listen to a
microphone that is no longer there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tinyagent_cli.core.errors import MissingExtra, NotReady, UsageError, did_you_mean
from tinyagent_cli.voice.complaints import hushed
from tinyagent_cli.voice.sound import RATE
from tinyagent_cli.voice.thread import in_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tinyagent_cli.core.environment import Environment

    Block = NDArray[np.float32]  # [n, channels], at the rate of its `Stream`

BLOCK: Final = 0.05  # seconds of sound in a block: as often as a meter has to move
_OPENS: Final = 8.0  # seconds; a Bluetooth headset takes up to five


@dataclass(frozen=True, slots=True)
class Device:
    """Something to listen to: its number and name, and what it records at by itself."""

    index: int
    name: str
    host: str
    channels: int
    rate: int
    default: bool


class Stream:
    """What an open microphone sends: *blocks* [n, channels] of *rate* samples a second."""

    def __init__(self, device: Device, rate: int) -> None:
        self.device = device
        self.rate = rate
        self.lost_some = False  # the computer was too slow, and a part is missing
        self.blocks: asyncio.Queue[Block | None] = asyncio.Queue()  # None: it is gone


class Microphone:
    """The device that the setting *wanted* names, or the system's own where it is ""."""

    def __init__(self, environment: Environment, wanted: str = "") -> None:
        self._environment = environment
        self._wanted = wanted

    def devices(self) -> list[Device]:
        """All that can be listened to.

        Raises MissingExtra without sounddevice, NotReady without PortAudio.
        """
        library = self._library()
        self._look_again(library)
        try:
            hosts = library.query_hostapis()
            default = library.default.device[0]
            if default < 0:
                default = next((h["default_input_device"] for h in hosts), -1)
            return [
                Device(
                    index,
                    str(each["name"]),
                    str(hosts[each["hostapi"]]["name"]),
                    int(each["max_input_channels"]),
                    int(each["default_samplerate"]),
                    index == default,
                )
                for index, each in enumerate(library.query_devices())
                if each["max_input_channels"] > 0
            ]
        except library.PortAudioError as error:
            raise NotReady(f"the sound devices cannot be listed: {_why(error)}") from error

    def device(self) -> Device:
        """The one to listen to.  Raises as `devices`, and UsageError for one that is not there."""
        devices = self.devices()
        if not devices:
            raise NotReady(
                "there is no microphone",
                "plug one in; tinyagent voice devices lists what there is",
            )
        if self._wanted:
            return _named(self._wanted, devices)
        return next((device for device in devices if device.default), devices[0])

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Stream]:
        """Within it the microphone is on.  Raises as `device`, and NotReady if it does not open."""
        with hushed(self._environment.stderr):
            async with self._opened() as stream:
                yield stream

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Stream]:
        loop = asyncio.get_running_loop()
        opened = in_thread(lambda: self._open(loop))
        try:
            stream, handle = await asyncio.wait_for(asyncio.shield(opened), _OPENS)
        except BaseException as error:
            # Whoever gave up must not leave it on, whenever it opens.
            opened.add_done_callback(_close_late)
            if isinstance(error, TimeoutError):
                raise NotReady(
                    f"the microphone did not open within {_OPENS:.0f} s",
                    "tinyagent config set voice.device NAME takes another one",
                ) from None
            raise
        try:
            yield stream
        finally:
            # Not waited for without end: closing may hang as opening may.
            closing = in_thread(lambda: _close(handle))
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(closing), _OPENS)

    def _open(self, loop: asyncio.AbstractEventLoop) -> tuple[Stream, Any]:
        library, device = self._library(), self.device()
        why = ""
        for rate, channels in _ways(device):
            stream = Stream(device, rate)
            try:
                handle = library.InputStream(
                    samplerate=rate,
                    channels=channels,
                    device=device.index,
                    dtype="float32",
                    blocksize=int(rate * BLOCK),
                    callback=_handing(loop, stream),
                    finished_callback=_finishing(loop, stream),
                )
            except (library.PortAudioError, ValueError) as error:
                why = why or _why(error)
                continue
            try:
                handle.start()
            except library.PortAudioError as error:
                _close(handle)
                why = why or _why(error)
                continue
            return stream, handle
        raise NotReady(
            f"the microphone {device.name} does not open: {why}",
            "does another program use it? tinyagent config set voice.device NAME takes another",
        )

    def _library(self) -> Any:
        try:
            return self._environment.sound_library()
        except ImportError as error:
            raise MissingExtra("sounddevice", "voice") from error
        except OSError as error:
            mac = self._environment.on_mac
            raise NotReady(
                "the library PortAudio, by which sound is recorded, is missing",
                "brew install portaudio" if mac else "apt install libportaudio2",
            ) from error

    def _look_again(self, library: Any) -> None:
        """What was plugged in since is not known to PortAudio before it starts anew."""
        with suppress(library.PortAudioError, AttributeError):
            library._terminate()
            library._initialize()


def program_to_let_listen(variables: Mapping[str, str]) -> str:
    """The program that macOS asks about for us: the terminal; "" if nobody knows its name."""
    name = variables.get("TERM_PROGRAM", "")
    if name == "tmux" or "TMUX" in variables:
        # The terminal that started tmux left its name in what it set itself.
        name = variables.get("LC_TERMINAL", "") or (
            "iTerm.app" if "ITERM_SESSION_ID" in variables else ""
        )
    names = {"Apple_Terminal": "Terminal", "iTerm.app": "iTerm", "vscode": "Visual Studio Code"}
    if not name and "KITTY_WINDOW_ID" in variables:
        name = "kitty"
    return names.get(name, name)


def _named(wanted: str, devices: list[Device]) -> Device:
    if wanted.isdecimal():
        found = [device for device in devices if device.index == int(wanted)]
    else:
        low = wanted.casefold()
        found = [d for d in devices if d.name.casefold() == low]
        found = found or [d for d in devices if low in d.name.casefold()]
    if not found:
        names = [device.name for device in devices]
        hint = did_you_mean(wanted, names, f"there are: {', '.join(names)}")
        raise UsageError(f"there is no microphone {wanted}", hint)
    return found[0]


def _ways(device: Device) -> list[tuple[int, int]]:
    """Rates and channels to try: what is wanted, then what the device insists on."""
    ways = [(RATE, 1), (device.rate, 1), (device.rate, device.channels), (RATE, device.channels)]
    return list(dict.fromkeys(ways))


def _handing(
    loop: asyncio.AbstractEventLoop, stream: Stream
) -> Callable[[Block, int, Any, Any], None]:
    def hand(block: Block, frames: int, time: Any, status: Any) -> None:
        if status.input_overflow:
            stream.lost_some = True
        # The loop may have been closed while PortAudio still sends.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(stream.blocks.put_nowait, block.copy())

    return hand


def _finishing(loop: asyncio.AbstractEventLoop, stream: Stream) -> Callable[[], None]:
    def finish() -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(stream.blocks.put_nowait, None)

    return finish


def _close(handle: Any) -> None:
    # A device that is gone refuses to be closed.
    with suppress(Exception):
        handle.abort()
    with suppress(Exception):
        handle.close()


def _close_late(opened: asyncio.Future[tuple[Stream, Any]]) -> None:
    if not opened.cancelled() and opened.exception() is None:
        in_thread(lambda: _close(opened.result()[1]))


def _why(error: Exception) -> str:
    """What PortAudio says, without its number."""
    said = str(error.args[0]) if error.args else type(error).__name__
    return said.split(" [PaErrorCode")[0].rstrip(".")
