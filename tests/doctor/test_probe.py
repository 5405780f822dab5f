"""A probe of a Mac made of files: what it finds, what it leaves, and what it never tells."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from macos_tools import ROOT
from tests.doctor.conftest import ALLOWED, Patient, needs_compiler
from tests.fakes.installed import COMPILING, install, python, shell
from tests.fakes.macos import calls
from tests.fakes.osascript import NOW
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.desktop import seed
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.doctor.apps import SCRIPTED
from tinyagent_cli.doctor.transcript import Transcript, shape

NOTES = SCRIPTED[4]


@pytest.fixture
def volunteer(patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patient:
    """A Mac whose apps are all permitted, and nobody at its terminal."""
    monkeypatch.setattr("tinyagent_cli.view.screen.TTY", str(tmp_path / "no-tty"))
    (tmp_path / "user").mkdir()
    patient.variables["HOME"] = str(tmp_path / "user")
    patient.permit(ALLOWED)
    return patient


def probed(volunteer: Patient, *options: str) -> tuple[Transcript, str, int]:
    """The transcript of a probe, what was printed, and the exit code."""
    file = volunteer.home.parent / "probe.json"
    code, out, err = volunteer.call("doctor", "--probe", "--transcript", str(file), *options)
    return Transcript.read(file), out + err, code


def texts(value: Any) -> list[str]:
    """Every text within *value*."""
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for item in items for text in texts(item)]


@needs_compiler
def test_a_probe_that_writes_leaves_the_apps_as_they_were_and_tells_nothing_of_them(
    volunteer: Patient,
) -> None:
    """Every script compiles, every step works, and nothing called “TinyAgent probe” stays."""
    volunteer.change(osacompile=python(volunteer.disk / "bin" / "osacompile", COMPILING))
    state = volunteer.home / "simulated-mac"
    before = SimulatedDesktop(state, Clock.stopped(NOW)).snapshot()
    found, said, code = probed(volunteer, "--probe-writes")
    assert code == 0
    assert len(found.compiled) == len(list(ROOT.glob("*/*.js")))
    assert all(compiled.ok for compiled in found.compiled)
    assert len(found.acts) == 30
    assert [act.step for act in found.acts if not act.ok] == []
    assert [act.step for act in found.acts for kept in act.claims.values() if not kept] == []
    after = SimulatedDesktop(state).snapshot()
    # Deleted notes lie in Notes' trash, as on a Mac, and Maps has shown a place.
    for shown in (before, after):
        shown["notes"].pop("Recently Deleted", None)
        shown.pop("maps")
    assert after == before
    assert list((volunteer.home.parent / "user").iterdir()) == []
    assert "look into it" in said
    holds_names_of_apples_and_ours(found, volunteer)


def holds_names_of_apples_and_ours(found: Transcript, volunteer: Patient) -> None:
    """Not one text of any app, no folder, no user."""
    told = {text.casefold() for text in texts(json.loads(found.text()))}
    held = {
        text.casefold()
        for state in seed.states(NOW).values()
        for text in texts(state)
        if len(text) > 3
    }
    tables = "".join(path.read_text("utf-8") for path in (ROOT / "terms").glob("*.json"))
    # Kinds of objects ("note") and of services ("iMessage") are names of Apple's.
    private = held - {name.casefold() for name in re.findall(r"[\w ]+", tables)} - {"text"}
    assert len(private) > 200
    assert told & private == set()
    whole = found.text()
    assert str(volunteer.home.parent) not in whole
    assert "x-coredata" not in whole
    assert "@" not in whole


@needs_compiler
def test_in_a_script_only_what_is_permitted_is_opened(volunteer: Patient) -> None:
    """No dialog where nobody asked for one, and nothing is written."""
    volunteer.permit({"com.apple.Notes": (0, 0), "com.apple.mail": (-1744, 0)})
    found, _, _ = probed(volunteer)
    assert [act.script for act in found.acts] == ["notes/probe.js"]
    assert "counting in Mail: not permitted beforehand" in found.left_out
    assert "making and deleting things: not wanted" in found.left_out
    assert [call["program"] for call in calls(volunteer.disk / "bin")] == ["osascript"]


def test_a_dictionary_that_differs_is_told_with_the_scripts_that_may_stumble(
    volunteer: Patient,
) -> None:
    """By name."""
    volunteer.permit({})
    table = json.loads((ROOT / "terms" / "Notes.json").read_text("utf-8"))
    del table["classes"]["note"]["properties"]["plaintext"]
    install(volunteer.disk, NOTES, table)
    found, said, _ = probed(volunteer)
    [notes] = [seen for seen in found.seen if seen.app == "Notes"]
    assert notes.missing == ("note.plaintext",)
    assert "notes/create_note.js" in notes.scripts
    assert "dictionaries that differ: Notes" in said


def test_a_script_that_does_not_compile_is_told(volunteer: Patient) -> None:
    """With the number alone: what osacompile says may hold a folder's name."""
    volunteer.permit({})
    path = volunteer.disk / "bin" / "osacompile"
    volunteer.change(
        osacompile=python(
            path,
            "import sys; script = sys.argv[-1]; said = f'{script}: error: Zeile 3 (-2741)'\n"
            "sys.exit(said if 'find_note' in script else 0)",
        )
    )
    found, said, _ = probed(volunteer)
    assert [(c.script, c.number) for c in found.compiled if not c.ok] == [
        ("notes/find_note.js", -2741)
    ]
    assert "scripts that do not compile: notes/find_note.js" in said
    assert "Zeile" not in found.text()


