"""Maps: places and ways, by URL; it has no scripting dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from tinyagent_cli.desktop import saying
from tinyagent_cli.tools.spec import Hands, Result

MAPS: Final = "com.apple.Maps"
_BY: Final = {"d": "by car", "w": "on foot", "r": "by public transport"}


async def open_location(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Show a place; the result's value is its link."""
    place = saying.line(arguments["location"])
    url = link(q=place)
    await hands.desktop.open_url(url, MAPS)
    return Result(url, f"Showed {saying.quoted(place)} in Maps")


async def show_directions(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Show a way; without a start, from where the user is; the value is its link."""
    start = saying.line(arguments["start_location"] or "")
    end = saying.line(arguments["end_location"])
    transport = arguments["transport"] or "d"
    url = link(saddr=start, daddr=end, dirflg=transport)
    await hands.desktop.open_url(url, MAPS)
    whence = f" from {saying.quoted(start)}" if start else ""
    return Result(
        url, f"Showed the way{whence} to {saying.quoted(end)} {_BY.get(transport, '')}".rstrip()
    )


def link(**fields: str) -> str:
    """A Maps URL that every version since macOS 10.9 understands; empty *fields* are left out."""
    kept = {name: value for name, value in fields.items() if value}
    return f"https://maps.apple.com/?{urlencode(kept, quote_via=quote)}"
