"""``tinyagent manual``: the man page, made of what the program says of itself.

``completions/tinyagent.1`` holds what this prints; a test keeps it in step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tinyagent_cli.commands.config import written
from tinyagent_cli.commands.vocabulary import FILES, Flag, Words, fixed, words_of_program
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.settings import keys
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from typer import Typer

_MOST: Final = 8  # values that are listed
_EXITS: Final = {
    Exit.DONE: "done",
    Exit.FAILED: "failed, or only partly done",
    Exit.USAGE: "the command line or a setting is wrong",
    Exit.NOT_READY: "a model or a permission is missing; tinyagent doctor tells",
    Exit.CONSENT: "consent was needed and there was nobody to ask; nothing was done",
    Exit.NO_PLAN: "no valid plan, or none of the tools can do it",
    Exit.TIMEOUT: "it took too long",
    Exit.INTERRUPTED: "interrupted by Ctrl-C",
    Exit.BROKEN_PIPE: "whoever read the output went away",
}
_FILES: Final = (
    ("config.toml", "the settings; tinyagent config path tells where"),
    ("consents.json", "consents that stand; tinyagent config consent lists them"),
    ("journal.db", "what was done; tinyagent history shows it"),
    ("simulated-mac/", "the apps of the simulated Mac"),
)
_VARIABLES: Final = (
    ("TINYAGENT_HOME", "one folder for all of these files"),
    ("TINYAGENT_API_KEY", "the key of the server that --planner http asks"),
    ("VISUAL, EDITOR", "what /edit and config edit open"),
    ("NO_COLOR", "no colours"),
)


def manual(environment: Environment, app: Typer) -> int:
    """Print the man page of the program *app*."""
    Screen(environment).raw(page(app))
    return Exit.DONE


def page(app: Typer) -> str:
    """The man page of *app*, in the man macros of roff."""
    program = words_of_program(app)
    return "".join(f"{line}\n" for line in _lines(program, _help(app)))


def _lines(program: Words, about: str) -> Iterator[str]:
    yield '.TH TINYAGENT 1 "" "tinyagent" "User Commands"'
    yield ".SH NAME"
    yield f"tinyagent \\- {_said(program.about)}"
    yield ".SH SYNOPSIS"
    yield ".B tinyagent\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIWORDS\\fR]"
    yield ".SH DESCRIPTION"
    yield from _paragraphs(about)
    yield ".SH COMMANDS"
    for words in program.every():
        if words.path and not words.commands:
            yield f".SS {_said('tinyagent ' + ' '.join(words.path))}"
            yield _said(words.about)
            yield from _flags(words.flags)
    yield ".SH SETTINGS"
    yield "Set by \\fBtinyagent config set\\fR \\fINAME\\fR \\fIVALUE\\fR."
    for key in keys():
        yield from _item(key.name, f"{key.about}. Default: {written(key.default) or 'none'}.")
    yield ".SH EXIT STATUS"
    for code, meaning in _EXITS.items():
        yield from _item(str(int(code)), meaning)
    yield ".SH ENVIRONMENT"
    for name, meaning in _VARIABLES:
        yield from _item(name, meaning)
    yield ".SH FILES"
    for name, meaning in _FILES:
        yield from _item(name, meaning)


def _flags(flags: tuple[Flag, ...]) -> Iterator[str]:
    for flag in flags:
        names = ", ".join(flag.names)
        values = " FILE" if flag.values == FILES else " VALUE"
        if flag.values != FILES and 0 < len(fixed(flag.values)) < _MOST:
            values = f" {{{'|'.join(fixed(flag.values))}}}"
        if "--help" not in flag.names:
            yield from _item(names + (values if flag.takes_value else ""), flag.about)


def _item(term: str, about: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_said(term)}"
    yield _said(about) if about else "\\&"


def _paragraphs(text: str) -> Iterator[str]:
    """Examples, which are indented, as they stand; all else filled."""
    for paragraph in text.replace("\b", "").strip().split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        examples = all(line.startswith("  ") for line in lines)
        yield ".PP"
        yield from (".nf", ".RS 4") if examples else ()
        yield from map(_said, map(str.strip, lines))
        yield from (".RE", ".fi") if examples else ()


def _said(text: str) -> str:
    """*text* with nothing in it that roff would take for a command of its own."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in text)
    return f"\\&{text}" if text.startswith((".", "'")) else text


def _help(app: Typer) -> str:
    from typer.main import get_command

    return str(get_command(app).help or "")
