"""Cases that nobody would ask for, and that tell one number, one guard, one rule from another.

The table holds what can be expected.  A mutant that differs from its script only where an app
answers an odd number at an odd moment, or where what is printed is cut in two, is caught here.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from macos_tools import ROOT
from tests.rings import lives
from tests.rings.cases import Case, inputs, perform
from tests.rings.states import APARTMENT, IDEAS, JOURNAL, SHOPPING, state
from tinyagent_cli.desktop import macos, quirks
from tinyagent_cli.desktop.answers import APP_OF_FOLDER
from tinyagent_cli.desktop.engine import Fault

# Every number that a script or the program knows, and neighbours that nobody knows.
NUMBERS: Final = (-1743, -1744, -600, -609, -10810, -1712, -1728, -1719, -1700, -1701, -1708,
                  -10000, -10003, -10004, -10006, -10024, -128, -2700, -9999, 1, 0)  # fmt: skip

SIGNED: Final = "7:1957380889"  # the sum of a signature, as delete_draft.js has it

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Corner:
    """A *case* whose arguments are *argv*, if it is given, and whose state is *state*, if it is.

    *table*: another dictionary of the app than its own.
    """

    case: Case
    argv: tuple[str, ...] | None = None
    state: State | None = None
    table: Mapping[str, Any] | None = None


def corners(script: str) -> Iterator[Corner]:
    """Those of *script*."""
    good = [case for case in inputs(script) if case.kind == "good"] or list(_aside(script))
    whole = json.dumps(good[0].argument)
    yield from map(Corner, good)
    # The program hands an argument over in pieces where one would be too long.
    yield Corner(_called(good[0], "in two pieces"), (whole[:9], whole[9:]))
    for said in ("", "{", "null", "5", '"x"', "[]", "{}"):
        yield Corner(_called(good[0], f"the argument {said!r}"), (said,))
    for case in good:
        for at in range(len(perform(case).events)):
            for number in NUMBERS:
                fault = Fault(case.app, number, after=at, once=True)
                name = f"{number} once, at event {at + 1}"
                yield Corner(replace(case, condition=name, faults=(fault,)))
    for quirk in quirks.sometimes(good[0].app, good[0].profile):
        name = f"{quirk}, in German"
        yield Corner(replace(good[0], condition=name, quirks=frozenset({quirk}), language="de"))
    more = [
        replace(good[0], what=name, argument=_argument(good[0].argument, change))
        for name, change in ARGUMENTS.get(script, {}).items()
    ]
    yield from map(Corner, more)
    for name, change in LIVES.get(script, {}).items():
        for case in (*good, *more):
            yield Corner(_called(case, name), None, _changed(case.app, change))
    for name, faults in FAULTS.get(script, {}).items():
        for case in good:
            failing = replace(case, condition=name, faults=faults)
            yield Corner(failing)
            for also, change in LIVES.get(script, {}).items():
                lived = _called(failing, f"{name}, {also}")
                yield Corner(lived, None, _changed(case.app, change))
    if name := KNOWN.get(script):
        known = _knowing_also(good[0].app, name)
        yield Corner(_called(good[0], f"a dictionary with {name}"), table=known)
        unnumbered = Fault(good[0].app, 0, object=name)
        case = replace(good[0], condition=f"{name} fails", faults=(unnumbered,))
        yield Corner(case, table=known)


def _aside(script: str) -> Iterator[Case]:
    """What is no tool's: what a doctor counts, a rehearsal reads, a chat completes."""
    asked = ASIDE.get(script.rpartition("/")[2].removesuffix(".js"), ({},))
    for argument in (one.argument for one in inputs(script)) if list(inputs(script)) else asked:
        yield Case(script, f"asked {dict(argument)}", "good", argument, macos.NEWEST_TERMS)


def _argument(whole: Mapping[str, Any], change: Any) -> Mapping[str, Any]:
    return {**whole, **(change(whole) if callable(change) else change)}


def _called(case: Case, name: str) -> Case:
    return replace(case, condition=name)


def _changed(app: str, change: Callable[[Any], None]) -> State:
    fresh = copy.deepcopy(state(app))
    change(fresh["root"])
    return fresh


def _knowing_also(app: str, name: str) -> Mapping[str, Any]:
    table = copy.deepcopy(dict(macos.table(app, macos.NEWEST_TERMS)))
    table["classes"]["application"]["properties"][name] = "text r"
    return table


