"""A writer by llama.cpp: the same model, without a grammar, stopped when nobody listens."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from tinyagent_cli.bench.dictation import DictatedPlanner
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady, PlanError
from tinyagent_cli.core.settings import Settings, WriterSettings
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
from tinyagent_cli.planning.llama.choosing import Free
from tinyagent_cli.planning.llama.model import Model
from tinyagent_cli.planning.llama.planner import LlamaPlanner
from tinyagent_cli.planning.prompted import Prompt
from tinyagent_cli.planning.writing import PromptedWriter
from tinyagent_cli.plugins.assembly import open_writer
from tinyagent_cli.plugins.loader import load
from tinyagent_cli.tools.piece import Material, Piece, Purpose


async def test_a_text_is_streamed_and_not_held_to_a_plan(gguf_file: Path) -> None:
    """No grammar of tools is made for it, and closing the stream lets go of the model."""
    planner = LlamaPlanner(gguf_file)
    chooser = planner.chooser(Prompt("write", "a text"))
    assert isinstance(chooser, Free)
    chooser.close()
    piece = Piece(Purpose.NOTE, "note it", (Material("What it is to say", "socks"),))
    for _ in range(2):
        async with aclosing(PromptedWriter(planner).write(piece)) as pieces:  # type: ignore[type-var]
            assert [await anext(pieces) for _ in range(3)]


async def test_a_text_without_end_is_called_a_text(gguf_file: Path) -> None:
    """What was wanted is no plan."""
    planner = DictatedPlanner(gguf_file, {}, answers={"": "never " * 3000})
    with pytest.raises(PlanError, match="no end of its text"):
        await _whole(planner, "note it")


async def test_what_is_too_long_for_the_model_names_the_writers_setting(gguf_file: Path) -> None:
    """No tools are on offer that could be fewer."""
    with pytest.raises(NotReady, match=r"tokens, and tiny\.gguf reads 4096") as caught:
        await _whole(LlamaPlanner(gguf_file), "word " * 9000)
    assert caught.value.hint == "tinyagent config set writer.context 2048"


async def _whole(planner: LlamaPlanner, text: str) -> str:
    return "".join([piece async for piece in planner.answer(Prompt("write", text))])


def test_no_writer_is_given_more_than_its_model_reads(gguf_file: Path, tmp_path: Path) -> None:
    """Documents are cut into parts for it; the file says so, and need not be loaded."""
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)}, platform="linux")
    writers = []
    for context in (2000, 8192):
        wanted = WriterSettings("llama", str(gguf_file), context=context)
        settings = replace(Settings(), writer=wanted)
        writers.append(open_writer(environment, settings, load(environment), EmbeddedPlanner()))
    assert [writer.context for writer in writers] == [2000, 4096]  # type: ignore[union-attr]
    assert Model(gguf_file).longest == 4096
