"""A model is asked in a record's words, by either planner, as ``models prompt`` shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Call, tinyagent
from tests.fakes.model import playing
from tests.planning.records import ASKED, record, system, written
from tinyagent_cli.planning.recorded import kept_for

__all__ = ["tinyagent"]  # a fixture

PLAN = '1. get_phone_number("Ola")\n2. join()\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a record in it."""
    path = tmp_path / "some.json"
    path.write_text(written(record(system())))
    return path


def test_a_file_and_to_forget_are_not_said_at_once(tinyagent: Call, file: Path) -> None:
    """It would not be clear which is meant."""
    assert tinyagent("models", "prompt", "theirs", str(file), "--forget").code == 2


@pytest.mark.parametrize("name", ["theirs", "theirs:7b", "folder/theirs.gguf"])
def test_a_server_is_asked_in_these_words(tinyagent: Call, file: Path, name: str) -> None:
    """By whatever name its model goes."""
    tinyagent("models", "prompt", name, str(file))
    tinyagent("config", "set", "planner.model", name)
    tinyagent("config", "set", "planner.examples", "0")
    with playing(lambda told, asked: PLAN) as server:
        tinyagent("config", "set", "planner.url", server.url)
        ended = tinyagent("plan", ASKED, "--planner", "http")
    assert ended.code == 0, ended.err
    ((told, asked),) = server.asked
    shown = tinyagent("models", "prompt", name).out
    assert f"{told}\n\n{asked}\n" == shown.replace("…", ASKED)


def test_the_model_in_a_file_is_asked_in_these_words(
    tinyagent: Call, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What llama.cpp reads begins with them, letter by letter."""
    pytest.importorskip("llama_cpp", reason="compiled from source; an extra")
    from tinyagent_cli.bench.random_model import TINY, write
    from tinyagent_cli.planning.llama import planner
    from tinyagent_cli.planning.llama.model import Model

    path, read = tmp_path / "theirs.gguf", []
    write(path, TINY, [system()])
    known = planner.prompted
    monkeypatch.setattr(planner, "prompted", lambda *a: read.append(known(*a)) or read[-1])
    assert tinyagent("models", "prompt", str(path), str(file)).code == 0
    tinyagent("config", "set", "planner.model", str(path))
    ended = tinyagent("plan", ASKED, "--planner", "llama")
    assert ended.code in (0, 5), ended.err  # of noise there is a plan, or no end of one
    shown = tinyagent("models", "prompt", str(path)).out.removesuffix("\n").replace("…", ASKED)
    assert read[0].tokens == Model(path).tokens(shown, marks=True, begin=True)
    assert kept_for(tmp_path, str(path)) == path.with_name("theirs.prompt.json")