def _standing(script: str, **other: Any) -> Callable[[Any], Any]:
    """What *script* is told of a thing as it was made, with something else in it."""

    def change(_: Any) -> Any:
        told = (one.argument.get("stands") for one in inputs(script))
        return {"stands": {**next(filter(None, told)), **other}}

    return change


def _names_in(script: str, constant: str) -> list[str]:
    """The texts of a list that *script* keeps: what a folder is called in other languages."""
    text = (ROOT / script).read_text("utf-8")
    found = re.search(rf"const {constant} = \[(.*?)\];", text, re.DOTALL)
    return re.findall(r"'([^']*)'", found[1]) if found else []


_FOLDERS: Final[Mapping[str, Callable[[Any], None]]] = {
    "folders of two cases": lives.folders("Notes", "work", "Work", "WORK", "Caf\u00e9"),
    "folders of two cases elsewhere": lives.elsewhere("Archive", "archive", "ARCHIVE", "caf\u00e9"),
    "one elsewhere": lives.elsewhere("ARCHIVE"),
    "the same here and there": lives.elsewhere("Work", "work"),
    "none of that case": lives.folders("Notes", "WORK"),
}
_IN_FOLDERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "a folder as written": {"folder": "Work"},
    "a folder in another case": {"folder": "wORk"},
    "a folder elsewhere": {"folder": "archive"},
    "a folder in pieces": {"folder": "Cafe\u0301"},
    "a folder that there is not": {"folder": "Nothing"},
}
_NOTES: Final[Mapping[str, Callable[[Any], None]]] = {
    "notes of two cases": lives.notes_called("ideas", "Ideas", "IDEAS"),
    "notes of another case": lives.notes_called("IDEAS", "x"),
    "notes with more words": lives.notes_called("Big Ideas of mine", "Ideas-list", "Id eas"),
    "notes with some of the words": lives.notes_called(
        "Other Plans", "Project x", "Plan of a Project"
    ),
    "notes in pieces": lives.notes_called("Caf\u00e9 Ideas"),
    "many notes": lives.notes_called(*(f"Idea number {n}" for n in range(20))),
    "many other notes": lives.notes_called(*(f"Thing {n}" for n in range(20))),
}
_PLACED: Final[Mapping[str, Callable[[Any], None]]] = {
    "one in small letters first": lives.placed("tinyagent probe", "TinyAgent probe"),
    "one in small letters": lives.placed("tinyagent probe"),
    "there, and first": lives.placed("TinyAgent probe", "tinyagent probe"),
}
_LYING: Final[Mapping[str, Callable[[Any], None]]] = {
    "in a trash": lives.folders("Recently Deleted"),
    "in another folder": lives.folders("Work"),
    "with a file": lives.attached,
}
ASIDE: Final[Mapping[str, tuple[Mapping[str, Any], ...]]] = {
    "list_names": ({"limit": 3}, {"limit": 0}, {"limit": 1000}),
    "probe_place": ({}, {"remove": True}),
    "probe_draft": ({"subject": "x"},),
    "read_note": ({"id": IDEAS}, {"id": APARTMENT}, {"id": JOURNAL}, {"id": "x"}),
    "read_accounts": ({"handle": "+14155550132"}, {"handle": "x"}),
}
_IDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "an id as a number": {"id": 1},
    "another id": {"id": "2"},
    "files": {"attachments": ["/a", "/b"]},
}
_BOXES: Final = _names_in("mail/reply.js", "DRAFTS")
_TRASHES: Final = _names_in("notes/find_note.js", "TRASH")
_ANSWERED: Final[Mapping[str, Callable[[Any], None]]] = {
    **{f"selected in {box}": lives.selected_in(box) for box in (*_BOXES, "drafts", "Sent")},
    "drafts that are called INBOX": lives.drafts_called("INBOX"),
    "no viewer, and nothing selected": lives.unseen,
}
_SENDERS: Final = (
    "a@example.com", "<a@example.com>", '"Patel, Sid" <a@example.com> ', "Sid Patel <a@example.com",
    " Sid  <a@example.com>", '"Sid" "P" <a@example.com>', "Sid <b@example.com> <a@example.com>", "",
    '" Sid P " <a@example.com>',
)  # fmt: skip
_ANSWERED_ALSO: Final[Mapping[str, Callable[[Any], None]]] = {
    **{f"from {sender!r}": lives.received(sender=sender) for sender in _SENDERS},
    "never sent": lives.received(dateSent=None),
    "to be answered elsewhere": lives.received(replyTo="Elsewhere <e@example.com>"),
    "without a subject": lives.received(subject=""),
    "an answer already": lives.received(subject="Re: Re: Fwd: x"),
    "answered in small letters": lives.received(subject="re: x"),
    "passed on already": lives.received(subject="Fwd: x"),
    "without words": lives.received(content=""),
    "of several lines": lives.received(content="a\n\nb\r\nc"),
}
_SERVICES: Final = (
    (("SMS", True), ("iMessage", True)), (("SMS", True), ("iMessage", False)),
    (("RCS", True), ("SMS", True)), (("RCS", True),), (("RCS", True), ("iMessage", True)),
    (("SMS", False), ("RCS", False)), (("iMessage", True), ("Other", True)),
    (("Other", True), ("SMS", True)), (("SMS", True), ("SMS", True)),
)  # fmt: skip

