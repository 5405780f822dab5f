"""A file that the user named, for what they want to keep."""

from __future__ import annotations

import os
from pathlib import Path

from tinyagent_cli.core.errors import UsageError


def write_new(path: Path, text: str) -> Path:
    """Write *text* to a new file that its owner alone can read; the *path* with its home in it.

    Nothing is written over, and nothing half written stays.  Raises UsageError.
    """
    try:
        path = path.expanduser()
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already", "say another name") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    except (RuntimeError, ValueError) as error:  # ~somebody whom nobody knows; a null byte
        raise UsageError(f"{path} cannot be written: {error}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as out:
            out.write(text)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    return path
