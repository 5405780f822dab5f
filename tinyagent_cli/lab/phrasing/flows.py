"""Plans in which one result flows into the next call, as the templates need them."""

from __future__ import annotations

from collections.abc import Callable

from tinyagent_cli.lab.phrasing.bank import (
    files,
    mails,
    one,
    people,
    phones,
    whole_time,
)
from tinyagent_cli.lab.phrasing.documents import summary
from tinyagent_cli.lab.phrasing.plans import Node, Said, Together
from tinyagent_cli.lab.phrasing.scene import Slots
from tinyagent_cli.planning.embedded.pointing import Choice

Source = Callable[[Slots], Node]
Plan = Callable[[Slots], list[Node]]


def link(slots: Slots) -> Node:
    """A Zoom link; its people get an invitation."""
    guests = mails(people(slots, "with", "ps"))
    return Node(
        "get_zoom_meeting_link",
        (one(slots, "title"), one(slots, "when"), one(slots, "dur"), guests),
    )


def bare_link(slots: Slots) -> Node:
    """A Zoom link that is texted: who gets it need not have an e-mail address."""
    return Node("get_zoom_meeting_link", (one(slots, "title"), one(slots, "when")))


def meeting(slots: Slots) -> list[Node]:
    """A meeting on Zoom: the link, then the event with the link for its place."""
    room = link(slots)
    guests = mails(people(slots, "with", "ps"))
    return [
        room,
        Node(
            "create_calendar_event",
            (
                room.arguments[0],
                whole_time(slots),
                None,
                room,
                guests,
                None,
                one(slots, "calendar"),
            ),
        ),
    ]


def map_of(slots: Slots) -> Node:
    """A place, as a link."""
    return Node("maps_open_location", (one(slots, "place"),))


def way(slots: Slots) -> Node:
    """The way to a place, as a link."""
    return Node("maps_show_directions", (one(slots, "start"), one(slots, "place"), Choice("d")))


def note(slots: Slots) -> Node:
    """What a note says."""
    return Node("open_note", (one(slots, "title"), one(slots, "folder")))


def bundle(slots: Slots, sources: tuple[Source, ...]) -> Together | Node:
    """What the *sources* give, and the words that are to go with it."""
    results = [source(slots) for source in sources]
    if isinstance(said := slots.get("text"), Said):
        return Together((said, *results))
    return Together(tuple(results)) if len(results) > 1 else results[0]


def mailed(*sources: Source) -> Plan:
    """A mail that holds what *sources* give."""
    return lambda s: [
        Node(
            "compose_new_email",
            (mails(people(s, "ps")), mails(people(s, "cc")), one(s, "about"), bundle(s, sources)),
        )
    ]


def texted(*sources: Source) -> Plan:
    """A text message that holds what *sources* give."""
    return lambda s: [Node("send_sms", (phones(people(s, "ps")), bundle(s, sources)))]


def noted(*sources: Source) -> Plan:
    """A new note that holds what *sources* give."""
    return lambda s: [Node("create_note", (one(s, "title"), bundle(s, sources), one(s, "folder")))]


def appended(source: Source) -> Plan:
    """What *source* gives, added to a note."""
    return lambda s: [Node("append_note_content", (one(s, "title"), source(s), one(s, "folder")))]


def replied(*sources: Source) -> Plan:
    """A reply that holds what *sources* give."""
    return lambda s: [Node("reply_to_email", (mails(people(s, "cc")), bundle(s, sources)))]


def forwarded(*sources: Source) -> Plan:
    """A mail passed on with what *sources* give."""
    return lambda s: [Node("forward_email", (mails(people(s, "ps")), None, bundle(s, sources)))]


def both_ways(slots: Slots) -> list[Node]:
    """A file mailed with its summary."""
    return [
        Node(
            "compose_new_email",
            (mails(people(slots, "ps")), None, one(slots, "about"), summary(slots), files(slots)),
        )
    ]
