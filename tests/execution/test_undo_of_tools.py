"""Every tool is taken back, or it is said why not; nothing is that somebody changed since."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.mac import MacInProcess, OfflineZoom, contents
from tests.fakes.stage import CLOCK, STEPS, TOOLBOX, Stage
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import ToolError, UsageError
from tinyagent_cli.core.ports import Undoing
from tinyagent_cli.desktop.engine import Conditions, Fault
from tinyagent_cli.desktop.records import record
from tinyagent_cli.desktop.rehearsal import Rehearsal
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Done
from tinyagent_cli.execution.records import State
from tinyagent_cli.execution.undo import TakenBack, take_back
from tinyagent_cli.tools.spec import Effect

NICK: Final = "nick.costa@harborlabs.example.com"


@dataclass(frozen=True)
class Way:
    """A *call* of a tool, and what is said when it is taken back; *why* where it cannot be."""

    call: str
    says: str = ""
    why: str = ""


# A tool that is new stands here before the tests pass: with its inverse, with the reason why
# there is none, or, where it only looks and shows, with neither.
WAYS: Final[Mapping[str, Way]] = {
    "create_calendar_event": Way(
        'create_calendar_event("Lunch", "2026-11-27 12:00:00", "", "Deli", [], "n", "Home")',
        "deleted the event “Lunch”",
    ),
    "get_phone_number": Way('get_phone_number("Sid")'),
    "get_email_address": Way('get_email_address("Sid")'),
    "open_and_get_file_path": Way('open_and_get_file_path("project.pdf")'),
    "summarize_pdf": Way('summarize_pdf("project.pdf")'),
    "compose_new_email": Way(
        'compose_new_email(["a@example.com"], [], "Budget", "Here", ["project.pdf"])',
        "closed the draft “Budget”",
    ),
    "reply_to_email": Way(
        'reply_to_email([], "Thanks", [])', "closed the draft “Re: Q3 budget review”"
    ),
    "forward_email": Way(
        'forward_email(["a@example.com"], [], "Look", [])',
        "closed the draft “Fwd: Q3 budget review”",
    ),
    "maps_open_location": Way('maps_open_location("Zoo")'),
    "maps_show_directions": Way('maps_show_directions("", "Zoo", "d")'),
    "create_note": Way('create_note("Shed", "paint", "Work")', "deleted the note “Shed”"),
    "open_note": Way('open_note("Ideas", "")'),
    "append_note_content": Way(
        'append_note_content("Ideas", "more", "")',
        "took what was added out of the note “Ideas”",
    ),
    "create_reminder": Way(
        'create_reminder("Call", "2026-11-27 10:00:00", "n", "Work", 1, False)',
        "deleted the reminder “Call”",
    ),
    "send_sms": Way('send_sms(["+14155550132"], "hi")', why="a text message cannot be called back"),
    "get_zoom_meeting_link": Way(
        'get_zoom_meeting_link("Standup", "2026-11-27 10:00:00", 30, [])',
        "cancelled the Zoom meeting “Standup”",
    ),
}
WITH_INVERSE: Final = sorted(tool for tool, way in WAYS.items() if way.says)
# What more there is to say of some.
MAILTO: Final = 'compose_new_email(["a@example.com"], [], "Budget", "Here", [])'
GUESTS: Final = f'create_calendar_event("Lunch", "2026-11-27", "", "", ["{NICK}"], "", None)'
MEETING: Final = f'get_zoom_meeting_link("Standup", "", 30, ["{NICK}"])'


def mac_in(folder: Path, *faults: Fault) -> MacInProcess:
    """A Mac with a Zoom account."""
    conditions = Conditions(faults=faults)
    return MacInProcess(folder, CLOCK, conditions, zoom=OfflineZoom({"ZOOM_TOKEN": "x"}))


@pytest.fixture
def mac(tmp_path: Path) -> MacInProcess:
    return mac_in(tmp_path / "mac")


async def yes(question: str) -> bool:
    """Agree."""
    return True


def world(mac: MacInProcess) -> dict[str, Any]:
    """What is on the Mac: all that a person sees there, but for the notes' trash."""
    found = mac.simulated.snapshot()
    found["notes"].pop("Recently Deleted", None)
    zoom = mac.zoom
    assert isinstance(zoom, OfflineZoom)
    return {**found, "meetings": dict(zoom.made)}


async def played(desktop: Any, *steps: str) -> Stage:
    """A stage where *steps* were done, each as a turn."""
    if isinstance(desktop, MacInProcess):
        await desktop.simulated.find_files("")
    stage = Stage(desktop)
    for ended in [await stage.run(step) for step in steps]:
        assert isinstance(ended[1], Done), ended
    return stage


