"""Files as a desktop opens them: a document is opened, a program is only shown."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.tools.files import is_program

# Documents that run what is in them: they may be sent, but are shown and not opened.
_ACTIVE: Final = frozenset(
    (
        ".html", ".htm", ".xhtml", ".xht", ".shtml", ".svg", ".svgz", ".xml", ".xsl", ".xslt",
        ".mht", ".mhtml", ".webarchive", ".swf",
    )
)  # fmt: skip

_SCHEMES: Final = ("https:", "http:", "mailto:", "maps:")

# `#!`, the magic numbers of Mach-O (thin in either order, fat) and ELF, and an alias of the
# Finder's: a bookmark, which leads to another file.
_MAGIC: Final = (
    b"#!",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa\xcf",
    b"\xca\xfe\xba\xbe",
    b"\x7fELF",
    b"book\0\0\0\0mark\0\0\0\0",
)

_LONGEST_LINK: Final = 2_000  # characters
_URL: Final = re.compile(r"https://[\w\-.~:/?#\[\]@!$&'()*+,;=%]+", re.ASCII)

_PASSED_OVER: Final = frozenset({"node_modules", "__pycache__", "Library"})


def is_executable(path: Path) -> bool:
    """Whether opening *path* would run something, by its name or its first bytes.

    It is the file behind a link that counts, and what has no ending and may be executed is
    run by macOS in a terminal, whatever its first bytes are.
    """
    try:
        real = path.resolve()
        if is_program(path) or is_program(real):
            return True
        if {path.suffix.lower(), real.suffix.lower()} & _ACTIVE:
            return True
        if not real.suffix and os.access(real, os.X_OK):
            return True
        with path.open("rb") as file:
            return file.read(16).startswith(_MAGIC)
    except OSError:
        return False


def check_link(url: str) -> None:
    """Raise ToolError for a *url* that leads anywhere but to the web, a mail or Maps."""
    if not url.lower().startswith(_SCHEMES):
        raise ToolError(f"{url[:40]} is no link that may be opened")


def is_web_link(url: str) -> bool:
    """Whether *url* leads to the host that a reader takes it to lead to, and encrypted.

    ``https``, an ASCII host with a dot, no user before an ``@`` (``zoom.us@evil.example.com``)
    and nothing in it that a URL may not hold (RFC 3986): blanks, backslashes, codes.
    """
    if len(url) > _LONGEST_LINK or not _URL.fullmatch(url):
        return False
    try:
        found = urlsplit(url)
        return "." in (found.hostname or "") and "@" not in found.netloc
    except ValueError:
        return False


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
