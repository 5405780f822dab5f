"""The program among others, in a real shell with no terminal: pipes, make, xargs, signals."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
NUMBER = "Sid Patel’s number is +14155550132 (mobile)\n"


def shell(home: Path, line: str) -> subprocess.CompletedProcess[str]:
    """*line* in bash, with nobody at a terminal; ``tinyagent`` is the program."""
    (home / "bin").mkdir(exist_ok=True)
    program = home / "bin" / "tinyagent"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tinyagent_cli "$@"\n', "utf-8")
    program.chmod(0o755)
    return subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # and so without /dev/tty
        cwd=home,
        env={
            "PATH": f"{home / 'bin'}:/usr/bin:/bin",
            "PYTHONPATH": str(REPOSITORY),
            "TINYAGENT_HOME": str(home / "kept"),
            "LC_ALL": "C.UTF-8",
        },
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("do 'what is the number of Sid'", 0),
        ("do 'what is the number of Qwertz Uiopue'", 1),
        ("do --planner nobodys hello", 2),
        ("do --planner http hello", 3),
        ("do 'text Sid that I am late'", 4),
        ("do 'what is the weather'", 5),
    ],
)
@pytest.mark.parametrize("how", ["", "--json", "--events"])
def test_exit_codes_end_to_end(tmp_path: Path, words: str, code: int, how: str) -> None:
    """The same whatever is printed, and for scripts the last line holds it as well."""
    ended = shell(tmp_path, f"tinyagent {words} {how}")
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    if how:
        assert json.loads(ended.stdout.splitlines()[-1])["exit"] == code


def test_a_planner_that_takes_too_long_is_124(tmp_path: Path) -> None:
    """A server that takes a connection and never answers."""
    server = (
        "import socket, subprocess, sys\n"
        "s = socket.create_server(('127.0.0.1', 0))\n"
        "url = f'http://127.0.0.1:{s.getsockname()[1]}/v1'\n"
        "run = lambda *w: subprocess.run(['tinyagent', *w]).returncode\n"
        "run('config', 'set', 'planner.url', url), run('config', 'set', 'planner.seconds', '1')\n"
        "sys.exit(run('do', '--json', '--planner', 'http', 'hello'))\n"
    )
    (tmp_path / "server.py").write_text(server, "utf-8")
    ended = shell(tmp_path, f"{sys.executable} server.py")
    assert ended.returncode == 124
    assert json.loads(ended.stdout)["exit"] == 124


@pytest.mark.parametrize(
    "line",
    [
        "tinyagent do \"what's Sid's number\" 2>/dev/null | cat",
        "echo Sid | xargs -I{} tinyagent do \"what's {}'s number\"",
        (
            "printf 'n.txt:\\n\\t@tinyagent do what is the number of Sid >$@\\n' >Makefile;"
            " make -sj2 n.txt && cat n.txt"
        ),
        "n=$(tinyagent do --quiet \"what's Sid's number\") && printf '%s\\n' \"$n\"",
        "tinyagent do \"what's Sid's number\" <&-",
        "tinyagent do \"what's Sid's number\" 2>&-",
        "echo \"what's Sid's number\" | tinyagent do -",
        "printf '\\xef\\xbb\\xbfwhat\\x27s Sid\\x27s number\\r\\n' | tinyagent do -",
    ],
)
def test_stdout_is_the_answer_alone(tmp_path: Path, line: str) -> None:
    """In whatever way it is called."""
    if "make" in line and not shutil.which("make"):
        pytest.skip("make is not installed")
    ended = shell(tmp_path, line)
    assert (ended.returncode, ended.stdout) == (0, NUMBER)


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        (r"caf\xe9 \x00 end\r\n", "caf� \x00 end\r\n"),
        (r"\xef\xbb\xbfplain", "plain"),
    ],
)
def test_odd_bytes_reach_a_note(tmp_path: Path, made: str, kept: str) -> None:
    """What is no UTF-8 is replaced, a byte order mark goes, all else stays."""
    line = f"printf '{made}' | tinyagent do --yes --json 'make a note of this called Odd'"
    (task,) = json.loads(shell(tmp_path, line).stdout)["tasks"]
    assert (task["state"], task["args"]["content"]) == ("done", kept)


def test_a_pipe_in_which_nothing_came_is_told(tmp_path: Path) -> None:
    """The command before it failed, most often."""
    ended = shell(tmp_path, "false | tinyagent do \"what's Sid's number\"")
    assert "nothing came on standard input" in ended.stderr
    assert ended.stdout == NUMBER


@pytest.mark.parametrize("megabytes", [10, 200])
def test_too_much_is_refused_before_it_is_read(tmp_path: Path, megabytes: int) -> None:
    """In a line that says what to do, and nothing is made."""
    big = f"head -c {megabytes}000000 /dev/zero"
    ended = shell(tmp_path, f"{big} | tinyagent do --yes 'make a note of this'")
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "tinyagent: more than 1 MB on standard input",
        "  try: pipe in the part that matters, e.g. through head or tail",
    ]


@pytest.mark.parametrize(("signal", "code"), [("INT", 130), ("TERM", 143)])
def test_a_signal_while_a_slow_pipe_is_read(tmp_path: Path, signal: str, code: int) -> None:
    """It ends at once."""
    # An interrupt is ignored by what bash puts in the background, so Python sends it.
    line = (
        f'{sys.executable} -c "import os,signal,subprocess,time;r,w=os.pipe();'
        "p=subprocess.Popen(['tinyagent','do','email this to Sid'],stdin=r,stderr=-1,text=True);"
        f'p.stderr.readline();p.send_signal(signal.SIG{signal});print(p.wait())"'
    )
    ended = shell(tmp_path, line)
    assert int(ended.stdout) in (code, 128 - code)


def test_events_come_as_they_happen(tmp_path: Path) -> None:
    """In order, each flushed before the next thing is done: a reader sees the turn at once."""
    watch = (
        "while read -r row; do printf '%s\\n' \"$row\"; [ -e done ] && exit 9;"
        ' case $row in *\'"event": "result"\'*) touch done;; esac; done'
    )
    ended = shell(tmp_path, f"tinyagent do --events \"what's Sid's number\" | ({watch})")
    assert ended.returncode == 0
    told = [json.loads(row)["event"] for row in ended.stdout.splitlines()]
    assert told == [
        "turn", "tools", "task.planned", "plan", "task.started", "task.finished", "answer",
        "result",
    ]  # fmt: skip