def test_every_tool_has_a_way_back_or_a_reason() -> None:
    """A tool that is added says which; one that only looks or shows needs neither."""
    assert set(WAYS) == set(TOOLBOX.specs)
    for tool, way in WAYS.items():
        spec = TOOLBOX.specs[tool]
        looks = spec.effect in (Effect.READ, Effect.OPEN)
        assert looks != bool(way.says or way.why), tool
        assert way.says or spec.irreversible == way.why, tool


@pytest.mark.parametrize("place", ["a Mac", "the simulated Mac"])
@pytest.mark.parametrize("tool", sorted(WAYS))
async def test_each_tool_is_taken_back_or_refused_with_its_reason(
    tmp_path: Path, tool: str, place: str
) -> None:
    """The world is as it was before; what cannot be is said in so many words."""
    mac, way = mac_in(tmp_path / "mac"), WAYS[tool]
    desktop = mac if place == "a Mac" else mac.simulated
    await mac.simulated.find_files("")
    before = world(mac)
    stage = await played(desktop, way.call)
    if not (way.says or way.why):
        with pytest.raises(UsageError, match="did nothing that could be taken back"):
            await take_back(stage.journal, desktop, 1)
        return
    (taken,) = await take_back(stage.journal, desktop, 1)
    assert (taken.why, taken.undone) == (way.why, not way.why)
    if way.says:
        assert taken.says == way.says
        assert world(mac) == before


async def test_a_window_of_the_mail_program_is_not_ours_to_close(mac: MacInProcess) -> None:
    """A mail without files is opened by a link: nobody knows its window."""
    stage = await played(mac, MAILTO)
    (taken,) = await take_back(stage.journal, mac, 1)
    assert taken.why == "its window is your mail program’s own: close it there"


@pytest.mark.parametrize("call", [GUESTS, MEETING])
async def test_where_people_get_a_cancellation_somebody_is_asked(
    mac: MacInProcess, call: str
) -> None:
    """With nobody to ask it stays; a no stays, too; a yes says who may hear of it."""
    stage = await played(mac, 'get_email_address("Nick")', call)
    asked: list[str] = []

    async def no(question: str) -> bool:
        asked.append(question)
        return False

    (taken,) = await take_back(stage.journal, mac, 2)
    assert "Nick Costa may get a cancellation, and there is nobody to ask" in taken.why
    (taken,) = await take_back(stage.journal, mac, 2, no)
    assert taken.why == "you said no"
    assert asked[0].endswith("Nick Costa may get a cancellation. Take it back?")
    (taken,) = await take_back(stage.journal, mac, 2, yes)
    assert taken.says.endswith("; Nick Costa may get a cancellation")
    assert taken.undone


NOTES, EVENTS, MAIL = "'com.apple.Notes'", "'com.apple.iCal'", "'com.apple.mail'"
CHANGES: Final = (
    ("create_note", "Notes", "n().body = n().body() + '<div>x</div>'", "changed since"),
    ("create_note", "Notes", "@attach", "changed since"),
    ("append_note_content", "Notes", "@attach", "changed since"),
    ("create_note", "Notes", "@move Personal", "moved since"),
    ("append_note_content", "Notes", "n().body = n().body() + '<div>x</div>'", "changed since"),
    ("create_reminder", "Reminders", "r().name = 'x'", "renamed"),
    ("create_reminder", "Reminders", "r().body = 'x'", "changed since"),
    ("create_reminder", "Reminders", "r().dueDate = new Date(2027, 1, 1)", "changed since"),
    ("create_reminder", "Reminders", "r().priority = 9", "changed since"),
    ("create_reminder", "Reminders", "r().completed = true", "changed since"),
    ("create_reminder", "Reminders", "@move Groceries", "changed since"),
    ("create_calendar_event", "Calendar", "e().summary = 'x'", "renamed"),
    ("create_calendar_event", "Calendar", "e().location = 'x'", "changed since"),
    ("create_calendar_event", "Calendar", "e().description = 'x'", "changed since"),
    (
        "create_calendar_event",
        "Calendar",
        "e().startDate = new Date(2026, 10, 27, 11)",
        "changed since",
    ),
    ("create_calendar_event", "Calendar", "@move Work", "moved to another calendar"),
    ("reply_to_email", "Mail", "d().subject = 'x'", "renamed"),
    (
        "reply_to_email",
        "Mail",
        "d().ccRecipients.push(a.CcRecipient({address: 'x@y.z'}))",
        "changed since",
    ),
    ("reply_to_email", "Mail", "@type x", "changed since"),
)


