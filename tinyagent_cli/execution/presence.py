"""Does the process that wrote a row still live?

Each writer holds an exclusive ``flock`` on a file of its own.  The system lets go of it when
the process ends, also after ``kill -9``, and no other process can get the same by chance, as
happens with process numbers.
"""

from __future__ import annotations

import fcntl
import os
import uuid
from pathlib import Path

from tinyagent_cli.core.paths import private_dir


class Presence:
    """One writer's sign of life in *folder*; *name* is what its rows are marked with."""

    def __init__(self, folder: Path) -> None:
        self.name = uuid.uuid4().hex
        self._path = private_dir(folder) / self.name
        # Locked before it has its name: nobody may find it unlocked and take it for dead.
        coming = self._path.with_suffix(".new")
        self._file = os.open(coming, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        coming.rename(self._path)

    def end(self) -> None:
        """Take the sign away: the writer is done."""
        self._path.unlink(missing_ok=True)
        os.close(self._file)


def lives(folder: Path, name: str) -> bool:
    """Whether the writer called *name* lives; what a dead one left behind is removed."""
    path = folder / name
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(file)
