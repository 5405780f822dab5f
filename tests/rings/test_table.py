"""Every script, on every macOS, under every fault: what holds whatever goes wrong.

Seventeen thousand cases of `cases.table`, and `cases.sweep`, where an app fails at each single
event in turn.  Each test is one sentence that holds for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from macos_tools import ROOT
from tests.rings.cases import PLAIN, Case, Played, inputs, perform, sweep, table
from tests.rings.outcomes import Outcome, changes, differs, error_of, outcome, texts
from tinyagent_cli.desktop import macos

SCRIPTS = sorted(f"{path.parent.name}/{path.name}" for path in ROOT.glob("*/*.js"))

# Nine seconds of processor time in all, and each script's are its first test's.
pytestmark = pytest.mark.timeout(300)

each_script = pytest.mark.parametrize("script", SCRIPTS)

# What a tool looks up, a rehearsal reads, speech may expect and a doctor counts.
LOOKS = re.compile(r"\w+/(find_\w+|read_\w+|list_names|probe)\.js")
READING = {script for script in SCRIPTS if LOOKS.fullmatch(script)}
SHOWING = {*READING, "notes/open_note.js"}
# What a doctor's probe asks again and again, until it is so: doing it twice is doing it once.
AGAIN = {script for script in SCRIPTS if "/probe_" in script}


@cache
def played(script: str) -> tuple[tuple[Case, Played], ...]:
    """Every case of *script* once, for Macs that differ."""
    cases = {case.id: case for case in (*table(script), *sweep(script))}
    return tuple((case, perform(case)) for case in cases.values())


def none(wrong: Iterable[Case]) -> None:
    """Fails with the first few cases that are *wrong*."""
    found = [case.id for case in wrong]
    assert not found, f"{len(found)} of them:\n" + "\n".join(found[:12])


def failed(script: str) -> Iterator[tuple[Case, Played]]:
    """The cases of *script* that did not go well."""
    return ((case, play) for case, play in played(script) if not play.answer["ok"])


@pytest.mark.parametrize("kind", ["good", "missing", "ambiguous", "hostile", "huge", "odd"])
def test_every_kind_of_input_is_asked_of_every_app(kind: str) -> None:
    """No app is asked only what it likes."""
    apps = {case.app for case in inputs() if case.kind == kind}
    assert apps >= {"Calendar", "Contacts", "Mail", "Messages", "Notes", "Reminders"} - (
        {"Reminders", "Messages"} if kind == "ambiguous" else set()
    )


def test_every_script_is_asked_on_every_mac() -> None:
    """A script that is new, or a macOS that is new, is in the table."""
    asked = {(case.script, case.profile) for case in table()}
    assert asked == {(script, version) for script in SCRIPTS for version in macos.versions()}


@each_script
def test_an_answer_is_one_of_few_outcomes_and_never_a_mistake_of_ours(script: str) -> None:
    """Whatever an app says: only a time that is none is told to be ours."""
    ours = {"no time", "a priority that there is not"}
    none(
        case
        for case, play in played(script)
        if outcome(case, play) is Outcome.BUG and case.what not in ours
    )


@each_script
def test_what_is_there_after_a_failure_is_never_said_to_have_failed(script: str) -> None:
    """It would be made a second time: where anything differs, the outcome is unknown."""
    none(
        case
        for case, play in failed(script)
        if outcome(case, play) is not Outcome.UNKNOWN and differs(play) and script not in AGAIN
    )


@each_script
def test_what_never_began_is_not_called_unknown(script: str) -> None:
    """Who is told to look and finds nothing does not believe it the next time."""
    none(
        case
        for case, play in failed(script)
        if outcome(case, play) is Outcome.UNKNOWN and not changes(play)
    )


@each_script
def test_nothing_is_done_twice(script: str) -> None:
    """After a failure an app is told nothing that changes something a second time.

    But to put back what a change damaged.
    """
    once = {"make": 1, "send": 1, "reply": 1, "forward": 1, "delete": 1, "close": 1}

    def again(play: Played) -> bool:
        said = [(e["event"], e["object"], repr(e.get("with"))) for e in changes(play)]
        return any(said.count(one) > once.get(one[0], 2) for one in said)

    none(case for case, play in played(script) if again(play))


@each_script
def test_only_what_is_meant_to_change_something_does(script: str) -> None:
    """Looking up and showing are no changes."""
    if script in SHOWING:
        none(case for case, play in played(script) if changes(play) or differs(play))
    else:
        assert any(changes(play) for _, play in played(script))


@each_script
def test_an_app_that_does_not_answer_is_not_asked_on_and_on(script: str) -> None:
    """Each further event would take its minute: after two that timed out nothing follows."""
    limit = 2 if script not in READING else 1

    def after(case: Case, play: Played) -> bool:
        (fault,) = case.faults
        return len(play.events) - fault.after > limit

    none(
        case
        for case, play in played(script)
        if case.condition.startswith("-1712") and "once" not in case.condition
        if "done" not in case.condition and after(case, play)
    )


@each_script
def test_mail_is_never_sent_and_a_text_at_most_once(script: str) -> None:
    """And nothing follows the send."""

    def wrong(case: Case, play: Played) -> bool:
        sends = [at for at, event in enumerate(play.events) if event["event"] == "send"]
        if script != "messages/send_message.js":
            return bool(sends)
        return len(sends) > 1 or bool(sends and sends[0] != len(play.events) - 1)

    none(case for case, play in played(script) if wrong(case, play))


@each_script
def test_a_script_speaks_to_its_own_app_alone(script: str) -> None:
    """Whatever words it is given."""
    none(case for case, play in played(script) if {e["app"] for e in play.events} > {case.app})


@each_script
def test_words_are_data(script: str) -> None:
    """Hostile, huge and odd words meet no other kind of event than those of good ones."""
    kinds: dict[bool, set[str]] = {True: set(), False: set()}
    for case in inputs(script):
        plain = case.kind in ("good", "missing", "ambiguous")
        kinds[plain] |= {event["event"] for event in perform(case).events}
    assert kinds[False] <= kinds[True]


@each_script
def test_who_is_not_permitted_is_told_the_pane(script: str) -> None:
    """In one line, with the terminal's name; nothing was changed."""
    for case, play in played(script):
        if case.condition == "not permitted":
            error = error_of(case, play)
            if play.events:
                assert outcome(case, play) is Outcome.NOT_PERMITTED, case.id
                assert error is not None
                assert "Privacy & Security → Automation → Terminal" in error.hint
            assert not differs(play)


