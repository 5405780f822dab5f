"""Summaries by a writer: the whole document, in parts that fit, at once where that is taken."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.model import playing
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.desktop.digest import chunks, digest
from tinyagent_cli.planning.http.planner import HttpPlanner
from tinyagent_cli.planning.http.server import Server
from tinyagent_cli.planning.writing import PromptedWriter, fenced
from tinyagent_cli.tools.pen import Pen
from tinyagent_cli.tools.piece import Material

TEXT = "\n\n".join(f"Paragraph {i} says that the number is {i}." for i in range(200))


def pen(url: str, at_once: int, told: list[tuple[str, int, int]]) -> Pen:
    """A pen of a writer with a small context."""
    writer = PromptedWriter(HttpPlanner(Server(url), "tiny"), "", 2300, at_once)
    return Pen(writer, asyncio.Semaphore(at_once), lambda *what: told.append(what))


@given(st.text(max_size=400), st.integers(1, 60))
def test_chunks_are_the_text_and_fit(text: str, room: int) -> None:
    """Nothing is lost, and each has room."""
    parts = list(chunks(text, room))
    assert "".join(parts) == text
    assert all(len(part) <= room for part in parts)


async def test_all_of_a_long_document_is_read_in_parts_at_once() -> None:
    """Every paragraph is in some prompt, four prompts are there together, progress is told."""
    told: list[tuple[str, int, int]] = []

    def script(system: str, user: str) -> str:
        return "A part." if "Part " in user else "All of it."

    with playing(script, together=4) as model:
        assert await digest(TEXT, pen(model.url, 4, told)) == "All of it."
    prompts = "\n".join(user for _, user in model.asked)
    assert all(f"Paragraph {i} says" in prompts for i in range(200))
    assert model.most == 4
    parts = [(part, parts) for _, part, parts in told if parts]
    assert parts[0] == (0, parts[0][1])
    assert parts[-1] == (parts[0][1], parts[0][1])


async def test_a_writer_that_takes_one_is_asked_one_after_the_other() -> None:
    """No more at once than it says."""
    with playing(lambda system, user: "A part.") as model:
        await digest(TEXT, pen(model.url, 1, []))
    assert model.most == 1


async def test_parts_that_say_too_much_still_come_to_an_end() -> None:
    """A model that repeats its part makes the summary no endless loop."""
    with playing(lambda system, user: user[:4000]) as model:
        assert await digest(TEXT, pen(model.url, 4, []))


async def test_a_server_that_dies_stops_all_parts() -> None:
    """One clear line, nothing left running."""
    with playing(lambda system, user: "") as model:
        pass
    with pytest.raises(NotReady):
        await digest(TEXT, pen(model.url, 4, []))
    assert len(asyncio.all_tasks()) == 1


@given(st.text(max_size=200))
def test_no_text_can_close_its_own_fence(text: str) -> None:
    """The mark is the text's digest."""
    lines = fenced(Material("A mail", text)).split("\n")
    assert lines[1] == lines[-1]
    assert lines[1] not in text
