"""Wishes with several particulars, in any order: "…, cc Ada, attach plan.pdf and include the map".

Templates say each particular where their author put it; here any two or three are drawn and
said after each other, as the long requests of the paper's authors do.
"""

from __future__ import annotations

from itertools import permutations
from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, files, mails, one, people, phones, whole_time
from tinyagent_cli.lab.phrasing.flows import Source, link, map_of, way
from tinyagent_cli.lab.phrasing.plans import Argument, Node, Said, Together
from tinyagent_cli.lab.phrasing.scene import Slots
from tinyagent_cli.planning.embedded.pointing import Choice

_FIRST: Final = "[,|,| and|]"
_THEN: Final = "[, and| and|,|, and]"
_FILE: Final = "[attach|attaching|include the attachment|add the file|with the attachment] {file}"
_DOC: Final = "[with {doc} attached|attach {doc}|including {doc} as an attachment|attaching {doc}]"
_CC: Final = "[cc'ing|cc|CC|with cc to|copying|with a copy to] {cc}"
_IN: Final = "[in the context|in the email|in the email context|in the body|in it|for reference|]"
_WITH: Final = "[include|including|with|add|containing]"
_ABOUT: Final = "[with the subject|with subject|the subject] {subject}"
_BRING: Final = (
    f"{_WITH} the [location|map location|Apple Maps location|map link] of {{place}}",
    f"{_WITH} [the|a] Zoom [link|meeting link] for {{topic}} {{zwhen}}",
    f"{_WITH} [the|a] summary of {{digest}}",
    f"{_WITH} [the directions|directions] from {{start}} to {{end}}",
)
_MAILED: Final = tuple(f"{brought} {_IN}" for brought in _BRING)
_SAY: Final = "[saying|stating|mentioning|to say|informing them] that {that}"
_NEW: Final = "[compose|send|write|draft|create] [an|a new] email to {mps}"
_REPLY: Final = "[reply|respond] to [the|the latest|the current|this|{anyone}'s|the email from {anyone} about the] email"
_FORWARD: Final = "forward the [email|latest email|current email|selected email|email about the {document}] to {mps}"


def digest(slots: Slots) -> Node:
    """A PDF that is named beside the attachments, summed up."""
    return Node("summarize_pdf", (one(slots, "digest"),))


# What a text may bring along, by the slot that only it fills.
_BROUGHT: Final[dict[str, Source]] = {
    "digest": digest,
    "topic": lambda slots: link({**slots, "title": slots["topic"]}),
    "place": map_of,
    "end": lambda slots: way({**slots, "place": slots["end"]}),
}


def text(slots: Slots) -> Argument:
    """The words of a text, and what it brings along."""
    said = slots.get("text")
    words = (said,) if isinstance(said, Said) else ()
    results = tuple(source(slots) for slot, source in _BROUGHT.items() if slot in slots)
    parts = (*words, *results)
    return Together(parts) if len(parts) > 1 else parts[0] if parts else None


def mail(slots: Slots) -> list[Node]:
    """A new mail with its particulars."""
    to, cc = mails(people(slots, "ps")), mails(people(slots, "cc"))
    return [Node("compose_new_email", (to, cc, one(slots, "about"), text(slots), files(slots)))]


def reply(slots: Slots) -> list[Node]:
    """A reply with its particulars."""
    return [Node("reply_to_email", (mails(people(slots, "cc")), text(slots), files(slots)))]


def forward(slots: Slots) -> list[Node]:
    """A mail passed on, with its particulars."""
    to, cc = mails(people(slots, "ps")), mails(people(slots, "cc"))
    return [Node("forward_email", (to, cc, text(slots), files(slots)))]


def sms(slots: Slots) -> list[Node]:
    """A text message with what it brings along."""
    to = phones(people(slots, "ps"))
    return [Node("send_sms", (to, text({k: v for k, v in slots.items() if k != "ps"})))]


