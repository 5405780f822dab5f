"""The completion scripts: in step with the commands, and good shell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tinyagent_cli.app import app
from tinyagent_cli.commands.completion import script
from tinyagent_cli.commands.vocabulary import SHELLS, words_of_program

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
    ],
)
def test_bash_completes(typed: list[str], expected: set[str]) -> None:
    """What Tab offers, asked of bash itself."""
    words = " ".join(f"'{word}'" for word in typed)
    line = f"COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _tinyagent"
    asked = f'source {FOLDER / FILES["bash"]}; {line}; printf "%s\\n" "${{COMPREPLY[@]}}"'
    completed = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    assert set(completed.stdout.split()) == expected


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
