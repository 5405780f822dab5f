"""Wishes in which several results go into one text, or one person's details to another."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, files, lines, mails, one, people
from tinyagent_cli.lab.phrasing.documents import summary
from tinyagent_cli.lab.phrasing.flows import (
    Source,
    appended,
    bare_link,
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
from tinyagent_cli.lab.phrasing.plans import Node
from tinyagent_cli.lab.phrasing.scene import Slots


def both_details(slots: Slots) -> list[Node]:
    """Number and address of the same people."""
    who = people(slots, "ps")
    found = [part for p in who for part in (p.phone(), p.mail())]
    return [n for n in found if isinstance(n, Node)]


def original_attached(slots: Slots) -> list[Node]:
    """A mail passed on with the summary of a file, and with the file."""
    to = mails(people(slots, "ps"))
    return [Node("forward_email", (to, None, summary(slots), files(slots)))]


def reply_attached(slots: Slots) -> list[Node]:
    """A reply with the summary of a file, and with the file."""
    return [Node("reply_to_email", (None, summary(slots), files(slots)))]


def grown_note_mailed(slots: Slots) -> list[Node]:
    """A note opened, added to and mailed."""
    opened = note(slots)
    grown = Node(
        "append_note_content", (one(slots, "title"), one(slots, "text"), one(slots, "folder"))
    )
    to = mails(people(slots, "ps"))
    return [opened, grown, Node("compose_new_email", (to, None, one(slots, "about"), opened))]


def note_forwarded(slots: Slots) -> list[Node]:
    """A mail passed on with what a note says."""
    return [Node("forward_email", (mails(people(slots, "ps")), None, note(slots)))]


def note_replied(slots: Slots) -> list[Node]:
    """A reply with what a note says."""
    return [Node("reply_to_email", (None, note(slots)))]


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
        texted(bare_link, map_of),
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
        "contact.note.number",
        noted(_detail("phone_number")),
        commands=lines(
            f"""
            [create|make] a note [called|titled|named] {{notename}} with {{whose}}'s {_NUMBER}
            [get|find|look up] {{whose}}'s {_NUMBER} and [create|make] a note [called|titled] {{notename}} with it
            [create|make] a note with {{whose}}'s {_NUMBER}
            [save|put|write down] {{whose}}'s {_NUMBER} in a new note
            """
        ),
        weight=0.25,
    ),
    Bank(
        "contact.append.number",
        appended(_detail("phone_number")),
        commands=lines(
            f"""
            [get|find|look up] {{whose}}'s {_NUMBER} and [append|add] it to the [note|note called|note titled] {{notename}}
            [append|add] {{whose}}'s {_NUMBER} to [the|my] {{notename}} note
            [append|add] the {_NUMBER} of {{whose}} to the [note|note called|note titled] {{notename}} in the {{folder}} folder
            """
        ),
        weight=0.25,
    ),
    Bank(
        "contact.append.address",
        appended(_detail("email_address")),
        commands=lines(
            f"""
            [get|find|look up] {{whose}}'s {_ADDRESS} and [append|add] it to the [note|note called|note titled] {{notename}}
            [append|add] {{whose}}'s {_ADDRESS} to [the|my] {{notename}} note
            """
        ),
        weight=0.2,
    ),
    Bank(
        "bundle.forward.original",
        original_attached,
        commands=lines(
            """
            [summarize|sum up] {pdf} and forward the [summary|summarized content|key points] [via email|] to {mps} with the [original|original file|original report|original document|full document|PDF] attached
            forward the [email|latest email] to {mps} with [a|the] summary of {pdf} and [attach the file|the file attached|attach the original|the PDF attached]
            """
        ),
        weight=0.3,
    ),
    Bank(
        "bundle.reply.original",
        reply_attached,
        commands=lines(
            """
            [summarize|sum up] {pdf} and reply to [the latest email|the email|{anyone}'s email] with the summary and [the file attached|attach the original|the original document attached|the PDF attached]
            """
        ),
        weight=0.2,
    ),
    Bank(
        "note.grown.mail",
        grown_note_mailed,
        commands=lines(
            """
            open the note [titled|called|named|] {notename} [in the {folder} folder|], [append|add] {content}, and [email|send] [it|the note|the updated note] to {mps} [by email|via email|with the subject {subject}]
            open the note [titled|called|] {notename} [in the {folder} folder|], [append|add] {content}, and [compose|send] [an email|a new email] to {mps} [with the subject {subject}|] [with the note attached|and attach the note|including the note]
            """
        ),
        weight=0.4,
    ),
    Bank(
        "note.mail.attached",
        mailed(note),
        commands=lines(
            """
            [compose|send|write] [an email|a new email] to {mps} [with the subject {subject}|] [and attach|attaching|with] the note {notename} [from the {folder} folder|]
            open the note [titled|called|] {notename} [in the {folder} folder|] and [compose|send] [an email|a new email] to {mps} with [the note|it] attached
            """
        ),
        weight=0.4,
    ),
    Bank(
        "note.forward",
        note_forwarded,
        commands=lines(
            """
            open the note [titled|called|] {notename} [in the {folder} folder|] and forward [the email|the latest email] to {mps} with [the note|it] attached
            forward the [email|latest email|current email] to {mps} with the [note|note titled|note called] {notename} [attached|included|as context]
            """
        ),
        weight=0.3,
    ),
    Bank(
        "note.reply",
        note_replied,
        commands=lines(
            """
            open the note [titled|called|] {notename} [in the {folder} folder|] and reply to [the email|the latest email|{anyone}'s email] with [the note|it|its content] [attached|]
            reply to [the email|the latest email|{anyone}'s email] with the [note|note titled|note called] {notename} attached
            """
        ),
        weight=0.3,
    ),
    Bank(
        "note.both",
        mailed(note, map_of),
        commands=lines(f"[email|send] {{mps}} [my|the] {{notename}} note and {_MAP} [by email|]"),
        weight=0.05,
    ),
)
