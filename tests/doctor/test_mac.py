"""The doctor on a Mac: each app, what works and what mends the rest, without a dialog."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from macos_tools import ROOT
from tests.doctor.conftest import ALLOWED, Patient, hurry, needs_compiler
from tests.fakes.installed import install, place, plist, shell
from tinyagent_cli.desktop.scripts import sums
from tinyagent_cli.doctor.apps import APPS, SCRIPTED
from tinyagent_cli.doctor.automation import SECONDS

MAIL, NOTES = SCRIPTED[0], SCRIPTED[4]


@needs_compiler
def test_a_mac_that_lacks_nothing(patient: Patient) -> None:
    """Every app in a line; exit code 0."""
    patient.permit(ALLOWED)
    code, out, _ = patient.call("doctor")
    assert code == 0
    for app in SCRIPTED:
        assert f"✓ {app.name}" in out
    assert "running; dictionary as known; Ghostty may control it" in out
    assert "macOS asks once for each app, on behalf of Ghostty" in out
    assert "macOS 26.1" in out
    assert "Spotlight      it knows the files by name" in out


@needs_compiler
def test_a_no_is_told_with_every_way_back(patient: Patient) -> None:
    """The pane, the link that opens it, and the command for who pressed Don't Allow; exit 3."""
    patient.permit(ALLOWED | {MAIL.bundle: (-1743, 0)})
    code, out, _ = patient.call("doctor")
    assert code == 3
    assert "✗ Mail           running; dictionary as known; Ghostty may not" in out
    assert "Privacy & Security → Automation → Ghostty: switch Mail on" in out
    assert (
        "open 'x-apple.systempreferences:com.apple.preference.security?Privacy_Automation'" in out
    )
    assert "if you pressed Don't Allow" in out
    assert "tccutil reset AppleEvents com.mitchellh.ghostty" in out


@needs_compiler
@pytest.mark.parametrize(
    ("number", "state", "words"),
    [
        (-1744, "not asked yet", "tinyagent doctor --ask lets it ask now"),
        (-600, "known once it runs", "permission known once it runs"),
        (-50, "known once it is used", "permission known once it is used"),
    ],
)
def test_what_is_open_is_told_as_open(
    patient: Patient, number: int, state: str, words: str
) -> None:
    """No error: a request will ask."""
    patient.permit(ALLOWED | {MAIL.bundle: (number, 0)})
    check = patient.checks()["Mail"]
    assert (check["status"], check["facts"]["automation"]) == ("ok", state)
    assert words in check["message"] + check["fix"]