@needs_compiler
def test_what_cannot_be_deleted_again_is_said(volunteer: Patient) -> None:
    """A place that was there before stays, what is in it is deleted; exit code 1 says so."""
    volunteer.permit({"com.apple.Notes": (0, 0)})
    mac = SimulatedDesktop(volunteer.home / "simulated-mac")
    source = (ROOT / "notes" / "probe_place.js").read_text("utf-8")
    mac.perform("Notes", source, ["{}"])
    _, said, code = probed(volunteer, "--probe-writes")
    assert code == 1
    assert "left behind, for you to delete: the folder “TinyAgent probe”" in said
    assert mac.snapshot()["notes"]["TinyAgent probe"] == []


@pytest.mark.parametrize("words", [["--ask"], ["--json"]])
def test_a_probe_goes_alone(volunteer: Patient, words: list[str]) -> None:
    """A usage error, before anything is looked at."""
    assert volunteer.call("doctor", "--probe", *words)[0] == 2


def test_a_file_that_is_there_is_left_as_it_is(volunteer: Patient, tmp_path: Path) -> None:
    """Before minutes are spent."""
    (tmp_path / "probe.json").write_text("mine")
    code, _, err = volunteer.call("doctor", "--probe", "--transcript", str(tmp_path / "probe.json"))
    assert code == 2
    assert "is there already" in err
    assert (tmp_path / "probe.json").read_text() == "mine"
    assert not (volunteer.disk / "bin" / "calls").exists()


def test_transcript_without_probe_is_a_usage_error(volunteer: Patient) -> None:
    """It names what is missing."""
    code, _, err = volunteer.call("doctor", "--transcript", "x.json")
    assert (code, "--probe" in err) == (2, True)


@needs_compiler
def test_without_osacompile_or_osascript_the_rest_is_told(volunteer: Patient) -> None:
    """A probe of a Mac on which nothing works is worth something, too."""
    gone = shell(volunteer.disk / "bin" / "gone", "exit 1")
    Path(gone).unlink()
    volunteer.change(osacompile=gone, osascript=gone)
    found, _, code = probed(volunteer)
    assert code == 0
    assert not any(compiled.ok for compiled in found.compiled)
    assert {act.code for act in found.acts} == {"missing"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"kind": "tinyagent probe", "v": 2}', '{"kind": "x", "v": 1}', "\0",
     '{"kind": "tinyagent probe", "v": 1, "acts": [{"evil": 1}]}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_transcript_is_refused(text: str, tmp_path: Path) -> None:
    """In a line that says what makes one."""
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(UsageError, match="is no transcript"):
        Transcript.read(tmp_path / "x.json")


def test_of_an_answer_only_the_shape_is_kept() -> None:
    """Numbers are kept where they count, words where they are ours."""
    answer = {"id": 7, "name": "Sid Patel", "to": ["a@b.c", "d@e.f"], "ok": True, "none": None}
    assert shape(answer) == {
        "id": "number", "name": "text", "to": ["text"], "ok": True, "none": None
    }  # fmt: skip
    assert shape({"n": 7, "services": ["SMS", "Sid"]}, counts=True) == {
        "n": 7, "services": ["SMS", "text"]
    }  # fmt: skip
