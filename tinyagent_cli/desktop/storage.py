"""The simulated Mac's files: one JSON file an app, replaced whole, locked across processes.

A write goes to a temporary file that is synced and then renamed over the old one, so that a
kill at any moment leaves either the old state or the new one.  Files are private (0600).
"""

from __future__ import annotations

import errno
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import TimedOut, ToolError
from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.core.whole_file import write_whole

WAIT: Final = 20.0  # seconds for another process to finish its call; one takes milliseconds

# Threads of this process queue here, so that they do not poll the lock file.
_gates: dict[Path, threading.Lock] = {}
_gates_guard = threading.Lock()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of *folder* against every thread and process; raises TimedOut."""
    from filelock import FileLock, Timeout

    try:
        private_dir(folder)
    except OSError as error:
        why = str(error.strerror or error).lower()
        hint = "TINYAGENT_HOME names the folder for the program's files"
        raise ToolError(f"{folder} cannot be made: {why}", hint) from error
    with _gates_guard:
        gate = _gates.setdefault(folder, threading.Lock())
    if not gate.acquire(timeout=WAIT):
        raise TimedOut(f"{folder} is in use")
    try:
        with FileLock(folder / ".lock", timeout=WAIT, poll_interval=0.005, mode=0o600):
            yield
    except Timeout as error:
        raise TimedOut(f"{folder} is in use by another process") from error
    finally:
        gate.release()


def read(path: Path) -> Any | None:
    """The JSON in *path*, or None where it is not there; raises ToolError where it is damaged."""
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as error:
        raise ToolError(f"{path} cannot be read", "tinyagent desktop reset") from error


def write(path: Path, value: Any) -> None:
    """Replace *path* by *value* as JSON, atomically and durably; raises ToolError."""
    try:
        write_whole(path, json.dumps(value))
    except OSError as error:
        raise refused(path, error) from error


def refused(path: Path, error: OSError) -> ToolError:
    """What the system said when *path* was to be written, with what mends it."""
    why = (error.strerror or str(error)).lower()
    hint = "make room on the disk" if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    return ToolError(f"{path} cannot be written: {why}", hint)
