"""Whether macOS lets us control an app: found out without a dialog, and without waiting long."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import TimedOut, TinyagentError
from tinyagent_cli.core.programs import Programs
from tinyagent_cli.desktop import processes
from tinyagent_cli.desktop.mac import passed_on

SECONDS: Final = 3.0  # a check; the call has been seen to block for 502 s

PANE: Final = "x-apple.systempreferences:com.apple.preference.security?Privacy_Automation"
_CHILD: Final = Path(__file__).with_name("permission.py")


class Automation(StrEnum):
    """What macOS would answer to an Apple event."""

    ALLOWED = "allowed"
    DENIED = "denied"
    NOT_ASKED = "not asked yet"
    NOT_RUNNING = "known once it runs"
    SILENT = "no answer in time"
    UNKNOWN = "known once it is used"


_MEANING: Final = {
    0: Automation.ALLOWED,
    -1743: Automation.DENIED,
    -1744: Automation.NOT_ASKED,
    -600: Automation.NOT_RUNNING,
}


def meaning(number: int) -> Automation:
    """What the number of an Apple event's error says about permission."""
    return _MEANING.get(number, Automation.UNKNOWN)


async def automation(
    programs: Programs, variables: Mapping[str, str], bundle: str, seconds: float | None = None
) -> Automation:
    """Whether this process, and so the terminal that it runs in, may control the app *bundle*.

    Asked in a child that is killed after *seconds*, `SECONDS` without; never raises.
    """
    seconds = SECONDS if seconds is None else seconds
    argv = [sys.executable, "-I", "-S", str(_CHILD), programs.events, bundle]
    try:
        found = await processes.run(argv, seconds=seconds, variables=passed_on(variables))
    except TimedOut:
        return Automation.SILENT
    except TinyagentError:
        return Automation.UNKNOWN
    if found.code != 0 or not re.fullmatch(rb"-?\d{1,6}\n", found.stdout):
        return Automation.UNKNOWN
    return meaning(int(found.stdout))
