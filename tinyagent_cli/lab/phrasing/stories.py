"""Wishes that go on about one thing: "sum it up, mail the summary to Ana, and text it to Ben".

A base makes something (a meeting, a summary, a note, a map, a number, a file), and what follows
speaks of it again, as "it", "the link", "the updated note", in any order: the later sentences of
long requests.  Each thing said later has a sign, ``{does_…}``, which is no word of the request.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import permutations
from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, files, mails, one, people, phones
from tinyagent_cli.lab.phrasing.documents import summary
from tinyagent_cli.lab.phrasing.flows import link, map_of, meeting, way
from tinyagent_cli.lab.phrasing.orders import event as event_of
from tinyagent_cli.lab.phrasing.plans import Node, Part
from tinyagent_cli.lab.phrasing.scene import Slots
from tinyagent_cli.planning.embedded.pointing import Choice

Act = Callable[[Slots, Part], Node]
_PEOPLE: Final = ("ps", "with")


def _mail(slots: Slots, it: Part) -> Node:
    attached = files(slots) if "does_original" in slots else None
    to = mails(people(slots, "mto"))
    return Node("compose_new_email", (to, None, one(slots, "about"), it, attached))


def _append(slots: Slots, it: Part) -> Node:
    return Node("append_note_content", (one(slots, "diary"), it))


def _file_mailed(slots: Slots, it: Part) -> Node:
    return Node(
        "compose_new_email", (mails(people(slots, *_PEOPLE)), None, None, None, files(slots))
    )


def _directions(transport: str) -> Act:
    def shown(slots: Slots, it: Part) -> Node:
        places = (one(slots, "start"), one(slots, "place"), Choice(transport))
        return Node("maps_show_directions", places)

    return shown


# What may be done with it, by its sign.
_ACTS: Final[dict[str, Act]] = {
    "does_mail": _mail,
    "does_text": lambda s, it: Node("send_sms", (phones(people(s, "tto")), it)),
    "does_note": lambda s, it: Node("create_note", (one(s, "journal"), it, one(s, "folder"))),
    "does_append": _append,
    "does_reply": lambda s, it: Node("reply_to_email", (None, it)),
    "does_forward": lambda s, it: Node("forward_email", (mails(people(s, "fto")), None, it)),
    "does_mail_them": lambda s, it: Node(
        "compose_new_email", (mails(people(s, *_PEOPLE)), None, None, it)
    ),
    "does_text_them": lambda s, it: Node("send_sms", (phones(people(s, *_PEOPLE)), it)),
    "does_tell_them": lambda s, it: Node("send_sms", (phones(people(s, *_PEOPLE)), one(s, "text"))),
    "does_forward_them": lambda s, it: Node("forward_email", (mails(people(s, *_PEOPLE)),)),
    "does_file_them": _file_mailed,
    "does_file": lambda s, it: Node(
        "compose_new_email", (mails(people(s, "oto")), None, None, None, files(s))
    ),
    "does_file_reply": lambda s, it: Node("reply_to_email", (None, None, files(s))),
    "does_file_forward": lambda s, it: Node(
        "forward_email", (mails(people(s, "fto")), None, None, files(s))
    ),
    "does_remind": lambda s, it: Node("create_reminder", (one(s, "chore"),)),
    "does_show": lambda s, it: map_of(s),
    "does_drive": _directions("d"),
    "does_walk": _directions("w"),
    "does_ride": _directions("r"),
    "does_map_mail": lambda s, it: Node(
        "compose_new_email", (mails(people(s, *_PEOPLE)), None, None, map_of(s))
    ),
    "does_map_text": lambda s, it: Node("send_sms", (phones(people(s, *_PEOPLE)), map_of(s))),
    "does_event": lambda s, it: Node(
        "create_calendar_event",
        (one(s, "title"), one(s, "when"), None, it, mails(people(s, *_PEOPLE))),
    ),
    "does_event_there": lambda s, it: Node(
        "create_calendar_event", (one(s, "title"), one(s, "when"), None, one(s, "place"))
    ),
}


def _then(slots: Slots, it: Part) -> list[Node]:
    """What is said of *it* later, in the order in which it is."""
    return [_ACTS[sign](slots, it) for sign in slots if sign in _ACTS]


def meeting_story(slots: Slots) -> list[Node]:
    """A meeting on Zoom, and what becomes of its link."""
    made = meeting(slots)
    return [*made, *_then(slots, made[0])]


def link_story(slots: Slots) -> list[Node]:
    """A Zoom link, and what becomes of it."""
    made = link(slots)
    return [made, *_then(slots, made)]


def event_story(slots: Slots) -> list[Node]:
    """An event at a place, and what its guests are to know."""
    made = event_of({k: v for k, v in slots.items() if k in ("title", "when", "place", "ps")})
    return [*made, *_then(slots, map_of(slots))]


def summary_story(slots: Slots) -> list[Node]:
    """A paper, summed up, and what becomes of the summary."""
    made = summary(slots)
    return [made, *_then(slots, made)]


def file_story(slots: Slots) -> list[Node]:
    """A file, opened, and what becomes of it."""
    made = one(slots, "file")
    assert isinstance(made, Node)
    return [made, *_then(slots, made)]


def created_story(slots: Slots) -> list[Node]:
    """A new note, and what becomes of it."""
    made = Node("create_note", (one(slots, "title"), one(slots, "text"), one(slots, "folder")))
    return [made, *_then(slots, made)]


def appended_story(slots: Slots) -> list[Node]:
    """A note that grows, and what becomes of it; what was opened is what is passed on."""
    name, folder = one(slots, "title"), one(slots, "folder")
    grown = Node("append_note_content", (name, one(slots, "text"), folder))
    if "does_open" not in slots:
        return [grown, *_then(slots, grown)]
    opened = Node("open_note", (name, folder))
    return [opened, grown, *_then(slots, opened)]


def map_story(slots: Slots) -> list[Node]:
    """A place on the map, and who is to know."""
    made = map_of(slots)
    return [made, *_then(slots, made)]


def way_story(slots: Slots) -> list[Node]:
    """The way to a place, and who is to know."""
    made = way(slots)
    return [made, *_then(slots, made)]


def number_story(slots: Slots) -> list[Node]:
    """Somebody's number, and what becomes of it."""
    (who,) = people(slots, "ps")
    made = who.phone()
    return [*([made] if isinstance(made, Node) else []), *_then(slots, made)]


