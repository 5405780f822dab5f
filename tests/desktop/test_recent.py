"""What was done on the simulated Mac, told from its stores."""

from __future__ import annotations

from datetime import timedelta

from tests.desktop.conftest import NOW, Do
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.desktop.simulated import SimulatedDesktop

SID = "+14155550132"


def done(desktop: SimulatedDesktop) -> list[str]:
    """The kinds of things that were done, the latest first."""
    return [one.what for one in desktop.recent()]


def test_the_seed_is_nothing_that_was_done(desktop: SimulatedDesktop) -> None:
    """A new one has a life in it, and no deeds."""
    assert done(desktop) == []


async def test_every_kind_of_deed_is_told(do: Do, desktop: SimulatedDesktop) -> None:
    """What was made, changed, drafted, sent and shown."""
    assert done(desktop) == []  # which makes the files, too
    desktop.clock = Clock.stopped(NOW + timedelta(minutes=1))
    await do("open_and_get_file_path", file_name=str(desktop.home / "Documents" / "project.pdf"))
    await do("maps_open_location", location="Oslo")
    await do("create_note", name="Cake", content="eggs")
    await do("append_note_content", name="Shopping List", content="flour")
    await do("create_reminder", name="Milk")
    await do("create_calendar_event", title="Tea", start_date="2026-11-24T15:00:00")
    await do("compose_new_email", recipients=["sid@example.com"], context="Hello")
    await do("send_sms", recipients=[SID], message="late")
    assert sorted(done(desktop)) == sorted(
        ("text", "draft", "event", "reminder", "note", "changed", "map", "file")
    )
    told = {one.what: one for one in desktop.recent()}
    assert told["text"].fields["name"] == "Sid Patel"
    assert told["changed"].fields["name"] == "Shopping List"
    assert (told["event"].where, told["note"].where) == ("Home", "Notes")
    assert told["file"].fields["path"] == "Documents/project.pdf"


async def test_what_was_taken_back_is_gone(do: Do, desktop: SimulatedDesktop) -> None:
    """A note in the bin was not made any more."""
    result = await do("create_note", name="Cake", content="eggs")
    assert result.undo is not None
    await desktop.script(result.undo.script, result.undo.payload)
    assert done(desktop) == []
