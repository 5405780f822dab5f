"""Files as a desktop opens them: a document is opened, a program is only shown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.tools.files import PROGRAMS

# What would run, install itself or lead elsewhere when it is opened, beside the programs.
_RUNS: Final = PROGRAMS | frozenset(
    """.afploc .bundle .ftploc .js .ksh .lnk .mailloc .mobileconfig .osax .plugin .prefpane .saver
    .vncloc
    """.split()  # noqa: SIM905 -- suffixes read best as words
)

_SCHEMES: Final = ("https:", "http:", "mailto:", "maps:")

# `#!`, and the magic numbers of Mach-O (thin in either order, fat) and ELF.
_MAGIC: Final = (
    b"#!",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa\xcf",
    b"\xca\xfe\xba\xbe",
    b"\x7fELF",
)

_PASSED_OVER: Final = frozenset({"node_modules", "__pycache__", "Library"})


def is_executable(path: Path) -> bool:
    """Whether opening *path* would run something, by its name or its first bytes.

    It is the file behind a link that counts, and what has no ending and may be executed is
    run by macOS in a terminal, whatever its first bytes are.
    """
    try:
        real = path.resolve()
        if {path.suffix.lower(), real.suffix.lower()} & _RUNS:
            return True
        if not real.suffix and os.access(real, os.X_OK):
            return True
        with path.open("rb") as file:
            return file.read(4).startswith(_MAGIC)
    except OSError:
        return False


def check_link(url: str) -> None:
    """Raise ToolError for a *url* that leads anywhere but to the web, a mail or Maps."""
    if not url.lower().startswith(_SCHEMES):
        raise ToolError(f"{url[:40]} is no link that may be opened")


def files_below(roots: Sequence[Path], most: int = 20_000) -> Iterator[Path]:
    """At most *most* files below *roots*; not hidden ones, not libraries, not through links."""
    waiting = [root for root in reversed(roots) if root.is_dir()]
    seen = 0
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue  # not ours to read
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _PASSED_OVER:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                seen += 1
                if seen > most:
                    return
                yield Path(entry.path)
