"""A rehearsal: nothing is changed, and what it tells is what a run in earnest does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.acting import FakePerson
from tests.fakes.mac import MacInProcess, OfflineZoom, contents
from tests.fakes.stage import CLOCK, STEPS, Stage
from tinyagent_cli.desktop.engine import Conditions, Fault
from tinyagent_cli.desktop.mac import _READS as ASKED_AGAIN
from tinyagent_cli.desktop.records import put, record
from tinyagent_cli.desktop.rehearsal import Rehearsal
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.execution.outcomes import Done, Refused
from tinyagent_cli.tools.spec import Effect, Hands, Result, Tool, ToolSpec
from tinyagent_cli.tools.toolbox import Toolbox

ZOOM = OfflineZoom({"ZOOM_TOKEN": "x"})


def same(event: Mapping[str, Any]) -> dict[str, Any]:
    """*event* without ids that apps give to what is made, and mailboxes, which have none."""
    path = re.sub(r'\("?[\w:/.\-]*?\b[a-zA-Z]*1\d{3}"?\)', "(new)", event["object"])
    return {**event, "object": re.sub(r'mailbox\("[^"]*"\)', "mailbox(…)", path)}


def earnest(mac: MacInProcess) -> list[dict[str, Any]]:
    """The Apple events of what was more than looked up, in order."""
    return [same(e) for script, events in mac.scripts if script not in ASKED_AGAIN for e in events]


def sent(acts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The Apple events among what a rehearsal told."""
    apart = ("read", "open", "reveal", "copy", "POST")
    return [same(act) for act in acts if act["event"] not in apart]


@settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=5))
def test_a_rehearsal_tells_what_a_run_then_does_and_changes_nothing(steps: list[str]) -> None:
    """The same Apple events, links, files and words; not a byte of the Mac is another after it."""

    async def play(folder: Path) -> None:
        mac = MacInProcess(folder, CLOCK, zoom=ZOOM)
        await mac.simulated.find_files("")  # it comes into being
        before = contents(folder)
        rehearsal = Stage(Rehearsal.of(mac, CLOCK))
        would_say = await rehearsal.one_by_one(steps)
        assert contents(folder) == before
        assert mac.opened == []
        assert {script for script, _ in mac.scripts} <= ASKED_AGAIN
        assert all(e["event"] in ("get", "count", "exists") for _, es in mac.scripts for e in es)
        mac = MacInProcess(folder, CLOCK, zoom=ZOOM)  # in another process, as it were
        run = Stage(mac)
        assert await run.one_by_one(steps) == would_say
        assert sent(rehearsal.acts) == earnest(mac)
        for stage in (rehearsal, run):
            stage.journal.close()
        opens = [act for act in rehearsal.acts if act["event"] in ("open", "reveal", "copy")]
        assert [a.get("with", a["object"]) for a in opens] == [one[-1] for one in mac.opened]

    with TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder) / "mac"))


@pytest.fixture
def mac(tmp_path: Path) -> MacInProcess:
    return MacInProcess(tmp_path / "mac", CLOCK, zoom=ZOOM)


async def test_a_whole_plan_is_rehearsed_with_results_that_flow(mac: MacInProcess) -> None:
    """A link that leads nowhere stands for the one that Zoom would give."""
    stage = Stage(Rehearsal.of(mac, CLOCK))
    ended = await stage.run(
        'get_email_address("Nick")',
        'get_zoom_meeting_link("Standup", "2026-11-27 10:00:00", 30, ["$1"])',
        'create_calendar_event("Standup", "2026-11-27 10:00:00", "", "$2", ["$1"], "", None)',
    )
    assert all(isinstance(outcome, Done) for outcome in ended.values())
    (made,) = [a for a in stage.acts if a["event"] == "make" and a["with"]["kind"] == "event"]
    assert made["with"]["location"] == "https://zoom.us/j/rehearsal-1"
    (asked,) = [act for act in stage.acts if act["event"] == "POST"]
    assert asked["with"]["settings"]["meeting_invitees"][0]["email"].startswith("nick.costa@")
    assert mac.simulated.snapshot()["zoom"] == []


async def test_nobody_is_asked_where_nothing_is_done(mac: MacInProcess) -> None:
    """Also with nobody there: a script may rehearse."""
    stage = Stage(Rehearsal.of(mac, CLOCK), person=FakePerson(present=False))
    ended = await stage.run('send_sms(["+14155550132"], "hi")', 'create_note("a", "b", "")')
    assert all(isinstance(outcome, Done) for outcome in ended.values())
    assert stage.person.shown == []


async def test_what_was_made_is_found_by_what_comes_after(mac: MacInProcess) -> None:
    """A note that is only rehearsed can be added to, and two of one name are a question."""
    stage = Stage(Rehearsal.of(mac, CLOCK))
    steps = ['create_note("Packing", "socks", "")', 'append_note_content("packing", "tea", "")']
    assert await stage.one_by_one(steps) == [
        "Wrote the note “Packing” in Notes",
        "Added “tea” to the note “Packing”",
    ]
    await stage.run('create_note("Ideas", "more", "")')
    (told,) = await stage.one_by_one(['open_note("Ideas", "")'])
    assert "several notes may be meant" in told


