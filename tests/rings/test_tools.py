"""Every tool, as a plan calls it: on every macOS, under the faults that its app may have.

What scripts answer is held by test_table.py; here it is what the user is told, and what is done.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import pytest

from tests.rings.cases import CONDITIONS, PLAIN
from tests.rings.inputs import HOSTILE, HUGE, ODD
from tests.rings.memory import MemoryMac
from tests.rings.outcomes import CHANGING, Outcome, outcome_of
from tests.rings.states import NOW, SEED
from tests.tools.conftest import Nobody
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.desktop import macos, quirks, seed
from tinyagent_cli.desktop.actions import builtin_tools
from tinyagent_cli.desktop.engine import Conditions
from tinyagent_cli.tools import people
from tinyagent_cli.tools.spec import MEETING, Effect, Hands, Result

TOOLS: Final = {tool.spec.name: tool for tool in builtin_tools()}
UNSCRIPTED: Final = ("Files", "Maps", "Zoom")  # of these no app answers Apple events
SCRIPTED: Final = tuple(name for name, t in TOOLS.items() if t.spec.app not in UNSCRIPTED)

SID, LUTFI, NICK = "+14155550132", "+15105550119", "+16285550143"
PROJECT = "~/Documents/project.pdf"
START, END = "2026-11-27T15:00:00", "2026-11-27T16:00:00"

HOME: Final = seed.SEED / "home"  # of whose files none is written

# Of each tool: kind, arguments, and the state that its app is in.
ASKED: Final[Mapping[str, tuple[tuple[str, Mapping[str, Any], str], ...]]] = {
    "create_calendar_event": (
        ("good", {"title": "Review", "start_date": START, "invitees": ["a@example.com"]}, SEED),
        ("missing", {"title": "Review", "start_date": START, "calendar": "Hobby"}, SEED),
        ("missing", {"title": "Review", "start_date": START}, "all read-only"),
        ("ambiguous", {"title": "Trip", "start_date": "2026-12-01", "end_date": END}, SEED),
        ("hostile", {"title": HOSTILE, "start_date": START, "location": HOSTILE}, SEED),
        ("huge", {"title": "Review", "start_date": START, "notes": HUGE}, SEED),
        ("odd", {"title": ODD, "start_date": START, "notes": ODD}, SEED),
    ),
    "get_phone_number": (
        ("good", {"name": "Sid"}, SEED),
        ("missing", {"name": "Zaphod"}, SEED),
        ("ambiguous", {"name": "Sarah"}, SEED),
        ("hostile", {"name": HOSTILE}, SEED),
        ("huge", {"name": HUGE[:400]}, SEED),
        ("odd", {"name": "ju\u0308rgen GROSS"}, SEED),
    ),
    "get_email_address": (
        ("good", {"name": "Jane"}, SEED),
        ("missing", {"name": "Grace"}, SEED),
        ("ambiguous", {"name": "Sarah"}, SEED),
        ("hostile", {"name": HOSTILE}, SEED),
        ("huge", {"name": HUGE[:400]}, SEED),
        ("odd", {"name": "ШЕВЧЕНКО"}, SEED),
    ),
    "open_and_get_file_path": (
        ("good", {"file_name": PROJECT}, SEED),
        ("missing", {"file_name": "~/none.pdf"}, SEED),
        ("hostile", {"file_name": f"~/{HOSTILE[:40]}"}, SEED),
        ("hostile", {"file_name": "~/Downloads/setup.command"}, SEED),
    ),
    "summarize_pdf": (
        ("good", {"pdf_path": "~/Documents/report.pdf"}, SEED),
        ("missing", {"pdf_path": "~/none.pdf"}, SEED),
        ("hostile", {"pdf_path": "~/Downloads/setup.command"}, SEED),
    ),
    "compose_new_email": (
        ("good", {"recipients": ["a@example.com"], "subject": "Hi", "context": "words"}, SEED),
        ("good", {"recipients": ["a@example.com"], "attachments": [PROJECT]}, SEED),
        ("missing", {"recipients": ["a@example.com"], "attachments": ["~/none.pdf"]}, SEED),
        (
            "hostile",
            {"recipients": ["a@example.com"], "subject": HOSTILE, "context": HOSTILE},
            SEED,
        ),
        ("huge", {"recipients": ["a@example.com"], "subject": "Hi", "context": HUGE}, SEED),
        ("odd", {"recipients": ["a@example.com"], "subject": ODD, "context": ODD}, SEED),
    ),
    "reply_to_email": (
        ("good", {"context": "Will do"}, SEED),
        ("good", {"cc": ["a@example.com"], "attachments": [PROJECT]}, SEED),
        ("missing", {"context": "Will do"}, "nothing selected"),
        ("ambiguous", {"context": "Will do"}, "a draft selected"),
        ("hostile", {"context": HOSTILE}, SEED),
        ("huge", {"context": HUGE}, SEED),
        ("odd", {"context": ODD}, "an odd mail"),
    ),
    "forward_email": (
        ("good", {"recipients": ["a@example.com"], "context": "FYI"}, SEED),
        ("missing", {"recipients": ["a@example.com"]}, "nothing selected"),
        ("ambiguous", {"recipients": ["a@example.com"]}, "a draft selected"),
        ("hostile", {"recipients": ["a@example.com"], "context": HOSTILE}, SEED),
        ("huge", {"recipients": ["a@example.com"], "context": HUGE}, SEED),
        ("odd", {"recipients": ["a@example.com"], "context": ODD}, "an odd mail"),
    ),
    "maps_open_location": (
        ("good", {"location": "Golden Gate Park"}, SEED),
        ("hostile", {"location": HOSTILE}, SEED),
        ("odd", {"location": ODD}, SEED),
    ),
    "maps_show_directions": (
        ("good", {"end_location": "LAX", "transport": "w"}, SEED),
        ("hostile", {"start_location": HOSTILE, "end_location": HOSTILE}, SEED),
        ("odd", {"end_location": ODD}, SEED),
    ),
    "create_note": (
        ("good", {"name": "Trip", "content": "tent"}, SEED),
        ("missing", {"name": "Trip", "content": "tent", "folder": "Hobby"}, SEED),
        ("ambiguous", {"name": "Trip", "folder": "Archive"}, "two such folders elsewhere"),
        ("hostile", {"name": HOSTILE, "content": HOSTILE}, SEED),
        ("huge", {"name": "Long", "content": HUGE}, SEED),
        ("odd", {"name": ODD, "content": ODD}, SEED),
    ),
    "open_note": (
        ("good", {"name": "Ideas"}, SEED),
        ("missing", {"name": "Taxes"}, SEED),
        ("missing", {"name": "Private Journal"}, SEED),
        ("missing", {"name": "Old Ideas"}, "a note in the trash"),
        ("ambiguous", {"name": "list"}, SEED),
        ("hostile", {"name": HOSTILE}, SEED),
        ("huge", {"name": HUGE[:4000]}, SEED),
        ("odd", {"name": ODD}, SEED),
    ),
    "append_note_content": (
        ("good", {"name": "Shopping List", "content": "Salt"}, SEED),
        ("missing", {"name": "Taxes", "content": "x"}, SEED),
        ("missing", {"name": "Apartment", "content": "x"}, SEED),
        ("missing", {"name": "Private Journal", "content": "x"}, SEED),
        ("ambiguous", {"name": "list", "content": "x"}, SEED),
        ("hostile", {"name": "Shopping List", "content": HOSTILE}, SEED),
        ("huge", {"name": "Shopping List", "content": HUGE}, SEED),
        ("odd", {"name": "Shopping List", "content": ODD}, SEED),
    ),
    "create_reminder": (
        ("good", {"name": "Call", "due_date": "2026-11-27"}, SEED),
        ("missing", {"name": "Call", "list_name": "Hobby"}, SEED),
        ("hostile", {"name": HOSTILE, "notes": HOSTILE, "priority": 99}, SEED),
        ("huge", {"name": "Call", "notes": HUGE}, SEED),
        ("odd", {"name": ODD, "notes": ODD}, SEED),
    ),
    "send_sms": (
        ("good", {"recipients": [SID, LUTFI, NICK], "message": "hi"}, SEED),
        ("missing", {"recipients": [SID, "12", NICK], "message": "hi"}, SEED),
        ("missing", {"recipients": [SID], "message": "hi"}, "no account"),
        ("hostile", {"recipients": [SID], "message": HOSTILE}, SEED),
        ("huge", {"recipients": [SID], "message": HUGE}, SEED),
        ("odd", {"recipients": [SID], "message": ODD}, SEED),
    ),
    "get_zoom_meeting_link": (
        ("good", {"topic": "Standup", "start_time": START}, SEED),
        ("hostile", {"topic": HOSTILE}, SEED),
        ("odd", {"topic": ODD}, SEED),
    ),
}
MET: Final = (
    PLAIN, "not permitted", "not running", "connection lost", "wedged", "wedged in the middle",
    "making fails", "made after the time-out", "set after the time-out",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """A call of *tool* with what was *said*, and what came of it."""

    tool: str
    kind: str
    said: Mapping[str, Any]
    variant: str
    condition: str
    version: str
    mac: MemoryMac
    before: str
    result: Result | None
    error: TinyagentError | None

    @property
    def id(self) -> str:
        """For a person who looks for it."""
        said = ascii(self.said)[:60]
        return f"{self.tool} {said} · {self.variant} · {self.condition} · macOS {self.version}"

    @property
    def outcome(self) -> Outcome:
        """Which of the outcomes it is."""
        return Outcome.DONE if self.error is None else outcome_of(self.error)


@cache
def calls(tool: str) -> tuple[Call, ...]:
    """Every call of *tool*: on every macOS, and on the newest under every condition."""
    return asyncio.run(_called(tool))


async def _called(tool: str) -> tuple[Call, ...]:
    found = []
    for kind, said, variant in ASKED[tool]:
        for name, conditions in _conditions(TOOLS[tool].spec.app):
            if kind != "huge" or name in (PLAIN, "made after the time-out"):
                found.append(await _call(tool, kind, said, variant, name, conditions))
    return tuple(found)


def _conditions(app: str) -> Iterator[tuple[str, Conditions]]:
    for version in macos.versions():
        yield PLAIN, Conditions(macos=version)
    if app in UNSCRIPTED:
        return
    for name in MET[1:]:
        faults = tuple(replace(fault, app=app) for fault in CONDITIONS[name])
        yield name, Conditions(faults)
    for quirk in quirks.sometimes(app, macos.NEWEST_TERMS):
        yield quirk, Conditions(quirks=frozenset({quirk}))


async def _call(
    tool: str, kind: str, said: Mapping[str, Any], variant: str, name: str, given: Conditions
) -> Call:
    spec = TOOLS[tool].spec
    mac = MemoryMac(HOME, given, variant, spec.app)
    hands = Hands(mac, Settings(), Clock.stopped(NOW))
    arguments = {a.name: list(a.default) if a.many else a.default for a in spec.arguments}
    arguments |= json.loads(json.dumps(said).replace('"~/', f'"{HOME}/'))
    before = mac.everything()
    result = error = None
    try:
        if spec.app == "Contacts":
            arguments["name"] = await people.find(arguments["name"], mac, Nobody())
        result = await TOOLS[tool].perform(hands, arguments)
    except TinyagentError as wrong:
        error = wrong
    return Call(tool, kind, said, variant, name, given.macos, mac, before, result, error)


each_tool = pytest.mark.parametrize("tool", TOOLS)


def test_every_tool_is_asked() -> None:
    """Well, and with hostile words or files."""
    assert ASKED.keys() == TOOLS.keys()
    for asked in ASKED.values():
        assert {kind for kind, _, _ in asked} >= {"good", "hostile"}


@each_tool
def test_what_is_good_is_done_on_every_macos(tool: str) -> None:
    """And told in the same words."""
    told: dict[str, set[str]] = {}
    for call in calls(tool):
        if call.kind == "good" and call.condition == PLAIN:
            assert call.result is not None, f"{call.id}: {call.error}"
            told.setdefault(str(call.said), set()).add(call.result.says)
    assert all(len(words) == 1 for words in told.values())
    assert {c.version for c in calls(tool) if c.condition == PLAIN} == {*macos.versions()}


@each_tool
def test_a_failure_is_one_clear_line(tool: str) -> None:
    """No line break, no control code, and no mistake of ours, whatever it was given."""
    for call in calls(tool):
        if call.error is not None:
            assert call.error.message.strip()
            assert call.outcome is not Outcome.BUG, call.id
            if call.kind in ("good", "missing", "ambiguous"):
                assert str(call.error).isprintable(), call.id
                assert len(str(call.error)) < 300, call.id


@pytest.mark.parametrize("tool", SCRIPTED)
def test_who_is_not_permitted_is_told_the_pane(tool: str) -> None:
    """Whichever tool it is, and nothing has changed."""
    met = [call for call in calls(tool) if call.condition == "not permitted" and call.mac.events]
    assert met
    for call in met:
        assert call.outcome is Outcome.NOT_PERMITTED, call.id
        assert call.error is not None
        assert "Automation" in call.error.hint
        assert call.mac.everything() == call.before


@pytest.mark.parametrize("tool", SCRIPTED)
def test_what_is_there_is_never_said_to_have_failed(tool: str) -> None:
    """But for texts, of which it is said who got one."""
    for call in calls(tool):
        if call.error is None or call.mac.everything() == call.before:
            continue
        reached = getattr(call.error, "reached", ())
        assert call.outcome is Outcome.UNKNOWN or reached, call.id


@pytest.mark.parametrize("tool", SCRIPTED)
def test_what_never_began_is_not_called_unknown(tool: str) -> None:
    """It can be said again without a look at the app."""
    for call in calls(tool):
        if call.outcome is Outcome.UNKNOWN:
            assert any(event["event"] in CHANGING for event in call.mac.events), call.id


@each_tool
def test_what_was_done_is_taken_back_whole(tool: str) -> None:
    """Where there is a way back, on every macOS."""
    for call in calls(tool):
        undo = call.result.undo if call.condition == PLAIN and call.result is not None else None
        if undo is not None and undo.script != MEETING:  # which no script takes back
            asyncio.run(call.mac.script(undo.script, undo.payload))
            left = call.mac.everything()
            for word in ("Review", "Trip", "Salt", "Call"):
                assert left.count(f'"{word}') <= call.before.count(f'"{word}') + (
                    "recently-deleted" in left
                ), call.id


@each_tool
def test_only_texts_are_sent_and_each_once(tool: str) -> None:
    """Nobody is written to twice, and nobody after one that failed."""
    for call in calls(tool):
        sends = [event for event in call.mac.events if event["event"] == "send"]
        if tool != "send_sms":
            assert sends == [], call.id
            continue
        to = [event["with"]["to"] for event in sends]
        assert len(to) == len(set(to)) <= len(call.said["recipients"]), call.id
        if call.error is not None and call.condition == PLAIN:
            assert len(to) < len(call.said["recipients"]), call.id


@each_tool
def test_looking_and_showing_change_nothing(tool: str) -> None:
    """Whatever is asked, and whatever goes wrong."""
    if TOOLS[tool].spec.effect not in (Effect.READ, Effect.OPEN):
        assert any(call.mac.everything() != call.before for call in calls(tool)) or tool in (
            "get_zoom_meeting_link"
        )
        return
    for call in calls(tool):
        assert call.mac.everything() == call.before, call.id


def test_what_would_run_is_shown_and_not_opened() -> None:
    """A program among the documents."""
    (call, *_) = (c for c in calls("open_and_get_file_path") if "setup" in str(c.said))
    assert call.mac.noted[-1]["only_shown"] is True


def test_a_word_that_is_hostile_is_only_ever_a_part_of_a_link() -> None:
    """Percent-encoded, so that nothing of it is read as another part."""
    for tool in ("maps_open_location", "maps_show_directions"):
        for call in calls(tool):
            assert call.result is not None
            assert not set(call.result.value) & set(" \"'`\n<>\\{}()")
