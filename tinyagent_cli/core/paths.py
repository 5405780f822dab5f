"""Where the program keeps its files.  Files are private: they hold messages and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from tinyagent_cli.core.errors import UsageError

MOST: Final = 64 * 1024 * 1024  # bytes of a plan, of rows to evaluate, of contacts to import


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of the program; ``TINYAGENT_HOME`` puts them all in one place."""

    config_dir: Path
    state_dir: Path
    data_dir: Path
    cache_dir: Path

    @classmethod
    def find(cls, variables: Mapping[str, str]) -> Paths:
        """The folders that *variables* and the platform's conventions give."""
        if home := variables.get("TINYAGENT_HOME"):
            root = Path(home).expanduser().absolute()
            return cls(root, root, root, root / "cache")
        dirs = platformdirs.PlatformDirs("tinyagent", appauthor=False)
        return cls(
            dirs.user_config_path, dirs.user_state_path, dirs.user_data_path, dirs.user_cache_path
        )

    @property
    def config(self) -> Path:
        """The settings, ``config.toml``."""
        return self.config_dir / "config.toml"

    @property
    def journal(self) -> Path:
        """What was done, ``journal.db``."""
        return self.state_dir / "journal.db"

    @property
    def consents(self) -> Path:
        """The consents that stand, ``consents.json``."""
        return self.config_dir / "consents.json"

    @property
    def prompt_history(self) -> Path:
        """The lines typed in ``chat``."""
        return self.state_dir / "prompt_history"

    @property
    def simulated_mac(self) -> Path:
        """The folder of the simulated Mac's apps and files."""
        return self.data_dir / "simulated-mac"

    @property
    def models(self) -> Path:
        """The folder of downloaded models."""
        return self.data_dir / "models"

    @property
    def prompts(self) -> Path:
        """The folder of what language models made of prompts, to be read again."""
        return self.cache_dir / "prompts"


def private_dir(path: Path) -> Path:
    """Make *path* a folder that only its owner can read, and return it."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def contents(path: Path) -> bytes:
    """What is in the file *path*, which somebody named on the command line.

    Raises UsageError where it cannot be read, and for more than `MOST` bytes: a device never
    ends, and takes all the memory that there is.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > MOST:
        raise UsageError(f"{path} is longer than {MOST // 1024 // 1024} MB", "give a part of it")
    return data
