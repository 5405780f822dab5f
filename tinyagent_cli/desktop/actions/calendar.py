"""Calendar: events, with whoever is invited to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.desktop import saying
from tinyagent_cli.desktop.documents import is_web_link
from tinyagent_cli.tools.spec import Hands, Result, Undo


async def create_event(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Put an event in the calendar; the result's value is its title.

    Calendar may not take an invitee: who is attached and who is not is told apart.
    """
    title = saying.line(arguments["title"])
    location = saying.line(arguments["location"] or "")
    start, end = _span(arguments["start_date"], arguments["end_date"], hands)
    invitees = saying.unique(list(arguments["invitees"] or ()))
    made = await hands.desktop.script(
        "calendar/create_event.js",
        {
            "title": title,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "all_day": not isinstance(start, datetime),
            "location": location,
            # A link in the place's stead is what Calendar shows a “Join” button for.
            "url": location if is_web_link(location) else "",
            "notes": saying.plain(arguments["notes"] or ""),
            "calendar": saying.line(arguments["calendar"] or hands.settings.calendar.name),
            "invitees": invitees,
        },
    )
    attached = [entry["email"] for entry in made["invitees"] if entry["attached"]]
    missed = [entry["email"] for entry in made["invitees"] if not entry["attached"]]
    says = f"Added {saying.quoted(title)} to {made['calendar']}, {saying.span(start, end)}"
    if attached:
        says += f", and invited {saying.listed(map(hands.desktop.name_of, attached))}"
    if missed:
        names = saying.listed(map(hands.desktop.name_of, missed))
        says += f"; Calendar did not take {names} as invitee: add them in the event, or mail them"
    return Result(
        title,
        says,
        Undo(
            "calendar/delete_event.js",
            {
                "uid": made["uid"],
                "calendar": made["calendar"],
                "title": made["title"],
                "stands": made["stands"],
            },
            f"deleted the event {saying.quoted(title)}",
            saying.listed(map(hands.desktop.name_of, attached)),
        ),
        {"uid": made["uid"], "calendar": made["calendar"], "attached": attached, "missed": missed},
    )


def _span(said_start: str, said_end: str, hands: Hands) -> tuple[datetime | date, datetime | date]:
    start = saying.moment(said_start)
    end = saying.moment(said_end) if said_end else None
    if not isinstance(start, datetime):
        end = end.date() if isinstance(end, datetime) else end or start
    elif end is None:
        end = start + timedelta(minutes=hands.settings.calendar.minutes)
    elif not isinstance(end, datetime):
        # “from Monday 9:00 to Wednesday”: it ends on that day as late as it began.
        end = datetime.combine(end, start.time())
    if end < start:
        raise ToolError(
            f"the event would end ({saying.spoken(end)}) before it starts ({saying.spoken(start)})"
        )
    return start, end
