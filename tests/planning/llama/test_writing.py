"""A writer by llama.cpp: the same model, without a grammar, stopped when nobody listens."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path

from tinyagent_cli.planning.llama.choosing import Free
from tinyagent_cli.planning.llama.planner import LlamaPlanner
from tinyagent_cli.planning.prompted import Prompt
from tinyagent_cli.planning.writing import PromptedWriter
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