def change(mac: MacInProcess, app: str, how: str) -> None:
    """Change what was made last in *app* as a person would."""
    kinds = {"Notes": "note", "Reminders": "reminder", "Calendar": "event"}
    state = mac.simulated.state(app)
    if how.startswith("@type "):
        state["root"]["elements"]["outgoing message"][-1]["props"]["content"] += how[6:]
        mac.simulated.change(app, state)
        return
    if how == "@attach":
        _record(state["root"], _last(state["root"], app))["elements"]["attachment"] = [
            record("attachment", "new", name="photo.jpg")
        ]
        mac.simulated.change(app, state)
        return
    if how.startswith("@move "):
        _move(state["root"], kinds[app], how[6:])
        mac.simulated.change(app, state)
        return
    bundle, path = {
        "Notes": (NOTES, "a.notes"),
        "Reminders": ("'com.apple.reminders'", "a.reminders"),
        "Calendar": (EVENTS, "a.calendars.byName('Home').events"),
        "Mail": (MAIL, "a.outgoingMessages"),
    }[app]
    source = (
        f"function run() {{ const a = Application({bundle}); const all = {path};"
        f" const last = () => all.byId('{_last(state['root'], app)}');"
        f" const n = last, r = last, e = last, d = () => all[all.length - 1]; {how}; }}"
    )
    assert mac.simulated.perform(app, source, []).error is None


def _record(root: dict[str, Any], id: str) -> dict[str, Any]:
    things = [x for owner in _owners(root, "note") for x in owner["elements"].get("note", ())]
    return next(thing for thing in things if thing["id"] == id)


