"""A real llama.cpp and a real GGUF file: a small Llama whose weights are drawn by lot."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinyagent_cli.planning.examples import OURS
from tinyagent_cli.planning.llama.model import Model
from tinyagent_cli.planning.prompt import system_prompt
from tinyagent_cli.tools.toolbox import load_manifest


@pytest.fixture(scope="session")
def gguf_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of 1.5 MB."""
    pytest.importorskip("llama_cpp", reason="compiled from source; an extra")
    from tinyagent_cli.bench.random_model import TINY, write

    path = tmp_path_factory.mktemp("models") / "tiny.gguf"
    write(path, TINY, [system_prompt(load_manifest(), OURS)])
    return path


@pytest.fixture(scope="session")
def model(gguf_file: Path) -> Model:
    """The model, loaded."""
    return Model(gguf_file)
