from __future__ import annotations

import json

from tinyagent_cli.lab.evaluate import Answer, judge, read_rows
from tinyagent_cli.lab.failures import differences, page
from tinyagent_cli.lab.judging import Verdict
from tinyagent_cli.plan.parse import parse

WANTED = '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m late")\n3. join()'


def verdict(given: str | None, confidence: float | None = None) -> Verdict:
    """A row that wants WANTED and got *given*."""
    request = "text Sid that I'm late, not early"
    (row,) = read_rows([json.dumps({"id": "a", "request": request, "plan": WANTED})])
    return judge(row, Answer(parse(given) if given else None, 0.0, confidence=confidence))


def differing(given: str | None) -> list[str]:
    """What is said of *given*."""
    return list(differences(verdict(given)))


def test_calls_that_are_missing_or_too_many_are_named() -> None:
    """By their tools."""
    given = '1. get_email_address("Sid")\n2. send_sms(["Sid"], "I\'m late")\n3. join()'
    assert differing(given) == [
        "`get_phone_number` is missing",
        "`get_email_address` is too many",
    ]


def test_the_same_calls_with_other_references_are_told_apart() -> None:
    """The right tools do not make a right plan."""
    assert differing(WANTED.replace("$1", "Sid")) == [
        "the calls are right, their references are not"
    ]


def test_an_argument_is_shown_as_wanted_and_as_given() -> None:
    """Words of the request, but the wrong ones."""
    assert differing(WANTED.replace("I'm late", "early")) == [
        '`send_sms.message`: wanted "I\'m late", given "early"'
    ]


def test_what_was_invented_is_said_beside() -> None:
    """Words that the request does not hold."""
    assert differing(WANTED.replace("I'm late", "sorry"))[-1] == (
        "`message` of task 2 is invented: sorry"
    )


def test_the_page_begins_with_the_surest_of_the_wrong_graphs() -> None:
    """Then come those wrong in an argument alone; what is right is not on it."""
    told = page(
        "rows",
        [
            verdict(WANTED, 0.9),
            verdict(WANTED.replace("late", "early"), 0.8),
            verdict("1. join()", 0.3),
            verdict("1. join()", 0.7),
            verdict(None),
        ],
    )
    assert "4 of 5 plans are wrong: 3 in their graph, 1 in an argument alone" in told
    heads = [line for line in told.splitlines() if line.startswith("## ")]
    assert [head.split("confidence ")[-1] for head in heads] == ["0.70", "0.30", "## 3. a", "0.80"]
    assert "> text Sid that I'm late, not early" in told
    assert "no valid plan" in told
