"""Slash commands: one table, from which dispatch, help and completion are made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tinyagent_cli.core.errors import UsageError, did_you_mean


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """``/name argument``: what it is for, what it does, and which *values* it can take."""

    name: str
    summary: str
    run: Callable[[str], Awaitable[None]]
    argument: str = ""
    values: Callable[[], Iterable[str]] = tuple


class SlashCommands:
    """The table; its order is that of the help, the most wanted first."""

    def __init__(self, commands: Sequence[SlashCommand]) -> None:
        self.by_name: Mapping[str, SlashCommand] = {command.name: command for command in commands}

    def find(self, line: str) -> tuple[SlashCommand, str]:
        """The command that *line* calls, also by a unique beginning, and its argument.

        Raises UsageError where there is none, or more than one.
        """
        word, _, argument = line.removeprefix("/").strip().partition(" ")
        fitting = [name for name in self.by_name if name.startswith(word)] if word else []
        if word in self.by_name:
            fitting = [word]
        if len(fitting) == 1:
            return self.by_name[fitting[0]], argument.strip()
        if fitting:
            raise UsageError(f"/{word} could be /{', /'.join(fitting)}")
        known = (f"/{name}" for name in self.by_name)
        raise UsageError(
            f"there is no /{word}", did_you_mean(f"/{word}", known, "/help lists them")
        )

    def completions(self, line: str) -> Iterable[tuple[str, int, str]]:
        """What can stand at the end of *line*: the word, where it starts, what it is about."""
        if not line.startswith("/"):
            return
        word, space, argument = line.removeprefix("/").partition(" ")
        if not space:
            for command in self.by_name.values():
                if command.name.startswith(word):
                    yield f"/{command.name}", -len(line), command.summary
        elif word in self.by_name:
            for value in self.by_name[word].values():
                if value.startswith(argument):
                    yield value, -len(argument), ""

    def takes_words(self, line: str) -> bool:
        """Whether what stands at the end of *line* is a request, or part of one."""
        if not line.startswith("/"):
            return True
        word, space, _ = line.removeprefix("/").partition(" ")
        return bool(space) and word in self.by_name and "REQUEST" in self.by_name[word].argument

    def help(self) -> list[tuple[str, str]]:
        """Each command as it is typed, and what it is for."""
        return [
            (f"/{command.name} {command.argument}".rstrip(), command.summary)
            for command in self.by_name.values()
        ]
