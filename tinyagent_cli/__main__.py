"""The program: runs a command, and turns whatever goes wrong into one line and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn, TextIO

from tinyagent_cli.core.environment import Environment, own_stderr
from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.core.exits import Exit


def main(arguments: Sequence[str] | None = None, environment: Environment | None = None) -> int:
    """Run the command that *arguments* name in *environment*; the exit code."""
    environment = environment or Environment()
    _forgive(environment.stdout, environment.stderr)
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words or bool(environment.variables.get("TINYAGENT_DEBUG"))
    if words[:1] == ["help"]:  # as people type it of git
        words = [*words[1:], "--help"]
    # Anywhere on the line: whoever asks for a traceback has just seen the command fail.
    code = _run([word for word in words if word != "--debug"], environment, debug=debug)
    try:
        environment.stdout.flush()
    except BrokenPipeError:
        code = Exit.BROKEN_PIPE
    except OSError as error:  # a full disk, often first seen here
        if code == Exit.DONE:
            _complain(environment, _said(error))
            code = Exit.FAILED
        _close_for_good(environment.stdout)
    if code == Exit.BROKEN_PIPE:
        _close_for_good(environment.stdout)
    return code


def _run(words: list[str], environment: Environment, *, debug: bool) -> int:
    if words[:1] == ["values"]:  # asked by Tab, which may take 150 ms: the commands alone take 70
        from tinyagent_cli.commands.values import values

        return values(environment, *words[1:2])
    from tinyagent_cli.app import app

    try:
        app(words, prog_name="tinyagent", obj=environment)
    except SystemExit as end:  # typer ends this way, well or not
        return end.code if isinstance(end.code, int) else Exit.DONE
    except TinyagentError as error:
        if debug:
            traceback.print_exc(file=environment.stderr)
        _complain(environment, error)
        return error.exit
    except OSError as error:
        if debug:
            traceback.print_exc(file=environment.stderr)
        _complain(environment, _said(error))
        return Exit.FAILED
    except Exception as error:  # a bug of ours, or of a plugin: told in a line all the same
        if debug:
            traceback.print_exc(file=environment.stderr)
        fault = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        _complain(
            environment, TinyagentError(fault, "the same with --debug, which shows the traceback")
        )
        return Exit.FAILED
    return Exit.DONE


def _said(error: OSError) -> TinyagentError:
    """What the system refused, in a line: a full disk, a folder that cannot be written."""
    why = (error.strerror or str(error) or type(error).__name__).lower()
    if error.filename is None:
        return TinyagentError(f"input or output failed: {why}", "df -h . shows what is full")
    return TinyagentError(
        f"{error.filename}: {why}", "TINYAGENT_HOME names the folder for the program's files"
    )


def _forgive(*streams: TextIO) -> None:
    from tinyagent_cli.view.glyphs import make_forgiving

    for stream in streams:
        make_forgiving(stream)


def _complain(environment: Environment, error: TinyagentError) -> None:
    from tinyagent_cli.view.streams import complain

    complain(environment, error)


def _close_for_good(stream: TextIO) -> None:
    # Or the interpreter complains of the broken pipe when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def program() -> NoReturn:
    """Run the command line, and end the process.

    A thread that was left behind in the middle of a transcript runs C++ that does not survive
    the end of the interpreter (it is a segmentation fault, and not exit code 130), and for one
    in which a tool hangs it would wait for ever: then the process ends without one.
    """
    code = main(environment=Environment(stderr=own_stderr()))
    if _left_behind():
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _left_behind() -> bool:
    """Whether a thread is still at work; asked of nothing that was not imported."""
    rooms = ("tinyagent_cli.voice.thread", "tinyagent_cli.commands.running")
    return any(room in sys.modules and sys.modules[room].any_left() for room in rooms)


if __name__ == "__main__":
    program()
