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
from collections.abc import Callable, Mapping, Sequence
from subprocess import DEVNULL, PIPE
from typing import Any, Final

from tinyagent_cli.core.errors import NotReady, TinyagentError

Step = Callable[[int, int], None]  # how much is done, and of how much

_GONE: Final = 1


def apart(module: str, arguments: Sequence[str], step: Step) -> Mapping[str, Any]:
    """The result of *module*'s work on *arguments*; *step* hears how far it is: done, of all.

    Raises NotReady where it failed, or was ended.
    """
    # -P: nothing is ever imported from the working directory.
    command = [sys.executable, "-P", "-m", __name__, module, str(os.getpid()), *arguments]
    with subprocess.Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, text=True) as run:
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
    raise NotReady("llama.cpp gave up", "is there memory for the model?")


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
