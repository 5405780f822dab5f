"""Reminders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tinyagent_cli.desktop import saying
from tinyagent_cli.tools.spec import Hands, Result, Undo


async def create(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Set a reminder; the result's value is its name.  A bare day is all day, not midnight."""
    name = saying.line(arguments["name"])
    due = arguments["due_date"] or ""
    all_day = bool(arguments["all_day"]) or (bool(due) and len(due) == 10)
    made = await hands.desktop.script(
        "reminders/create_reminder.js",
        {
            "name": name,
            "due": due,
            "all_day": all_day,
            "notes": saying.plain(arguments["notes"] or ""),
            "list": saying.line(arguments["list_name"] or ""),
            "priority": min(max(int(arguments["priority"] or 0), 0), 9),
        },
    )
    when = f" for {saying.spoken(saying.moment(due[:10] if all_day else due))}" if due else ""
    return Result(
        name,
        f"Set a reminder {saying.quoted(name)}{when} in {made['list']}",
        Undo(
            "reminders/delete_reminder.js",
            {"id": made["id"], "name": made["name"], "stands": made["stands"]},
            f"deleted the reminder {saying.quoted(name)}",
        ),
        {"id": made["id"], "list": made["list"]},
    )
