"""whisper.cpp, by its own code, on a model with weights drawn by lot."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.ggml import by_lot
from tests.plugins.test_whisper import babble
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.plugins.whisper_cpp import WhisperCppTranscriber
from tinyagent_cli.voice.sound import Sound

pytest.importorskip("pywhispercpp", reason="comes with the whisper-cpp extra")


@pytest.fixture(scope="module")
def transcriber(tmp_path_factory: pytest.TempPathFactory) -> WhisperCppTranscriber:
    """One that is warm."""
    made = WhisperCppTranscriber(by_lot(tmp_path_factory.mktemp("ggml") / "ggml-x.bin"), "en")
    made.warm()
    return made


@pytest.mark.parametrize("seconds", [0.4, 2.0])
def test_words_come_with_times_and_probabilities(
    transcriber: WhisperCppTranscriber, seconds: float
) -> None:
    """Whatever a model by lot says: words of its vocabulary, each with its own."""
    transcript = transcriber.transcribe(Sound(babble(seconds)), ["Sid"])
    assert transcript.words
    for word in transcript.words:
        assert word.text.strip() == word.text != ""
        assert 0 <= word.probability <= 1
        assert 0 <= word.start <= word.end


def test_a_draft_is_a_transcript_too(transcriber: WhisperCppTranscriber) -> None:
    """In one segment, without times."""
    assert transcriber.transcribe(Sound(babble(1.0)), draft=True).words


def test_a_file_that_is_no_model_is_one_line(tmp_path: Path) -> None:
    """Before its C++ sees it."""
    path = tmp_path / "ggml-x.bin"
    path.write_bytes(b"no model")
    with pytest.raises(NotReady, match=r"ggml-x\.bin is no speech model"):
        WhisperCppTranscriber(path, "en").warm()
