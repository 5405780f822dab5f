"""A transcript becomes conditions of the simulated Mac, under which it does the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.osascript import NOW
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.desktop.engine import Conditions, Fault
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.doctor.replay import conditions, unexplained
from tinyagent_cli.doctor.runners import SimulatedRunner, read
from tinyagent_cli.doctor.steps import Steps
from tinyagent_cli.doctor.transcript import Act, Answer, Transcript

FOLDERS = ("calendar", "contacts", "mail", "messages", "notes", "reminders")

# Transcripts of Macs, in files; those that volunteers send go here.
RECORDED = sorted((Path(__file__).parent / "transcripts").glob("*.json"))

MACS = {
    "all goes well": Conditions(),
    "Notes is not permitted": Conditions((Fault("Notes", -1743),)),
    "Mail hangs": Conditions((Fault("Mail", -1712),)),
    "no calendar can be made": Conditions((Fault("Calendar", -10000, "make", ".calendars"),)),
    "no folder can be removed": Conditions((Fault("Notes", -10000, "delete", "folders["),)),
    "no note can be added to": Conditions((Fault("Notes", -10000, "set", ".body"),)),
    "no event can be deleted": Conditions((Fault("Calendar", -1728, "delete", "events.byId"),)),
    "no iMessage": Conditions(quirks=frozenset({"no-iMessage"})),
    "no service, and files are lost": Conditions(
        quirks=frozenset({"no-iMessage", "no-SMS", "attachments-lost"})
    ),
    "nobody answers to a strange number": Conditions(quirks=frozenset({"unknown-handles"})),
}


async def transcript_of(mac: Conditions, folder: Path) -> tuple[Transcript, Steps]:
    """What a probe would write down on a Mac in *folder* that behaves so."""
    folder.mkdir()
    file = folder / "file.txt"
    file.write_text("x")
    steps = Steps(SimulatedRunner(SimulatedDesktop(folder / "mac", Clock.stopped(NOW), mac)))
    await steps.reads()
    worked = {act.script.partition("/")[0] for act in steps.acts if act.ok}
    await steps.writes(file, tuple(sorted(worked)))
    return Transcript("0", "26.1", "arm64", "Ghostty", acts=tuple(steps.acts)), steps


@pytest.mark.parametrize("name", MACS)
async def test_the_conditions_of_a_mac_are_found_again(name: str, tmp_path: Path) -> None:
    """Through a file, and without having seen anything but the transcript."""
    found, _ = await transcript_of(MACS[name], tmp_path / "there")
    file = tmp_path / "x.json"
    file.write_text(found.text(), "utf-8")
    again = Transcript.read(file)
    assert conditions(again) == MACS[name]
    assert await unexplained(again, tmp_path) == []


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
async def test_the_simulated_mac_does_what_a_probed_one_did(path: Path, tmp_path: Path) -> None:
    """Step by step, under the conditions that its transcript tells of."""
    assert await unexplained(Transcript.read(path), tmp_path) == []


def test_a_transcript_is_recorded() -> None:
    """One that was made here at least, on a Mac of files, with faults and quirks."""
    assert any(path.stem == "made_here" for path in RECORDED)
    found = Transcript.read(RECORDED[0])
    assert conditions(found).faults


@pytest.mark.parametrize(
    ("macos", "simulated"), [("14.6.1", "14"), ("27.0", "27"), ("12.7", "26"), ("", "26")]
)
def test_a_mac_is_simulated_in_its_own_version(macos: str, simulated: str) -> None:
    """Where that is known; else in the one of our tables."""
    assert conditions(Transcript("0", macos, "arm64", "Ghostty")).macos == simulated


async def test_a_transcript_of_an_older_release_stays_good(tmp_path: Path) -> None:
    """A script that answers more by now is no other Mac; one that answers less is told."""
    found, _ = await transcript_of(Conditions(), tmp_path / "there")

    def of_old(act: Act, extra: str = "") -> Act:
        if act.step != "make an event":
            return act
        kept = {name: told for name, told in act.shape.items() if name != "calendar"}
        return replace(act, shape=kept | ({extra: "text"} if extra else {}))

    old = replace(found, acts=tuple(map(of_old, found.acts)))
    assert await unexplained(old, tmp_path / "old") == []
    other = replace(found, acts=tuple(of_old(act, "gone") for act in found.acts))
    [said] = await unexplained(other, tmp_path / "other")
    assert said.startswith("make an event:")


async def test_what_the_simulated_mac_does_otherwise_is_said(tmp_path: Path) -> None:
    """A claim, a shape, a number that no condition explains: a sentence for each."""
    found, _ = await transcript_of(Conditions(), tmp_path / "there")

    def changed(act: Act) -> Act:
        match act.step:
            case "make a long note":
                return replace(act, claims={**act.claims, "text kept": False})
            case "count in Notes":
                shape = {**act.shape, "unknown_name": {"kind": "function", "number": -1728}}
                return replace(act, shape=shape)
            case "find the note":
                return replace(act, ok=False, number=-1728, code="not_found", shape=None, claims={})
        return act

    odd = replace(found, acts=(*map(changed, found.acts), Act("pray", "x/pray.js", ok=True)))
    said = await unexplained(odd, tmp_path)
    assert [line.partition(":")[0] for line in said] == [
        "count in Notes",
        "find the note",
        "make a long note",
        "pray",
    ]


async def test_a_step_that_hung_counts_as_an_app_that_does_not_answer() -> None:
    """Ended by us, there is no number: the app would have said -1712."""
    hung = Act("count in Mail", "mail/probe.js", ok=False, code="time")
    found = Transcript("0", "26.1", "arm64", "Ghostty", acts=(hung,))
    assert conditions(found).faults == (Fault("Mail", -1712),)


async def test_a_refusal_of_a_script_is_no_fault() -> None:
    """It comes of what it found, and is compared as it is."""
    refused = Act("find the note", "notes/find_note.js", ok=False, number=-1728, code="ambiguous")
    found = Transcript("0", "26.1", "arm64", "Ghostty", acts=(refused,))
    assert conditions(found) == Conditions()


async def test_nothing_that_was_made_stays_where_a_step_fails(tmp_path: Path) -> None:
    """Deleted in the opposite order; what cannot be is told."""
    mac = MACS["no event can be deleted"]
    _, steps = await transcript_of(mac, tmp_path / "there")
    assert steps.left_behind == [
        "an event “TinyAgent probe” in Calendar",
        "the calendar “TinyAgent probe” in Calendar",
    ]


@pytest.mark.parametrize("answer", ['{"made": true}', "null", "[]", '{"id": null}', "7"])
async def test_an_app_that_answers_in_another_shape_does_not_break_a_probe(
    answer: str, tmp_path: Path
) -> None:
    """It is written down, and the other apps are tried."""

    class Odd:
        async def script(self, script: str, payload: object) -> Answer:
            return read(f'{{"ok": true, "result": {answer}}}')

        async def open(self, url: str, bundle: str = "") -> Answer:
            return Answer(False, number=-10814)

    steps = Steps(Odd())
    await steps.reads()
    await steps.writes(tmp_path / "x", FOLDERS)
    assert steps.acts[-1].step == "show a place in Maps"
    assert json.loads(Transcript("0", "", "", "", acts=tuple(steps.acts)).text())["acts"]
