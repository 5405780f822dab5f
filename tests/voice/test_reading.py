"""Sound from files and pipes, of any rate, width and number of channels."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.voice import reading
from tinyagent_cli.voice.reading import read_bytes, read_file
from tinyagent_cli.voice.sound import RATE, Sound, resampled

TONE = 440.0  # hertz


def tone(rate: int, seconds: float = 0.5) -> np.ndarray:  # type: ignore[type-arg]  # of floats
    """A tone of 0.5, of *rate* samples a second."""
    return 0.5 * np.sin(2 * np.pi * TONE * np.arange(int(rate * seconds)) / rate)


def wav(rate: int, width: int = 2, channels: int = 1, seconds: float = 0.5) -> bytes:
    """A WAV of the tone in every channel."""
    whole = (tone(rate, seconds) * (2 ** (8 * width - 1) - 1)).round().astype("<i8")
    if width == 1:
        whole += 128
    frames = np.repeat(whole, channels).view(np.uint8).reshape(-1, 8)[:, :width].tobytes()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(frames)
    return out.getvalue()


def loudest(sound: Sound) -> float:
    """The frequency in *sound* that is loudest, in hertz."""
    waves = np.abs(np.fft.rfft(sound.samples))
    return float(np.argmax(waves) * RATE / len(sound.samples))


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000])
@pytest.mark.parametrize(("width", "channels"), [(1, 1), (2, 1), (2, 2), (3, 2), (4, 1)])
def test_every_wav_is_the_same_sound(rate: int, width: int, channels: int) -> None:
    """Its length, its pitch and its loudness stay."""
    sound = read_bytes(wav(rate, width, channels), "x.wav")
    assert sound.samples.dtype == np.float32
    assert sound.seconds == pytest.approx(0.5, abs=0.001)
    assert loudest(sound) == pytest.approx(TONE, abs=2)
    middle = sound.samples[1000:-1000]
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("said", [0, 0x7FFFF000, 0xFFFFFFFF])
def test_a_pipe_that_cannot_know_its_length_is_read_to_its_end(said: int) -> None:
    """arecord, sox and ffmpeg write such headers; 0 takes a reader that knows of it."""
    if said == 0:
        pytest.importorskip("av", reason="comes with the voice extra")
    data = bytearray(wav(RATE))
    data[40:44] = said.to_bytes(4, "little")
    assert read_bytes(bytes(data), "pipe").seconds == pytest.approx(0.5, abs=0.001)


def test_a_file_that_broke_off_is_read_as_far_as_it_goes() -> None:
    """Half a frame at its end included."""
    assert read_bytes(wav(RATE)[: 44 + 1001], "x.wav").seconds == pytest.approx(500 / RATE)


@pytest.mark.parametrize("kind", ["flac", "m4a", "mp3"])
def test_other_formats_are_read_where_their_reader_is(kind: str, tmp_path: Path) -> None:
    """By PyAV, which comes with the voice extra."""
    av = pytest.importorskip("av", reason="comes with the voice extra")
    path = tmp_path / f"x.{kind}"
    codec = {"flac": "flac", "m4a": "aac", "mp3": "libmp3lame"}[kind]
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=44100, layout="stereo")
        samples = np.stack([tone(44100, 1.0)] * 2).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate = 44100
        resampler = av.AudioResampler(stream.format, stream.layout, 44100, stream.frame_size)
        for piece in [*resampler.resample(frame), *resampler.resample(None), None]:
            out.mux(stream.encode(piece))
    sound = read_file(path)
    assert sound.seconds == pytest.approx(1.0, abs=0.06)
    assert loudest(sound) == pytest.approx(TONE, abs=2)
    assert np.abs(sound.samples[4000:12000]).max() == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"root:x:0:0\n" * 20, "no sound that can be read"),
        (wav(RATE)[:44], "there is no sound in x"),
    ],
)
def test_what_is_no_sound_is_one_line(data: bytes, why: str) -> None:
    """Nothing, text, and a header alone."""
    pytest.importorskip("av", reason="comes with the voice extra")
    with pytest.raises(UsageError, match=why):
        read_bytes(data, "x")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """One that is not there, and a folder."""
    with pytest.raises(UsageError, match=r"there is no file .*no\.wav"):
        read_file(tmp_path / "no.wav")
    with pytest.raises(UsageError, match="cannot be read"):
        read_file(tmp_path)


@given(st.integers(0, 3000), st.sampled_from([8000, 11025, 22050, 44100, 48000, 96000]))
def test_resampling_keeps_length_and_loudness(count: int, rate: int) -> None:
    """Whatever the rate; silence stays silence."""
    samples = np.zeros(count, dtype=np.float32)
    assert len(resampled(samples, rate)) == round(count * RATE / rate)
    assert not resampled(samples, rate).any()


@pytest.mark.parametrize("rate", [8000, 44100, 48000])
def test_resampling_brings_nothing_of_the_end_to_the_beginning(rate: int) -> None:
    """A word that breaks off is not heard before the first one."""
    samples = np.zeros(rate // 2, dtype=np.float32)
    samples[-rate // 100 :] = 1.0
    assert np.abs(resampled(samples, rate)[:100]).max() < 0.01


def test_a_file_without_an_end_is_read_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """/dev/zero, or a disk's image: one line, and no more memory than a recording takes."""
    monkeypatch.setattr(reading, "LIMIT", 1 << 20)
    with pytest.raises(UsageError, match="/dev/zero is larger than 1 MB"):
        read_file(Path("/dev/zero"))
