"""What a model made of the long part of a prompt, kept on disk from one run to the next.

Reading a file of keys and values (22 kB a token for a model of 1.1 billion parameters) takes
milliseconds where making them anew takes seconds.  Where it does not, as may be on a fast GPU
with a slow disk, nothing is kept: what making them took is known when they are to be written.

The prompt can be told from the file, and the user's own plans may be in it: the folder is
private.  The files used last stay, at most `FILES` of them.  Which tools were on offer tells what
was asked, so that a private run reads the files and changes none.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from time import perf_counter, time
from typing import Final

from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.planning.llama.context import Context
from tinyagent_cli.planning.llama.model import Model

FILES: Final = 8
_BYTES: Final = 4 << 30  # of all files together
_WORTH: Final = 0.5  # seconds of making that are worth a file at all
_STALE: Final = 3600.0  # seconds after which nobody is still writing a file
_SPEED: Final = 200e6  # bytes a second that a disk reads at least


@dataclass(frozen=True, slots=True)
class KeptPrompts:
    """The files in *folder*, for *model*; only read where not *lasting*."""

    folder: Path
    model: Model
    lasting: bool = True

    def load(self, context: Context, prefix: Sequence[int]) -> bool:
        """Let *context* have read *prefix*, if a file has it; whether it has now."""
        path = self._path(prefix)
        if not path.is_file():
            return False
        loaded = context.load(path) and context.read == list(prefix)
        if self.lasting:
            with suppress(OSError):  # another run may have removed it
                if loaded:
                    path.touch()
                else:
                    path.unlink()
        if not loaded:
            context.forget_after(0)
        return loaded

    def save(self, context: Context, seconds: float) -> None:
        """Keep what *context* has read, which took *seconds*, if that is worth a file.

        A disk that is full or read-only is no reason not to plan.
        """
        if seconds < _WORTH or not self.lasting:
            return
        with suppress(OSError):
            private_dir(self.folder)
            handle, name = mkstemp(dir=self.folder, suffix=".part")
            os.close(handle)
            part, began = Path(name), perf_counter()
            try:
                size = context.save(part)
                took = max(perf_counter() - began, size / _SPEED)
                if size and took < seconds:
                    part.chmod(0o600)
                    part.replace(self._path(context.read))
            finally:
                part.unlink(missing_ok=True)
            self._tidy()

    def _path(self, prefix: Sequence[int]) -> Path:
        library = self.model.library
        what = (self.model.fingerprint, getattr(library, "__version__", ""), list(prefix))
        return self.folder / f"{hashlib.sha256(repr(what).encode()).hexdigest()[:32]}.kv"

    def _tidy(self) -> None:
        """Remove the files that were not used for longest, and pieces of files."""
        files = sorted(self.folder.glob("*.kv"), key=lambda p: p.stat().st_mtime, reverse=True)
        room = _BYTES
        for part in self.folder.glob("*.part"):  # of a run that was killed
            if time() - part.stat().st_mtime > _STALE:
                part.unlink(missing_ok=True)
        for i, path in enumerate(files):
            room -= path.stat().st_size
            if i >= FILES or (room < 0 and i):
                path.unlink(missing_ok=True)
