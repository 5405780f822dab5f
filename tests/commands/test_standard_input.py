"""Standard input: context, a request, or nothing, and never a hang."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.commands import standard_input
from tinyagent_cli.commands.standard_input import read_all, read_request
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError


def environment(stdin: Any) -> Environment:
    """An environment with this stdin."""
    return Environment(stdin=stdin, stdout=StringIO(), stderr=StringIO(), variables={})


def hush(text: str) -> None:
    """Nobody listens."""


def test_piped_text_goes_with_the_request(tmp_path: Path) -> None:
    """The request from the words, the context from the file."""
    (tmp_path / "notes").write_text("cake\n", "utf-8")
    with (tmp_path / "notes").open(encoding="utf-8") as stdin:
        assert read_request(environment(stdin), ["make", "a note"], hush) == (
            "make a note",
            "cake\n",
        )


def test_dev_null_is_no_context() -> None:
    """As cron has it."""
    with Path(os.devnull).open(encoding="utf-8") as stdin:
        assert read_request(environment(stdin), ["hello"], hush) == ("hello", None)


def test_a_closed_stdin_is_no_context() -> None:
    """``tinyagent do … <&-``."""
    assert read_request(environment(None), ["hello"], hush) == ("hello", None)
    ended = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m tinyagent_cli do --voice <&-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr


def test_a_dash_is_the_request_itself() -> None:
    """And then there is no context."""
    assert read_request(environment(StringIO(" hello \n")), ["-"], hush) == ("hello", None)


@pytest.mark.parametrize("words", [[], [""], ["-"]])
def test_an_empty_request_is_refused(words: list[str]) -> None:
    """With an example of one that is not."""
    with pytest.raises(UsageError, match="empty"):
        read_request(environment(StringIO("")), words, hush)


def test_broken_utf8_is_replaced(tmp_path: Path) -> None:
    """One bad byte must not cost the rest."""
    (tmp_path / "bad").write_bytes(b"\xef\xbb\xbfcaf\xe9 \xff!")
    with (tmp_path / "bad").open(encoding="utf-8") as stdin:
        assert read_all(environment(stdin), hush) == "caf\ufffd \ufffd!"


def test_more_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    """One is fine."""
    big = tmp_path / "big"
    big.write_bytes(b"x" * standard_input.LIMIT)
    with big.open(encoding="utf-8") as stdin:
        assert len(read_all(environment(stdin), hush) or "") == standard_input.LIMIT
    big.write_bytes(b"x" * (standard_input.LIMIT + 1))
    with big.open(encoding="utf-8") as stdin, pytest.raises(UsageError, match="1 MB"):
        read_all(environment(stdin), hush)


def test_a_pipe_that_says_nothing_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The user is told that we wait, and then that we stop."""
    monkeypatch.setattr(standard_input, "NOTICE_AFTER", 0.01)
    monkeypatch.setattr(standard_input, "GIVE_UP_AFTER", 0.02)
    read, write = os.pipe()
    told: list[str] = []
    with open(read, encoding="utf-8") as stdin, pytest.raises(UsageError, match="silent"):
        read_all(environment(stdin), told.append)
    os.close(write)
    assert told == ["waiting for standard input (</dev/null if there is none)"]


def test_a_slow_pipe_is_read_to_its_end() -> None:
    """What comes in pieces comes in whole."""
    read, write = os.pipe()
    os.write(write, b"one ")
    os.write(write, b"two")
    os.close(write)
    with open(read, encoding="utf-8") as stdin:
        assert read_all(environment(stdin), hush) == "one two"


def test_a_silent_socket_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some programs give their children a socket as stdin and never write to it."""
    monkeypatch.setattr(standard_input, "SOCKET_GRACE", 0.01)
    ours, theirs = socket.socketpair()
    told: list[str] = []
    with ours, theirs, open(theirs.fileno(), encoding="utf-8", closefd=False) as stdin:
        assert read_all(environment(stdin), told.append) is None
        ours.sendall(b"hello")
        ours.shutdown(socket.SHUT_WR)
        assert read_all(environment(stdin), told.append) == "hello"
    assert told == ["standard input is silent; going on without it"]
