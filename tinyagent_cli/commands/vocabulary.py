"""The commands as data, read off the program itself: what completions are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from typer import Typer

SHELLS: Final = ("bash", "zsh", "fish")
FILES: Final = ("<files>",)  # what the shell itself completes
# What only the user's files know; the shell asks the program for it.
TURNS: Final = "<turns>"
MODELS: Final = "<models>"
CONSENTS: Final = "<consents>"


_BOOLEAN: Final = ("true", "false")


@dataclass(frozen=True, slots=True)
class Flag:
    """An option: its *names*, what it is *about*, and which *values* it takes, if any."""

    names: tuple[str, ...]
    about: str
    takes_value: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A command: its *path* after the program's name, options, argument values, commands.

    *after* are the values of the second argument, where they depend on the first.
    """

    path: tuple[str, ...]
    about: str
    flags: tuple[Flag, ...]
    values: tuple[str, ...]
    commands: tuple[Words, ...]
    after: Mapping[str, tuple[str, ...]]

    def every(self) -> Iterator[Words]:
        """This command and all below it."""
        yield self
        for command in self.commands:
            yield from command.every()


def words_of_program(app: Typer) -> Words:
    """The whole program *app*, read off Typer's command tree, which has no public type."""
    from typer.main import get_command

    return _words(get_command(app), (), _known_values())


def _words(command: Any, path: tuple[str, ...], known: Mapping[str, tuple[str, ...]]) -> Words:
    flags: list[Flag] = []
    values: tuple[str, ...] = ()
    for parameter in command.params:
        if parameter.param_type_name == "option":
            flags.append(_flag(parameter, known))
        else:
            own = known.get(f"{' '.join(path)} {parameter.name}", _files(parameter))
            values = values or own
    flags.append(Flag(("-h", "--help"), "Show this message and exit."))
    return Words(
        path,
        (command.help or "").split("\n")[0].strip(),
        tuple(flags),
        values,
        tuple(
            _words(child, (*path, name), known)
            for name, child in getattr(command, "commands", {}).items()
            if not child.hidden
        ),
        _values_of_settings(known) if path == ("config", "set") else {},
    )


def _values_of_settings(known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    from tinyagent_cli.core.settings import keys

    values = {key.name: key.choices or _BOOLEAN * (key.type is bool) for key in keys()}
    values |= {"planner.name": known["--planner"], "writer.name": ("llama", "http")}
    values |= dict.fromkeys(("planner.model", "writer.model"), (MODELS,))
    values |= {"planner.selector": known["--selector"], "voice.transcriber": known["--transcriber"]}
    return {name: offered for name, offered in values.items() if offered}


def _flag(parameter: Any, known: Mapping[str, tuple[str, ...]]) -> Flag:
    takes_value = not parameter.is_flag
    values = known.get(max(parameter.opts, key=len), _files(parameter)) if takes_value else ()
    return Flag(tuple(parameter.opts), parameter.help or "", takes_value, values)


def asked(values: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds among *values* that the program has to be asked for: ``turns``, ``models``."""
    return tuple(value[1:-1] for value in values if value.startswith("<") and value not in FILES)


def fixed(values: tuple[str, ...]) -> tuple[str, ...]:
    """The *values* that are always the same."""
    return tuple(value for value in values if not value.startswith("<"))


def _files(parameter: Any) -> tuple[str, ...]:
    return FILES if parameter.metavar == "FILE" else ()


def _known_values() -> dict[str, tuple[str, ...]]:
    from tinyagent_cli.commands.desktop import SHOWN
    from tinyagent_cli.commands.export import FORMATS
    from tinyagent_cli.commands.lab import STAGES
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.settings import keys
    from tinyagent_cli.models.catalogue import catalogue
    from tinyagent_cli.models.quantising import KINDS
    from tinyagent_cli.plugins import loader
    from tinyagent_cli.tools.toolbox import load_manifest

    built_in = loader.load(Environment(variables={"TINYAGENT_PLUGINS": ""}))
    settings = tuple(key.name for key in keys())
    return {
        "--planner": tuple(built_in.offers("tinyagent_planners")),
        "--selector": tuple(built_in.offers("tinyagent_selectors")),
        "--transcriber": tuple(built_in.offers("tinyagent_transcribers")),
        "--format": FORMATS,
        "tools name": tuple(spec.name for spec in load_manifest()),
        "completion shell": SHELLS,
        "lab stage": tuple(STAGES),
        "config get name": settings,
        "config set name": settings,
        "desktop show app_name": SHOWN,
        "config unset name": settings,
        "models pull model": tuple(catalogue()),
        "models rm name": (MODELS,),
        "models path name": (MODELS,),
        "models use name": (MODELS, "embedded"),
        "models quantize name": (MODELS, *KINDS),
        "history show turn": (TURNS,),
        "undo turn": (TURNS,),
        "--revoke": (CONSENTS,),
    }
