"""Zoom: a meeting and its link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from tinyagent_cli.core.errors import HalfDone
from tinyagent_cli.desktop import saying
from tinyagent_cli.desktop.documents import is_web_link
from tinyagent_cli.tools.spec import MEETING, Hands, Result, Undo

# Zoom's own hosts; companies have names below them.
_HOSTS: Final = ("zoom.us", "zoom.com", "zoomgov.com")


async def meeting_link(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Create a meeting; the result's value is the link to join it.

    It goes into invitations as it is: raises HalfDone for one that does not lead to Zoom.
    """
    topic = saying.line(arguments["topic"])
    said = arguments["start_time"] or ""
    start = datetime.fromisoformat(said) if said else None
    minutes = int(arguments["duration"] or 60)
    invitees = saying.unique(arguments["meeting_invitees"] or ())
    meeting = await hands.desktop.zoom_meeting(topic, start, minutes, invitees)
    if not _is_zooms(meeting["join_url"]):
        raise HalfDone("Zoom answered with a link that does not lead to Zoom")
    when = f" on {saying.spoken(start)}" if start else ""
    return Result(
        meeting["join_url"],
        f"Created the Zoom meeting {saying.quoted(topic)}{when}: {meeting['join_url']}",
        Undo(
            MEETING,
            {"id": meeting["id"], "stands": meeting.get("stands")},
            f"cancelled the Zoom meeting {saying.quoted(topic)}",
            saying.listed(map(hands.desktop.name_of, invitees)),
        ),
        details={"id": meeting["id"], "invitees": invitees},
    )


def _is_zooms(link: str) -> bool:
    host = (urlsplit(link).hostname or "") if is_web_link(link) else ""
    return any(host == known or host.endswith(f".{known}") for known in _HOSTS)
