"""faster-whisper, by its own code, on a Whisper that says one sentence."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.commands.conftest import Call, tinyagent
from tests.fakes.whisper import saying
from tests.voice.test_reading import wav
from tinyagent_cli.core.errors import NotReady, UsageError
from tinyagent_cli.models.manifest import Manifest, note
from tinyagent_cli.plugins.whisper import WhisperTranscriber, _Speech, _until_over
from tinyagent_cli.voice.sound import RATE, Sound

__all__ = ["tinyagent"]  # the fixture

pytest.importorskip("faster_whisper", reason="comes with the voice extra")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SENTENCE = "Text Sid that I'm late."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A converted model, made here: 1 MB."""
    return saying(tmp_path_factory.mktemp("whisper") / "whisper-tiny", SENTENCE)


@pytest.fixture(scope="module")
def speech() -> Sound:
    """What Silero's detector takes for speech: a voice's harmonics, in syllables."""
    return Sound(babble(3.0))


def babble(seconds: float) -> np.ndarray:  # type: ignore[type-arg]  # of floats
    """Vowels of a voice of 120 Hz, four a second: formants on a buzz."""
    t = np.arange(int(RATE * seconds)) / RATE
    out = np.zeros_like(t)
    for number in range(1, 33):
        hertz = 120 * number
        loud = sum(np.exp(-(((hertz - f) / 150) ** 2)) for f in (600, 1100, 2500)) + 0.05
        out += loud * np.sin(2 * np.pi * hertz * t * (1 + 0.02 * np.sin(2 * np.pi * 0.7 * t)))
    out *= 0.5 - 0.5 * np.cos(2 * np.pi * 4 * t)
    return (0.5 * out / np.abs(out).max()).astype(np.float32)


