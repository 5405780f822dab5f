"""The simulated Mac at a glance: what was done on it, the latest first, then what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from tinyagent_cli.view.moments import as_moment, say_moment
from tinyagent_cli.view.outline import Line, Outline, paragraphs
from tinyagent_cli.view.printable import count, printable

if TYPE_CHECKING:
    from tinyagent_cli.desktop.recent import Happening

MOST: Final = 20  # of what was done; the journal has the rest
_LINES: Final = 5  # of a text
_WORD: Final = 10  # the column of "reminder  "
_REST: Final = 11  # the column of "reminders  "

Fields = Mapping[str, Any]


def overview(happened: Sequence[Happening], snapshot: Fields, today: date) -> Outline:
    """An `Outline` of both; *happened* has the latest first, *today* is left unsaid."""
    return Outline([*_done(happened, today), ("", Text()), *_there(snapshot, today)])


def _done(happened: Sequence[Happening], today: date) -> Iterator[Line]:
    if not happened:
        yield "", Text("nothing was done here yet", "dim")
        return
    yield "", Text("done, the latest first", "bold")
    groups = [list(group) for _, group in groupby(happened[:MOST], _one_deed)]
    moments = [_when(group[0].at, today) for group in groups]
    width = max(map(len, moments))
    for moment, group in zip(moments, groups, strict=True):
        one = group[0]
        head, below = _texted(group[::-1]) if one.what == "text" else _told(one, today)
        word = "note" if one.what == "changed" else one.what
        lead = f"  {moment:<{width}}  {word:<{_WORD}}"
        yield lead, head
        for text in below:
            yield from paragraphs(text, " " * len(lead), _LINES)
    if (left := len(happened) - MOST) > 0:
        yield "  ", Text(f"and {left} more before that: tinyagent history", "dim")


def _one_deed(one: Happening) -> object:
    """The same for texts that went to several people at once."""
    return (one.at[:16], one.fields["text"]) if one.what == "text" else id(one)


def _when(at: str, today: date) -> str:
    moment = as_moment(at[:16])
    return say_moment(moment, today, after=today) if moment else at


def _texted(group: Sequence[Happening]) -> tuple[Text, list[str]]:
    names = [one.fields.get("name", one.fields["to"]) for one in group]
    return Text.assemble("to ", (_listed(names), "bold")), [group[0].fields["text"]]


def _told(one: Happening, today: date) -> tuple[Text, list[str]]:
    """What *one* is in a line, and the texts to be shown below it."""
    fields = one.fields
    match one.what:
        case "draft":
            words = [f"to {_listed(fields['to'])}" if fields["to"] else "to nobody yet"]
            words += [f"cc {_listed(fields['cc'])}"] if fields.get("cc") else []
            words += [f"with {_listed(fields['attachments'])}"] if fields["attachments"] else []
            return _line(fields["subject"] or "no subject", *words), _some(fields["body"])
        case "event":
            about = [span(fields, today), fields.get("location", ""), one.where]
            about += [f"with {_listed(fields['invitees'])}"] if fields.get("invitees") else []
            return _line(fields["title"], *about), _some(fields.get("notes", ""))
        case "reminder":
            due = say(fields.get("due", ""), today)
            return _line(fields["name"], due, one.where), _some(fields.get("notes", ""))
        case "note" | "changed":
            where = f"changed, in {one.where}" if one.what == "changed" else f"in {one.where}"
            return _line(fields["name"], where), _some(body_of(fields))
        case "Zoom":
            start = say(fields.get("start", ""), today)
            about = [start, f"{fields['minutes']} min", *fields["invitees"]]
            return _line(fields["topic"], *about), _some(fields["join_url"])
        case "map":
            return place(fields), []
        case "file":
            return _line(fields["path"], "opened"), []
        case _:
            return _line(fields.get("url", "")), []


def _there(snapshot: Fields, today: date) -> Iterator[Line]:
    yield "", Text("what is there", "bold")
    events = [event for one in snapshot["calendar"] for event in one["events"]]
    reminders = [item for items in snapshot["reminders"].values() for item in items]
    inbox = snapshot["mail"]["inbox"]
    selected = next((mail for mail in inbox if mail.get("selected")), None)
    counted = {name: len(notes) for name, notes in snapshot["notes"].items() if notes}
    rest = {
        "calendar": _with_next(count(len(events), "event"), events, "start", today),
        "reminders": _with_next(count(len(reminders), "reminder"), reminders, "due", today),
        "notes": ", ".join(f"{name} {number}" for name, number in counted.items()),
        "mail": f"{len(inbox)} in the inbox"
        + (f"; selected: “{selected['subject']}” from {selected['sender']}" if selected else ""),
        "contacts": count(len(snapshot["contacts"]), "contact"),
        "files": f"{count(len(snapshot['files']['documents']), 'document')} in its home folder",
    }
    for app, words in rest.items():
        yield f"  {app:<{_REST}}", Text(printable(words))
    yield "", Text()
    yield "", Text("tinyagent desktop show notes, or another of these, shows all of it", "dim")


def _with_next(said: str, things: Sequence[Fields], key: str, today: date) -> str:
    ahead = sorted(
        (thing for thing in things if thing.get(key, "") >= today.isoformat()),
        key=lambda thing: str(thing[key]),
    )
    if not ahead:
        return said
    first = ahead[0]
    return f"{said}; next: {first.get('title', first.get('name'))}, {say(first[key], today)}"


def say(moment: str, today: date) -> str:
    """``Fri 27 Nov 15:00`` of an ISO date or time; "" of none."""
    found = as_moment(moment)
    return say_moment(found, today) if found else moment


def span(event: Fields, today: date) -> str:
    """``Fri 27 Nov 15:00–16:00`` of an event of a snapshot."""
    start, end = as_moment(event.get("start", "")), as_moment(event.get("end", ""))
    if start is None:
        return ""
    said = say_moment(start, today)
    if end is None or end == start:
        return said
    day = date.fromisoformat(event["start"][:10])
    return f"{said}–{say_moment(end, today, after=day)}"


def place(entry: Fields) -> Text:
    """What Maps was asked to show."""
    if "to" not in entry:
        return _line(entry.get("location", entry["url"]))
    start = f"from {entry['from']}" if entry.get("from") else "from here"
    by = {"foot": "on foot"}.get(entry.get("by", ""), f"by {entry.get('by', '')}")
    return _line(f"to {entry['to']}", start, by if entry.get("by") else "")


def body_of(note: Fields) -> str:
    """The text of a note without its first line, where that is its name."""
    if note.get("locked"):
        return "locked"
    first, _, rest = str(note.get("text", "")).partition("\n")
    return rest if first.strip() == str(note["name"]).strip() else str(note.get("text", ""))


def _line(title: str, *about: str) -> Text:
    said = "  ".join(printable(part) for part in about if part)
    return Text.assemble((printable(title), "bold"), ("  " if said else "", ""), (said, "dim"))


def _some(text: str) -> list[str]:
    return [text] if text.strip() else []


def _listed(names: Sequence[str]) -> str:
    *most, last = map(printable, names)
    return f"{', '.join(most)} and {last}" if most else last
