"""What the sixteen tools do: one coroutine each, over the `Desktop` port."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tinyagent_cli.desktop.actions import (
    calendar,
    contacts,
    files,
    mail,
    maps,
    messages,
    notes,
    reminders,
    zoom,
)
from tinyagent_cli.tools.spec import Aim, Perform, Seen, Tool
from tinyagent_cli.tools.toolbox import load_manifest

PERFORM: Final[Mapping[str, Perform]] = MappingProxyType(
    {
        "create_calendar_event": calendar.create_event,
        "get_phone_number": contacts.phone_number,
        "get_email_address": contacts.email_address,
        "open_and_get_file_path": files.open_document,
        "summarize_pdf": files.summarize_pdf,
        "compose_new_email": mail.compose,
        "reply_to_email": mail.reply,
        "forward_email": mail.forward,
        "maps_open_location": maps.open_location,
        "maps_show_directions": maps.show_directions,
        "create_note": notes.create,
        "open_note": notes.open_,
        "append_note_content": notes.append,
        "create_reminder": reminders.create,
        "send_sms": messages.send,
        "get_zoom_meeting_link": zoom.meeting_link,
    }
)


# What a writer sees before it writes for a tool.
SEEN: Final[Mapping[str, Seen]] = MappingProxyType(
    {"reply_to_email": mail.selected, "forward_email": mail.selected}
)


# What is found before anybody is asked, and acted on then.
AIM: Final[Mapping[str, Aim]] = MappingProxyType(
    {
        "reply_to_email": mail.aim,
        "forward_email": mail.aim,
        "append_note_content": notes.aim,
    }
)


def builtin_tools() -> tuple[Tool, ...]:
    """The tools of the manifest, each with its hands, in the manifest's order.

    Raises KeyError for a tool that the manifest has and this room does not.
    """
    return tuple(
        Tool(spec, PERFORM[spec.name], SEEN.get(spec.name), AIM.get(spec.name), rehearsable=True)
        for spec in load_manifest()
    )