@each_script
def test_who_waits_in_vain_is_told_to_look_for_a_dialog(script: str) -> None:
    """An app that asks for permission behind a window looks like one that hangs."""
    for case, play in played(script):
        error = error_of(case, play)
        if case.condition == "wedged" and play.events:
            assert error is not None
            assert "dialog" in error.hint, case.id


@each_script
def test_nothing_is_decided_by_the_words_of_an_error(script: str) -> None:
    """In any language of the Mac the outcome is the same."""
    ways: dict[tuple[str, bool], set[Outcome]] = {}
    for case, play in played(script):
        if case.language != "en" or case.condition in (PLAIN, "gone"):
            ways.setdefault((case.what, bool(case.faults)), set()).add(outcome(case, play))
    assert {way: found for way, found in ways.items() if len(found) > 1} == {}


@each_script
def test_a_refusal_says_why_in_words_that_a_person_reads(script: str) -> None:
    """A message of its own, and no name of a variable."""
    for case, play in failed(script):
        error = error_of(case, play)
        assert error is not None
        assert error.message.strip(), case.id
        assert "undefined" not in str(error) or "undefined" in repr(case.argument), case.id


def test_a_send_is_one_of_three_things() -> None:
    """Not started, handed over, or unknown: as the text is there, or is not."""
    for case, play in played("messages/send_message.js"):
        sent = len(play.after["root"].get("sent", ()))
        began = any(event["event"] == "send" for event in play.events)
        if play.answer["ok"]:
            assert play.answer["result"]["state"] == "handed_over"
            assert sent == 1 or "ghost-sends" in case.quirks, case.id
        elif outcome(case, play) is Outcome.UNKNOWN:
            assert began, case.id
        else:
            assert sent == 0, case.id


def test_a_note_that_would_be_harmed_is_never_set() -> None:
    """Attachments, pictures, checklists, locked ones: whatever else goes wrong."""
    harmed = {"a locked one", "one with an attachment", "one with a checklist"}
    harmed |= {"one with a file that leaves a mark"}
    for case, play in played("notes/append_note.js"):
        if case.what in harmed and "notes-files-unseen" not in case.quirks:
            assert not changes(play), case.id
            assert not differs(play), case.id


def test_nothing_is_written_to_a_read_only_calendar() -> None:
    """Not even tried."""
    for case, play in played("calendar/create_event.js"):
        if case.what in ("a read-only calendar", "nothing to write to", "no calendar at all"):
            assert not changes(play), case.id


def test_a_draft_is_never_answered() -> None:
    """In any language, and by whatever name its mailbox goes."""
    for script in ("mail/reply.js", "mail/forward.js"):
        for case, play in played(script):
            if case.what == "a draft":
                assert not changes(play), case.id


def test_no_script_sets_the_body_of_a_mail() -> None:
    """It would reach its reader as a quotation, or not at all."""
    for script in SCRIPTS:
        if script.startswith("mail/"):
            none(c for c, p in played(script) if any(e["event"] == "set" for e in p.events))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("notes/create_note.js", ("name",)),
        ("reminders/create_reminder.js", ("name", "notes")),
        ("calendar/create_event.js", ("title", "location", "notes")),
        ("messages/send_message.js", ("text",)),
        ("mail/compose.js", ("subject",)),
    ],
)
def test_words_arrive_as_they_were_said(script: str, said: tuple[str, ...]) -> None:
    """To the letter, hostile and odd ones too, wherever an app has no rule of its own for them."""
    for case, play in played(script):
        if not play.answer["ok"] or case.quirks or case.kind not in ("hostile", "odd"):
            continue
        there = "\0".join(texts(play.after["root"]))
        for argument in said:
            words = case.argument.get(argument, "")
            if script == "notes/create_note.js":
                words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            assert words in there, case.id
