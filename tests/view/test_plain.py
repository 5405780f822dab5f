"""Plain lines: one a finished task, in words that grep finds."""

from __future__ import annotations

from tests.view import turns
from tinyagent_cli.core.events import Event, Reading, Replanning
from tinyagent_cli.view.plain import PlainLines
from tinyagent_cli.view.plan_view import PlanView, fold


def lines(events: list[Event]) -> list[str]:
    """What is written while *events* come in."""
    written: list[str] = []
    plain, view = PlainLines(written.append), PlanView()
    for event in events:
        view = fold(view, event, 0.0)
        plain(event, view, turns.look())
    return written


def test_a_turn() -> None:
    """Plan, tasks in the order in which they ended, end."""
    assert lines(turns.late_text()) == [
        "planned 3 tasks in 84 ms by embedded",
        "done 1 get_phone_number Sid: +1 415 555 0134 (9 ms)",
        "done 2 get_phone_number Lutfi: +1 510 555 0178 (11 ms)",
        "done 3 send_sms $1, $2  “I'm running late”: texted Sid and Lutfi (41 ms)",
        "finished in 150 ms, the simulated Mac, turn 12",
    ]


def test_what_did_not_end_well() -> None:
    """The reason stands on the same line, and what mends it."""
    written = lines(turns.busy_week())
    assert (
        "failed 2 get_email_address Lutfy: there is no contact called Lutfy; "
        "did you mean Lutfi Eren?"
    ) in written
    assert any(row.startswith("skipped 4 create_calendar_event") for row in written)
    assert any(row.endswith("invitees $1, $2: needs 2") for row in written)


def test_a_new_plan() -> None:
    """And why."""
    assert lines([Replanning("it was not there")]) == ["planned again: it was not there"]


def test_escapes_are_shown() -> None:
    """A log is a terminal, too, when somebody reads it."""
    tasks = [turns.task(1, turns.PHONE, "\x1b[2J")]
    events = [*turns.planned(tasks), *turns.ended(1, turns.done("\x07ding"))]
    assert lines(events)[-1] == "done 1 get_phone_number \\x1b[2J: \\x07ding (9 ms)"


def test_a_long_text_does_not_flood_the_log() -> None:
    """Its ends are shown; --events has all of it."""
    tasks = [turns.task(1, turns.PHONE, "a" * 1_000_000)]
    events = [*turns.planned(tasks), *turns.ended(1, turns.done("ding"))]
    assert len(lines(events)[-1]) < 500


def test_how_far_the_prompt_is_read() -> None:
    """Whoever reads a log sees that it goes on; the end is told by the plan."""
    assert lines([Reading(0.2), Reading(0.4), Reading(1.0)]) == [
        "reading the prompt: 20 %",
        "reading the prompt: 40 %",
    ]