@needs_compiler
def test_apps_that_hang_are_given_up_on_and_unknown(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All six hang for a minute each: none of them is waited for."""
    assert SECONDS == 3.0
    hurry(monkeypatch, 0.5)
    patient.permit(dict.fromkeys(ALLOWED, (0, 50)))
    began = time.monotonic()
    checks = patient.checks()
    assert time.monotonic() - began < 40
    assert [checks[app.name]["facts"]["automation"] for app in SCRIPTED] == [
        "no answer in time"
    ] * len(SCRIPTED)
    assert "it may hang" in checks["Mail"]["fix"]


def test_without_the_library_it_is_said_that_nobody_knows(patient: Patient) -> None:
    """An older or a newer macOS: no crash, and no guess."""
    check = patient.checks()["Mail"]
    assert check["status"] == "ok"
    assert "permission known once it is used" in check["message"]


def test_what_is_not_installed(patient: Patient) -> None:
    """Named with what it is for; Zoom is nobody's duty."""
    for app in (NOTES, APPS[-1]):
        place(patient.disk, app).rename(patient.disk / app.name)
    checks = patient.checks()
    assert checks["Notes"]["status"] == "warning"
    assert (
        "not installed; tinyagent finds, writes and opens notes with it"
        in (checks["Notes"]["message"])
    )
    assert checks["Zoom"]["status"] == "off"
    assert "ZOOM_TOKEN" in checks["Zoom"]["fix"]


def test_an_app_in_the_folder_of_the_user_s_own_is_found(patient: Patient) -> None:
    """/Applications as well as /System/Applications."""
    (patient.disk / "Applications").mkdir(exist_ok=True)
    place(patient.disk, NOTES).rename(patient.disk / "Applications" / "Notes.app")
    assert patient.checks()["Notes"]["facts"]["installed"]


def test_what_runs_is_told_by_its_program(patient: Patient) -> None:
    """By the end of its path; where ps does not answer nobody claims anything."""
    facts = {name: check.get("facts", {}) for name, check in patient.checks().items()}
    assert (facts["Notes"]["running"], facts["Calendar"]["running"]) == (True, False)
    patient.change(ps=shell(patient.disk / "bin" / "ps", "exit 1"))
    assert patient.checks()["Notes"]["facts"]["running"] is None


def test_a_dictionary_that_differs_is_told(patient: Patient) -> None:
    """How many names; which, in the report."""
    table = json.loads((ROOT / "terms" / "Notes.json").read_text("utf-8"))
    del table["classes"]["note"]["properties"]["plaintext"]
    table["classes"]["note"]["properties"]["body"] = "text r"
    table["classes"]["note"]["properties"]["pinned"] = "boolean rw"
    install(patient.disk, NOTES, table)
    check = patient.checks()["Notes"]
    assert check["status"] == "warning"
    assert "1 missing, 1 changed, 1 new" in check["message"]
    assert check["facts"]["dictionary"] == {
        "missing": ["note.plaintext"],
        "changed": ["note.body: text rw → text r"],
        "added": ["note.pinned"],
    }


def test_new_names_alone_harm_nobody(patient: Patient) -> None:
    """A newer macOS that knows more is fine."""
    table = json.loads((ROOT / "terms" / "Notes.json").read_text("utf-8"))
    table["classes"]["note"]["properties"]["pinned"] = "boolean rw"
    install(patient.disk, NOTES, table)
    assert patient.checks()["Notes"]["status"] == "ok"


@pytest.mark.parametrize("text", ["", "<dictionary>", "\0", "<a/>"])
def test_a_dictionary_that_cannot_be_read(patient: Patient, text: str) -> None:
    """Damaged, or of another kind: a warning and no crash."""
    path = place(patient.disk, NOTES) / "Contents" / "Resources" / "Notes.sdef"
    path.write_text(text)
    assert patient.checks()["Notes"]["status"] == "warning"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("printf '/:\\n\\tIndexing disabled.\\n'", "warning"),
        ("printf '/:\\n\\tError: unknown indexing state.\\n'", "ok"),
        ("sleep 60", "warning"),
        ("exit 1", "ok"),
    ],
)
def test_spotlight_may_be_off(
    patient: Patient, said: str, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then files are looked for in fewer places; one that hangs is not waited for."""
    hurry(monkeypatch, 0.5 if "sleep" in said else 20)
    patient.change(mdutil=shell(patient.disk / "bin" / "mdutil", said))
    assert patient.checks()["Spotlight"]["status"] == status


@pytest.mark.parametrize(
    ("version", "status"), [("12.7", "warning"), ("27.0", "ok"), ("", "warning")]
)
def test_macos_is_told_by_its_version(patient: Patient, version: str, status: str) -> None:
    """Older ones than those whose defects are known get a word of warning."""
    path = patient.disk / "System/Library/CoreServices/SystemVersion.plist"
    plist(path, {"ProductVersion": version})
    assert patient.checks()["macOS"]["status"] == status


def test_over_ssh_the_dialogs_are_elsewhere(patient: Patient) -> None:
    """Who sits far away is told so."""
    patient.variables["SSH_CONNECTION"] = "203.0.113.7 50000 203.0.113.8 22"
    check = patient.checks()["permissions"]
    assert check["status"] == "warning"
    assert "on the Mac itself" in check["fix"]


def test_zoom_is_ready_when_there_is_an_account(patient: Patient) -> None:
    """Credentials are looked for, and never shown or tried."""
    patient.variables["ZOOM_TOKEN"] = "secret-token"
    code, out, _ = patient.call("doctor")
    assert "an account is set up; the app is here" in out
    assert "secret-token" not in out
    assert code == 0


def test_without_osascript_nothing_works(patient: Patient) -> None:
    """Exit code 3, and its path."""
    Path(patient.programs.osascript).unlink()
    assert patient.call("doctor")[0] == 3
    assert patient.checks()["osascript"]["status"] == "error"


def test_no_app_is_opened_and_no_script_is_run(patient: Patient) -> None:
    """A doctor who looks only: no call of osascript, of open, of anything that could ask."""
    patient.call("doctor")
    assert not (patient.disk / "bin" / "calls").exists()


def test_asking_needs_somebody_at_a_terminal(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In a script no dialog is ever put up; exit code 4."""
    monkeypatch.setattr("tinyagent_cli.view.screen.TTY", str(tmp_path / "no-tty"))
    code, _, err = patient.call("doctor", "--ask")
    assert code == 4
    assert "nobody is here to see them" in err
    assert not (patient.disk / "bin" / "calls").exists()


def test_a_script_that_was_changed_is_found(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is needed."""
    changed = dict.fromkeys(sums(), "0" * 64)
    monkeypatch.setattr("tinyagent_cli.desktop.scripts.sums", lambda root=ROOT: changed)
    check = patient.checks()["scripts"]
    assert check["status"] == "error"
    assert "was changed since it was released" in check["message"]
