"""Takes out of a report what is nobody's business: names, addresses, folders, machines."""

from __future__ import annotations

import getpass
import platform
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.paths import Paths

_MAIL: Final = re.compile(r"[^\s@<>\"'“”(]+@[^\s@<>\"'“”)]+")
_PHONE: Final = re.compile(r"(?<![\w.])\+?\d(?:[\s().-]?\d){6,}(?![\w.])")
# What is left of absolute paths; those that were known by name are gone by then.
_PATH: Final = re.compile(r"(?<![\w>:/])~?/(?:[^\s'\"“”:;,]+/?)+")
_SHORTEST: Final = 2  # letters of a name; one would be found in every word

# Variables that say who and where somebody is.
_TELLING: Final = ("USER", "LOGNAME", "USERNAME", "SUDO_USER", "HOSTNAME", "HOST", "NAME")


class Privacy:
    """Knows what of *environment* is private, and replaces it by what it is in angle brackets."""

    def __init__(self, environment: Environment, settings: Iterable[str] = ()) -> None:
        self._literal = _private(environment, settings)

    def text(self, text: str) -> str:
        """*text* without what is private in it."""
        for secret, instead, whole in self._literal:
            pattern = re.escape(secret)
            text = re.sub(rf"(?<!\w){pattern}(?!\w)" if whole else pattern, instead, text)
        text = _MAIL.sub("<address>", text)
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


def _private(environment: Environment, settings: Iterable[str]) -> list[tuple[str, str, bool]]:
    """``(secret, what stands for it, whether it is a word)``, the longest first."""
    found: dict[str, tuple[str, bool]] = {}
    names = [environment.variables.get(name, "") for name in _TELLING]
    for host in (platform.node(), environment.variables.get("HOSTNAME", "")):
        found[host] = found[host.partition(".")[0]] = ("<computer>", True)
    for name in [*names, _login()]:
        if found.get(name, ("", True))[0] != "<computer>":
            found[name] = ("<user>", True)
    found |= dict.fromkeys(settings, ("<setting>", True))
    found |= {str(folder): (instead, False) for folder, instead in _folders(environment)}
    kept = [(secret, *how) for secret, how in found.items() if len(secret) >= _SHORTEST]
    return sorted(kept, key=lambda entry: -len(entry[0]))


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
