"""The man page: in step with the commands, and good roff."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tinyagent_cli.app import app
from tinyagent_cli.commands.manual import page
from tinyagent_cli.commands.vocabulary import words_of_program
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.settings import keys

FILE = Path(__file__).parents[2] / "completions" / "tinyagent.1"


def test_the_file_holds_what_the_program_prints() -> None:
    """``tinyagent manual > completions/tinyagent.1`` brings it in step again."""
    assert FILE.read_text("utf-8") == page(app)


def test_every_command_setting_and_exit_code_is_in_it() -> None:
    """Options with what they are about, too."""
    text = page(app).replace("\\-", "-")
    for words in words_of_program(app).every():
        if words.path and not words.commands:
            assert f".SS tinyagent {' '.join(words.path)}\n" in text
    for key in keys():
        assert f".B {key.name}\n" in text
    for code in Exit:
        assert f".B {int(code)}\n" in text


def test_roff_has_nothing_to_complain_of() -> None:
    """Where groff is installed, with every warning on."""
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    checked = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", str(FILE)], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