def _owners(record: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """What may hold things of *kind*: folders, lists, calendars."""
    holder = {"note": "folder", "reminder": "list", "event": "calendar"}[kind]
    found = []
    for children in record["elements"].values():
        for child in children:
            found += [child] if child["kind"] == holder else _owners(child, kind)
    return found


def _move(root: dict[str, Any], kind: str, name: str) -> None:
    owners = _owners(root, kind)
    whose = max(
        owners, key=lambda o: max((_number(x) for x in o["elements"].get(kind, ())), default=0)
    )
    moved = max(whose["elements"][kind], key=_number)
    whose["elements"][kind].remove(moved)
    target = next(owner for owner in owners if owner["props"]["name"] == name)
    target["elements"].setdefault(kind, []).append(moved)


def _last(root: dict[str, Any], app: str) -> str:
    kind = {"Notes": "note", "Reminders": "reminder", "Calendar": "event"}.get(app)
    if kind is None:
        return ""
    things = [x for owner in _owners(root, kind) for x in owner["elements"].get(kind, ())]
    latest = max(things, key=lambda x: x["props"].get("modificationDate", {}).get("$date", ""))
    return str(max(things, key=_number)["id"] if app != "Notes" else _note(things, latest))


def _note(things: list[dict[str, Any]], latest: dict[str, Any]) -> str:
    made = [x for x in things if _number(x) > 1000]
    named = [x for x in things if x["props"]["name"] == "Ideas"]
    return str((made or named or [latest])[-1]["id"])


def _number(record: dict[str, Any]) -> int:
    digits = str(record["id"]).rpartition("/p")[2].rpartition("-")[2].rpartition("/")[2]
    return int(digits) if digits.isdecimal() else 0


@pytest.mark.parametrize(("tool", "app", "how", "words"), CHANGES)
async def test_what_somebody_changed_since_is_left_as_it_is(
    mac: MacInProcess, tool: str, app: str, how: str, words: str
) -> None:
    """Whatever was done to it, it is theirs now; and it is refused again the next time."""
    stage = await played(mac, WAYS[tool].call)
    change(mac, app, how)
    before = world(mac)
    for _ in range(2):
        (taken,) = await take_back(stage.journal, mac, 1)
        assert words in taken.why
        assert not taken.undone
    assert world(mac) == before


async def test_a_text_that_was_pasted_as_it_was_offered_is_no_change(mac: MacInProcess) -> None:
    """The window is closed all the same; one in which more was typed is not."""
    stage = await played(mac, WAYS["reply_to_email"].call)
    await mac.simulated.offer_text("Thanks")
    (taken,) = await take_back(stage.journal, mac, 1)
    assert taken.undone


GONE: Final = (
    ("create_note", "Notes", "a.delete(a.notes.byName('Shed'))", "deleted already"),
    ("append_note_content", "Notes", "a.delete(a.notes.byName('Ideas'))", "deleted since"),
    ("create_reminder", "Reminders", "a.delete(a.reminders.byName('Call'))", "gone already"),
    (
        "create_calendar_event",
        "Calendar",
        "a.delete(a.calendars.byName('Home').events.whose({summary: 'Lunch'})[0])",
        "gone already",
    ),
    ("reply_to_email", "Mail", "a.close(a.outgoingMessages[0], {saving: 'no'})", "closed, or sent"),
)


@pytest.mark.parametrize(("tool", "app", "how", "words"), GONE)
async def test_what_is_gone_already_is_said_and_counts_as_taken_back(
    mac: MacInProcess, tool: str, app: str, how: str, words: str
) -> None:
    """Nothing is left of it, and the turn before can have its turn."""
    stage = await played(mac, WAYS["create_note"].call.replace("Shed", "Attic"), WAYS[tool].call)
    bundle = {
        "Notes": NOTES,
        "Reminders": "'com.apple.reminders'",
        "Calendar": EVENTS,
        "Mail": MAIL,
    }
    source = f"function run() {{ const a = Application({bundle[app]}); {how}; }}"
    assert mac.simulated.perform(app, source, []).error is None
    before = world(mac)
    (taken,) = await take_back(stage.journal, mac)
    assert words in taken.why
    assert taken.undone
    assert world(mac) == before
    (note,) = await take_back(stage.journal, mac)
    assert note.says == "deleted the note “Attic”"


APPS: Final = {tool: TOOLBOX.specs[tool].app for tool in WITH_INVERSE}


@pytest.mark.parametrize("number", [-1743, -600, -1712])
@pytest.mark.parametrize("tool", [tool for tool in WITH_INVERSE if APPS[tool] != "Zoom"])
async def test_what_the_app_did_not_let_be_is_not_said_to_be_taken_back(
    tmp_path: Path, tool: str, number: int
) -> None:
    """Not permitted, not running, no answer: it counts as done, and can be tried again."""
    mac = mac_in(tmp_path / "mac")
    stage = await played(mac, WAYS[tool].call)
    (taken,) = await take_back(
        stage.journal, mac_in(tmp_path / "mac", Fault(APPS[tool], number)), 1
    )
    assert not taken.undone
    assert stage.journal.turn(1).actions[0].state is State.DONE
    (taken,) = await take_back(stage.journal, mac, 1)
    assert taken.says == WAYS[tool].says


@pytest.mark.parametrize("tool", [tool for tool in WITH_INVERSE if APPS[tool] != "Zoom"])
async def test_an_answer_that_never_came_may_have_been_a_yes(mac: MacInProcess, tool: str) -> None:
    """The inverse got through and the answer did not: the next try finds it gone."""
    stage = await played(mac, WAYS[tool].call)
    script = mac.script

    async def lost(name: str, payload: Mapping[str, Any]) -> Any:
        await script(name, payload)
        return await mac_in(mac.simulated.folder, Fault(APPS[tool], -1712)).script(name, payload)

    mac.script = lost  # type: ignore[method-assign]
    (taken,) = await take_back(stage.journal, mac, 1)
    assert not taken.undone
    assert "looks whether it is there" in taken.why
    mac.script = script  # type: ignore[method-assign]
    (taken,) = await take_back(stage.journal, mac, 1)
    assert taken.undone
    assert taken.gone


async def test_ctrl_c_in_the_middle_leaves_the_rest_to_be_taken_back(mac: MacInProcess) -> None:
    """What was taken back so far was told already; the rest is as it was."""
    stage = Stage(mac)
    names = ("Alder", "Birch", "Cedar")
    await stage.run(*(f'create_note("{name}", "x", "")' for name in names))
    script, told = mac.script, list[TakenBack]()

    async def second_one_hangs(name: str, payload: Mapping[str, Any]) -> Any:
        if told:
            raise asyncio.CancelledError
        return await script(name, payload)

    mac.script = second_one_hangs  # type: ignore[method-assign]
    with pytest.raises(asyncio.CancelledError):
        await take_back(stage.journal, mac, 1, told=told.append)
    assert len(told) == 1
    states = sorted(action.state.value for action in stage.journal.turn(1).actions)
    assert states == ["done", "done", "undone"]
    mac.script = script  # type: ignore[method-assign]
    rest = await take_back(stage.journal, mac, 1)
    assert all(taken.undone for taken in rest)
    assert not [name for name in names if name in str(world(mac)["notes"]["Notes"])]


@pytest.mark.parametrize("tool", WITH_INVERSE)
async def test_a_rehearsal_of_undo_says_what_would_come_of_it_and_changes_nothing(
    mac: MacInProcess, tool: str
) -> None:
    """The same words; not a byte of the Mac or of the journal's turn is another."""
    stage = await played(mac, WAYS[tool].call)
    before, copy = contents(mac.simulated.folder), stage.journal.rehearsal()
    (would,) = await take_back(copy, Rehearsal.of(mac, CLOCK), 1)
    assert contents(mac.simulated.folder) == before
    assert stage.journal.turn(1).actions[0].state is State.DONE
    (taken,) = await take_back(stage.journal, mac, 1)
    assert would.says == taken.says == WAYS[tool].says


async def test_no_other_script_is_run_to_look(mac: MacInProcess) -> None:
    """Whatever stands in the journal: to look at it sends nothing."""
    looking = Rehearsal.of(mac, CLOCK).looking()
    with pytest.raises(ToolError, match="cannot be rehearsed"):
        await looking.script("messages/send_message.js", {"handle": "+14155550132", "text": "x"})
    assert mac.scripts == []


async def test_what_may_have_happened_is_told_of_and_not_passed_over(tmp_path: Path) -> None:
    """A text that broke off in the middle is not nothing."""
    mac = mac_in(tmp_path / "mac", Fault("Messages", -1712, event="send"))
    await mac.simulated.find_files("")
    stage = Stage(mac)
    await stage.run(WAYS["send_sms"].call)
    (taken,) = await take_back(stage.journal, mac, 1)
    assert taken.why == "nobody knows whether it happened: look whether it did"


async def test_the_order_is_that_in_which_it_was_done_and_not_of_the_plan(
    mac: MacInProcess,
) -> None:
    """Two additions to one note: the later one, whatever its number, is taken out first."""
    stage = Stage(mac, Journal.private(Clock()))
    await mac.simulated.find_files("")
    before = world(mac)
    first = 'get_phone_number("Sid")'
    await stage.run(
        first,
        'append_note_content("Ideas", "$1", "")',
        'append_note_content("Ideas", "at once", "")',
    )
    taken = await take_back(stage.journal, mac, 1)
    assert all(one.undone for one in taken)
    assert world(mac) == before


def kept(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """*after* without the texts that were sent, which nobody calls back."""
    return {**after, "messages": before["messages"]}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(STEPS, min_size=1, max_size=4), min_size=1, max_size=2))