_SIGN: Final = re.compile(r"\{(does_\w+)\}")
_BY_COMMA: Final = "[,|, then| and|, and|, and then|; then|, after that]"
_ENDING: Final = "[, and| and|, and then|, and finally|, then|, and also]"
_BY_STOP: Final = (
    "[. Then|. Then,|. After that,|. Next,|. Also,|. Also|. Additionally,|. Afterwards,|. Please"
    "|. Please also|. Once done,|. Finally,|. Following that,|. In addition,|. And|. When that is done,]"
)


def _story(name: str, build: Callable[[Slots], list[Node]], base: str, *said: str) -> Bank:
    """A bank of *base*, with one to three of what may be *said* after it, in every order."""
    commands: list[str] = []
    sentences: list[str] = []
    for count in (1, 2, 3):
        for order in permutations(said, count):
            signs = [sign for s in order for sign in _SIGN.findall(s)]
            if len(set(signs)) < len(signs):
                continue
            first = "".join(f"{_BY_COMMA} {s}" for s in order[:-1])
            commands.append(f"{base}{first}{_ENDING} {order[-1]}")
            sentences.append(base + "".join(f"{_BY_STOP} {s}" for s in order))
    return Bank(f"story.{name}", build, tuple(commands), tuple(sentences), 0.75)


