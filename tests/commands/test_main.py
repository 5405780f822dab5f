"""Errors become one line and an exit code, in one place."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import tinyagent_cli
from tests.commands.conftest import Call
from tinyagent_cli.app import app
from tinyagent_cli.commands import (
    bench_group,
    config_group,
    desktop_group,
    history_group,
    models_group,
    opening,
    voice_group,
)
from tinyagent_cli.core.errors import (
    ConsentNeeded,
    MissingExtra,
    NotFound,
    NotReady,
    PlanError,
    TimedOut,
    TinyagentError,
    UsageError,
)

pytestmark = pytest.mark.usefixtures("nobody_at_the_terminal")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TinyagentError("x"), 1),
        (NotFound("x"), 1),
        (UsageError("x"), 2),
        (NotReady("x"), 3),
        (MissingExtra("faster-whisper", "voice"), 3),
        (ConsentNeeded("x"), 4),
        (PlanError("x"), 5),
        (TimedOut("x"), 124),
    ],
)
def test_each_error_has_its_exit_code(
    tinyagent: Call, monkeypatch: pytest.MonkeyPatch, error: TinyagentError, code: int
) -> None:
    """The fixed exit codes, and the message on stderr alone."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(opening, "assistant_for", fail)
    ended = tinyagent("do", "hello")
    assert ended.code == code
    assert ended.out == ""
    assert ended.err.startswith(f"tinyagent: {error.message}")


def test_the_hint_stands_below(tinyagent: Call) -> None:
    """What mends it is named."""
    ended = tinyagent("tools", "send_smss")
    assert ended.err == "tinyagent: there is no tool send_smss\n  try: did you mean send_sms?\n"


def test_an_unknown_command_is_told_like_all_errors(tinyagent: Call) -> None:
    """With the nearest one."""
    ended = tinyagent("histroy")
    assert ended.code == 2
    assert ended.err == "tinyagent: there is no command histroy\n  try: did you mean history?\n"


def test_what_the_system_refuses_is_one_line(tinyagent: Call, tmp_path: Path) -> None:
    """No class names, and the variable that mends it."""
    (tmp_path / "file").write_text("")
    ended = tinyagent("history", TINYAGENT_HOME=str(tmp_path / "file"))
    assert ended.code == 1
    assert "file/config.toml: not a directory\n  try: TINYAGENT_HOME" in ended.err


@pytest.mark.parametrize("stream", [1, 2])
def test_a_closed_stream_is_no_error(tmp_path: Path, stream: int) -> None:
    """As ``>&-`` starts it: what would have gone there goes nowhere."""
    ended = subprocess.run(
        ["sh", "-c", f'exec "$0" -m tinyagent_cli tools {stream}>&-', sys.executable],
        capture_output=True,
        text=True,
        env={"TINYAGENT_HOME": str(tmp_path), "PYTHONPATH": ":".join(filter(None, sys.path))},
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_bytes_of_another_encoding_are_no_error(tinyagent: Call) -> None:
    """What is no UTF-8 on the command line is replaced, as it is on stdin."""
    assert tinyagent("plan", "note: caf\udce9").code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    """And no success."""
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "tinyagent_cli", "--version"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={"TINYAGENT_HOME": str(tmp_path), "PYTHONPATH": ":".join(filter(None, sys.path))},
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.startswith("tinyagent: input or output failed: no space left on device\n")


def test_a_bug_is_one_line(tinyagent: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback unless asked for."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(opening, "assistant_for", fail)
    ended = tinyagent("do", "hello")
    assert ended.code == 1
    assert ended.err.startswith("tinyagent: ZeroDivisionError: oops\n")
    assert "--debug" in ended.err


@pytest.mark.parametrize(
    ("words", "variables"), [(["--debug"], {}), ([], {"TINYAGENT_DEBUG": "1"})]
)
def test_the_traceback_is_there_when_asked_for(
    tinyagent: Call,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    variables: dict[str, str],
) -> None:
    """``--debug`` may stand anywhere on the line."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(opening, "assistant_for", fail)
    ended = tinyagent("do", "hello", *words, **variables)
    assert ended.code == 1
    assert "Traceback" in ended.err


def test_ctrl_c_is_130(tinyagent: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silently: the user knows what they pressed."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "assistant_for", interrupt)
    assert tinyagent("do", "hello").code == 130


def test_usage_errors_are_2(tinyagent: Call) -> None:
    """Typer's own, and ours."""
    assert tinyagent("do", "--bogus").code == 2
    assert tinyagent("bogus").code == 2
    assert tinyagent("do").code == 2
    assert tinyagent("do", "x", "--now", "yesterday-ish").code == 2
    assert tinyagent("do", "x", "--json", "--events").code == 2


def test_a_reader_that_goes_away_is_141() -> None:
    """``tinyagent … | head -1``: no traceback, no complaint."""
    script = f"{sys.executable} -m tinyagent_cli completion zsh; echo $? >&2"
    ended = subprocess.run(
        ["bash", "-c", f"({script}) | true"], capture_output=True, text=True, check=False
    )
    assert ended.stderr in ("141\n", "0\n")  # 0 where all of it fitted into the pipe first
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("how", ["", "--json", "--events"])
def test_a_turn_whose_reader_went_away_is_done_and_141(tmp_path: Path, how: str) -> None:
    """What was begun is finished; only then is it told that nobody read."""
    program = f"{sys.executable} -m tests.terminal.tinyagent_with_fake"
    ended = subprocess.run(
        ["bash", "-c", f"({program} do {how} hello </dev/null; echo $? >&2) | true"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "TINYAGENT_HOME": str(tmp_path)},
        cwd=Path(__file__).parents[2],
    )
    assert ended.stderr.splitlines()[-1] == "141"
    assert "finished in" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_program_alone_is_a_short_help(
    tinyagent: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    """Examples first, commands after."""
    assert tinyagent().code == 0
    said = capsys.readouterr().out
    assert said.index("tinyagent do") < said.index("Commands:")


@pytest.mark.parametrize(
    ("words", "usage"),
    [(["help"], "tinyagent [OPTIONS]"), (["help", "config", "set"], "tinyagent config set")],
)
def test_help_can_be_asked_for_as_of_git(
    tinyagent: Call, capsys: pytest.CaptureFixture[str], words: list[str], usage: str
) -> None:
    """``tinyagent help do`` is ``tinyagent do --help``."""
    assert tinyagent(*words).code == 0
    assert capsys.readouterr().out.startswith(f"Usage: {usage}")


def test_version(tinyagent: Call, capsys: pytest.CaptureFixture[str]) -> None:
    """``tinyagent --version``."""
    assert tinyagent("--version").code == 0
    assert capsys.readouterr().out.startswith("tinyagent ")


def test_no_command_is_a_coroutine_function() -> None:
    """Typer would call it, await nothing and exit 0."""
    groups = (
        bench_group.bench,
        config_group.config,
        desktop_group.desktop,
        history_group.history,
        models_group.models,
        voice_group.voice,
    )
    for typed in (app, *groups):
        for command in typed.registered_commands:
            assert not inspect.iscoroutinefunction(command.callback)


def test_no_command_returns_its_exit_code() -> None:
    """Typer takes no notice of what a command returns, so each one ends in `finish`."""
    for file in Path(tinyagent_cli.__file__).parent.rglob("*.py"):
        assert "return typer.Exit" not in file.read_text("utf-8")
