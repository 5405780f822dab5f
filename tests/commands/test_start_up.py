"""Start-up: what ``--help``, ``--version`` and a usage error may import.

Time itself is not tested, since it depends on the machine; what takes it is.
"""

from __future__ import annotations

import subprocess
import sys

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


def test_completion_scripts_start_no_python() -> None:
    """Tab is answered by the shell alone."""
    from tinyagent_cli.app import app
    from tinyagent_cli.commands.completion import script
    from tinyagent_cli.commands.vocabulary import SHELLS

    for shell in SHELLS:
        assert "$(tinyagent" not in script(shell, app)
        assert "(tinyagent " not in script(shell, app)
