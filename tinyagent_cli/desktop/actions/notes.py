"""Notes: written, opened, added to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tinyagent_cli.core.errors import NotFound
from tinyagent_cli.desktop import saying
from tinyagent_cli.tools.spec import Hands, Result, Target, Undo


async def create(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Write a new note; the result's value is its title."""
    name = saying.line(arguments["name"])
    content = saying.plain(arguments["content"] or "")
    made = await hands.desktop.script(
        "notes/create_note.js",
        {
            "name": name,
            "html": saying.paragraphs(content) if content else "",
            "folder": saying.line(arguments["folder"] or ""),
        },
    )
    return Result(
        name,
        f"Wrote the note {saying.quoted(name)} in {made['folder']}",
        Undo(
            "notes/delete_note.js",
            {"id": made["id"], "text": made["text"], "folder": made["folder"]},
            f"deleted the note {saying.quoted(name)}",
        ),
        {"id": made["id"], "folder": made["folder"]},
    )


async def open_(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Show a note; the result's value is its text, without the title."""
    found = await _find(hands, arguments)
    note = await hands.desktop.script("notes/open_note.js", {"id": found["id"]})
    title, _, rest = note["text"].partition("\n")
    text = rest.strip("\n") if title.strip() == note["name"].strip() else note["text"]
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    says = f"Opened the note {saying.quoted(note['name'])}"
    return Result(
        text,
        f"{says}: {text}" if text else says,
        details={"id": note["id"], "folder": found["folder"]},
    )


async def append(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Add to a note; the result's value is its title."""
    content = saying.plain(arguments["content"])
    id = hands.target.key if hands.target else (await _find(hands, arguments))["id"]
    note = await hands.desktop.script(
        "notes/append_note.js", {"id": id, "html": saying.paragraphs(content)}
    )
    name = note["name"]
    return Result(
        name,
        f"Added {saying.quoted(saying.line(content))} to the note {saying.quoted(name)}",
        Undo(
            "notes/restore_note.js",
            {"id": id, "before": note["before"], "after": note["after"]},
            f"took what was added out of the note {saying.quoted(name)}",
        ),
        {"id": id},
    )


async def aim(hands: Hands, arguments: Mapping[str, Any]) -> Target | None:
    """The note that is added to, by its id; None where it is not there yet.

    Another call of the plan may make it.
    """
    try:
        found = await _find(hands, arguments)
    except NotFound:
        return None
    return Target("note", f"{saying.quoted(found['name'])} in {found['folder']}", found["id"])


async def _find(hands: Hands, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = await hands.desktop.script(
        "notes/find_note.js",
        {
            "name": saying.line(arguments["name"]),
            "folder": saying.line(arguments["folder"] or ""),
        },
    )
    return found
