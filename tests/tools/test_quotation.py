"""Quotation marks around what was said."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.tools.conftest import MONDAY
from tinyagent_cli.plan.task import Task
from tinyagent_cli.tools.complete import complete
from tinyagent_cli.tools.quotation import unquoted
from tinyagent_cli.tools.spec import ToolSpec


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"Pay rent"', "Pay rent"),
        ("“Pay rent”", "Pay rent"),
        ("'Quarterly Review'", "Quarterly Review"),
        ("‘Quarterly Review’", "Quarterly Review"),
        ('Pay rent"', "Pay rent"),
        ('"Pay rent', "Pay rent"),
        ("“ Pay rent ”", "Pay rent"),
    ],
)
def test_marks_around_the_whole_are_no_part_of_it(text: str, inner: str) -> None:
    """Nor is the half of a pair whose other half was left behind."""
    assert unquoted(text) == inner


@pytest.mark.parametrize(
    "text",
    [
        '"hat" and "coat"',
        'she said "no"',
        "the girls' party",
        "'tis the season",
        "don't",
        "Mum's 60th",
        '""',
        'a pipe of 5"',
        '5" of rain',
        "",
        "“a” or “b”",
    ],
)
def test_marks_within_stay(text: str) -> None:
    """Two quotations, one among other words, an apostrophe."""
    assert unquoted(text) == text


def test_titles_and_texts_of_a_plan_are_unquoted(specs: Mapping[str, ToolSpec]) -> None:
    """Whoever planned it."""
    task = Task(1, "create_note", ('"Ideas"', "“buy a bike”", "'Work'"))
    done = complete(task, specs["create_note"], MONDAY).task
    assert done.arguments == ("Ideas", "buy a bike", "Work")
