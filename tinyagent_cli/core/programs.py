"""Where macOS keeps the programs and files that are used of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CORE_SERVICES: Final = "/System/Library/Frameworks/CoreServices.framework/CoreServices"


@dataclass(frozen=True, slots=True)
class Programs:
    """Apple's own, by absolute path: no ``PATH`` can put another in their place.

    *events* is the library that knows who may control an app; *root* the folder in which
    ``System`` and ``Applications`` lie.
    """

    osascript: str = "/usr/bin/osascript"
    open: str = "/usr/bin/open"
    mdfind: str = "/usr/bin/mdfind"
    pbcopy: str = "/usr/bin/pbcopy"
    osacompile: str = "/usr/bin/osacompile"
    mdutil: str = "/usr/bin/mdutil"
    ps: str = "/bin/ps"
    events: str = _CORE_SERVICES
    root: Path = Path("/")
