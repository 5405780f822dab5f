"""Whether something was made of the same things: SHA-256 of files, and of the program itself."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

_PROGRAM: Final = Path(__file__).parents[1]


def fingerprint(path: Path) -> str | None:
    """The SHA-256 of a file, None where there is none."""
    if not path.exists():
        return None
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


@cache
def of_program() -> str:
    """One SHA-256 of all modules of the program: another version may plan and measure otherwise."""
    digest = hashlib.sha256()
    for path in sorted(_PROGRAM.rglob("*.py")):
        digest.update(f"{path.relative_to(_PROGRAM)} {fingerprint(path)}\n".encode())
    return digest.hexdigest()
