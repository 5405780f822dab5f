"""What the 16 tools take, as far as pointing goes: the table the planner's grammar is made of.

The order of tools and arguments is the paper's.  Kinds of an argument: ``t`` words of the
request, ``f`` text that may also be an earlier result or the piped text, ``l`` a list of
such, ``c`` one of a tool's fixed choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Default = str | Literal[0, False] | None


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument of a tool.

    *default* is what a plan says where the request says nothing (a list's is ``[]``).
    *sources* are the tools whose results may stand here, None for any.  *broken*: it may be
    said in several places of the request, as a time often is.  *joined*: a text that may hold
    several parts, words and results, as a mail with a summary and a map.  *named_by*: the slot
    whose words serve as a name where none was said, as a note without a title is known by
    its first line.
    """

    name: str
    kind: Literal["t", "f", "l", "c"]
    default: Default = ""
    sources: frozenset[str] | None = frozenset()
    broken: bool = False
    joined: bool = False
    named_by: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A *tool*, its *slots*, and the names of those that must be said."""

    tool: str
    slots: tuple[Slot, ...]
    needed: tuple[str, ...] = ()


CHOICES: Final = ("d", "w", "r")  # how to travel: by car, on foot, by rail or bus
# What things are called that must have a name, where the request gives none.
MEETING: Final = "Meeting"
NOTE: Final = "Note"
MAIL: Final = frozenset({"get_email_address"})
PHONE: Final = frozenset({"get_phone_number"})
FILE: Final = frozenset({"open_and_get_file_path"})
# What may be said where something takes place: the link of a meeting, never an address.
WHERE: Final = frozenset({"get_zoom_meeting_link", "maps_open_location", "maps_show_directions"})


def _said(name: str, default: Default = "") -> Slot:
    return Slot(name, "t", default, broken=True)


def _free(name: str) -> Slot:
    return Slot(name, "f", sources=None, broken=True, joined=True)


def _list(name: str, sources: frozenset[str]) -> Slot:
    return Slot(name, "l", sources=sources)


SIGNATURES: Final = (
    Signature(
        "create_calendar_event",
        (
            _said("title", MEETING), _said("start_date"), _said("end_date"),
            Slot("location", "f", sources=WHERE, broken=True),
            _list("invitees", MAIL), _free("notes"), Slot("calendar", "t", None),
        ),
    ),
    Signature("get_phone_number", (Slot("name", "t"),), ("name",)),
    Signature("get_email_address", (Slot("name", "t"),), ("name",)),
    Signature("open_and_get_file_path", (Slot("file_name", "t"),), ("file_name",)),
    Signature("summarize_pdf", (Slot("pdf_path", "f", sources=FILE),), ("pdf_path",)),
    Signature(
        "compose_new_email",
        (
            _list("recipients", MAIL), _list("cc", MAIL), _said("subject"), _free("context"),
            _list("attachments", FILE),
        ),
    ),
    Signature(
        "reply_to_email", (_list("cc", MAIL), _free("context"), _list("attachments", FILE))
    ),
    Signature(
        "forward_email",
        (
            _list("recipients", MAIL), _list("cc", MAIL), _free("context"),
            _list("attachments", FILE),
        ),
    ),
    Signature("maps_open_location", (_said("location"),), ("location",)),
    Signature(
        "maps_show_directions",
        (_said("start_location"), _said("end_location"), Slot("transport", "c", "")),
        ("end_location",),
    ),
    Signature(
        "create_note",
        (
            Slot("name", "t", NOTE, broken=True, named_by="content"), _free("content"),
            Slot("folder", "t"),
        ),
    ),
    Signature("open_note", (_said("name"), Slot("folder", "t")), ("name",)),
    Signature(
        "append_note_content",
        (_said("name"), _free("content"), Slot("folder", "t")),
        ("name", "content"),
    ),
    Signature(
        "create_reminder",
        (
            _said("name"), _said("due_date"), _free("notes"), Slot("list_name", "t"),
            Slot("priority", "t", 0), Slot("all_day", "t", False),
        ),
        ("name",),
    ),
    Signature(
        "send_sms", (_list("recipients", PHONE), _free("message")), ("recipients", "message")
    ),
    Signature(
        "get_zoom_meeting_link",
        (
            _said("topic", MEETING), _said("start_time"), Slot("duration", "t", 0, broken=True),
            _list("meeting_invitees", MAIL),
        ),
    ),
)  # fmt: skip

# Tools that answer the same when they are called twice with the same words, and how many
# arguments decide it: a meeting of one topic at one time is one meeting.
REPEATABLE: Final = dict.fromkeys(sorted(MAIL | PHONE | FILE | {"summarize_pdf"}), 1) | {
    "get_zoom_meeting_link": 2
}
BY_TOOL: Final = {s.tool: s for s in SIGNATURES}
TOOLS: Final = tuple(s.tool for s in SIGNATURES)
