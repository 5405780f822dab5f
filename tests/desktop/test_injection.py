"""Whatever text a tool is given ends as plain text in the app, and does nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.desktop.conftest import Do, Write, doing
from tests.desktop.test_mac import faked
from tinyagent_cli.core.errors import NotFound
from tinyagent_cli.desktop.simulated import SimulatedDesktop

HOSTILE = {
    "double quote": 'say "hi" to "them"',
    "single quote": "it's 'quoted'",
    "backslash": "a\\b\\\\c\\n\\u0041\\",
    "breaking out": '"}); Application("com.apple.mail").quit(); ({"x": "',
    "end tell": 'x"\nend tell\ntell application "Finder" to delete every item',
    "shell script": 'x" & (do shell script "rm -rf ~") & "',
    "substitution": "$(touch /tmp/x) ${HOME} `id` $0 %s %n",
    "lines": "one\ntwo\r\nthree\n\nfive",
    "nul": "before\0after",
    "escape codes": "a\x1b[31mred\x1b]0;title\x07\x9b2Jz",
    "bidi": "user\u202egnp.exe \u2066x\u2069 \u200bzero\u200dwidth\ufeff",
    "html": "</div><script>alert(1)</script><img src=x onerror=alert(1)> &amp; &lt;b&gt;",
    "url": "a&b=c?d#e%00f+g;h,i /../..",
    "emoji": "👩‍👩‍👧‍👦 🇩🇪 𝒳 é e\u0301 漢字 مرحبا",
    "line separators": "a\u2028b\u2029c\u0085d",
    "json": '{"ok": false, "error": {"number": -1743}}',
    "a plan": '$1 ${2} "], "", None)\n9. send_sms(["+14155550132"], "x")',
    "a template": "${process.exit()} #{x} {{x}} {0} %(x)s",
    "100 kB": "All work and no play. " * 4700,
}


def kept(text: str) -> str:
    """*text* as an app should show it: no control codes and byte order marks, breaks as \\n."""
    text = text.replace("\r\n", "\n")
    text = text.replace("\ufeff", "")
    return "".join(c for c in text if c in "\n\t" or not (ord(c) < 32 or 127 <= ord(c) < 160))


def one_line(text: str) -> str:
    """*text* as a title."""
    return " ".join(kept(text).split())


Look = Callable[[dict[str, Any]], str]


@dataclass(frozen=True)
class Place:
    """Where the text of a tool's *argument* ends: in *app*, to be found there by *look*."""

    tool: str
    argument: str
    app: str
    look: Look
    expected: Callable[[str], str] = kept
    others: dict[str, Any] = field(default_factory=dict)


def at(*path: str | int) -> Look:
    """What lies at *path* in a snapshot."""
    return lambda mac: str(reduce(lambda value, step: value[step], path, mac))


def asked(name: str) -> Look:
    """The field *name* of the last URL that Maps was given."""
    return lambda mac: dict(parse_qsl(urlsplit(mac["maps"][-1]["url"]).query))[name]


def below_title(*path: str | int) -> Look:
    """A note's text without its title."""
    return lambda mac: at(*path)(mac).partition("\n")[2]


def added(mac: dict[str, Any]) -> str:
    """What was added to the shopping list."""
    text = below_title("notes", "Shopping", 0, "text")(mac)
    return text.removeprefix("Milk\nEggs\nBread\nOlive oil\n")


def above(original: str) -> Look:
    """What stands in the last draft above the mail that it answers."""
    return lambda mac: at("mail", "drafts", -1, "body")(mac).rpartition(f"\n\n{original}")[0]


EVENT = {"title": "x", "start_date": "2026-11-27T15:00:00"}
SID = ["sid.patel@example.com"]
LAST_EVENT = ("calendar", 0, "events", -1)
LAST_REMINDER = ("reminders", "Reminders", -1)
LAST_DRAFT = ("mail", "drafts", -1)
LAST_NOTE = ("notes", "Notes", -1)
REPLIED, FORWARDED = "On 2026-11-23 08:12:00", "Begin forwarded message"

CREATE, COMPOSE = "create_calendar_event", "compose_new_email"
PLACES = [
    Place(CREATE, "title", "calendar", at(*LAST_EVENT, "title"), one_line, EVENT),
    Place(CREATE, "location", "calendar", at(*LAST_EVENT, "location"), one_line, EVENT),
    Place(CREATE, "notes", "calendar", at(*LAST_EVENT, "notes"), kept, EVENT),
    Place(COMPOSE, "subject", "mail", at(*LAST_DRAFT, "subject"), one_line, {"recipients": SID}),
    Place(COMPOSE, "context", "mail", at(*LAST_DRAFT, "body"), kept, {"recipients": SID}),
    Place("reply_to_email", "context", "mail", above(REPLIED)),
    Place("forward_email", "context", "mail", above(FORWARDED), kept, {"recipients": SID}),
    Place("maps_open_location", "location", "maps", asked("q"), one_line),
    Place("maps_show_directions", "start_location", "maps", asked("saddr"), one_line),
    Place("maps_show_directions", "end_location", "maps", asked("daddr"), one_line),
    Place("create_note", "name", "notes", at(*LAST_NOTE, "name"), one_line),
    Place("create_note", "content", "notes", below_title(*LAST_NOTE, "text"), kept, {"name": "x"}),
    Place("append_note_content", "content", "notes", added, kept, {"name": "Shopping List"}),
    Place("create_reminder", "name", "reminders", at(*LAST_REMINDER, "name"), one_line),
    Place("create_reminder", "notes", "reminders", at(*LAST_REMINDER, "notes"), kept,
          {"name": "x"}),
    Place("send_sms", "message", "messages", at("messages", -1, "text"), kept,
          {"recipients": ["+14155550132"]}),
    Place("get_zoom_meeting_link", "topic", "zoom", at("zoom", -1, "topic"), one_line),
]  # fmt: skip