_LINK: Final = "[the link|the Zoom link|the meeting link|that link|the link to it]"
_THEM: Final = (
    "[them|everyone|the participants|the attendees|the invitees|all of them|everyone invited]"
)
_SUM: Final = "[it|the summary|that summary|the result|the short version|the key points]"
_THEMAIL: Final = (
    "[the email|the latest email|the current email|this email|{anyone}'s email|the last email"
    "|the email from {anyone}|the email about the {topicword}]"
)
_IN: Final = "[in the {folder} folder|in my {folder} folder||||]"
_CALLED: Final = "[titled|called|named]"
_SUBJECT: Final = "[with the subject {subject}|with subject {subject}||||||]"
_REMIND: Final = (
    "{does_remind}[remind me to|set a reminder to|create a reminder to|add a reminder to] {chore}"
)


def _passed_on(it: str) -> tuple[str, ...]:
    """Ways of saying who is to have *it*."""
    return (
        f"{{does_mail}}[email|mail|send|e-mail] {it} to {{mto}} [by email|via email|]",
        (
            f"{{does_mail}}[compose|write|send|draft] [an email|a new email] to {{mto}} {_SUBJECT} "
            f"[with|containing|that contains|including] {it} [in the body|in it|in the context||]"
        ),
        f"{{does_text}}[text|message|SMS] {it} to {{tto}}",
        f"{{does_text}}[send|get] {it} to {{tto}} [via SMS|by text|as a text message|in a text]",
        f"{{does_reply}}[reply to|respond to|answer] {_THEMAIL} with {it} [attached|in the body||]",
        f"{{does_forward}}forward {_THEMAIL} to {{fto}} with {it} [attached|included|as context|]",
        (
            f"{{does_append}}[append|add|save|paste] {it} [to|into|at the end of] [my|the] note "
            f"[{_CALLED}|] {{diary}}"
        ),
    )


