"""Sound from files and pipes: WAV by the standard library, whatever else by PyAV.

PyAV comes with faster-whisper and brings FFmpeg's libraries: mp3, m4a, ogg, flac, webm, and
the sound of a video.
"""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tinyagent_cli.core.errors import MissingExtra, UsageError
from tinyagent_cli.voice.sound import RATE, Sound

if TYPE_CHECKING:
    from numpy.typing import NDArray

LIMIT: Final = 512 * 1024 * 1024  # bytes of a file or a pipe: 45 minutes of 48 kHz stereo
LONGEST: Final = 3600.0  # seconds; an hour is 230 MB here, and no request
_RAW: Final = "a WAV file says what it is; raw samples do not: arecord -f S16_LE -r 16000 | …"


def read_file(path: Path) -> Sound:
    """The sound in the file *path*.

    Raises UsageError where there is none, it is larger than `LIMIT`, or it is no sound;
    MissingExtra where it is no WAV and PyAV is not installed.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)  # a device may have no end
    except FileNotFoundError as error:
        raise UsageError(f"there is no file {path}") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > LIMIT:
        raise UsageError(
            f"{path} is larger than {LIMIT // 1024**2} MB, and no request",
            "cut out what is to be heard: ffmpeg -i FILE -t 60 -ac 1 request.wav",
        )
    return read_bytes(data, str(path))


def read_bytes(data: bytes, name: str) -> Sound:
    """The sound that *data* is, the content of a file or a pipe called *name*.

    Raises as `read_file`.
    """
    if not data:
        raise UsageError(f"{name} is empty", "is anything recorded there?")
    sound = _wav(data) if data[:4] == b"RIFF" else None
    if sound is None:
        sound = _decoded(data, name)
    if not len(sound.samples):
        raise UsageError(f"there is no sound in {name}", "is anything recorded there?")
    return sound


def _wav(data: bytes) -> Sound | None:
    """The sound of a WAV of whole numbers; None where it is another one.

    A pipe's header cannot know its length, and says 0 or as much as there can be: what is
    there is read.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            frames = file.readframes(min(file.getnframes(), len(data)))
    except (wave.Error, EOFError, RuntimeError):
        return None
    if not frames or not rate or width not in (1, 2, 3, 4):
        return None
    whole = len(frames) // (width * channels) * width * channels
    samples = _integers(frames[:whole], width).reshape(-1, channels)
    return Sound.of(samples[: int(LONGEST * rate)], rate)


def _integers(frames: bytes, width: int) -> NDArray[Any]:
    import numpy as np

    if width == 3:
        widened = np.zeros((len(frames) // 3, 4), dtype=np.uint8)
        widened[:, 1:] = np.frombuffer(frames, dtype=np.uint8).reshape(-1, 3)
        return widened.view("<i4").ravel()
    return np.frombuffer(frames, dtype={1: "u1", 2: "<i2", 4: "<i4"}[width])


def _decoded(data: bytes, name: str) -> Sound:
    try:
        import av
    except ImportError as error:
        raise MissingExtra("av, which reads more than WAV,", "voice") from error
    import numpy as np

    pieces: list[NDArray[Any]] = []
    seconds = 0.0
    try:
        with av.open(io.BytesIO(data), mode="r", metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise UsageError(f"there is no sound in {name}", "is it the right file?")
            resampler = av.AudioResampler(
                format="fltp", rate=RATE
            )  # channels stay: they are mixed here
            for frame in container.decode(audio=0):
                frame.pts = None  # of what was cut from something longer they do not begin at 0
                for piece in resampler.resample(frame):
                    pieces.append(piece.to_ndarray().T)
                    seconds += piece.samples / RATE
                if seconds > LONGEST:
                    break
            pieces.extend(piece.to_ndarray().T for piece in resampler.resample(None))
    except (av.error.FFmpegError, ValueError) as error:
        if not pieces:
            raise UsageError(f"{name} is no sound that can be read", _RAW) from error
        # What broke off is read as far as it goes.
    whole = np.concatenate(pieces) if pieces else np.zeros((0, 1))
    return Sound.of(whole[: int(LONGEST * RATE)])
