"""A shelf of its own, a GGUF file that is whole, and a hub."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models.hub import Hub, serving
from tests.planning.embedded.tiny import tiny
from tinyagent_cli.models import hub as downloads


@pytest.fixture(scope="session")
def gguf_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planner with weights drawn by lot, in 16 bits: 0.5 MB."""
    pytest.importorskip("gguf", reason="comes with the llama extra")
    from tinyagent_cli.lab import gguf as lab

    path = tmp_path_factory.mktemp("gguf") / "small-F16.gguf"
    lab.write(path, tiny(256))
    return path


@pytest.fixture
def hub(gguf_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that has the model as ``them/small:small.gguf``; nobody waits between two tries."""
    pytest.importorskip("huggingface_hub", reason="comes with the hub extra")
    monkeypatch.setattr(downloads, "PAUSES", (0.0, 0.0))
    with serving(Hub({"them/small:small.gguf": gguf_file.read_bytes()})) as hub:
        yield hub
