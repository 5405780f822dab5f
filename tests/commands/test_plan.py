"""`tinyagent plan`: a plan and nothing else, one or many."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call

pytestmark = pytest.mark.usefixtures("nobody_at_the_terminal")


def test_in_a_pipe_it_is_the_plans_text(with_fake: Call) -> None:
    """What `tinyagent run -` takes."""
    ended = with_fake("plan", "text sid")
    assert ended.out == (
        '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m running late")\n3. join()\n'
    )
    assert with_fake("run", "-", stdin='1. get_phone_number("Sid")\n2. join()\n').code == 0


def test_json_has_exactly_the_fixed_keys(with_fake: Call) -> None:
    """References in arguments are "$1" strings."""
    plan = json.loads(with_fake("plan", "text sid", "--json").out)
    assert list(plan) == ["request", "plan", "tasks", "planner", "seconds"]
    assert plan["tasks"][1] == {
        "id": 2,
        "tool": "send_sms",
        "args": {"recipients": ["$1"], "message": "I'm running late"},
        "depends_on": [1],
    }


def test_no_valid_plan_is_5(with_fake: Call) -> None:
    """With line and column."""
    ended = with_fake("plan", "broken")
    assert ended.code == 5
    assert "line 1, column 3" in ended.err


def test_a_batch_is_one_object_a_row_in_one_process(with_fake: Call, tmp_path: Path) -> None:
    """Each as of its own now; a row that fails says so and the others go on."""
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        '{"id": "a", "request": "tomorrow", "now": "2026-01-02T03:04:05"}\n'
        "\n"
        '{"id": "b", "request": "broken"}\n'
        "this is no JSON\n"
        '{"id": "c", "request": "hello", "now": "not a time"}\n'
        '{"request": "hello\u2028there"}\n',
        "utf-8",
    )
    ended = with_fake("plan", "--batch", str(batch), "--json")
    rows = [json.loads(row) for row in ended.out.split("\n")[:-1]]
    assert ended.code == 1
    assert [row["id"] for row in rows] == ["a", "b", 4, "c", 6]
    assert ["error" in row for row in rows] == [False, True, True, True, False]
    assert rows[0]["tasks"][0]["args"]["due_date"] == "2026-01-02 03:04:05"
    assert list(rows[0]) == ["id", "request", "plan", "tasks", "planner", "seconds"]


def test_a_batch_from_stdin(with_fake: Call) -> None:
    """``--batch -``; all well is 0."""
    ended = with_fake("plan", "--batch", "-", stdin='{"id": 1, "request": "hello"}\n')
    assert (ended.code, json.loads(ended.out)["id"]) == (0, 1)


def test_a_batch_that_is_not_there(with_fake: Call) -> None:
    """A usage error."""
    assert with_fake("plan", "--batch", "no-such-file").code == 2


def test_times_are_absolute_already(tinyagent: Call) -> None:
    """What the real planner makes of a relative time, as of ``--now``."""
    ended = tinyagent(
        "plan",
        "Remind me to water the plants tomorrow at 9am",
        "--json",
        "--now",
        "2026-11-23T09:00",
    )
    args = json.loads(ended.out)["tasks"][0]["args"]
    assert args["due_date"] == "2026-11-24 09:00:00"
    assert list(args) == ["name", "due_date", "notes", "list_name", "priority", "all_day"]
