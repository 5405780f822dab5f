"""Wishes in which several results go into one text, or one person's details to another."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, lines, people
from tinyagent_cli.lab.phrasing.chains import (
    Source,
    forwarded,
    link,
    mailed,
    map_of,
    note,
    noted,
    replied,
    texted,
    way,
)
from tinyagent_cli.lab.phrasing.documents import summary
from tinyagent_cli.lab.phrasing.plans import Node
from tinyagent_cli.lab.phrasing.scene import Slots


def both_details(slots: Slots) -> list[Node]:
    """Number and address of the same people."""
    who = people(slots, "ps")
    found = [part for p in who for part in (p.phone(), p.mail())]
    return [n for n in found if isinstance(n, Node)]


def _detail(kind: str) -> Source:
    def looked_up(slots: Slots) -> Node:
        (said,) = (p.said for p in people(slots, "whose"))
        return Node(f"get_{kind}", (said,))

    return looked_up


_MAP = (
    "[the location|the map location|a map|the Apple Maps link|the map link|the address] of {place}"
)
_WAY = "[the directions|directions|the route] [from {start} to|to] {place}"
_LINK = "[the|a] Zoom [link|meeting link] for {title} {zwhen}"
_SUM = "[a|the] summary of {pdf}"
_MAIL = "[send|write|compose] [an email|a new email] to {mps}"
_WITH = "[with|containing|including|and include|that has]"
_TEXT = "send [a text|an SMS|a message] to {tps}"
_REPLY = "reply to [the|this|the latest|the current|{anyone}'s] email"
_FORWARD = "forward [the|this|the latest|the current|{anyone}'s] email to {mps}"
_NUMBER = "[phone number|number|cell number|contact number|mobile number]"
_ADDRESS = "[email address|email|e-mail address]"
_GO_WITH = "[and say|and tell them|saying|with a note that]"

BANKS: Final = (
    Bank(
        "bundle.mail.summary.map",
        mailed(summary, map_of),
        commands=lines(
            f"""
            {_MAIL} {_WITH} {_SUM} and {_MAP}
            {_MAIL} with the subject {{subject}} {_WITH} {_MAP} and {_SUM}
            [email|mail] {{mps}} {_SUM} [and|along with|together with] {_MAP}
            [summarize|summarise] {{pdf}}, find {{place}} on the map and [email|mail] both to {{mps}}
            """
        ),
        weight=0.15,
    ),
    Bank(
        "bundle.mail.link.map",
        mailed(link, map_of),
        commands=lines(
            f"""
            {_MAIL} {_WITH} {_LINK} and {_MAP}
            {_MAIL} with the subject {{subject}} {_WITH} {_LINK} [and|as well as] {_MAP}
            [email|mail] {{mps}} {_LINK} and {_MAP}
            """
        ),
        weight=0.15,
    ),
    Bank(
        "bundle.mail.link.summary",
        mailed(link, summary),
        commands=lines(
            f"""
            {_MAIL} {_WITH} {_LINK} and {_SUM}
            [email|mail] {{mps}} {_SUM} [and|along with] {_LINK}
            """
        ),
        weight=0.15,
    ),
    Bank(
        "bundle.mail.way.summary",
        mailed(summary, way),
        commands=lines(
            f"""
            {_MAIL} {_WITH} {_WAY} and {_SUM}
            [email|mail] {{mps}} {_SUM} [and|plus] {_WAY}
            [summarize|summarise] {{pdf}}, get {_WAY}, and [email|send] {{mps}} [both|the summary and the directions] [by email|]
            """
        ),
        weight=0.15,
    ),
    Bank(
        "bundle.text.summary.way",
        texted(summary, way),
        commands=lines(
            f"""
            {_TEXT} {_WITH} {_SUM} and {_WAY}
            text {{tps}} {_SUM} and {_WAY}
            send {_SUM} and {_WAY} to {{tps}} [via SMS|by text]
            """
        ),
        weight=0.12,
    ),
    Bank(
        "bundle.text.link.map",
        texted(link, map_of),
        commands=lines(
            f"""
            {_TEXT} {_WITH} {_LINK} and {_MAP}
            text {{tps}} {_LINK} and {_MAP}
            """
        ),
        weight=0.12,
    ),
    Bank(
        "bundle.reply.summary.way",
        replied(summary, way),
        commands=lines(
            f"""
            {_REPLY} {_WITH} {_SUM} and {_WAY}
            [summarize|summarise] {{pdf}} and {_REPLY} with the summary and {_WAY}
            """
        ),
        weight=0.12,
    ),
    Bank(
        "bundle.reply.map.link",
        replied(map_of, link),
        commands=lines(f"{_REPLY} {_WITH} {_MAP} and {_LINK}\n{_REPLY} {_WITH} {_LINK} and {_MAP}"),
        weight=0.1,
    ),
    Bank(
        "bundle.forward.summary.map",
        forwarded(summary, map_of),
        commands=lines(
            f"""
            {_FORWARD} {_WITH} {_SUM} and {_MAP}
            {_FORWARD} {_WITH} {_MAP} and {_SUM}
            """
        ),
        weight=0.1,
    ),
    Bank(
        "bundle.forward.summary",
        forwarded(summary),
        commands=lines(
            f"""
            {_FORWARD} {_WITH} {_SUM}
            [summarize|summarise] {{pdf}} and {_FORWARD} with [the summary|it] [attached|included|in it|]
            """
        ),
        weight=0.2,
    ),
    Bank(
        "bundle.forward.map",
        forwarded(map_of),
        commands=lines(
            f"{_FORWARD} {_WITH} {_MAP}\n{_FORWARD} {_WITH} {_MAP} [in the email|in the context|]"
        ),
        weight=0.12,
    ),
    Bank(
        "bundle.forward.link",
        forwarded(link),
        commands=lines(f"{_FORWARD} {_WITH} {_LINK}\n{_FORWARD} and [add|include] {_LINK}"),
        weight=0.12,
    ),
    Bank(
        "bundle.note.summary.map",
        noted(summary, map_of),
        commands=lines(
            f"[create|make] a note [called|titled|named] {{notename}} {_WITH} {_SUM} and {_MAP}"
        ),
        weight=0.1,
    ),
    Bank(
        "bundle.words.link",
        mailed(link),
        commands=lines(
            f"""
            [email|mail] {{mps}} {_LINK} {_GO_WITH} {{that}}
            {_MAIL} {_GO_WITH} {{that}}, {_WITH} {_LINK}
            """
        ),
        weight=0.15,
    ),
    Bank(
        "bundle.words.map",
        texted(map_of),
        commands=lines(
            f"""
            text {{tps}} {_MAP} {_GO_WITH} {{that}}
            {_TEXT} saying {{says}} and {_MAP}
            """
        ),
        weight=0.12,
    ),
    Bank(
        "bundle.words.summary",
        mailed(summary),
        commands=lines(
            f"""
            [email|mail] {{mps}} {_SUM} {_GO_WITH} {{that}}
            [summarize|summarise] {{pdf}} and [email|send] [it|the summary] to {{mps}} {_GO_WITH} {{that}}
            """
        ),
        weight=0.15,
    ),
    Bank(
        "contact.both",
        both_details,
        commands=lines(
            f"""
            [get|find|look up|show me|give me|tell me|fetch|retrieve] {{n}}'s {_NUMBER} and {_ADDRESS}
            [get|find|look up|show me|give me|tell me|fetch|retrieve] the {_NUMBER} and {_ADDRESS} [for|of] {{n}}
            [get|find|look up|show me] {{n}}'s [contact details|contact info|contact information]: {_NUMBER} and {_ADDRESS}
            [get|find|look up] both the {_NUMBER} and the {_ADDRESS} of {{n}}
            """
        ),
        sentences=lines(
            f"""
            what are {{n}}'s {_NUMBER} and {_ADDRESS}?
            what is {{n}}'s {_NUMBER} and {_ADDRESS}
            [I need|I want] {{n}}'s {_NUMBER} and {_ADDRESS}
            {{n}}'s {_NUMBER} and {_ADDRESS}
            """
        ),
        weight=0.5,
    ),
    Bank(
        "contact.text.number",
        texted(_detail("phone_number")),
        commands=lines(
            f"""
            text {{tps}} {{whose}}'s {_NUMBER}
            [send|give] {{tps}} {{whose}}'s {_NUMBER} [by text|via SMS|in a text]
            [text|message] {{whose}}'s {_NUMBER} to {{tps}}
            [get|find|look up] {{whose}}'s {_NUMBER} and [text|send] it to {{tps}} [by text|via SMS]
            {_TEXT} with {{whose}}'s {_NUMBER}
            """
        ),
        weight=0.35,
    ),
    Bank(
        "contact.mail.number",
        mailed(_detail("phone_number")),
        commands=lines(
            f"""
            [email|mail] {{mps}} {{whose}}'s {_NUMBER}
            [email|mail] {{whose}}'s {_NUMBER} to {{mps}}
            {_MAIL} with {{whose}}'s {_NUMBER}
            """
        ),
        weight=0.2,
    ),
    Bank(
        "contact.text.address",
        texted(_detail("email_address")),
        commands=lines(
            f"""
            text {{tps}} {{whose}}'s {_ADDRESS}
            [text|message] {{whose}}'s {_ADDRESS} to {{tps}}
            [get|find|look up] {{whose}}'s {_ADDRESS} and text it to {{tps}}
            """
        ),
        weight=0.2,
    ),
    Bank(
        "note.both",
        mailed(note, map_of),
        commands=lines(f"[email|send] {{mps}} [my|the] {{notename}} note and {_MAP} [by email|]"),
        weight=0.05,
    ),
)
