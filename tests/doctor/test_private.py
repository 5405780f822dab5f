"""A bug report says what is wrong with the program, and nothing of whose it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.doctor.conftest import ALLOWED, Patient, needs_compiler
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.doctor.private import Privacy

SECRETS = {
    "USER": "zoëohara",
    "LOGNAME": "zoëohara",
    "HOME": "/Users/Zoë O'Hara",
    "TMPDIR": "/var/folders/zz/O'Hara/T/",
    "HOSTNAME": "Zoës-MacBook-Pro.local",
    "SSH_CONNECTION": "203.0.113.77 50000 203.0.113.78 22",
    "ZOOM_TOKEN": "zoom-token-5ecret",
    "TERM_PROGRAM": "OHaraTerm",
    "__CFBundleIdentifier": "com.ohara.term",
    "LC_TERMINAL": "Zoëterm",
}
SETTINGS = """\
[planner]
model = "/Volumes/Zoë Disk/zoe-model.gguf"
url = "http://ohara.example:8080/v1"
[writer]
instructions = "always cc Quentin"
[calendar]
name = "OHara Family"
[consent]
allow = ["quentin@ohara.example", "+14155550132"]
[voice]
device = "Zoës AirPods"
model = "ohara-whisper"
[files]
folders = ["/Volumes/OHara Work"]
"""
TOLD = ("zoë", "o'hara", "ohara", "quentin", "203.0.113", "5ecret", "airpods", "/users", "/volumes")


@needs_compiler
@pytest.mark.parametrize(
    "settings", [SETTINGS, SETTINGS.replace('name = "OHara Family"', "name = ohara")]
)
def test_a_hostile_environment_leaves_nothing_in_a_report(
    patient: Patient, settings: str, tmp_path: Path
) -> None:
    """User, computer, folders, terminal, token, and settings, also those that are broken."""
    patient.home = tmp_path / "Zoë O'Hara" / "tinyagent"
    patient.home.mkdir(parents=True)
    (patient.home / "config.toml").write_text(settings, "utf-8")
    patient.variables = dict(SECRETS)
    patient.permit(ALLOWED | {"com.apple.mail": (-1743, 0)})
    _, out, err = patient.call("doctor", "--json")
    report = (out + err).casefold()
    assert json.loads(out)["checks"]
    assert [word for word in TOLD if word in report] == []
    assert str(tmp_path).casefold() not in report
    assert str(Path.home()).casefold() not in report or str(Path.home()) == "/"


def test_what_helps_is_kept(patient: Patient) -> None:
    """Versions, states, commands that mend, the name of a terminal that many have."""
    checks = patient.checks()
    assert checks["python"]["message"].startswith("Python 3.")
    assert checks["permissions"]["facts"] == {"terminal": "Ghostty"}
    assert checks["Mail"]["facts"]["version"] == "16.0"
    assert checks["transcriber"]["fix"].startswith("tinyagent models pull")
    assert checks["simulated Mac"]["message"].startswith("<our folder>/")


def privacy(**variables: str) -> Privacy:
    """What would clear a report in an environment of *variables*."""
    return Privacy(Environment(variables=variables), ["Work & Life"])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("no file /Users/ann/x.gguf here", "no file <HOME>/x.gguf here"),
        ("no file “/Volumes/Disk/x.gguf”", "no file “<path>”"),
        ("~/models/x: missing", "<path>: missing"),
        ("write to ann@example.org, please", "write to <address>, please"),
        ("call +1 (415) 555-0132 now", "call <number> now"),
        ("the calendar Work & Life is read-only", "the calendar <setting> is read-only"),
        ("ann may, Annette and banner too", "<user> may, Annette and banner too"),
        ("macOS 26.1, 3 of 16, 120 ms, -1743", "macOS 26.1, 3 of 16, 120 ms, -1743"),
        (
            "open 'x-apple.systempreferences:com.apple'",
            "open 'x-apple.systempreferences:com.apple'",
        ),
        (
            "and/or, pip install 'tinyagent-cli[llama]'",
            "and/or, pip install 'tinyagent-cli[llama]'",
        ),
    ],
)
def test_what_is_private_goes_and_the_rest_stays(said: str, kept: str) -> None:
    """Names as words, folders, addresses, numbers that ring; not versions and not commands."""
    assert privacy(HOME="/Users/ann", USER="ann").text(said) == kept


@given(st.text(alphabet="abc/.@ '\"", min_size=3, max_size=12).map(str.strip).filter(len))
def test_a_home_folder_of_any_name_never_stays(name: str) -> None:
    """Blanks, quotes and dots included."""
    home = f"/Users/{name}".rstrip("/")
    said = f"cannot read {home}/x, {home}: no such file, '{home}'"
    assert home not in privacy(HOME=home).text(said)
