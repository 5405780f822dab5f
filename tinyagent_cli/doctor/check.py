"""A finding of the doctor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

OK: Final = "ok"
WARNING: Final = "warning"
ERROR: Final = "error"
OFF: Final = "off"  # not installed, and not needed


@dataclass(frozen=True, slots=True)
class Check:
    """What was found: *status* is ok, warning, error or off; *fix*, line by line, mends it.

    *facts* are for programs.  *report* stands in a bug report for a *message* that holds what is
    nobody's business.
    """

    name: str
    status: str
    message: str
    fix: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    report: str | None = None
