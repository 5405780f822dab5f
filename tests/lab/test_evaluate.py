from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.lab.evaluate import Answer, Report, evaluate, judge, read_rows
from tinyagent_cli.lab.intervals import Share, percentile
from tinyagent_cli.plan.parse import parse

TEXT_SID = '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m late")\n3. join()'


def row(**fields: Any) -> Any:
    """One test row, as a file would give it."""
    return next(iter(read_rows([json.dumps({"id": "a", "request": "?", **fields})])))


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
