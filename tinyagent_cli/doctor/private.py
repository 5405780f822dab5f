"""Takes out of a report what is nobody's business: names, addresses, folders, machines."""

from __future__ import annotations

import getpass
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.paths import Paths
from tinyagent_cli.doctor.terminals import terminal_of

_MAIL: Final = re.compile(r"[^\s@<>\"'“”(]+@[^\s@<>\"'“”),;:]+")
_PHONE: Final = re.compile(r"(?<![\w.])\+?\d(?:[\s().-]{0,3}\d){6,}(?![\w.])")
# What is left of absolute paths; those that were known by name are gone by then.
_PATH: Final = re.compile(r"(?<![\w>:/])~?/(?:[^\s'\"“”:;,]+/?)+")
_SHORTEST: Final = 2  # letters of a name; one would be found in every word

# Variables that say who and where somebody is.
_TELLING: Final = ("USER", "LOGNAME", "USERNAME", "SUDO_USER", "NAME")


class Privacy:
    """Knows what of *environment* is private, and replaces it by what it is in angle brackets."""

    def __init__(self, environment: Environment, settings: Iterable[str] = ()) -> None:
        self._folders = _longest_first((str(path), name) for path, name in _folders(environment))
        self._words = _longest_first(_words(environment, settings))

    def text(self, text: str) -> str:
        """*text* without what is private in it."""
        for folder, instead in self._folders:
            text = text.replace(folder, instead)
        text = _MAIL.sub("<address>", text)
        for word, instead in self._words:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", instead, text)
        text = _PHONE.sub("<number>", text)
        return _PATH.sub("<path>", text)

    def data(self, value: Any) -> Any:
        """*value*, of JSON's kinds, with every text in it cleared."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self.data(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.data(item) for item in value]
        return value


def _longest_first(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    found = {secret: instead for secret, instead in pairs if len(secret) >= _SHORTEST}
    return sorted(found.items(), key=lambda pair: -len(pair[0]))


def _words(environment: Environment, settings: Iterable[str]) -> Iterator[tuple[str, str]]:
    variables = environment.variables
    terminal = terminal_of(variables)
    if not terminal.known and terminal.bundle:
        yield terminal.bundle, "<terminal>"
    if not terminal.known and variables.get("TERM_PROGRAM"):
        yield terminal.name, "<terminal>"
    for name in [*(variables.get(telling, "") for telling in _TELLING), _login()]:
        yield name, "<user>"
    for host in (platform.node(), variables.get("HOSTNAME", "")):
        yield host, "<computer>"
        yield host.partition(".")[0], "<computer>"
    for value in settings:
        yield value, "<setting>"


def _folders(environment: Environment) -> Iterable[tuple[Path, str]]:
    paths = Paths.find(environment.variables)
    for folder in (paths.config_dir, paths.state_dir, paths.data_dir, paths.cache_dir):
        yield folder, "<our folder>"
    for name in ("HOME", "TMPDIR", "PWD", "VIRTUAL_ENV"):
        if value := environment.variables.get(name, "").rstrip("/"):
            yield Path(value), f"<{name}>"
    yield Path.home(), "<HOME>"


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
