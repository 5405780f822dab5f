"""Whatever text a tool is given ends as plain text in the app, and does nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.desktop.conftest import Do, doing
from tests.desktop.test_mac import Write, faked, program
from tinyagent_cli.core.errors import NotFound
from tinyagent_cli.desktop.simulated import SimulatedDesktop

__all__ = ["program"]  # the fixture is used by name

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


Look = Callable[[dict[str, Any]], Any]


def query(url: str) -> dict[str, str]:
    """The fields of a URL."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def body_of(note: dict[str, Any]) -> str:
    """A note's text without its title."""
    return str(note["text"].partition("\n")[2])


def shopping(mac: dict[str, Any]) -> str:
    """What was added to the shopping list."""
    return body_of(mac["notes"]["Shopping"][0]).removeprefix("Milk\nEggs\nBread\nOlive oil\n")


def quoted_reply(mac: dict[str, Any]) -> str:
    """What stands above the quotation in the last draft."""
    text, found, _ = mac["mail"]["drafts"][-1]["body"].rpartition("\n\nOn 2026-11-23 08:12:00")
    return str(text) if found else "the quotation is gone"


def forwarded(mac: dict[str, Any]) -> str:
    """What stands above the forwarded mail in the last draft."""
    text, found, _ = mac["mail"]["drafts"][-1]["body"].rpartition("\n\nBegin forwarded message")
    return str(text) if found else "the original is gone"


EVENT = {"title": "x", "start_date": "2026-11-27T15:00:00"}
SID = ["sid.patel@example.com"]


def last_event(mac: dict[str, Any]) -> dict[str, Any]:
    """The event that was made."""
    return dict(mac["calendars"][0]["events"][-1])


# tool, the argument, the others, what the app then shows, one line or several, the app
PLACES: list[tuple[str, str, dict[str, Any], Look, Callable[[str], str], str]] = [
    ("create_calendar_event", "title", EVENT, lambda m: last_event(m)["title"], one_line, "calendars"),
    ("create_calendar_event", "location", EVENT, lambda m: last_event(m)["location"], one_line, "calendars"),
    ("create_calendar_event", "notes", EVENT, lambda m: last_event(m)["notes"], kept, "calendars"),
    ("compose_new_email", "subject", {"recipients": SID}, lambda m: m["mail"]["drafts"][-1]["subject"], one_line, "mail"),
    ("compose_new_email", "context", {"recipients": SID}, lambda m: m["mail"]["drafts"][-1]["body"], kept, "mail"),
    ("reply_to_email", "context", {}, quoted_reply, kept, "mail"),
    ("forward_email", "context", {"recipients": SID}, forwarded, kept, "mail"),
    ("maps_open_location", "location", {}, lambda m: query(m["maps"][-1]["url"])["q"], one_line, "maps"),
    ("maps_show_directions", "start_location", {"end_location": "x"}, lambda m: query(m["maps"][-1]["url"])["saddr"], one_line, "maps"),
    ("maps_show_directions", "end_location", {}, lambda m: query(m["maps"][-1]["url"])["daddr"], one_line, "maps"),
    ("create_note", "name", {}, lambda m: m["notes"]["Notes"][-1]["name"], one_line, "notes"),
    ("create_note", "content", {"name": "x"}, lambda m: body_of(m["notes"]["Notes"][-1]), kept, "notes"),
    ("append_note_content", "content", {"name": "Shopping List"}, shopping, kept, "notes"),
    ("create_reminder", "name", {}, lambda m: m["reminders"]["Reminders"][-1]["name"], one_line, "reminders"),
    ("create_reminder", "notes", {"name": "x"}, lambda m: m["reminders"]["Reminders"][-1]["notes"], kept, "reminders"),
    ("send_sms", "message", {"recipients": ["+14155550132"]}, lambda m: m["messages"][-1]["text"], kept, "messages"),
    ("get_zoom_meeting_link", "topic", {}, lambda m: m["zoom"][-1]["topic"], one_line, "zoom"),
]  # fmt: skip

NAMES = [
    ("create_calendar_event", "calendar", EVENT),
    ("create_note", "folder", {"name": "x"}),
    ("open_note", "name", {}),
    ("open_note", "folder", {"name": "Ideas"}),
    ("append_note_content", "name", {"content": "x"}),
    ("create_reminder", "list_name", {"name": "x"}),
]


@pytest.mark.parametrize(
    ("tool", "argument", "others", "look", "expected", "app"),
    PLACES,
    ids=[f"{place[0]}.{place[1]}" for place in PLACES],
)
async def test_hostile_text_is_text_in_the_app(
    do: Do,
    desktop: SimulatedDesktop,
    tool: str,
    argument: str,
    others: dict[str, Any],
    look: Look,
    expected: Callable[[str], str],
    app: str,
) -> None:
    """It stands in its place, to the letter, and no other app has moved."""
    before = desktop.snapshot()
    for text in HOSTILE.values():
        if tool == "append_note_content":
            desktop.reset()
        await do(tool, **(others | {argument: text}))
        after = desktop.snapshot()
        assert look(after) == expected(text)
    assert {**after, app: None} == {**before, app: None}


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


@pytest.mark.parametrize(
    ("tool", "argument", "others", "look", "expected", "app"),
    [place for place in PLACES if place[0] not in ("maps_open_location", "maps_show_directions")
     and place[:2] != ("compose_new_email", "subject") and place[5] != "zoom"],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
async def test_hostile_text_survives_the_way_through_osascript(
    program: Write,
    desktop: SimulatedDesktop,
    tmp_path: Path,
    tool: str,
    argument: str,
    others: dict[str, Any],
    look: Look,
    expected: Callable[[str], str],
    app: str,
) -> None:
    """Through a command line and stdout, all of it at once."""
    clipboard = tmp_path / "clipboard"
    pbcopy = program("pbcopy", f"open({str(clipboard)!r}, 'wb').write(sys.stdin.buffer.read())")
    mac = faked(program, desktop.folder, pbcopy=pbcopy, open=program("open", ""))
    text = "\n".join(HOSTILE.values())
    await doing(mac)(tool, **(others | {argument: text}))
    if app == "mail":
        assert clipboard.read_bytes().decode("utf-8") == expected(text)
    else:
        assert look(desktop.snapshot()) == expected(text)


async def test_a_hostile_file_name_is_attached_as_it_is(
    do: Do, desktop: SimulatedDesktop, tmp_path: Path
) -> None:
    """Names that only a file system allows."""
    for name in ('a"b\'c.pdf', "$(id)`x`.pdf", "a\nb.pdf", "\u202efdp.exe", "-rf", "a,b;c&d=e?.pdf"):
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
