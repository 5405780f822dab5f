"""`tinyagent doctor` as a person at a terminal of a Mac sees it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.doctor.conftest import needs_compiler
from tests.fakes.macos import calls
from tests.terminal.session import Session
from tinyagent_cli.desktop.simulated import SimulatedDesktop

pytestmark = needs_compiler

ALLOWED = [0, 0]
HANGING = json.dumps({"com.apple.mail": [0, 50]})


def sitting(tmp_path: Path, *words: str, **variables: str) -> Session:
    """A person at the Mac in *tmp_path*, who typed *words*."""
    program = f"{sys.executable} -m tests.fakes.on_a_mac {tmp_path / 'disk'} {tmp_path / 'state'}"
    typed = " ".join(words)
    return Session(
        tmp_path / "home",
        [],
        lines=60,
        columns=110,
        variables={"TERM_PROGRAM": "ghostty", "PATIENCE": "20", **variables},
        pipeline=f"exec {program} {typed}",
    )


def test_ask_explains_each_app_and_asks_macos_after_a_yes(tmp_path: Path) -> None:
    """What is decided is left alone; a yes opens one app, a no none; what mends a no is told."""
    answers = {f"com.apple.{app}": ALLOWED for app in ("mail", "iCal", "AddressBook")}
    person = sitting(
        tmp_path,
        "doctor",
        "--ask",
        ANSWERS=json.dumps(answers | {"com.apple.Notes": [-1744, 0]}),
        FAULTS=json.dumps([{"app": "Notes", "number": -1743}]),
    )
    asked = person.wait_for("Let macOS ask now? [y/N]")
    assert "Reminders (1 of 3)" in asked
    assert "tinyagent sets reminders in Reminders" in asked
    assert "whether Ghostty may control it" in asked
    assert not (tmp_path / "disk" / "bin" / "calls").exists()
    person.type("y\r")
    person.wait_for("Notes (2 of 3)")
    person.type("y\r")
    person.wait_for("Messages (3 of 3)")
    person.type("\r")
    assert person.ends() == 3
    assert "✓ Reminders      Ghostty may control it" in person.screen
    assert "✗ Notes          Ghostty may not control Notes" in person.screen
    assert "tccutil reset AppleEvents com.mitchellh.ghostty" in person.screen
    asked_of = [Path(str(call["argv"][2])).parent.name for call in calls(tmp_path / "disk" / "bin")]  # type: ignore[index]
    assert asked_of == ["reminders", "notes"]


def test_where_all_is_decided_nothing_is_asked(tmp_path: Path) -> None:
    """It says so."""
    apps = ("mail", "iCal", "AddressBook", "reminders", "Notes", "MobileSMS")
    answers = {f"com.apple.{app}": ALLOWED for app in apps}
    person = sitting(tmp_path, "doctor", "--ask", ANSWERS=json.dumps(answers))
    person.wait_for("macOS has nothing to ask")
    assert person.ends() == 0


def test_it_says_what_it_looks_at_and_leaves_nothing_of_that(tmp_path: Path) -> None:
    """A line while it looks, gone when the findings stand."""
    person = sitting(tmp_path, "doctor", ANSWERS=HANGING, PATIENCE="2")
    person.wait_for("… this Mac")
    assert person.ends() == 0
    assert "…" not in person.screen
    assert "macOS did not say within 3 s" in person.screen


def test_ctrl_c_ends_it_at_once_and_leaves_no_child(tmp_path: Path) -> None:
    """While apps hang."""
    person = sitting(tmp_path, "doctor", ANSWERS=HANGING, PATIENCE="2")
    person.wait_for("… this Mac")
    person.type("\x03")
    assert person.ends() == 130
    assert "Traceback" not in person.screen
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(tmp_path / "disk" / "CoreServices") not in running.stdout


def test_a_probe_opens_and_writes_nothing_without_a_yes(tmp_path: Path) -> None:
    """Both questions say what would happen, and Enter alone is a no."""
    file = tmp_path / "x.json"
    answers = json.dumps({"com.apple.Notes": ALLOWED})
    person = sitting(tmp_path, "doctor", "--probe", "--transcript", str(file), ANSWERS=answers)
    first = person.wait_for("Go on? [y/N]")
    assert "no address, no text of yours. Nothing is sent" in " ".join(first.split())
    assert "whether Ghostty may control it" in " ".join(first.split())
    person.type("\r")
    second = person.wait_for("Nobody is invited, nothing is sent.")
    assert "deletes again, things called “TinyAgent probe”" in " ".join(second.split())
    person.type("\r")
    assert person.ends() == 0
    assert [call["program"] for call in calls(tmp_path / "disk" / "bin")] == ["osascript"]
    assert "steps: 1, failed: none" in person.screen
    assert str(file) in person.screen.replace("\n", "")


def test_ctrl_c_in_the_middle_of_a_probe_deletes_what_was_made(tmp_path: Path) -> None:
    """Nothing called “TinyAgent probe” stays where it can be helped."""
    file = tmp_path / "x.json"
    words = ("doctor", "--probe-writes", "--transcript", str(file))
    # A no leaves the one app that is permitted already.
    person = sitting(tmp_path, *words, ANSWERS=json.dumps({"com.apple.Notes": ALLOWED}))
    person.wait_for("Go on? [y/N]")
    person.type("\r")
    person.wait_for("… find the note", seconds=40)
    person.type("\x03")
    assert person.ends() == 130
    notes = SimulatedDesktop(tmp_path / "state").snapshot()["notes"]
    assert "TinyAgent probe" not in notes
    assert not file.exists()
    assert "Traceback" not in person.screen
