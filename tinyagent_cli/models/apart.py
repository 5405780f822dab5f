"""Work in a process of its own: what cannot be interrupted from within is ended with it.

llama.cpp quantises and reads for minutes in one call, takes the memory of the whole model, and
aborts where it finds itself in the wrong; Ctrl-C then ends the other process, at once.

A module that is run apart has ``work(arguments, step)``: *step* is told how far it is, and what
it returns is the result, as JSON can say it.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from subprocess import DEVNULL, PIPE
from typing import IO, Any, Final

from tinyagent_cli.core.errors import NotReady, TinyagentError

Step = Callable[[int, int], None]  # how much is done, and of how much

_GONE: Final = 1
_TAIL: Final = 2000  # bytes of what is said on stderr


def apart(module: str, arguments: Sequence[str], step: Step) -> Mapping[str, Any]:
    """The result of *module*'s work on *arguments*; *step* hears how far it is: done, of all.

    Raises NotReady where it failed, or was ended.
    """
    # -P: nothing is ever imported from the working directory.
    command = [sys.executable, "-P", "-m", __name__, module, str(os.getpid()), *arguments]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
        subprocess.Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=said, text=True) as run,
    ):
        assert run.stdout is not None
        try:
            for line in run.stdout:
                told = json.loads(line)
                if "failed" in told:
                    raise NotReady(*told["failed"])
                if "result" in told:
                    result: Mapping[str, Any] = told["result"]
                    return result
                step(*told["step"])
        finally:
            run.kill()
        run.wait()
        raise NotReady(f"llama.cpp gave up{_last_words(said)}", "is there memory for the model?")


def _last_words(said: IO[str]) -> str:
    """What it *said* last, which is mostly why it gave up; "" where it said nothing."""
    said.seek(max(0, said.seek(0, os.SEEK_END) - _TAIL))
    lines = [line.strip() for line in said.read().splitlines() if line.strip()]
    return f": {lines[-1]}" if lines else ""


def _main() -> None:
    name, parent, *arguments = sys.argv[1:]

    def tell(what: Mapping[str, Any]) -> None:
        if os.getppid() != int(parent):  # killed: nobody waits for this
            os._exit(_GONE)
        sys.stdout.write(f"{json.dumps(what)}\n")
        sys.stdout.flush()

    try:
        work = importlib.import_module(name).work
        tell({"result": work(arguments, lambda *step: tell({"step": step}))})
    except TinyagentError as error:
        tell({"failed": (error.message, error.hint)})


if __name__ == "__main__":
    _main()
