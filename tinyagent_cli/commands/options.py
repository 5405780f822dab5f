"""What the options of a turn come to, and the moment that ``--now`` names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tinyagent_cli.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class TurnOptions:
    """The options that `do`, `run`, `plan` and `chat` share; each command uses what it has."""

    planner: str | None = None
    now: str | None = None
    rehearse: bool = False
    yes: bool = False
    dry_run: bool = False
    json: bool = False
    events: bool = False
    quiet: bool = False
    private: bool = False
    resume: bool = False
    voice: bool = False
    voice_send: bool = False

    def __post_init__(self) -> None:
        if self.json and self.events:
            raise UsageError("--json and --events exclude each other", "leave one out")

    @property
    def moment(self) -> datetime | None:
        """The reference time, if one was given; raises UsageError."""
        return moment(self.now) if self.now else None


def moment(text: str) -> datetime:
    """The local time that the ISO *text* names.  Raises UsageError."""
    try:
        named = datetime.fromisoformat(text.strip())
    except (ValueError, AttributeError) as error:
        raise UsageError(
            f"{text!r} is no ISO time", "write it like 2026-11-27T15:00 or 2026-11-27"
        ) from error
    return named.astimezone().replace(tzinfo=None) if named.tzinfo else named
