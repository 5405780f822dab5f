"""A plan as JSON: the schema, and the way back, whatever the pieces."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.planning.http.json_plan import JsonPlan, schema
from tinyagent_cli.tools.toolbox import load_manifest

TOOLS = load_manifest()
CALLS = [
    {"tool": "get_phone_number", "name": 'Sid "the Kid" Łem'},
    {"tool": "send_sms", "recipients": ["$1"], "message": "} ] late\n\u2028"},
]
PLAN = json.dumps({"plan": CALLS}, ensure_ascii=False)


def turned(*pieces: str) -> str:
    plan = JsonPlan(TOOLS)
    text = "".join(line for piece in pieces for line in plan.feed(piece))
    plan.close()
    return text


@given(st.lists(st.integers(0, len(PLAN)), max_size=8))
def test_any_cut_of_the_json_gives_the_same_plan(cuts: list[int]) -> None:
    """Quotes, brackets and line ends in texts mislead nobody."""
    at = [0, *sorted(cuts), len(PLAN)]
    text = turned(*(PLAN[a:b] for a, b in pairwise(at)))
    assert text == turned(PLAN)
    first, second = parse(text).tasks
    assert first.arguments == (CALLS[0]["name"],)
    assert second.arguments[1] == CALLS[1]["message"]
    assert second.depends_on == {1}


def test_a_call_is_told_as_soon_as_it_is_whole() -> None:
    """The second is still being written."""
    plan = JsonPlan(TOOLS)
    begun = PLAN[: PLAN.index("send_sms")]
    assert "".join(plan.feed(begun)).startswith("1. get_phone_number(")


def test_no_call_is_a_plan_that_does_nothing() -> None:
    """What no tool can serve."""
    assert turned('{"plan": []}') == "1. join()\n"


def test_a_plan_as_text_is_passed_on() -> None:
    """A server took the schema and did not mind it."""
    assert turned("\n1. jo", "in()\n") == "\n1. join()\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"plan": [{"tool": "join"',
        '{"plan": [{"tool": "rm"}]}',
        '{"plan": [{"tool": "open_note", "colour": "red"}]}',
        '{"plan": ["open_note"]}',
        '{"steps": []}',
        '{"plan": [{"tool": ["open_note"]}]}',
    ],
)
def test_json_that_is_no_plan_is_an_error(text: str) -> None:
    """Never a step that was dropped."""
    with pytest.raises(PlanError):
        turned(text)


def test_the_schema_has_every_tool_with_all_its_arguments() -> None:
    """In order, and none besides."""
    calls = schema(TOOLS)["properties"]["plan"]["items"]["anyOf"]
    assert [c["properties"]["tool"]["enum"] for c in calls] == [[t.name] for t in TOOLS]
    for call, tool in zip(calls, TOOLS, strict=True):
        assert call["required"] == ["tool", *(a.name for a in tool.arguments)]
        assert call["additionalProperties"] is False
