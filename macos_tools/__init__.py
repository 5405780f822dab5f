"""What touches a Mac: one folder of JXA scripts per app, the manifest of the tools, term tables.

There is no Python logic here; the scripts are data that ``osascript`` or the simulated
Mac run.  `ROOT` is where they lie.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent
