"""A full disk: whatever does not fit, what was done is told, and the rest was not done."""

from __future__ import annotations

import shutil

import pytest

from tests.faults.conftest import Disk, Home

NOTE = '1. create_note("Second", "milk", "")\n2. join()\n'
ROOMS = range(0, 112_000, 4096)  # a page more each time, up to where all fits


@pytest.fixture
def full(disk: Disk) -> Home:
    """A home on the small disk, in which a note was made."""
    home = Home(disk.path / "home")
    home.tinyagent("run", "-", "--yes", stdin=NOTE.replace("Second", "First"))
    shutil.copytree(home.path, disk.path.parent / "kept")
    return home


def anew(disk: Disk, home: Home) -> None:
    """Make *home* as it was."""
    disk.free()
    shutil.rmtree(home.path)
    shutil.copytree(disk.path.parent / "kept", home.path)


def leftovers(home: Home) -> list[str]:
    """Pieces of files that were not put in their place."""
    return [path.name for path in home.path.rglob(".*") if path.name != ".lock"]


def test_what_was_done_on_a_full_disk_is_told_and_nothing_else_is_done(
    disk: Disk, full: Home
) -> None:
    """At each write of a turn: the journal's, the note's, the journal's again."""
    codes = set()
    for room in ROOMS:
        anew(disk, full)
        disk.leave(room)
        code, out, err = full.tinyagent("run", "-", "--yes", "--quiet", stdin=NOTE)
        disk.free()
        made = "Second" in full.notes()
        codes.add(code)
        assert "Traceback" not in err
        assert ("Wrote the note “Second”" in out) == made, room
        assert code == 0 or "make room on the disk" in out + err, room
        done = [a["state"] for t in full.turns() for a in t["actions"] if "Second" in str(a)]
        assert ("done" in done) == made or done == ["interrupted"], room
        assert full.notes().count("First") == 1
        assert not leftovers(full)
    assert codes == {0, 1, 3}


def test_what_could_not_be_taken_back_on_a_full_disk_can_be_later(disk: Disk, full: Home) -> None:
    """It is told as it is, and never lost."""
    codes = set()
    for room in ROOMS[:16]:
        anew(disk, full)
        disk.leave(room)
        code, _, err = full.tinyagent("undo")
        codes.add(code)
        disk.free()
        assert "Traceback" not in err
        if "First" in full.notes():
            assert code in (1, 3)
            assert full.tinyagent("undo")[0] == 0
        assert "First" not in full.notes()
    assert codes >= {0, 1, 3}


@pytest.mark.parametrize("room", range(0, 40_960, 8192))
def test_a_new_simulated_mac_that_does_not_fit_is_made_later(disk: Disk, room: int) -> None:
    """Half of it is none: the next start with room finds or makes all of it."""
    home = Home(disk.path / "home")
    home.tinyagent("run", "-", "--yes", stdin="1. join()\n")  # makes the journal
    shutil.rmtree(home.path / "simulated-mac", ignore_errors=True)
    disk.leave(49_152 + room)
    code, out, _ = home.tinyagent("run", "-", "--yes", "--quiet", stdin=NOTE)
    disk.free()
    assert "mistake in the tool" not in out
    assert ("Second" in home.notes()) == (code == 0)
    assert "Grandma’s Recipes" in home.notes() or len(home.notes()) > 2


def test_settings_that_do_not_fit_stay_as_they_are(disk: Disk, full: Home) -> None:
    """And nothing is left beside them."""
    full.tinyagent("config", "set", "people.region", "GB")
    disk.leave(0)
    code, _, err = full.tinyagent("config", "set", "people.region", "FR")
    assert (code, "cannot be written: no space left" in err) == (3, True)
    assert "GB" in full.tinyagent("config", "get", "people.region")[1]
    assert not leftovers(full)


def test_a_line_that_the_history_has_no_room_for_is_taken_all_the_same(disk: Disk) -> None:
    """The arrow keys find it until the end of the chat."""
    from tinyagent_cli.repl.prompt import _history

    history = _history(disk.path / "prompt_history")
    disk.leave(0)
    history.append_string("what's Sid's number")
    assert history.get_strings() == ["what's Sid's number"]
