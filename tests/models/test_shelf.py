"""The models that are here: taken from files, checked before they are loaded, listed, removed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.commands.conftest import Call, nobody_at_the_terminal, tinyagent
from tests.models.hub import Hub
from tests.terminal.session import Session
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.models.manifest import check
from tinyagent_cli.models.whole import whole

__all__ = ["nobody_at_the_terminal", "tinyagent"]  # fixtures


@pytest.fixture
def model(tinyagent: Call, gguf_file: Path, tmp_path: Path) -> Path:
    """A model that is here."""
    assert tinyagent("models", "pull", str(gguf_file)).code == 0
    return tmp_path / "models/small-F16.gguf"


def _listed(tinyagent: Call) -> dict[str, dict[str, object]]:
    return {
        each["name"]: each
        for each in json.loads(tinyagent("models", "list", "--json").out)["models"]
    }


def test_a_file_is_copied(model: Path, gguf_file: Path) -> None:
    """It may go then."""
    assert model.read_bytes() == gguf_file.read_bytes()
    assert not model.is_symlink()


@pytest.mark.parametrize("from_hub", [False, True])
def test_a_full_disk_is_found_before_anything_is_written(
    tinyagent: Call, hub: Hub, gguf_file: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, from_hub: bool,
) -> None:  # fmt: skip
    """It is said how much is wanted, how much there is, and of which disk."""
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=100_000))
    what = "them/small:small.gguf" if from_hub else str(gguf_file)
    ended = tinyagent("models", "pull", what, HF_ENDPOINT=hub.address)
    assert ended.code == 3
    assert "0.1 MB are free" in ended.err
    assert f"df -h {tmp_path / 'models'}" in ended.err
    assert list((tmp_path / "models").iterdir()) == []


def test_a_file_is_linked(tinyagent: Call, gguf_file: Path, tmp_path: Path) -> None:
    """Where nobody wants it twice; removing the model leaves the file."""
    assert tinyagent("models", "pull", str(gguf_file), "--link", "--name", "mine").code == 0
    link = tmp_path / "models/mine.gguf"
    assert link.resolve() == gguf_file.resolve()
    assert check(link) is not None
    assert tinyagent("models", "rm", "mine", "--yes").code == 0
    assert gguf_file.exists()
    assert list((tmp_path / "models").iterdir()) == []


@given(st.data())
def test_a_file_that_is_cut_off_anywhere_is_not_whole(gguf_file: Path, data: st.DataObject) -> None:
    """In its head or in its last tensor: a download that was copied too early."""
    everything = gguf_file.read_bytes()
    size = data.draw(st.integers(0, len(everything) - 1))
    short = gguf_file.with_name("short.gguf")
    short.write_bytes(everything[:size])
    with pytest.raises(NotReady):
        whole(short)


def test_half_a_file_is_not_taken(tinyagent: Call, gguf_file: Path, tmp_path: Path) -> None:
    """And nothing is left of it."""
    half = tmp_path / "half.gguf"
    half.write_bytes(gguf_file.read_bytes()[:100_000])
    ended = tinyagent("models", "pull", str(half))
    assert ended.code == 3
    assert "not whole" in ended.err
    assert not (tmp_path / "models/half.gguf").exists()


def test_a_taken_name_is_not_written_over(tinyagent: Call, model: Path, gguf_file: Path) -> None:
    """--name helps."""
    ended = tinyagent("models", "pull", str(gguf_file))
    assert ended.code == 2
    assert "--name" in ended.err


def test_another_size_is_found_at_once(model: Path) -> None:
    """Without reading the file."""
    with model.open("ab") as file:
        file.write(b"x")
    with pytest.raises(NotReady, match="bytes instead of"):
        check(model)


def test_another_byte_is_found_when_the_file_has_another_time(model: Path) -> None:
    """The size is the same; and the hint says how it is mended."""
    data = bytearray(model.read_bytes())
    data[-1] ^= 1
    model.write_bytes(bytes(data))
    with pytest.raises(NotReady, match="checksum") as caught:
        check(model)
    assert "models rm small-F16" in caught.value.hint


def test_an_unchanged_file_is_read_once(model: Path) -> None:
    """A new time alone costs one reading; then it is known again."""
    os.utime(model, ns=(1, 1))
    read: list[int] = []
    check(model, read.append)
    assert sum(read) == model.stat().st_size
    read.clear()
    check(model, read.append)
    assert read == []


def test_a_file_put_there_by_hand_is_nobodys_business(gguf_file: Path) -> None:
    """Nothing is known of it."""
    assert check(gguf_file) is None


def test_a_damaged_model_is_not_loaded(tinyagent: Call, model: Path) -> None:
    """The planner says so before llama.cpp makes what it will of it."""
    pytest.importorskip("llama_cpp", reason="compiled from source; an extra")
    assert tinyagent("models", "use", "small-F16").code == 0
    data = bytearray(model.read_bytes())
    data[len(data) // 2] ^= 255
    model.write_bytes(bytes(data))
    ended = tinyagent("plan", "text Sid hello")
    assert (ended.code, ended.out) == (3, "")
    assert "small-F16.gguf is damaged" in ended.err
    assert tinyagent("models", "use", "small-F16").code == 3


def test_use_says_who_plans(tinyagent: Call, model: Path) -> None:
    """And back again."""
    pytest.importorskip("llama_cpp", reason="compiled from source; an extra")
    assert tinyagent("models", "use", "small-F16").code == 0
    assert tinyagent("config", "get", "planner.name").out == "llama\n"
    assert tinyagent("config", "get", "planner.model").out == f"{model}\n"
    assert _listed(tinyagent)["small-F16"]["state"] == "here, planner"
    assert tinyagent("models", "use", "embedded").code == 0
    assert tinyagent("config", "get", "planner.name").out == "embedded\n"
    assert _listed(tinyagent)["embedded"]["state"] == "built in, planner"


@pytest.mark.parametrize(
    ("name", "code", "hint"),
    [("tinyagent-1.1b", 3, "models pull tinyagent-1.1b"), ("smal-F16", 2, "small-F16?")],
)
def test_use_takes_what_is_here(
    tinyagent: Call, model: Path, name: str, code: int, hint: str
) -> None:
    """What could be pulled is not ready; what nobody knows is a slip."""
    ended = tinyagent("models", "use", name)
    assert ended.code == code
    assert hint in ended.err
    assert tinyagent("config", "get", "planner.name").out == "embedded\n"


def test_the_list_says_what_is_here_and_what_can_be_had(
    tinyagent: Call, model: Path, tmp_path: Path
) -> None:
    """With sizes; what was begun is told, and what was put there by hand."""
    (tmp_path / "models/.tinyagent-7b.gguf.d2ee9b79f474.part").write_bytes(bytes(2_000_000))
    (tmp_path / "models/by-hand.gguf").write_bytes(b"GGUF")
    found = _listed(tinyagent)
    assert found["small-F16"]["state"] == "here"
    assert found["small-F16"]["bytes"] == model.stat().st_size
    assert found["qwen3-1.7b"]["state"] == "to pull"
    assert found["qwen3-1.7b"]["path"] is None
    assert found["tinyagent-7b"]["state"] == "to pull, 2.0 MB is here"
    assert found["by-hand"]["about"] == "put here by hand: not checked"
    lines = tinyagent("models", "list").out.splitlines()
    assert len(lines) == len(found)


def test_path_names_the_folder_or_a_file(tinyagent: Call, model: Path) -> None:
    """For other programs."""
    assert tinyagent("models", "path").out == f"{model.parent}\n"
    assert tinyagent("models", "path", "small-F16").out == f"{model}\n"
    assert tinyagent("models", "path", "../config").code == 2


@pytest.mark.usefixtures("nobody_at_the_terminal")
def test_rm_asks_and_without_anybody_it_does_nothing(tinyagent: Call, model: Path) -> None:
    """Exit 4, as wherever consent is needed; --yes gives it."""
    assert tinyagent("models", "rm", "small-F16").code == 4
    assert model.exists()
    assert tinyagent("models", "rm", "small-F16", "--yes").code == 0
    assert list(model.parent.iterdir()) == []


def test_rm_takes_what_an_interrupted_pull_left(tinyagent: Call, tmp_path: Path) -> None:
    """No model is there, but room is taken."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models/.tinyagent-7b.gguf.d2ee9b79f474.part").write_bytes(bytes(100))
    assert tinyagent("models", "rm", "tinyagent-7b", "--yes").code == 0
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.parametrize(("keys", "code", "there"), [("y\r", 0, False), ("\r", 1, True)])
def test_rm_asks_at_a_terminal(
    model: Path, tmp_path: Path, keys: str, code: int, there: bool
) -> None:
    """Enter alone is a no."""
    person = Session(tmp_path, ["models", "rm", "small-F16"])
    person.wait_for("Remove small-F16 (")
    person.type(keys)
    assert person.ends() == code
    assert model.exists() is there


def test_ctrl_c_stops_a_pull_which_then_goes_on(hub: Hub, tmp_path: Path) -> None:
    """A bar on the terminal, 130 at the end, and the rest the next time."""
    hub.breaks, hub.stalls = [200_000], True
    words = ["models", "pull", "them/small:small.gguf"]
    person = Session(tmp_path, words, variables={"HF_ENDPOINT": hub.address}, columns=100)
    person.wait_for("0.2/1.8 MB")
    assert "fetching small" in person.screen
    person.type("\x03")
    assert person.ends() == 130
    assert "goes on from there" in person.screen
    hub.stalls = False
    hub.asked.clear()
    person = Session(tmp_path, words, variables={"HF_ENDPOINT": hub.address}, columns=100)
    assert person.ends() == 0
    assert hub.ranges() == ["bytes=200000-"]
    assert "to plan with it: tinyagent models use small" in person.screen
    paths = {path for _, path, _ in hub.asked}
    assert all("/small" in path for path in paths), "nothing else was asked for"
