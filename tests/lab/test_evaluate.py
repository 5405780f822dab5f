from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.lab.evaluate import Answer, Report, evaluate, judge, read_rows
from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.lab.intervals import Share, percentile
from tinyagent_cli.lab.invented import said_in
from tinyagent_cli.lab.rows import PIPED
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.planning.embedded.pointing import Call, PipedText, Span

TEXT_SID = '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m late")\n3. join()'


def row(request: str = "?", **fields: Any) -> Any:
    """One test row, as a file would give it."""
    return next(iter(read_rows([json.dumps({"id": "a", "request": request, **fields})])))


def answer(plan: str) -> Answer:
    """An answer with *plan*, at once."""
    return Answer(parse(plan), 0.0)


def judged(said: str, **fields: Any) -> tuple[bool, bool]:
    """Success and strict success of the plan *said* on a row."""
    verdict = judge(row(**fields), answer(said))
    return verdict.success, verdict.strict


def test_the_order_of_independent_calls_does_not_count() -> None:
    """Success is isomorphism, whatever the numbers."""
    a = '1. get_phone_number("A")\n2. get_email_address("B")\n3. send_sms(["$1"], "x")\n4. join()'
    b = '1. get_email_address("B")\n2. get_phone_number("A")\n3. send_sms(["$2"], "x")\n4. join()'
    assert judged(b, plan=a) == (True, True)


def test_a_reference_elsewhere_is_another_plan() -> None:
    """The same tools with other references fail."""
    other = '1. get_phone_number("Sid")\n2. send_sms(["Sid"], "I\'m late")\n3. join()'
    assert judged(other, plan=TEXT_SID) == (False, False)


def test_other_words_succeed_but_not_strictly() -> None:
    """Arguments count only for strict success, and there case and edges do not."""
    assert judged(TEXT_SID.replace("late", "early"), plan=TEXT_SID) == (True, False)
    assert judged(TEXT_SID.replace("I'm late", "i’m  LATE!"), plan=TEXT_SID) == (True, True)


def test_times_are_compared_as_resolved() -> None:
    """Words and ISO that mean the same moment are the same argument."""
    said = '1. create_reminder("call", "tomorrow at 3pm", "", "", 0, False)\n2. join()'
    iso = said.replace("tomorrow at 3pm", "2026-11-24 15:00:00")
    assert judged(said, plan=iso, now="2026-11-23 09:00:00") == (True, True)
    assert judged(said, plan=iso, now="2026-11-24 09:00:00") == (True, False)


def test_what_a_labeller_lets_pass_passes() -> None:
    """``accept`` names other right values, ``free`` an argument that may say anything."""
    gold = {"plans": [TEXT_SID], "accept": {"I'm late": ["running late"]}, "free": []}
    assert judged(TEXT_SID.replace("I'm late", "running late"), gold=[gold]) == (True, True)
    assert judged(TEXT_SID.replace("I'm late", "hello"), gold=[gold]) == (True, False)
    free = {**gold, "free": ["2.1"]}
    assert judged(TEXT_SID.replace("I'm late", "hello"), gold=[free]) == (True, True)


def test_either_labeller_is_right() -> None:
    """A plan that agrees with one of two labellers succeeds."""
    golds = [{"plans": [p], "accept": {}, "free": []} for p in ("1. join()", TEXT_SID)]
    assert judged(TEXT_SID, gold=golds) == (True, True)


def test_no_plan_at_all_is_a_failure_even_where_nothing_was_to_do() -> None:
    """An answer that could not be parsed is no abstention."""
    report = evaluate([row()], lambda _: Answer(None, 0.1))
    assert report.abstention == Share(0, 1)
    assert report.invalid == Share(1, 1)


def _report() -> Report:
    rows = [row(plan=TEXT_SID), row(), row(plan=TEXT_SID)]
    plans = iter((TEXT_SID, "1. join()", "1. join()"))
    offered = frozenset({"send_sms", "get_phone_number"})
    return evaluate(rows, lambda _: Answer(parse(next(plans)), 0.02, offered))


def test_abstention_is_counted_on_both_sides() -> None:
    """Right where nothing can be done, false where something can."""
    report = _report()
    assert report.success == Share(2, 3)
    assert report.abstention == Share(1, 1)
    assert report.false_abstention == Share(1, 2)
    assert report.recall == Share(2, 2)
    assert report.offered.value == 2


def test_a_report_is_lines_and_json() -> None:
    """Every share comes with its interval, in both."""
    found = json.loads(json.dumps(_report().as_json()))
    low, high = found["success"]["interval"]
    assert low < found["success"]["value"] < high
    assert any(line.startswith("success") and "66.7%" in line for line in _report().lines())