LIVES: Final[Mapping[str, Mapping[str, Callable[[Any], None]]]] = {
    "calendar/create_event.js": {"calendars of two cases": lives.two_cases},
    "calendar/delete_event.js": {"calendars of one name": lives.called_alike},
    **{f"{folder}/probe_place.js": _PLACED for folder in ("calendar", "notes", "reminders")},
    "mail/probe.js": {"an account that is switched off": lives.one_off},
    "contacts/find_person.js": {
        "named three times": lives.nicknamed,
        "labels of one's own": lives.labelled("My Phone", "_$!<Mobile>!$_x", "x_$!<Mobile>!$_"),
        "no labels": lives.labelled(None, ""),
    },
    "mail/reply.js": {**_ANSWERED, **_ANSWERED_ALSO},
    "mail/forward.js": {**_ANSWERED, **_ANSWERED_ALSO},
    "mail/delete_draft.js": {
        f"a draft with the text {content!r}": lives.drafted(content)
        for content in (
            "Hi  Sid,\n-- \nJamie",
            "-- Jamie",
            "_-- Jamie",
            "Hi Sid, Hi Sid, -- Jamie",
            "",
        )
    },
    "mail/read_selected.js": {
        "some selected, in no order": lives.selecting(3, 1, 5, 2, 4),
        "many selected": lives.many(25),
        "no viewer, and nothing selected": lives.unseen,
    },
    "messages/send_message.js": {
        **{f"accounts {kinds}": lives.accounts(*kinds) for kinds in _SERVICES},
        "nothing was ever sent": lambda root: root.pop("sent"),
        "others known": lives.knowing("+12025550101", "+12025550102"),
        "known among others": lives.knowing("+12025550101", "+14155550132", "+12025550102"),
    },
    "notes/create_note.js": _FOLDERS,
    "notes/find_note.js": {
        **_FOLDERS,
        **_NOTES,
        **{
            f"a trash called {name}": lives.folders(name)
            for name in (*_TRASHES, "recently deleted")
        },
    },
    "notes/delete_note.js": _LYING,
    "notes/restore_note.js": _LYING,
    "notes/append_note.js": {
        "a title above the body": lives.headed,
        "a picture in capitals": lives.holding('<IMG SRC="x">'),
        "an object": lives.holding("<object>"),
        "a video": lives.holding("<video src=x>"),
        "sound": lives.holding("<audio>"),
        "an image that is none": lives.holding("<imgx>"),
        "a list in other words": lives.holding('<ul class="a checklist-b">'),
        "a mark by its number": lives.holding("&#65532;"),
        "a mark by its number, alone": lambda root: lives.note(root, SHOPPING)["props"].update(
            body="&#65532;"
        ),
        "a mark at the start": lambda root: lives.note(root, SHOPPING)["props"].update(
            body="\ufffc"
        ),
        "blank lines at its end": lives.holding("<div> </div><div><br></div> "),
    },
    "reminders/create_reminder.js": {
        "lists of two cases": lives.lists_called("work", "Work", "Caf\u00e9"),
        "a list of another case": lives.lists_called("Reminders", "WORK"),
    },
}
FAULTS: Final[Mapping[str, Mapping[str, tuple[Fault, ...]]]] = {
    f"{folder}/probe_place.js": {
        "deleted, it says": (Fault(APP_OF_FOLDER[folder], 0, event="delete", silent=True),)
    }
    for folder in ("calendar", "notes", "reminders")
}
# A name that a script takes for one that nobody knows.
KNOWN: Final[Mapping[str, str]] = {"notes/probe.js": "tinyagentKnowsNoSuchName"}
ARGUMENTS: Final[Mapping[str, Mapping[str, Mapping[str, Any]]]] = {
    "calendar/create_event.js": {
        "seconds": {"start": "2026-11-27T15:04:05", "end": "2026-11-27T16:07:08"},
        "a calendar of two cases": {"calendar": "home"},
        "a calendar in pieces": {"calendar": "Cafe\u0301"},
    },
    "calendar/delete_event.js": {
        "in the second calendar": {
            "uid": "EVENT-201", "calendar": "Work", "title": "Weekly planning",
        },
        **{
            f"another {name}": _standing("calendar/delete_event.js", **{name: value})
            for name, value in (
                ("title", "x"), ("start", "2026-11-25 19:1"), ("end", "2026-11-25 21:1"),
                ("all_day", True), ("location", ""), ("notes", "x"),
            )
        },
        "of another calendar": {"calendar": "Work"},
        "of another calendar, and gone": {"calendar": "Work", "uid": "x"},
    },
    "mail/delete_draft.js": {
        "as it was made": _standing("mail/delete_draft.js"),
        **{
            f"with {text!r} pasted": lambda whole, text=text: {
                **_standing("mail/delete_draft.js", text=SIGNED)(whole), "text": text,
            }
            for text in ("Hi Sid,", "", "Hi", "Ho Sid,", "Sid,", "_", None)
        },
        "with a text pasted that is there": lambda whole: {
            **_standing("mail/delete_draft.js")(whole), "text": "Hi Sid,",
        },
        **{
            f"another {name}": _standing("mail/delete_draft.js", **{name: []})
            for name in ("to", "cc", "bcc")
        },
    },
    "contacts/find_person.js": {
        "one letter": {"name": "a"},
        "the other name in capitals": {"name": "ashley BROOKS", "limit": 3},
        "the other name first, in capitals": {"name": "brooks ASHLEY"},
        "the other name in pieces": {"name": "Mari\u0301a NU\u0301N\u0303EZ"},
        "nobody's name": {"name": "sid brooks"},
    },
    "notes/create_note.js": {
        **_IN_FOLDERS,
        "signs of HTML": {"name": "a & b && <i> > c < d >>"},
    },
    "notes/delete_note.js": {
        "more blanks": lambda whole: {"text": re.sub(r"(\s)", r"\1 \1\t", whole["text"])},
        "blanks around it": lambda whole: {"text": f" \n{whole['text']}\n "},
        "of a folder": {"folder": "Notes"},
        "of the trash": {"folder": "Recently Deleted"},
        "no blanks": lambda whole: {"text": "".join(whole["text"].split())},
        "a blank for each": lambda whole: {"text": " ".join(whole["text"].split())},
    },
    "notes/find_note.js": {
        **_IN_FOLDERS,
        **{
            f"“{name}” in {folder or 'all'}": {"name": name, "folder": folder}
            for name in (
                "Ideas", "ideas", "iDEAS", "Project Plan", "plan project", "Plan",
                "Cafe\u0301 Ideas", "Idea", "Nothing", "!!!", "number", "thing", "Ide",
                "Project, Plan!", "gift",
            )
            for folder in ("", "Work", "Nothing")
        },
    },
    "notes/restore_note.js": {
        "nothing was added": lambda whole: {"before": whole["after"]},
    },
    "reminders/delete_reminder.js": {
        f"another {name}": _standing("reminders/delete_reminder.js", **{name: value})
        for name, value in (
            ("name", "x"), ("notes", "x"), ("due", ""), ("priority", 1), ("completed", True),
            ("list", "Work"),
        )
    },
    "messages/send_message.js": {
        "another number": {"handle": "+12025550102"},
        "an address": {"handle": "sid@example.com"},
    },
    "mail/reply.js": _IDS,
    "mail/forward.js": _IDS,
    "reminders/create_reminder.js": {
        "seconds": {"due": "2026-11-27T15:04:05"},
        "a blank between": {"due": "2026-11-27 15:04"},
        "a day": {"due": "2026-11-27"},
        "a day by the flag": {"due": "2026-11-27T15:04:05", "all_day": True},
        "a list as written": {"list": "Work"},
        "a list in another case": {"list": "wORk"},
        "a list in pieces": {"list": "Cafe\u0301"},
        "more than a time": {"due": "2026-11-27T15:04:05Z"},
        "more before a time": {"due": "x2026-11-27"},
        "a priority": {"priority": 1},
        "no priority": {"priority": 0, "notes": ""},
    },
}  # fmt: skip