def test_run_and_taken_back_the_world_is_as_it_was(plans: list[list[str]]) -> None:
    """But for what was refused, which is said: texts, and the windows of another program."""

    async def play(folder: Path) -> None:
        mac = mac_in(folder)
        await mac.simulated.find_files("")
        before = world(mac)
        stage = Stage(mac, Journal.private(Clock()))
        turns = []
        for plan in plans:
            await stage.run(*plan)
            turns.append(len(turns) + 1)
        refused = []
        for turn in reversed(turns):
            with suppress(UsageError):  # a turn that did nothing
                refused += [t for t in await _taken(stage.journal, mac, turn) if not t.undone]
        assert {t.action.tool for t in refused} <= {"send_sms", "compose_new_email"}
        after = world(mac)
        assert kept(before, after) == before
        sent = sum(
            len(t.action.arguments["recipients"]) for t in refused if t.action.tool == "send_sms"
        )
        assert len(after["messages"]) == sent
        stage.journal.close()

    with TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder) / "mac"))


async def _taken(journal: Journal, desktop: Undoing, turn: int) -> list[TakenBack]:
    return await take_back(journal, desktop, turn, yes)


async def test_an_undo_that_an_older_version_wrote_down_still_works(mac: MacInProcess) -> None:
    """Without what stood there: by name and number alone."""
    stage = await played(mac, WAYS["create_reminder"].call)
    (action,) = stage.journal.turn(1).actions
    assert action.undo is not None
    old = {key: action.undo.payload[key] for key in ("id", "name")}
    await mac.script(action.undo.script, old)
    assert "Call" not in str(world(mac)["reminders"])
    assert replace(action.undo, payload=old).tells == ""


@pytest.mark.parametrize("turned", [True, False])
async def test_another_desktop_is_refused(mac: MacInProcess, turned: bool) -> None:
    """What was done on the Mac is not looked for on the simulated one, nor the other way."""
    done, other = (mac, mac.simulated) if turned else (mac.simulated, mac)
    assert isinstance(mac.simulated, SimulatedDesktop)
    stage = await played(done, WAYS["create_note"].call)
    with pytest.raises(UsageError, match="was done on"):
        await take_back(stage.journal, other, 1)
