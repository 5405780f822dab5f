"""Start-up: what ``--help``, ``--version`` and a usage error may import.

Time itself is not tested, since it depends on the machine; what takes it is.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

HEAVY = {
    "asyncio",
    "faster_whisper",
    "huggingface_hub",
    "httpx",
    "icalendar",
    "llama_cpp",
    "networkx",
    "numpy",
    "phonenumbers",
    "pluggy",
    "prompt_toolkit",
    "pypdf",
    "quickjs",
    "rapidfuzz",
    "rich",
    "sounddevice",
    "sqlite3",
    "tomlkit",
    "torch",
    "transformers",
    "vobject",
}

PROGRAM = """
import sys
from tinyagent_cli.__main__ import main
main(sys.argv[1:])
print(",".join(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--help"],
        ["--version"],
        ["do", "--help"],
        ["desktop", "--help"],
        ["models", "--help"],
        ["do", "--bogus"],
        ["history", "show"],
    ],
)
def test_nothing_heavy_is_imported(words: list[str]) -> None:
    """150 ms is the budget for help and Tab; rich, prompt_toolkit and asyncio alone break it."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True
    )
    imported = set(ended.stderr.strip().split("\n")[-1].split(","))
    assert imported & HEAVY == set()


def test_completion_scripts_start_python_for_what_only_files_know() -> None:
    """Tab is answered by the shell alone, but for turns, models that are here and consents."""
    from tinyagent_cli.app import app
    from tinyagent_cli.commands.completion import script
    from tinyagent_cli.commands.vocabulary import SHELLS, asked, words_of_program

    for shell in SHELLS:
        written = script(shell, app).replace("(tinyagent values ", "")
        assert "(tinyagent " not in written
        for words in words_of_program(app).every():
            asks = asked((*words.values, *(v for flag in words.flags for v in flag.values)))
            assert set(asks) <= {"turns", "models", "consents"}


@pytest.mark.parametrize("kind", ["turns", "models", "consents"])
def test_what_tab_asks_for_imports_nothing_heavy(tmp_path: Path, kind: str) -> None:
    """The journal is read with sqlite3 itself, and no more."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, "values", kind],
        capture_output=True,
        text=True,
        check=True,
        env={"TINYAGENT_HOME": str(tmp_path)},
    )
    imported = set(ended.stderr.strip().split("\n")[-1].split(","))
    assert imported & (HEAVY | {"typer"}) <= {"sqlite3"}


FIRST_SIGN = """
import sys
from tinyagent_cli.__main__ import main
from tinyagent_cli.view import moving
draw = moving.Moving._draw
def told(self):
    draw(self)
    names = sorted({name.split(".")[0] for name in sys.modules})
    print(",".join(names), file=open(sys.argv[1], "w"))
    raise KeyboardInterrupt
moving.Moving._draw = told
main(["do", "text Sid that I am late"])
"""


def test_the_first_sign_of_life_waits_for_no_weights(tmp_path: Path) -> None:
    """The tree that says "planning" is drawn before plugins, weights and the journal are loaded."""
    seen = tmp_path / "seen"
    child = pexpect.spawn(
        sys.executable,
        ["-c", FIRST_SIGN, str(seen)],
        env={"TINYAGENT_HOME": str(tmp_path), "TERM": "xterm", "PATH": "/usr/bin:/bin"},
        timeout=30,
    )
    assert b"planning" in child.read()
    imported = set(seen.read_text("utf-8").strip().split(","))
    assert imported & HEAVY <= {"rich", "asyncio"}
