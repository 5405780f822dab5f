"""``tinyagent doctor`` on the speech model: looked for, never loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call


def test_a_speech_model_that_is_here_is_not_loaded(
    tinyagent: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large one would take more seconds and memory than the question is worth."""
    pytest.importorskip("faster_whisper", reason="comes with the voice extra")
    from tinyagent_cli.plugins.whisper import WhisperTranscriber

    loaded: list[WhisperTranscriber] = []
    monkeypatch.setattr(WhisperTranscriber, "warm", loaded.append)
    folder = tmp_path / "heard"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights")
    tinyagent("config", "set", "voice.model", str(folder))
    [check] = [
        check
        for check in json.loads(tinyagent("doctor", "--json").out)["checks"]
        if check["name"] == "transcriber"
    ]
    assert (check["status"], loaded) == ("ok", [])
