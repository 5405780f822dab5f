"""Zoom: a meeting and its link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tinyagent_cli.desktop import saying
from tinyagent_cli.tools.spec import Hands, Result


async def meeting_link(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Create a meeting; the result's value is the link to join it."""
    topic = saying.line(arguments["topic"])
    said = arguments["start_time"] or ""
    start = datetime.fromisoformat(said) if said else None
    minutes = int(arguments["duration"] or 60)
    invitees = saying.unique(arguments["meeting_invitees"] or ())
    meeting = await hands.desktop.zoom_meeting(topic, start, minutes, invitees)
    when = f" on {saying.spoken(start)}" if start else ""
    return Result(
        meeting["join_url"],
        f"Created the Zoom meeting {saying.quoted(topic)}{when}: {meeting['join_url']}",
        details={"id": meeting["id"], "invitees": invitees},
    )
