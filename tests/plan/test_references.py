"""When a dollar is a reference and when it is money."""

from __future__ import annotations

import pytest

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan, Reference, Task, Template, references
from tinyagent_cli.plan.text import plan_text, value_text


def said(text: str, request: str = "") -> object:
    """What the string literal *text* is in step 4, after 1 to 3, for a *request*."""
    plan = parse(f"1. f()\n2. f()\n3. f()\n4. g({text})\n5. join()", request)
    return plan.by_id[4].arguments[0]


@pytest.mark.parametrize(
    ("literal", "parts"),
    [
        ('"link: $2"', ("link: ", Reference(2))),
        ('"$1, $2 and ${3}."', (Reference(1), ", ", Reference(2), " and ", Reference(3), ".")),
        ('"($1)"', ("(", Reference(1), ")")),
        ('"$1.txt"', (Reference(1), ".txt")),
        ('"$1\'s"', (Reference(1), "'s")),
        ('"see$1"', ("see", Reference(1))),
        ('"a${1}b"', ("a", Reference(1), "b")),
        ('"${1}0"', (Reference(1), "0")),
        ('"I owe you $2 for $9"', ("I owe you ", Reference(2), " for $9")),
    ],
)
def test_a_dollar_and_an_earlier_number_is_a_reference(literal, parts) -> None:
    """Alone or among other words, bare or in braces."""
    assert said(literal) == Template(parts)


@pytest.mark.parametrize(
    "text",
    [
        "$15",
        "$2.50",
        "$2,000",
        "$2k",
        "$3M",
        "US$2",
        "$$2",
        "$4",
        "$9 more",
        "$ 2",
        "$",
        "$x",
        "${x}",
    ],
)
def test_an_amount_stays_text(text) -> None:
    """Decimals, thousands, longer numbers, units, other currencies, numbers of no task."""
    assert said(f'"I owe you {text}"') == f"I owe you {text}"


def test_an_amount_that_the_user_said_stays_text() -> None:
    """'I owe you $2' keeps its two dollars, though there is a task 2."""
    assert said('"I owe you $2"', "tell Sid that I owe him $2") == "I owe you $2"
    assert said('"I owe you $2"', "tell Sid that I owe him $20") != "I owe you $2"
    assert said('"I owe you $2"', "tell Sid that I owe him $2.50") != "I owe you $2"


def test_a_reference_that_stands_alone_wins_over_an_amount() -> None:
    """A whole argument is what an earlier task gave, whatever the user said about money."""
    assert said('"$2"', "tell Sid that I owe him $2") == Reference(2)


def test_an_amount_alone_is_text_if_the_user_said_it_and_no_task_has_its_number() -> None:
    """A note that says only $50 is not a broken plan."""
    assert said('"$50"', "make a note: $50") == "$50"
    with pytest.raises(PlanError, match=r"\$50"):
        said('"$50"')


@pytest.mark.parametrize("dollar", [r"\x24", r"\u0024", r"\044", r"\$", r"\N{DOLLAR SIGN}"])
def test_an_escaped_dollar_is_always_money(dollar) -> None:
    """The planner's way of saying that it means dollars."""
    assert said(f'"{dollar}2"') == "$2"
    assert said(f'"you owe {dollar}2, see {dollar}{{2}}"') == "you owe $2, see ${2}"


@pytest.mark.parametrize("literal", ['"$4"', '"${5}"', "$7", '"see ${4}"', '["a", ["${0}"]]'])
def test_a_reference_that_does_not_point_back_is_refused(literal) -> None:
    """Self, forward and missing references, alone, in strings and in nested lists."""
    with pytest.raises(PlanError, match="line 4, column"):
        said(literal)


def test_money_is_printed_so_that_it_stays_money() -> None:
    """A literal dollar is escaped where it could be read as a reference, and only there."""
    assert value_text("I owe you $2") == r'"I owe you \x242"'
    assert value_text("$2.50 and $ and $2k") == '"$2.50 and $ and $2k"'
    assert value_text(Template((Reference(1), " paid $2"))) == r'"$1 paid \x242"'


def test_a_reference_is_printed_with_braces_only_where_it_needs_them() -> None:
    """$1 reads better, and ${1}0 is not $10."""
    assert value_text(Template(("a ", Reference(1), " b"))) == '"a $1 b"'
    assert value_text(Template(("a", Reference(1), "0"))) == '"a${1}0"'
    assert value_text(Template(("A", Reference(1), " b"))) == '"A${1} b"'


def test_a_plan_prints_as_people_know_it() -> None:
    """Double quotes, lists, Python's constants, join() at the end."""
    arguments = ('Sid\'s "plan"\n', (Reference(1), Reference(2)), None, True, 0, 1.5, ())
    tasks = (Task(1, "f", ()), Task(2, "f", ()), Task(3, "g", arguments))
    assert plan_text(Plan(tasks)) == (
        '1. f()\n2. f()\n3. g("Sid\'s \\"plan\\"\\n", ["$1", "$2"], None, True, 0, 1.5, [])\n'
        "4. join()\n"
    )
    assert plan_text(Plan(())) == "1. join()\n"


def test_what_a_terminal_must_not_see_is_printed_as_an_escape() -> None:
    """Control and direction characters reach no screen by way of a plan."""
    assert value_text("a\x1b[2J\u202eb\x00") == r'"a\x1b[2J\u202eb\x00"'


def test_references_are_found_in_nested_lists_and_templates() -> None:
    """Left to right."""
    value = (Reference(3), ("x", (Template(("a ", Reference(1))),)), Reference(2))
    assert [ref.id for ref in references(value)] == [3, 1, 2]


@pytest.mark.parametrize(
    "tasks",
    [
        (Task(1, "f", (Reference(1),)),),
        (Task(1, "f", (Reference(2),)), Task(2, "f", ())),
        (Task(2, "f", ()), Task(1, "f", ())),
        (Task(1, "f", ()), Task(1, "f", ())),
    ],
)
def test_a_plan_cannot_be_made_with_a_reference_that_dangles(tasks) -> None:
    """Whoever holds a Plan need not check it."""
    with pytest.raises(PlanError):
        Plan(tasks)