BANKS: Final = (
    _story(
        "meeting",
        meeting_story,
        "[set up|schedule|create|arrange|organize|book|plan] a Zoom [meeting|call|session] "
        "[titled|called|named|for|about|on] {title} {zwhen} [with|inviting|for] {ps}",
        f"{{does_mail_them}}[email|mail|send] {_THEM} {_LINK} [by email|]",
        f"{{does_text_them}}[text|message] {_THEM} {_LINK}",
        f"{{does_file_them}}[email|mail|send] {_THEM} {{file}} [beforehand|in advance|by email|]",
        f"{{does_tell_them}}[text|message] {_THEM} [that|saying|to say that] {{that}}",
        f"{{does_forward_them}}forward {_THEMAIL} to {_THEM}",
        f"{{does_mail}}[email|mail] {_LINK} to {{mto}} [as well|too|]",
        f"{{does_append}}[add|append|save] {_LINK} [to|in] [my|the] note {{diary}}",
        _REMIND,
    ),
    _story(
        "link",
        link_story,
        "[get|create|generate|make|produce] [a|me a] Zoom [link|meeting link] "
        "[for|titled|called|named] {title} [{zwhen} with {ps}|{zwhen} for {ps}|for {ps} {zwhen}]",
        f"{{does_event}}[create|add|make|set up] [a calendar event|an event|a calendar entry] "
        f"[for it|with {_LINK}|with it]",
        f"{{does_mail_them}}[email|mail|send] {_THEM} {_LINK} [by email|]",
        f"{{does_text_them}}[text|message] {_THEM} {_LINK}",
        f"{{does_reply}}reply to {_THEMAIL} with {_LINK}",
        f"{{does_text}}text {_LINK} to {{tto}}",
        f"{{does_append}}[add|append|save] {_LINK} [to|in] [my|the] note {{diary}}",
    ),
    _story(
        "event",
        event_story,
        "[create|add|schedule|set up|make] [a calendar event|an event|a new event] "
        "[titled|called|named|for] {title} {when} at {place} [with|inviting|and invite|for] {ps}",
        "{does_show}[open|show|pull up|find] the [location|venue|place] "
        "[in Apple Maps|on the map|in Maps|]",
        "{does_drive}[show|get|open] [me|] [the|driving|] directions to "
        "[the venue|the location|the place|it|there]",
        "{does_walk}[show|get] [me|] walking directions [from {start}|] to [the venue|the place]",
        "{does_ride}show [me|] how to get [there|to the venue] [by|using] public [transit|transport]",
        f"{{does_map_mail}}[email|mail] {_THEM} [the location|a map|the map|the address] [of it|]",
        f"{{does_map_text}}[text|message] {_THEM} [where it is|the location|a map of the place]",
        f"{{does_tell_them}}[text|message] {_THEM} [that|saying|to say that] {{that}}",
        f"{{does_file_them}}[email|mail|send] {_THEM} {{file}} [beforehand|by email|]",
        f"{{does_forward_them}}forward {_THEMAIL} to {_THEM}",
        _REMIND,
    ),
    _story(
        "summary",
        summary_story,
        "[summarize|sum up|summarise|read and summarize|open and summarize|condense] "
        "[the|the file|the document|] {pdf}",
        *_passed_on(_SUM),
        f"{{does_mail}}{{does_original}}[email|send] the summary to {{mto}} {_SUBJECT} with the "
        "[original|file|PDF|original document|full document] attached",
        f"{{does_note}}[create|make|start] a [new|] note {_CALLED} {{journal}} {_IN} with {_SUM}",
        f"{{does_note}}[save|put|keep] {_SUM} [in|as] a new note {_CALLED} {{journal}} {_IN}",
        "{does_file}[email|mail|send] the [document|file|original|PDF] itself to {oto}",
    ),
    _story(
        "file",
        file_story,
        "[open|find|locate|pull up|get] [the file|] {file}",
        "{does_file}[email|mail|send] [it|the file|that file] to {oto} [by email|as an attachment|]",
        "{does_file}[compose|write|send] [an email|a new email] to {oto} with "
        "[it|the file|that document] attached",
        f"{{does_file_reply}}[reply to|respond to] {_THEMAIL} with [it|the file] attached",
        f"{{does_file_reply}}attach it to a reply to {_THEMAIL}",
        f"{{does_file_forward}}forward {_THEMAIL} to {{fto}} with [it|the same file] attached",
        _REMIND,
    ),
    _story(
        "note",
        created_story,
        f"[create|make|start|write] a [new|] note {_CALLED} {{notename}} {_IN} "
        "[with|containing|outlining|listing|about|saying|to hold] {content}",
        *_passed_on("[it|the note|the new note|this note|its contents]"),
    ),
    _story(
        "note.grown",
        appended_story,
        f"[append|add|write] {{content}} to [the|my] note [{_CALLED}|] {{notename}} {_IN}",
        *_passed_on("[it|the note|the updated note|the updated version|the whole note]"),
    ),
    _story(
        "note.opened",
        appended_story,
        f"{{does_open}}open [the|my] note [{_CALLED}|] {{notename}} {_IN}[,| and|, then] "
        "[append|add|write] {content} [to it|]",
        *_passed_on("[it|the note|the updated note|the updated version|the whole note]"),
    ),
    _story(
        "map",
        map_story,
        "[open|find|show|look up|locate] [the location of|] {place} [in Apple Maps|on the map|in Maps]",
        *_passed_on("[it|the location|the map|the link|the address]"),
        "{does_event_there}[create|add|schedule] [an event|a calendar event] [called|titled|for] "
        "{title} {when} [there|at that location]",
    ),
    _story(
        "way",
        way_story,
        "[show|get|find|look up] [me|] [the|] [directions|route|driving directions] from {start} to {place}",
        *_passed_on("[them|the directions|the route|the way]"),
    ),
    _story(
        "number",
        number_story,
        "[find|get|look up|retrieve|pull up] {n}'s [phone number|number|cell number]",
        "{does_tell_them}[text|message] [him|her|them] [that|saying|to say] {that}",
        *_passed_on("[it|the number|that number]"),
    ),
)
