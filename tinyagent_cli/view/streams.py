"""The standard streams as consoles that print what they are given, and nothing else."""

from __future__ import annotations

from io import StringIO
from typing import Any, Final, TextIO

from rich.console import Console
from rich.text import Text

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.view.printable import printable

_PRINTED: Final = 2_000  # characters that others may print in a turn


class Aside(StringIO):
    """Takes the place of stdout for those who print without being asked to; keeps a little."""

    def write(self, text: str) -> int:
        """Take *text* in, as far as there is room."""
        super().write(text[: max(0, _PRINTED - self.tell())])
        return len(text)


class _Console(Console):
    """Rich ends the program by itself when a pipe breaks, with the wrong code."""

    def on_broken_pipe(self) -> None:
        """Leave it to `tinyagent_cli.__main__`."""
        raise BrokenPipeError


def console(environment: Environment, stream: TextIO) -> Console:
    """A console that prints what it is given: no markup, no emoji codes, no highlighting."""
    variables: dict[str, Any] = dict(environment.variables)
    return _Console(
        file=stream,
        # A pipe has no width: whoever reads it may wrap it.
        width=None if is_tty(stream) else 10_000,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ=variables,
    )


def complain(environment: Environment, error: TinyagentError) -> None:
    """Print *error* on stderr: what happened, and what mends it."""
    err = console(environment, environment.stderr)
    err.print(Text.assemble(("tinyagent: ", "bold red"), printable(error.message)), soft_wrap=True)
    if error.hint:
        err.print(Text.assemble(("  try: ", "dim"), printable(error.hint)), soft_wrap=True)


def is_tty(stream: TextIO) -> bool:
    """Whether *stream* is a terminal; one that is closed, or was never open, is none."""
    try:
        return stream.isatty()
    except (ValueError, AttributeError):
        return False