@pytest.mark.parametrize("folder", ["Club", "Work", "Twice", "Notes", ""])
async def test_the_folders_of_several_accounts_are_told_apart(
    mac: MacInProcess, folder: str
) -> None:
    """The same folder as in earnest, the same question where two are called so."""
    state = mac.simulated.state("Notes")
    folders = [record("folder", f"x/{i}", name=n) for i, n in enumerate(("Work", "Club", "Twice"))]
    other = put(
        record("account", "gmail", name="Gmail"), [*folders, record("folder", "y", name="Twice")]
    )
    put(state["root"], [other])
    mac.simulated.change("Notes", state)
    step = f'create_note("Tea", "x", "{folder}")'
    rehearsal, run = Stage(Rehearsal.of(mac, CLOCK)), Stage(mac)
    would_say = await rehearsal.one_by_one([step])
    mac.scripts.clear()
    assert await run.one_by_one([step]) == would_say
    assert sent(rehearsal.acts) == earnest(mac)


@pytest.mark.parametrize(
    ("app", "step"),
    [
        ("Contacts", 'get_phone_number("Sid")'),
        ("Calendar", 'create_calendar_event("a", "2026-11-27", "", "", [], "", None)'),
        ("Reminders", 'create_reminder("a", "", "", "", 0, False)'),
        ("Notes", 'create_note("a", "b", "")'),
        ("Notes", 'open_note("Ideas", "")'),
        ("Mail", 'reply_to_email([], "x", [])'),
        ("Messages", 'send_sms(["+14155550132"], "hi")'),
    ],
)
async def test_what_cannot_be_read_is_said_and_nothing_stands_in_for_it(
    tmp_path: Path, app: str, step: str
) -> None:
    """Without permission the seeded life does not come instead: the task fails as it would."""
    refused = Conditions(faults=(Fault(app, -1743),))
    mac = MacInProcess(tmp_path / "mac", CLOCK, refused)
    stage = Stage(Rehearsal.of(mac, CLOCK))
    (ended,) = await stage.one_by_one([step])
    assert ended.startswith(f"iTerm may not control {app}")
    assert sent(stage.acts) == []


async def test_no_app_is_asked_that_the_plan_does_not_read(mac: MacInProcess) -> None:
    """No permission is asked for beyond what is read: a new mail, a place, a file need none."""
    stage = Stage(Rehearsal.of(mac, CLOCK))
    await mac.simulated.find_files("")
    await stage.run(
        'compose_new_email(["a@example.com"], [], "s", "b", ["project.pdf"])',
        'compose_new_email(["a@example.com"], [], "s", "b", [])',
        'maps_open_location("x")',
        'open_and_get_file_path("project.pdf")',
        'get_zoom_meeting_link("x", "", 60, [])',
    )
    assert mac.scripts == []


async def test_a_number_that_messages_does_not_know_is_told_before(tmp_path: Path) -> None:
    """The same refusal as in earnest, and no event that sends."""
    quirks = Conditions(quirks=frozenset({"unknown-handles"}))
    mac = MacInProcess(tmp_path / "mac", CLOCK, quirks)
    stage = Stage(Rehearsal.of(mac, CLOCK))
    (ended,) = await stage.one_by_one(['send_sms(["+14155550132"], "hi")'])
    assert "does not know" in ended
    assert "send" not in [act["event"] for act in stage.acts]


async def test_without_a_zoom_account_a_meeting_is_not_rehearsed(tmp_path: Path) -> None:
    """It would fail, and nobody is asked to find that out."""
    mac = MacInProcess(tmp_path / "mac", CLOCK)
    (ended,) = await Stage(Rehearsal.of(mac, CLOCK)).one_by_one(
        ['get_zoom_meeting_link("x", "", 60, [])']
    )
    assert ended.startswith("no Zoom account is set up")


async def test_the_simulated_mac_is_rehearsed_on_likewise(desktop: SimulatedDesktop) -> None:
    """Off a Mac: told, and not done; a text for a draft is pasted there, not copied."""
    await desktop.find_files("")
    before = contents(desktop.folder)
    stage = Stage(Rehearsal.of(desktop, CLOCK))
    await stage.run('reply_to_email([], "thanks", [])', 'create_note("a", "b", "Work")')
    assert contents(desktop.folder) == before
    assert {act["event"] for act in stage.acts} > {"reply", "paste", "make", "read"}


async def test_limits_on_what_is_sent_are_as_in_earnest_and_not_used_up(mac: MacInProcess) -> None:
    """What was sent lately counts; what is rehearsed does not."""
    earnest_ = Stage(mac)
    await earnest_.run('send_sms(["+14155550132"], "hi")')
    copied = earnest_.journal.rehearsal()
    stage = Stage(Rehearsal.of(mac, CLOCK), journal=copied)
    for _ in range(40):
        (ended,) = await stage.one_by_one(['send_sms(["+14155550132"], "hi")'])
        assert ended.startswith("Texted")
    assert len(earnest_.journal.turns(100)) == 1


async def test_a_plugins_tool_is_called_only_to_look_up(mac: MacInProcess) -> None:
    """What it does besides goes where no rehearsal can follow."""
    called = []

    def tool(name: str, effect: Effect) -> Tool:
        async def perform(hands: Hands, arguments: Mapping[str, Any]) -> Result:
            called.append(name)
            return Result(name, name)

        return Tool(ToolSpec(name, "x", "Lamp", effect, ()), perform)

    tools = [tool(effect.value, effect) for effect in Effect]
    stage = Stage(Rehearsal.of(mac, CLOCK), toolbox=Toolbox(tools))
    ended = await stage.run(*(f"{effect.value}()" for effect in Effect))
    assert called == ["read"]
    others = [outcome for task, outcome in ended.items() if task > 1]
    assert all(isinstance(o, Refused) and "cannot be rehearsed" in o.why for o in others)
