"""``tinyagent models pull`` of a speech model: a folder, file by file, the weights last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Call, tinyagent
from tests.models.hub import COMMIT, Hub, serving
from tinyagent_cli.commands import model_listing, models
from tinyagent_cli.core.errors import NotReady, UsageError
from tinyagent_cli.models import catalogue as catalogues
from tinyagent_cli.models import hub as downloads
from tinyagent_cli.models import manifest, pulling, shelf, speech
from tinyagent_cli.models.catalogue import Offer

__all__ = ["tinyagent"]  # the fixture

WEIGHTS = b"\x06\0\0\0\x0c\0WhisperSpec\0" + bytes(5000)
BESIDE = ("config.json", "tokenizer.json", "vocabulary.txt")
FILES = {"them/w:model.bin": WEIGHTS} | {f"them/w:{name}": b"{}" for name in BESIDE}


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with a speech model, which the catalogue offers as ``heard``."""
    pytest.importorskip("huggingface_hub", reason="comes with the hub extra")
    monkeypatch.setattr(downloads, "PAUSES", (0.0,))
    sha256 = hashlib.sha256(WEIGHTS).hexdigest()
    offer = Offer(
        "heard", "them/w", "model.bin", COMMIT, sha256, len(WEIGHTS), kind="whisper", beside=BESIDE
    )
    for module in (catalogues, pulling, speech, manifest, shelf, models, model_listing):
        monkeypatch.setattr(module, "catalogue", lambda: {"heard": offer})
    with serving(Hub(dict(FILES))) as hub:
        yield hub


def _there(home: Path) -> list[str]:
    folder = home / "models/speech/heard"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_all_of_its_files_are_pulled_and_checked(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """Each with its manifest; a second time there is nothing to do."""
    ended = tinyagent("models", "pull", "heard", HF_ENDPOINT=hub.address)
    assert ended.code == 0, ended.err
    assert "CTranslate2" in ended.err
    assert "as the catalogue has it" in ended.err
    assert "tinyagent models use heard" in ended.err
    names = [*BESIDE, "model.bin"]
    assert _there(tmp_path) == sorted([*names, *(f"{name}.json" for name in names)])
    before = len(hub.asked)
    assert "is here, and whole" in tinyagent("models", "pull", "heard", HF_ENDPOINT=hub.address).err
    assert len(hub.asked) == before


def test_an_interrupted_pull_goes_on_and_is_no_model_before(
    tinyagent: Call, hub: Hub, tmp_path: Path
) -> None:
    """What came stays; the voice says that the model is not here."""
    hub.breaks = [2, 2, 2, 700, 0, 0]
    ended = tinyagent("models", "pull", "heard", HF_ENDPOINT=hub.address)
    assert ended.code == 3
    assert "tinyagent models pull heard goes on from there" in ended.err
    assert "model.bin" not in _there(tmp_path)
    with pytest.raises(NotReady, match="not here"):
        speech.found("heard", tmp_path / "models", "whisper")
    assert "0.7 kB is here" in tinyagent("models", "list").out
    hub.breaks = []
    assert tinyagent("models", "pull", "heard", HF_ENDPOINT=hub.address).code == 0
    assert hub.ranges()[-1] == "bytes=700-"
    assert (tmp_path / "models/speech/heard/model.bin").read_bytes() == WEIGHTS


@pytest.mark.parametrize("came", [WEIGHTS[:-1] + b"x", b"<html>" + bytes(len(WEIGHTS))])
def test_what_is_not_the_model_is_refused(
    tinyagent: Call, hub: Hub, tmp_path: Path, came: bytes
) -> None:
    """Other bytes than those that are pinned."""
    hub.lies["them/w:model.bin"] = came[: len(WEIGHTS)]
    ended = tinyagent("models", "pull", "heard", HF_ENDPOINT=hub.address)
    assert ended.code == 3
    assert "what came is not heard" in ended.err
    assert "model.bin" not in _there(tmp_path)


def test_a_damaged_model_is_fetched_anew(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """The same command mends it."""
    tinyagent("models", "pull", "heard", HF_ENDPOINT=hub.address)
    weights = tmp_path / "models/speech/heard/model.bin"
    weights.write_bytes(b"broken")
    with pytest.raises(NotReady, match="damaged") as found:
        speech.found("heard", tmp_path / "models", "whisper")
    assert found.value.hint == "tinyagent models pull heard"
    assert tinyagent("models", "pull", "heard", HF_ENDPOINT=hub.address).code == 0
    assert weights.read_bytes() == WEIGHTS


def test_only_what_is_here_can_be_used(tinyagent: Call, hub: Hub) -> None:
    """And whoever has it not is told how to get it."""
    ended = tinyagent("models", "use", "heard")
    assert ended.code == 3
    assert "tinyagent models pull heard" in ended.err
    tinyagent("models", "pull", "heard", HF_ENDPOINT=hub.address)
    assert tinyagent("models", "use", "heard").code == 0
    assert tinyagent("config", "get", "voice.model").out == "heard\n"


def test_a_model_of_another_transcriber_is_told_apart(tmp_path: Path) -> None:
    """By its files; and a name that nobody knows is a usage error."""
    folder = tmp_path / "speech/other"
    folder.mkdir(parents=True)
    (folder / "ggml-x.bin").write_bytes(b"lmgg")
    with pytest.raises(NotReady, match="for whisper_cpp, not for whisper"):
        speech.found("other", tmp_path, "whisper")
    with pytest.raises(UsageError, match="no speech model othr"):
        speech.found("othr", tmp_path, "whisper")
    assert speech.found(str(folder), tmp_path, "whisper_cpp") == folder