def test_words_come_with_times_and_probabilities(model: Path, speech: Sound) -> None:
    """In order, within the sound; and the detector heard speech."""
    transcript = WhisperTranscriber(model, "en").transcribe(speech)
    assert transcript.text == SENTENCE
    assert all(0 < word.probability <= 1 for word in transcript.words)
    times = [time for word in transcript.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert times[-1] <= speech.seconds
    assert transcript.speech is not None
    assert 0 < transcript.speech <= speech.seconds
    assert transcript.silence < 0.1


def test_a_draft_and_names_to_expect_give_the_same_words(model: Path, speech: Sound) -> None:
    """Quicker, and with a prompt before it."""
    transcriber = WhisperTranscriber(model, "en")
    assert transcriber.transcribe(speech, draft=True).text == SENTENCE
    assert transcriber.transcribe(speech, ["Sid", "Lutfi"] * 200).text == SENTENCE


@pytest.mark.parametrize("loud", [0.0, 0.02])
def test_silence_and_noise_never_reach_the_model(model: Path, loud: float) -> None:
    """The detector keeps them from it, or it would say its sentence."""
    noise = np.random.default_rng(0).normal(0, loud, RATE).astype(np.float32)
    transcript = WhisperTranscriber(model, "en").transcribe(Sound(noise))
    assert transcript.words == ()
    assert transcript.silence == 1.0


def test_long_speech_and_long_names_have_room_beside_each_other(model: Path) -> None:
    """Both together are more than Whisper's decoder takes."""
    long = Sound(np.tile(babble(3.0), 13))
    names = ["Wolfeschlegelsteinhausenbergerdorff " * 3] * 15
    assert WhisperTranscriber(model, "en").transcribe(long, names).text.startswith(SENTENCE)


@pytest.mark.parametrize(
    ("ends", "asked"), [([2.2, 2.6], 1), ([1.0, 2.2, 2.6], 2), ([1.0, 1.5], 2)]
)
def test_the_pause_after_the_last_word_is_asked_for_no_words(ends: list[float], asked: int) -> None:
    """Somebody spoke until 2.2 s: Whisper, which says "Thank you." then, is not asked to."""
    from faster_whisper.transcribe import Segment

    heard: list[float] = []

    def segments() -> Iterator[Segment]:
        for number, end in enumerate(ends):
            heard.append(end)
            yield Segment(number, 0, 0.0, end, "…", [], 0.0, 1.0, 0.0, None, None)

    pause = {"start": 0, "end": int(2.6 * RATE)}
    found = _until_over(segments(), _Speech(np.zeros(1), (pause,), 2.2, over=2.2))
    assert [segment.end for segment in found] == heard == ends[:asked]


def test_a_pause_within_speech_is_left_out_and_words_keep_their_times(
    model: Path, speech: Sound
) -> None:
    """Five seconds of silence before the words, which come five seconds later."""
    silence = np.zeros(5 * RATE, dtype=np.float32)
    transcript = WhisperTranscriber(model, "en").transcribe(
        Sound(np.concatenate([silence, speech.samples]))
    )
    assert transcript.text == SENTENCE
    assert transcript.speech is not None
    assert transcript.speech < 4.0
    assert 4.5 < transcript.words[0].start < transcript.words[-1].end < 8.5


@pytest.mark.parametrize("language", ["de", "english"])
def test_a_language_that_the_model_does_not_know_is_told_of(model: Path, language: str) -> None:
    """It would be taken for English, and misheard."""
    with pytest.raises(UsageError, match=f"{language}.* understands English"):
        WhisperTranscriber(model, language).warm()


def test_warming_up_in_another_thread_is_waited_for(model: Path, speech: Sound) -> None:
    """The model is loaded once, whoever asks first."""
    transcriber = WhisperTranscriber(model, "en")
    thread = threading.Thread(target=transcriber.warm)
    thread.start()
    assert transcriber.transcribe(speech).text == SENTENCE
    thread.join()
    loaded = transcriber._loaded
    transcriber.warm()
    assert transcriber._loaded is loaded


def test_a_folder_that_is_no_model_is_one_line(tmp_path: Path) -> None:
    """With the way to one that is."""
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(NotReady, match="cannot be loaded"):
        WhisperTranscriber(tmp_path, "en").warm()


@pytest.fixture
def on_the_shelf(model: Path, tmp_path: Path) -> Path:
    """The model among the speech models of the program."""
    folder = tmp_path / "models/speech/mine"
    shutil.copytree(model, folder)
    weights = folder / "model.bin"
    note(weights, Manifest(0, "0" * 64, 0, "somewhere"))
    return folder


@pytest.fixture
def recording(speech: Sound, tmp_path: Path) -> Path:
    """The speech as a file of 44.1 kHz would have it: any WAV does."""
    path = tmp_path / "speech.wav"
    path.write_bytes(_wav(speech))
    return path


def _wav(sound: Sound) -> bytes:
    head = bytearray(wav(RATE, seconds=0)[:44])
    frames = (sound.samples * 32767).astype("<i2").tobytes()
    head[40:44] = len(frames).to_bytes(4, "little")
    head[4:8] = (36 + len(frames)).to_bytes(4, "little")
    return bytes(head) + frames


def test_a_model_is_chosen_and_a_recording_transcribed(
    tinyagent: Call, on_the_shelf: Path, recording: Path
) -> None:
    """``models use`` sets it for the voice; stdout is the text alone."""
    assert tinyagent("models", "use", "mine").code == 0
    assert "here, voice" in tinyagent("models", "list").out
    ended = tinyagent("voice", "transcribe", str(recording))
    assert (ended.code, ended.out) == (0, f"{SENTENCE}\n")
    told = json.loads(tinyagent("voice", "transcribe", str(recording), "--json").out)
    assert told["text"] == told["transcript"] == SENTENCE
    assert [word["text"] for word in told["words"]] == SENTENCE.split()
    assert told["words"][-1]["end"] <= 3.0


def test_recorded_speech_is_a_request(tinyagent: Call, on_the_shelf: Path, recording: Path) -> None:
    """It is told what was heard, and planned like typed words."""
    tinyagent("models", "use", "mine")
    ended = tinyagent("do", "--dry-run", "--voice", "--audio", str(recording))
    assert ended.code == 0, ended.err
    assert f"heard: {SENTENCE}" in ended.err
    assert 'send_sms(["$1"], "I\'m late' in ended.out


def test_a_damaged_model_is_found_before_it_is_loaded(
    tinyagent: Call, on_the_shelf: Path, recording: Path
) -> None:
    """And the command that mends it is named."""
    tinyagent("models", "use", "mine")
    with (on_the_shelf / "model.bin").open("ab") as file:
        file.write(b"x")
    ended = tinyagent("voice", "transcribe", str(recording))
    assert ended.code == 3
    assert "damaged" in ended.err


def test_a_speech_model_is_removed_whole(tinyagent: Call, on_the_shelf: Path) -> None:
    """Its folder, and it is no longer listed."""
    assert tinyagent("models", "path", "mine").out.strip() == str(on_the_shelf)
    assert tinyagent("models", "rm", "mine", "--yes").code == 0
    assert not on_the_shelf.exists()
    assert "mine" not in tinyagent("models", "list").out
