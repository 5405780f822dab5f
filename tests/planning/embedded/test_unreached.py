"""Somebody is named to whom nothing in the plan goes: a reason to ask."""

from __future__ import annotations

import pytest

from tinyagent_cli.planning.embedded.grammar import (
    CLOSE,
    END_CALL,
    END_PLAN,
    FIRST_RESULT,
    FIRST_TOOL,
    SPAN,
    Grammar,
    Step,
)
from tinyagent_cli.planning.embedded.pointing import words
from tinyagent_cli.planning.embedded.signature import TOOLS
from tinyagent_cli.planning.embedded.unreached import looked_up, unreached


def _tool(name: str) -> Step:
    return Step(FIRST_TOOL + TOOLS.index(name))


def _run(request: str, text: str) -> Step:
    cut = words(request)
    start = request.index(text)
    first = next(i for i, w in enumerate(cut) if w.start == start)
    last = next(i for i, w in enumerate(cut) if w.end == start + len(text))
    return Step(SPAN, first, last)


@pytest.mark.parametrize(
    ("request_", "said", "name"),
    [
        ("Text Sid the news, then mail the plan to Ana", ["Sid", "plan"], "Ana"),
        ("Invite Sid to tea with Noor Kim", ["Sid", "tea"], "Noor Kim"),
        ("Mail Sid the plan and cc Dr. Warner please", ["Sid", "plan"], "Dr. Warner"),
    ],
)
def test_who_is_to_be_reached_and_is_not_is_found(
    request_: str, said: list[str], name: str
) -> None:
    """A name after a word that leads to people, of which no argument says anything."""
    run = unreached(words(request_), [_run(request_, text) for text in said])
    assert run is not None
    assert _run(request_, name) == Step(SPAN, *run)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("Reply to Sid's email that tea is ready", ["tea is ready"]),
        ("Forward the mail from Ana to Ben", ["Ben"]),
        ('Mail Sid "hello to Ana"', ["Sid"]),
        ("Text Sid and Ana", ["Sid", "Ana"]),
        ("Set an alarm with Ana", []),  # nothing is done at all
        ("Text Sid on Monday and Tuesday", ["Sid"]),
    ],
)
def test_other_names_are_no_reason_to_ask(request_: str, said: list[str]) -> None:
    """The sender of a mail, words in quotes, a day, a plan that does nothing."""
    assert unreached(words(request_), [_run(request_, text) for text in said]) is None


def test_the_other_plan_looks_them_up_before_the_call_that_takes_people() -> None:
    """By mail for a mail, by phone for a text; what was said before that stays said."""
    request = "Text Sid the news, then text Ana the plan"
    text = [_tool("get_phone_number"), _run(request, "Sid"), _tool("send_sms")]
    to_sid = [*text, Step(FIRST_RESULT), Step(CLOSE), _run(request, "news")]
    again = [_tool("send_sms"), Step(FIRST_RESULT), Step(CLOSE), _run(request, "plan")]
    steps = _closed(request, [*to_sid, Step(END_CALL), *again, Step(END_CALL), Step(END_PLAN)])
    run = unreached(words(request), steps)
    assert run is not None
    begun = looked_up(len(words(request)), False, steps, run)
    assert begun[-2:] == (_tool("get_phone_number"), _run(request, "Ana"))
    assert begun[:-2] == tuple(steps[: len(begun) - 2])
    assert begun[-3] != steps[-2]


def _closed(request: str, steps: list[Step]) -> list[Step]:
    """*steps* without the ends of calls that the grammar closes by itself."""
    grammar, kept = Grammar(len(words(request))), []
    for step in steps:
        if grammar.place()[0] or step.mark != END_CALL:
            grammar.advance(step)
            kept.append(step)
    return kept
