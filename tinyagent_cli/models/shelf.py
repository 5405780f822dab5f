"""The folder of models: what is in it, by name."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import NotReady, UsageError, did_you_mean
from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.models.catalogue import catalogue
from tinyagent_cli.models.manifest import beside
from tinyagent_cli.planning.recorded import kept_beside

_NAME: Final = re.compile(r"[A-Za-z0-9][\w.+-]*")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The models in *folder*: ``NAME.gguf``, each with its manifest ``NAME.gguf.json``."""

    folder: Path

    def names(self) -> list[str]:
        """The models that are here."""
        found = self.folder.glob("*.gguf") if self.folder.is_dir() else ()
        return sorted(path.stem for path in found)

    def path(self, name: str) -> Path:
        """Where the model *name* is, or would be.  Raises UsageError for what is no name."""
        name = name.removesuffix(".gguf")
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} is no name for a model", "letters, digits, - _ . +")
        return self.folder / f"{name}.gguf"

    def found(self, name: str) -> Path:
        """The file of the model *name*, which is here.

        Raises NotReady where it could be pulled, UsageError where there is none.
        """
        path = self.path(name)
        if path.exists() or path.is_symlink():
            return path
        if name in catalogue():
            raise NotReady(f"{name} is not here", f"tinyagent models pull {name}")
        hint = did_you_mean(name, self.names(), "tinyagent models list shows what is")
        raise UsageError(f"there is no model {name}", hint)

    def part(self, path: Path, of: str) -> Path:
        """Where the beginning of *path* is kept while it is fetched; *of* tells files apart."""
        return path.with_name(f".{path.name}.{of[:12]}.part")

    def parts(self, path: Path) -> list[Path]:
        """What was fetched of *path*, when that was interrupted."""
        if not self.folder.is_dir():
            return []
        prefix = f".{path.name}."
        return [p for p in self.folder.glob(".*.part") if p.name.startswith(prefix)]

    @contextmanager
    def writing(self, path: Path) -> Iterator[None]:
        """Within it nobody else writes *path*.  Raises NotReady where somebody does."""
        from filelock import FileLock, Timeout

        private_dir(self.folder)
        lock = FileLock(self.folder / f".{path.name}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise NotReady(f"{path.stem} is being written", "wait for the other one") from error
        try:
            yield
        finally:
            Path(lock.lock_file).unlink(missing_ok=True)
            lock.release()

    def remove(self, path: Path) -> None:
        """Remove the model *path*, its manifest and prompt, and what was fetched of it.

        The file goes first: a manifest alone is no harm, and is overwritten.
        """
        for each in (path, *self.parts(path), beside(path), kept_beside(path)):
            each.unlink(missing_ok=True)


def users_of(path: Path, settings: Settings) -> list[str]:
    """What runs the model in *path*, as *settings* say: the planner, the writer."""
    planner, writer = settings.planner, settings.writer
    models = {
        "planner": planner.model if planner.name == "llama" else "",
        "writer": (writer.model or planner.model) if writer.name == "llama" else "",
    }
    return [who for who, model in models.items() if model and Path(model).expanduser() == path]


def room_for(name: str, size: int, folder: Path) -> None:
    """Raises NotReady where the disk of *folder* has no room for *size* bytes more of *name*."""
    free = shutil.disk_usage(folder).free
    if size > free:
        raise NotReady(
            f"{name} takes {size / 1e6:,.1f} MB, and {free / 1e6:,.1f} MB are free",
            f"df -h {os.fspath(folder)}",
        )
