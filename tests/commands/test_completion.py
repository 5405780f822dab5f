"""The completion scripts: in step with the commands, and good shell."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
from typer.main import get_command

from tinyagent_cli.app import app
from tinyagent_cli.commands.completion import script
from tinyagent_cli.commands.vocabulary import SHELLS, words_of_program
from tinyagent_cli.execution.journal import Journal

FOLDER = Path(__file__).parents[2] / "completions"
FILES = {"bash": "tinyagent.bash", "zsh": "_tinyagent", "fish": "tinyagent.fish"}
CHECKS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_files_hold_what_the_program_prints(shell: str) -> None:
    """``tinyagent completion SHELL > completions/FILE`` brings them in step again."""
    assert (FOLDER / FILES[shell]).read_text("utf-8") == script(shell, app)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_real_shell_reads_them(shell: str) -> None:
    """No syntax error, where that shell is installed."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    checked = subprocess.run(
        [*CHECKS[shell], str(FOLDER / FILES[shell])], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["tinyagent", "co"], {"config", "completion"}),
        (["tinyagent", "config", "se"], {"set"}),
        (["tinyagent", "config", "set", "planner.na"], {"planner.name"}),
        (["tinyagent", "do", "--plan"], {"--planner"}),
        (["tinyagent", "do", "--planner", ""], {"embedded", "llama", "http"}),
        (["tinyagent", "tools", "send"], {"send_sms"}),
        (["tinyagent", "desktop", "show", "no"], {"notes"}),
        (["tinyagent", "config", "set", "repl.editing", ""], {"emacs", "vi"}),
        (["tinyagent", "config", "set", "history.keep", "t"], {"true"}),
        (["tinyagent", "config", "set", "planner.name", ""], {"embedded", "llama", "http"}),
        (["tinyagent", "models", "pull", "tinyagent-1"], {"tinyagent-1.1b"}),
        (["tinyagent", "models", "quantize", "x", "Q8"], {"Q8_0"}),
        (["tinyagent", "lab", "da"], {"data"}),
        (["tinyagent", "completion", "z"], {"zsh"}),
    ],
)
def test_bash_completes(typed: list[str], expected: set[str]) -> None:
    """What Tab offers, asked of bash itself."""
    words = " ".join(f"'{word}'" for word in typed)
    line = f"COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _tinyagent"
    asked = f'source {FOLDER / FILES["bash"]}; {line}; printf "%s\\n" "${{COMPREPLY[@]}}"'
    completed = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    assert set(completed.stdout.split()) == expected


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two turns, a model, a consent; and in ``bin`` the program, to be called by a shell."""
    with Journal.open(tmp_path / "journal.db") as journal:
        for request in ("what is the number of Sid", "open $(touch here) `touch here`"):
            asyncio.run(journal.begin_turn(request))
    (tmp_path / "models").mkdir()
    for name in ("mine", "$(touch here)", "two words"):
        (tmp_path / "models" / f"{name}.gguf").touch()
    consents = '[{"tool": "send_sms", "to": "+15550100", "answer": "always"}]'
    (tmp_path / "consents.json").write_text(consents, "utf-8")
    program = tmp_path / "bin" / "tinyagent"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tinyagent_cli "$@"\n', "utf-8")
    program.chmod(0o755)
    return tmp_path


def typed_in(shell: list[str], home: Path, lines: list[str], keys: str) -> str:
    """What *shell* shows after *lines*, and then *keys*, were typed at its prompt."""
    child = pexpect.spawn(
        shell[0],
        shell[1:],
        env={
            "PATH": f"{home / 'bin'}:/usr/bin:/bin",
            "PYTHONPATH": str(FOLDER.parent),
            "TINYAGENT_HOME": str(home),
            "HOME": str(home),
            "TERM": "dumb",
            "LC_ALL": "C.UTF-8",
        },
        cwd=str(home),
        encoding="utf-8",
        timeout=20,
        dimensions=(50, 120),
    )
    child.sendline("; ".join([*lines, "PS1='> '", "echo rea''dy"]))
    child.expect("ready")
    child.send(keys)
    child.sendline("; echo o''ver; exit")
    child.expect("over")
    return str(child.before)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("tinyagent config set repl.ed\tv\t", "repl.editing = vi"),
        ("tinyagent histo\tsh\t--js\t1", '"what is the number of Sid"'),
        ("tinyagent models path mi\t", "models/mine.gguf"),
        ("tinyagent config consent --revoke \t", "revoked: always, send_sms"),
        ("tinyagent undo \t\t --help", "1 2"),
    ],
)
def test_tab_in_bash(home: Path, keys: str, shown: str) -> None:
    """Pressed in a real one."""
    said = typed_in(
        ["bash", "--norc", "--noprofile", "-i"], home, [f"source {FOLDER / FILES['bash']}"], keys
    )
    assert shown in " ".join(said.split())
    assert not (home / "here").exists()


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("tinyagent config set repl.ed\tv\t", "repl.editing = vi"),
        ("tinyagent models path mi\t", "models/mine.gguf"),
        ("tinyagent history show \t\t", "what is the number of Sid"),
    ],
)
def test_tab_in_zsh(home: Path, keys: str, shown: str) -> None:
    """Pressed in a real one, where it is installed; turns come with their requests."""
    if not shutil.which("zsh"):
        pytest.skip("zsh is not installed")
    ready = [f"fpath=({FOLDER} $fpath)", "autoload -Uz compinit", "compinit -u -d zcompdump"]
    assert shown in typed_in(["zsh", "-f", "-i"], home, ready, keys)
    assert not (home / "here").exists()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("config set repl.editing ", {"emacs", "vi"}),
        ("history show ", {"1", "2"}),
        ("models use ", {"embedded", "mine"}),
        ("config consent --revoke ", {"1"}),
    ],
)
def test_values_in_fish(home: Path, line: str, offered: set[str]) -> None:
    """Asked of fish itself, where it is installed."""
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    asked = f"source {FOLDER / FILES['fish']}; complete -C 'tinyagent {line}'"
    completed = subprocess.run(
        ["fish", "--no-config", "-c", asked],
        capture_output=True,
        text=True,
        check=True,
        env={
            "PATH": f"{home / 'bin'}:/usr/bin:/bin",
            "PYTHONPATH": str(FOLDER.parent),
            "TINYAGENT_HOME": str(home),
            "HOME": str(home),
        },
        cwd=home,
    )
    assert {row.split("\t")[0] for row in completed.stdout.splitlines()} == offered
    assert not (home / "here").exists()


def test_fish_completes() -> None:
    """What Tab offers, asked of fish itself."""
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    completed = subprocess.run(
        ["fish", "-c", f"source {FOLDER / FILES['fish']}; complete -C 'tinyagent config se'"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert completed.stdout.split("\t")[0] == "set"


def test_every_command_has_help_and_every_option_too() -> None:
    """Nothing is offered that does not say what it is for."""
    for words in words_of_program(app).every():
        assert words.about, words.path
        assert all(flag.about for flag in words.flags), words.path


def test_every_command_begins_its_help_with_examples() -> None:
    """Of itself, as they can be typed, before a word on options."""

    def check(command: Any, path: tuple[str, ...]) -> None:
        first, _, rest = (command.help or "").partition("\n\n")
        line = " ".join(("tinyagent", *path))
        assert len(first) < 80, path
        assert line in rest.split("\n\n")[0], path
        for name, child in getattr(command, "commands", {}).items():
            if not child.hidden:
                check(child, (*path, name))

    check(get_command(app), ())
