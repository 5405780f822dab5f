"""`tinyagent config`: one file, read and written with care."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.commands.conftest import Call
from tinyagent_cli.commands.config import template
from tinyagent_cli.core.settings import keys, load


def test_set_and_get(tinyagent: Call, tmp_path: Path) -> None:
    """The value is there again, in a file for its owner alone."""
    assert tinyagent("config", "set", "planner.name", "http").code == 0
    assert tinyagent("config", "get", "planner.name").out == "http\n"
    assert stat.S_IMODE((tmp_path / "config.toml").stat().st_mode) == 0o600


def test_a_list_is_said_with_commas_and_told_in_lines(tinyagent: Call) -> None:
    """So that it can be piped on."""
    tinyagent("config", "set", "consent.allow", "a@example.com, b@example.com")
    assert tinyagent("config", "get", "consent.allow").out == "a@example.com\nb@example.com\n"


def test_comments_survive(tinyagent: Call, tmp_path: Path) -> None:
    """The file is the user's; we change one value in it."""
    file = tmp_path / "config.toml"
    file.write_text("# mine\n[planner]\nname = 'llama'  # for now\n", "utf-8")
    tinyagent("config", "set", "planner.name", "http")
    assert file.read_text("utf-8") == '# mine\n[planner]\nname = "http"  # for now\n'


def test_a_link_stays_one(tinyagent: Call, tmp_path: Path) -> None:
    """Settings may lie among other dotfiles: what the link leads to is what changes."""
    real = tmp_path / "dotfiles.toml"
    real.write_text("# mine\n", "utf-8")
    (tmp_path / "config.toml").symlink_to(real)
    tinyagent("config", "set", "run.replans", "2")
    assert (tmp_path / "config.toml").is_symlink()
    assert real.read_text("utf-8") == "# mine\n\n[run]\nreplans = 2\n"


def test_a_file_that_is_only_to_be_read_is_left_alone(
    tinyagent: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the way to change that."""
    file = tmp_path / "config.toml"
    file.write_text("# mine\n", "utf-8")
    # As root everything may be written, so it is said instead.
    monkeypatch.setattr("tinyagent_cli.commands.config.os.access", lambda path, mode: False)
    ended = tinyagent("config", "set", "run.replans", "2")
    assert ended.code == 3
    assert f"chmod u+w {file}" in ended.err
    assert file.read_text("utf-8") == "# mine\n"


def test_unset_brings_the_default_back(tinyagent: Call) -> None:
    """Also where nothing was set."""
    tinyagent("config", "set", "run.replans", "0")
    assert tinyagent("config", "unset", "run.replans").code == 0
    assert tinyagent("config", "get", "run.replans").out == "1\n"
    assert tinyagent("config", "unset", "run.replans").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("get", "planner.nam"),
        ("set", "planner.nam", "x"),
        ("set", "run.replans", "many"),
        ("set", "desktop.kind", "windows"),
        ("set", "history.keep", "perhaps"),
    ],
)
def test_what_does_not_fit_is_refused(tinyagent: Call, tmp_path: Path, words: list[str]) -> None:
    """And nothing is written."""
    assert tinyagent("config", *words).code == 2
    assert not (tmp_path / "config.toml").exists()


def test_a_file_that_does_not_parse_is_never_written_over(tinyagent: Call, tmp_path: Path) -> None:
    """It is mended by hand."""
    file = tmp_path / "config.toml"
    file.write_text("[planner\n", "utf-8")
    for words in (("set", "planner.name", "http"), ("unset", "planner.name")):
        ended = tinyagent("config", *words)
        assert ended.code == 2
        assert "is no valid TOML" in ended.err
    assert file.read_text("utf-8") == "[planner\n"


def test_show_has_every_key(tinyagent: Call) -> None:
    """For people and for scripts."""
    names = [key.name for key in keys()]
    assert list(json.loads(tinyagent("config", "show", "--json").out)) == names
    assert [row.split("\t")[0] for row in tinyagent("config", "show").out.splitlines()] == names


def test_the_template_says_everything_and_changes_nothing(tmp_path: Path) -> None:
    """What `config edit` begins with."""
    file = tmp_path / "config.toml"
    file.write_text(template(), "utf-8")
    assert load(file) == load(tmp_path / "none")
    uncommented = [
        row.removeprefix("# ") if " = " in row else row for row in template().splitlines()
    ]
    file.write_text("\n".join(uncommented), "utf-8")
    assert load(file) == load(tmp_path / "none")


def test_edit_checks_what_was_written(tinyagent: Call, tmp_path: Path) -> None:
    """The editor is the user's own; what it leaves must parse."""
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "[nonsense]\nx = 1" > "$2"\n', "utf-8")
    editor.chmod(0o755)
    ended = tinyagent("config", "edit", EDITOR=f"{editor} --wait")
    assert ended.code == 2
    assert "nonsense" in ended.err


def test_path(tinyagent: Call, tmp_path: Path) -> None:
    """Where it is, also while it is not."""
    assert tinyagent("config", "path").out == f"{tmp_path / 'config.toml'}\n"