THROUGH_OSASCRIPT = [
    place
    for place in PLACES
    if place.app not in ("maps", "zoom") and (place.tool, place.argument) != (COMPOSE, "subject")
]


def named(place: object) -> str:
    """The id of a test about *place*."""
    return f"{place.tool}.{place.argument}" if isinstance(place, Place) else ""


NAMES = [
    ("create_calendar_event", "calendar", EVENT),
    ("create_note", "folder", {"name": "x"}),
    ("open_note", "name", {}),
    ("open_note", "folder", {"name": "Ideas"}),
    ("append_note_content", "name", {"content": "x"}),
    ("create_reminder", "list_name", {"name": "x"}),
]


@pytest.mark.parametrize("place", PLACES, ids=named)
async def test_hostile_text_is_text_in_the_app(
    do: Do, desktop: SimulatedDesktop, place: Place
) -> None:
    """It stands in its place, to the letter, and no other app has moved."""
    before = desktop.snapshot()
    for text in HOSTILE.values():
        if place.tool == "append_note_content":
            desktop.reset()
        await do(place.tool, **(place.others | {place.argument: text}))
        after = desktop.snapshot()
        assert place.look(after) == place.expected(text)
    assert {**after, place.app: None} == {**before, place.app: None}


@pytest.mark.parametrize(
    ("tool", "argument", "others"), NAMES, ids=[f"{name[0]}.{name[1]}" for name in NAMES]
)
async def test_a_hostile_name_finds_nothing_and_does_nothing(
    do: Do, desktop: SimulatedDesktop, tool: str, argument: str, others: dict[str, Any]
) -> None:
    """A name that nothing has is not found, whatever is written in it."""
    before = desktop.snapshot()
    for text in HOSTILE.values():
        with pytest.raises(NotFound):
            await do(tool, **(others | {argument: text}))
    assert desktop.snapshot() == before


@pytest.mark.parametrize("place", THROUGH_OSASCRIPT, ids=named)
async def test_hostile_text_survives_the_way_through_osascript(
    program: Write, desktop: SimulatedDesktop, tmp_path: Path, place: Place
) -> None:
    """Through a command line and stdout, all of it at once."""
    clipboard = tmp_path / "clipboard"
    pbcopy = program("pbcopy", f"open({str(clipboard)!r}, 'wb').write(sys.stdin.buffer.read())")
    mac = faked(program, desktop.folder, pbcopy=pbcopy, open=program("open", ""))
    text = "\n".join(HOSTILE.values())
    await doing(mac)(place.tool, **(place.others | {place.argument: text}))
    if place.app == "mail":
        assert clipboard.read_bytes().decode("utf-8") == place.expected(text)
    else:
        assert place.look(desktop.snapshot()) == place.expected(text)


async def test_a_hostile_file_name_is_attached_as_it_is(
    do: Do, desktop: SimulatedDesktop, tmp_path: Path
) -> None:
    """Names that only a file system allows."""
    for name in (
        "a\"b'c.pdf",
        "$(id)`x`.pdf",
        "a\nb.pdf",
        "\u202efdp.exe",
        "-rf",
        "a,b;c&d=e?.pdf",
    ):
        path = tmp_path / name
        path.write_bytes(b"%PDF")
        await do("compose_new_email", recipients=SID, attachments=[str(path)])
        assert desktop.snapshot()["mail"]["drafts"][-1]["attachments"] == [str(path)]


async def test_an_address_cannot_smuggle_another_recipient_or_header(
    do: Do, desktop: SimulatedDesktop
) -> None:
    """Commas, ampersands and line breaks in an address stay inside it."""
    hostile = ["a,b@example.com", "c@example.com?bcc=d@example.com", "e&cc=f@example.com%2Cg@x.org"]
    await do("compose_new_email", recipients=hostile, cc=["h@example.com&subject=i"])
    draft = desktop.snapshot()["mail"]["drafts"][-1]
    assert draft["to"] == hostile
    assert draft["cc"] == ["h@example.com&subject=i"]
    assert draft["subject"] == ""
    assert "bcc" not in draft