def event(slots: Slots) -> list[Node]:
    """An event with its particulars; the link of a meeting on Zoom stands for its place."""
    guests = mails(people(slots, "ps"))
    title, when, place = one(slots, "title"), whole_time(slots), one(slots, "place")
    made: list[Node] = []
    if "zoom" in slots:
        made.append(Node("get_zoom_meeting_link", (title, one(slots, "when"), None, guests)))
    where = made[0] if made and place is None else place
    notes = made[0] if made and place is not None else one(slots, "notes")
    made.append(
        Node(
            "create_calendar_event",
            (title, when, None, where, guests, notes, one(slots, "calendar")),
        )
    )
    if "shown" in slots and place is not None:
        made.append(Node("maps_open_location", (place,)))
    if "driven" in slots and place is not None:
        made.append(Node("maps_show_directions", (None, place, Choice("d"))))
    return made


def reminder(slots: Slots) -> list[Node]:
    """A reminder with its particulars."""
    names = ("when", "notes", "list", "priority")
    what = one(slots, "chore") or one(slots, "title")
    return [Node("create_reminder", (what, *(one(slots, name) for name in names)))]


def _orders(bases: tuple[str, ...], particulars: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Every base with up to *most* of the *particulars*, in every order."""
    said = [
        " ".join((_FIRST, *order[:1])) + "".join(f"{_THEN} {p}" for p in order[1:])
        for count in range(1, most + 1)
        for order in permutations(particulars, count)
    ]
    return tuple(f"{base}{tail}" for base in bases for tail in said)


BANKS: Final = (
    Bank("orders.mail", mail, _orders((_NEW,), (_ABOUT, _CC, _FILE, _DOC, *_MAILED, _SAY), 3), weight=2.4),
    Bank("orders.reply", reply, _orders((_REPLY,), (_CC, _FILE, _DOC, *_MAILED, _SAY), 3), weight=1.2),
    Bank("orders.forward", forward, _orders((_FORWARD,), (_CC, _FILE, _DOC, *_MAILED, _SAY), 3), weight=1.2),
    Bank(
        "orders.sms",
        sms,
        _orders(
            ("[send|text] [a text|an SMS|a message] to {tps}", "send {tps} [a text|an SMS|a message]"),
            (*_BRING, "[saying|that says|with the message] {says}"),
            2,
        ),
        weight=0.9,
    ),
    Bank(
        "orders.event",
        event,
        _orders(
            (
                "[create|schedule|set up|add] [a|a new] [calendar event|event|meeting] [titled|called|named|for] {title}",
                "[create|schedule|set up] [a|the] {gatheringwhat}",
            ),
            (
                "[on {day} at {clock}|for {day} at {clock}|{zwhen}|{zwhen}]", "[at|in] {place}", "[invite|inviting|with|with invitees] {ps}",
                "[with|add|include] [notes|the notes|the note] {notes}", "{zoom}", "for {dur}",
                "[in|on|to] [my|the] {calendar} calendar",
            ),
            4,
        ),
        weight=1.5,
    ),
    Bank(
        "orders.event.place",
        event,
        _orders(
            ("[create|schedule|set up] [a|a new] [calendar event|event] [titled|called|for] {title} {when} [at|in] {place}",),
            ("[invite|inviting|with invitees] {ps}", "[with|include] [notes|the notes] {notes}", "{shown}", "{driven}"),
            3,
        ),
        weight=0.8,
    ),
    Bank(
        "orders.reminder",
        reminder,
        _orders(
            (
                "[create|set|add] a [new|] reminder [titled|called|named|to|for] {title}",
                "[create|set|add] a [new|] reminder to {chore}",
                "remind me to {chore}",
            ),
            (
                "[due {day} at {clock}|by {day} at {clock}|{when}|{when}]", "with {priority} priority", "[in|on] [the|my] {inlist} list",
                "[with|add|include] [notes|the notes|the note] {notes}",
            ),
            4,
        ),
        weight=0.9,
    ),
)  # fmt: skip