def invented(plan: str, request: str, **fields: Any) -> list[str]:
    """What of *plan* nobody said in *request*."""
    said = said_in(parse(plan), row(request, **fields))
    return [one.words for one in said if one.invented]


def test_words_of_the_request_are_not_invented() -> None:
    """Whatever their case and the marks around them, and wherever spaces stand."""
    assert invented(TEXT_SID, "text SID: I’m late!") == []
    assert invented('1. get_email_address("sid@x.org")\n2. join()', "mail sid @ x.org") == []


def test_words_that_nobody_said_are_invented() -> None:
    """One of them is enough; the argument is named."""
    assert invented(TEXT_SID, "text Sid that it is late") == ["I'm late"]


def test_times_defaults_and_results_are_no_inventions() -> None:
    """A time was resolved from words, a default stands where none were, ``$1`` is a result."""
    event = (
        '1. get_email_address("Sid")\n2. create_calendar_event("Meeting",'
        ' "2026-11-24 15:00:00", "2026-11-24 16:00:00", "", ["$1"], "", None)\n3. join()'
    )
    assert invented(event, "meet Sid tomorrow at 3") == []
    assert invented(event.replace('"Meeting"', '"Standup"'), "meet Sid") == ["Standup"]


def test_invented_words_are_a_figure() -> None:
    """A share of the arguments that are words."""
    report = evaluate([row("text Sid hello", plan=TEXT_SID)], lambda _: answer(TEXT_SID))
    assert report.invented == Share(1, 2)
    assert report.as_json()["invented"]["hits"] == 1


def test_the_labs_own_examples_are_rows() -> None:
    """With their plan in words, what was piped in, and where they are from."""
    example = Example(
        "note this for Sid and text him",
        (Call("create_note", (None, PipedText())), Call("get_phone_number", (Span(((3, 3),)),))),
        piped=True,
        family="note.piped/c1",
    )
    (found,) = read_rows([to_json(example)])
    assert plan_text(found.wanted) == (
        f'1. create_note("What was piped in.", {json.dumps(PIPED)}, "")\n'
        '2. get_phone_number("Sid")\n3. join()\n'
    )
    assert (found.request, found.piped, found.source) == (example.request, PIPED, "note.piped")
    assert not found.kept_aside


def test_success_is_told_by_calls_tools_and_sources() -> None:
    """A row counts for the tools of its right plan, not of what came instead."""
    rows = [row(plan=TEXT_SID, source="x"), row(source="y")]
    found = evaluate(rows, lambda _: answer("1. join()")).as_json()["by"]
    assert {n: g["success"]["hits"] for n, g in found["calls"].items()} == {"0": 1, "2": 0}
    assert set(found["tool"]) == {"get_phone_number", "send_sms"}
    assert {n: g["rows"] for n, g in found["source"].items()} == {"x": 1, "y": 1}


def test_the_surest_plans_come_first_in_risk_and_coverage() -> None:
    """Here the surer half is right and the other wrong."""
    sure = {"a": 0.9, "b": 0.2}
    rows = [row(id=name, plan=TEXT_SID if name == "a" else "1. join()") for name in sure]
    report = evaluate(rows, lambda r: Answer(parse(TEXT_SID), 0.0, confidence=sure[r.id]))
    assert report.risk[-1] == (1.0, 0.5)
    assert report.risk[-11] == (0.5, 0.0)


def test_the_first_task_has_its_own_time() -> None:
    """Rows without a task have none."""
    times = iter((0.01, None))
    rows = [row(plan=TEXT_SID), row()]
    report = evaluate(rows, lambda _: Answer(parse(TEXT_SID), 0.5, first=next(times)))
    assert report.first.value == 0.01
    assert report.as_json()["first_task"]["p50"]["value"] == 0.01


def test_a_row_that_is_none_is_named() -> None:
    """The error counts lines from 1."""
    with pytest.raises(UsageError, match="row 2"):
        list(read_rows(['{"request": "x"}', '{"id": 3}']))


def test_rows_without_a_time_are_read_as_of_the_labels() -> None:
    """The labels were made for one Monday morning."""
    assert row().now == datetime(2026, 11, 23, 9)


def test_wilson_matches_the_textbook() -> None:
    """45 of 60: 62.8 % to 84.2 %; nothing of nothing has no interval."""
    low, high = Share(45, 60).interval() or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.628, 0.842)
    assert Share(0, 0).interval() is None


def test_a_percentile_lies_within_its_interval() -> None:
    """The bootstrap is seeded: the same values give the same interval."""
    values = [float(v) for v in range(101)]
    found = percentile(values, 0.5)
    assert found.value == 50
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 50 <= found.high
    assert found == percentile(values, 0.5)
