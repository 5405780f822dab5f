"""The exit codes, fixed: scripts rely on them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a finished command tells its caller."""

    DONE = 0
    FAILED = 1  # failed or partly done
    USAGE = 2
    NOT_READY = 3  # model, permission; `tinyagent doctor` tells
    CONSENT = 4  # consent needed and nobody to ask
    NO_PLAN = 5  # no valid plan
    TIMEOUT = 124
    INTERRUPTED = 130
    BROKEN_PIPE = 141
