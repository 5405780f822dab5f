"""JSON for scripts: plain data, in the characters that people wrote."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from tests.view import turns
from tinyagent_cli.core.errors import NotFound
from tinyagent_cli.core.events import (
    ConsentDecided,
    Event,
    Reading,
    Replanning,
    TaskFinished,
    ToolsSelected,
)
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused, Skipped
from tinyagent_cli.plan.task import Plan, Reference, Task, Template
from tinyagent_cli.tools.spec import Result
from tinyagent_cli.view.json_lines import (
    EventLines,
    event_json,
    line,
    outcome_json,
    plan_json,
    task_json,
    turn_json,
)


def test_arguments_by_name_with_references_as_text() -> None:
    """$N alone, in lists and inside strings."""
    task = turns.task(3, turns.SMS, (Reference(1), "+1"), Template(("see ", Reference(2), "!")))
    assert task_json(task, turns.SPECS) == {
        "id": 3,
        "tool": "send_sms",
        "args": {"recipients": ["$1", "+1"], "message": "see $2!"},
        "depends_on": [1, 2],
    }


def test_a_tool_that_nobody_knows_has_numbered_arguments() -> None:
    """Rather than none."""
    assert task_json(Task(1, "mystery", ("a", 2)), {})["args"] == {"1": "a", "2": 2}


def test_the_plans_text_parses_again() -> None:
    """The last line is join(), without a line end."""
    plan = Plan((turns.task(1, turns.PHONE, "Zoë"),))
    made = plan_json("r", plan, turns.SPECS, planner="p", seconds=0.123456)
    assert made["plan"] == '1. get_phone_number("Zoë")\n2. join()'
    assert made["seconds"] == 0.1235


def test_outcomes() -> None:
    """A result, or why there is none."""
    assert outcome_json(turns.done("x", ["+1"])) == {"state": "done", "result": ["+1"]}
    endings: list[tuple[Outcome, str, str]] = [
        (Failed(NotFound("not there")), "failed", "not there"),
        (Skipped(2), "skipped", "needs 2"),
        (Refused(), "refused", "you said no"),
        (Cancelled(started=True), "cancelled", "stopped half way"),
    ]
    for outcome, state, error in endings:
        assert outcome_json(outcome) == {"state": state, "error": error}


def test_what_json_does_not_know_becomes_text() -> None:
    """Paths, times, tuples; and letters stay letters."""
    value = {"path": Path("/a/é"), "at": datetime(2026, 11, 27, 15), "set": {"x"}}
    assert line(value) == '{"path": "/a/é", "at": "2026-11-27 15:00:00", "set": ["x"]}\n'


def test_every_event_can_be_written() -> None:
    """One object a line, whatever happened."""
    events: list[Event] = [
        *turns.busy_week(),
        *turns.late_text(),
        ToolsSelected(("send_sms",)),
        ConsentDecided((1,), given=False, by="user"),
        Replanning("why"),
        Reading(1 / 3),
        TaskFinished(1, Done(Result(Path("/x"), "found"))),
    ]
    for event in events:
        assert json.loads(line(event_json(event, turns.SPECS)))["event"]


def test_other_peoples_text_is_marked() -> None:
    """In the event and in the task; where it is the program's own, nothing is said."""
    events = turns.summary_texted()
    ends = [event_json(e, turns.SPECS) for e in events if isinstance(e, TaskFinished)]
    tasks = turn_json(turns.folded(events), turns.SPECS, code=0)["tasks"]
    for told in (ends, tasks):
        assert [row.get("tainted") for row in told] == [True, None, None, None]


def test_the_stream_leaves_the_end_to_the_result() -> None:
    """There is one last line, and it has everything."""
    written: list[str] = []
    stream = EventLines(written.append, lambda: turns.SPECS)
    view = turns.folded(turns.late_text())
    for event in turns.late_text():
        stream(event)
    stream.result(turn_json(view, turns.SPECS, code=0))
    rows = [json.loads(row) for row in written]
    assert [row["event"] for row in rows].count("result") == 1
    assert rows[-1]["tasks"][2]["depends_on"] == [1, 2]
    assert rows[-1]["turn"] == 12


def test_no_json_moves_a_terminal_and_all_of_it_is_the_very_text() -> None:
    """CSI in one byte, DEL, bidi, tags, lone surrogates: escapes of JSON; the rest stays."""
    text = "a\x9b31m\x7f \u202eevil\u2066 \U000e0041 \udce9 Zoë 日本 👩\u200d🚀"
    written = line({"text": text})
    assert json.loads(written) == {"text": text}
    assert written == (
        '{"text": "a\\u009b31m\\u007f \\u202eevil\\u2066 \\udb40\\udc41 \\udce9 '
        'Zoë 日本 👩\u200d🚀"}\n'
    )
