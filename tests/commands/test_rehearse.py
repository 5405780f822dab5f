"""``--rehearse`` as it is used: what would be sent is shown, and nothing is another afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Call
from tests.fakes.mac import contents
from tests.fakes.macos import ROOT, calls

pytestmark = pytest.mark.usefixtures("nobody_at_the_terminal")

TEXT = "Text Sid and Lutfi that I'm running late"


def everything(home: Path) -> dict[str, Any]:
    """All files that the program keeps, and what is in them."""
    return contents(home)


def test_what_would_be_sent_is_shown_and_nothing_is_done(tinyagent: Call, tmp_path: Path) -> None:
    """Without a question or --yes: app, verb, object and words, and an answer that is no lie."""
    tinyagent("do", "what's Sid's number")  # the simulated Mac and the journal come into being
    before = everything(tmp_path)
    ended = tinyagent("do", "--rehearse", TEXT)
    assert ended.code == 0
    assert ended.out.startswith("Only rehearsed, nothing was done. It would say:\nTexted Sid Patel")
    assert 'Messages: send "I\'m running late", to account("A-iMessage")' in ended.err
    assert "Contacts: read contacts/find_person, name “Sid”" in ended.err
    assert "you would be asked" in ended.err
    assert everything(tmp_path) == before


def test_a_rehearsal_is_no_turn_and_nothing_to_take_back(tinyagent: Call) -> None:
    """Neither history nor undo knows of it."""
    tinyagent("run", "-", "--yes", stdin='1. create_note("Cake", "x", "")\n2. join()\n')
    ended = json.loads(tinyagent("do", "--rehearse", "--json", "make a note called Tea").out)
    assert ended["turn"] is None
    turns = json.loads(tinyagent("history", "--json").out)["turns"]
    assert [turn["plan"][:20] for turn in turns] == ['1. create_note("Cake']
    assert tinyagent("undo").out == "Deleted the note “Cake”\n"


def test_scripts_are_told_of_every_apple_event_whole(tinyagent: Call) -> None:
    """In the object at the end, and in lines as it happens; the same in both."""
    words = "x" * 2_000
    plan = f'1. create_note("Cake", "{words}", "Work")\n2. join()\n'
    (task,) = json.loads(tinyagent("run", "-", "--rehearse", "--json", stdin=plan).out)["tasks"]
    (made,) = [act for act in task["rehearsed"] if act["event"] == "make"]
    assert made["app"] == "Notes"
    assert made["object"] == 'Application("Notes").defaultAccount.folders[1].notes'
    assert words in made["with"]["body"]
    lines = [
        json.loads(line)
        for line in tinyagent("run", "-", "--rehearse", "--events", stdin=plan).out.splitlines()
    ]
    acts = [line["act"] for line in lines if line["event"] == "task.rehearsed"]
    assert acts == task["rehearsed"]


def test_a_text_for_people_is_cut(tinyagent: Call) -> None:
    """A line an event, however long the note is."""
    plan = f'1. create_note("Cake", "{"word " * 2_000}", "Work")\n2. join()\n'
    told = tinyagent("run", "-", "--rehearse", stdin=plan).err.partition("nothing was done")[2]
    assert max(map(len, told.splitlines())) <= 400
    assert "…" in told


def test_links_are_shown_as_they_would_be_opened(tinyagent: Call) -> None:
    """A new mail, a place."""
    plan = (
        '1. compose_new_email(["a@example.com"], [], "Über", "b c", [])\n'
        '2. maps_open_location("Golden Gate Park")\n3. join()\n'
    )
    told = tinyagent("run", "-", "--rehearse", stdin=plan).err
    assert "default app: open mailto:a@example.com?subject=%C3%9Cber&body=b%20c" in told
    assert "Maps: open https://maps.apple.com/?q=Golden%20Gate%20Park" in told


def test_quiet_leaves_the_answer_alone(tinyagent: Call) -> None:
    """As everywhere."""
    ended = tinyagent("do", "--rehearse", "--quiet", TEXT)
    assert ended.err == ""
    assert ended.out.startswith("Only rehearsed")


def test_what_was_looked_up_is_true(tinyagent: Call) -> None:
    """It was read in earnest, and is told so."""
    assert tinyagent("do", "--rehearse", "what's Sid's number").out.startswith("Sid Patel’s number")


def test_what_would_fail_fails(tinyagent: Call) -> None:
    """With the choices that there are, and the exit code that a run has."""
    plan = '1. create_reminder("a", "", "", "Nope", 0, False)\n2. join()\n'
    ended = tinyagent("run", "-", "--rehearse", stdin=plan)
    assert ended.code == 1
    assert "there are “Reminders”, “Groceries” and “Work”" in ended.out


@pytest.mark.parametrize("turn", [(), ("1",)])
def test_undo_is_rehearsed(tinyagent: Call, tmp_path: Path, turn: tuple[str, ...]) -> None:
    """What it would say, without doing it."""
    tinyagent("run", "-", "--yes", stdin='1. create_note("Cake", "x", "")\n2. join()\n')
    before = everything(tmp_path)
    ended = tinyagent("undo", "--rehearse", *turn)
    assert ended.out == "It would say: Deleted the note “Cake”\n"
    assert ended.err == "nothing was done: --rehearse\n"
    assert everything(tmp_path) == before
    assert json.loads(tinyagent("undo", "--rehearse", "--json").out) == {
        "actions": [
            {"turn": 1, "task": 1, "undone": True, "says": "deleted the note “Cake”"},
        ],
        "rehearsed": True,
    }
    assert tinyagent("undo").out == "Deleted the note “Cake”\n"


def test_undo_asks_before_people_get_a_cancellation(tinyagent: Call) -> None:
    """With nobody to ask it says which option agrees."""
    words = "Schedule lunch with Sid tomorrow at noon"
    assert tinyagent("do", "--yes", words).code == 0
    ended = tinyagent("undo")
    assert ended.code == 1
    assert "Sid Patel may get a cancellation, and there is nobody to ask" in ended.out
    assert "tinyagent undo 1 --yes" in ended.out
    ended = tinyagent("undo", "--yes")
    assert ended.code == 0
    assert ended.out.endswith("; Sid Patel may get a cancellation\n")


def chat(home: Path, *lines: str, options: tuple[str, ...] = ()) -> str:
    """What ``tinyagent chat`` prints for *lines*, with what it says beside."""
    ended = subprocess.run(
        [sys.executable, "-m", "tinyagent_cli", "chat", *options],
        env={"TINYAGENT_HOME": str(home), "PYTHONPATH": str(ROOT), "PATH": os.defpath},
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_request_of_a_chat_is_rehearsed_and_then_done(tinyagent: Call, tmp_path: Path) -> None:
    """/rehearse shows it, /approve does the plan that was shown."""
    told = chat(
        tmp_path,
        "/rehearse make a note called Tea",
        "/approve",
        "/history",
        options=("--yes",),
    )
    assert told.splitlines()[:3] == [
        "Only rehearsed, nothing was done. It would say:",
        "Wrote the note “Tea” in Notes",
        "Wrote the note “Tea” in Notes",
    ]
    assert told.count("Tea") == 3 + 1 - 1  # once in the history, by its plan
    assert len(json.loads(tinyagent("history", "--json").out)["turns"]) == 1


def test_a_chat_that_is_all_rehearsed_knows_what_came_before(
    tinyagent: Call, tmp_path: Path
) -> None:
    """A note that was only rehearsed can be added to and taken back there."""
    tinyagent("do", "what's Sid's number")
    before = everything(tmp_path)
    told = chat(
        tmp_path,
        "make a note called Tea",
        "add milk to my note Tea",
        "undo that",
        options=("--rehearse",),
    )
    assert "Added “milk” to the note “Tea”" in told
    assert "Took what was added out of the note “Tea”" in told
    after = everything(tmp_path)
    assert {k: v for k, v in after.items() if k != "prompt_history"} == before


PLAN = """\
1. get_phone_number("Sid")
2. create_calendar_event("Review", "2026-11-27 15:00:00", "", "", [], "x", "Work")
3. open_and_get_file_path("project.pdf")
4. compose_new_email(["a@example.com"], [], "Budget", "Here it is", ["$3"])
5. reply_to_email([], "Thanks", [])
6. create_note("Trip", "a", "Work")
7. append_note_content("Gift Ideas", "and a kite", "")
8. create_reminder("Call", "2026-11-24", "", "", 1, True)
9. send_sms(["$1"], "hello")
10. join()
"""


def test_on_a_mac_the_real_apps_are_only_read(tinyagent: Call, tmp_path: Path) -> None:
    """Through osascript, as every script goes; no document, no clipboard, no draft is touched."""
    home, disk = tmp_path / "home", tmp_path / "disk"
    tinyagent("do", "what's Sid's number", TINYAGENT_HOME=str(home))  # a Mac to read
    (home / "plan").write_text(PLAN, "utf-8")
    before = everything(home / "simulated-mac")
    state = str(home / "simulated-mac")
    words = ["run", str(home / "plan"), "--rehearse", "--json"]
    ended = subprocess.run(
        [sys.executable, "-m", "tests.fakes.on_a_mac", str(disk), state, *words],
        env={
            "TINYAGENT_HOME": str(home),
            "HOME": str(home / "simulated-mac" / "home"),
            "PYTHONPATH": str(ROOT),
            "PATH": os.defpath,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert everything(home / "simulated-mac") == before
    turn = json.loads(ended.stdout)
    assert turn["turn"] is None
    assert "its text is on the clipboard" in turn["answer"]
    done = {act["event"] for task in turn["tasks"] for act in task["rehearsed"]}
    assert {"make", "reply", "set", "send", "open", "copy"} <= done
    made = calls(disk / "bin")
    assert {str(call["program"]) for call in made} == {"osascript", "mdfind"}
    scripts = {Path(call["argv"][2]).name for call in made if call["program"] == "osascript"}  # type: ignore[index]  # a list
    assert all(name.startswith(("read_", "find_")) for name in scripts)
