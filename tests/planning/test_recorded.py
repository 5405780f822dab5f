"""A prompt in a published record's words: taken apart, and put together again letter by letter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.core.errors import NotReady, UsageError
from tinyagent_cli.planning.examples import MOST, OURS, Example, examples_for
from tinyagent_cli.planning.prompted import Asked
from tinyagent_cli.planning.record import read, taken_apart
from tinyagent_cli.planning.recorded import kept_beside, kept_for, load, save
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = {tool.name: tool for tool in load_manifest()}
NOW = datetime(2024, 2, 14, 13, 30)
ABOUT = {
    "get_phone_number": "get_phone_number(name: str) -> str\n - Finds a number.\n",
    "maps_open_location": "maps_open_location(location: str) -> str\n - Shows 1. a place.\n\n",
    "send_sms": "send_sms(recipients: list[str], message: str) -> str\n - Texts people.\n",
}
EXAMPLES = {
    "get_phone_number": 'Question: Find Uwe.\n1. get_phone_number("Uwe")\n2. join()<END_OF_PLAN>\n',
    "send_sms": 'Question: Greet Uwe.\n1. get_phone_number("Uwe")\n2. send_sms(["$1"], "hi")\n'
    "3. join()<END_OF_PLAN>\n",
}
RULES = {
    "get_phone_number": " - Look numbers up by get_phone_number before you text.\n",
    "send_sms": " - One send_sms is enough for several people.\n",
}


def system(tools: Sequence[str], now: str = "Wednesday 2024-02-14 13:30") -> str:
    """What the system says in a record with *tools*."""
    count = len(tools) + 1
    listed = "".join(f"{i}. {ABOUT[name]}" for i, name in enumerate(tools, start=1))
    rules = "".join(RULES.get(name, "") for name in tools)
    sent = [text for name, text in EXAMPLES.items() if name in tools]
    if "get_phone_number" not in tools:  # which both of them call
        sent = []
    shown = "###\n".join(sent)
    return (
        f"Turn a wish into a plan. Each step is one of these {count} kinds:\n{listed}"
        f"{count}. join():\n - Ends a plan.\n\nGuidelines:\n - Use at most 20 steps.\n"
        f" - Today's date is {now}.\n{rules}\nSome plans:\n\n{shown}\nNow plan.\n"
    )


def record(tools: Sequence[str], request: str = "Text Uwe", **other: Any) -> dict[str, Any]:
    """A record in the published form, as Python writes its messages."""
    messages = [
        {"role": "system", "content": system(tools)},
        {"role": "user", "content": f"Question: {request}\n"},
    ]
    plan = {"type": "plan", "raw_input": str(messages), "raw_output": "1. join()"}
    join = {"type": "join", "raw_input": "[]", "raw_output": ""}
    return {"input": request, "output": [join, plan], "closest_5_queries": []} | other


def asked(tools: Sequence[str], **other: Any) -> Asked:
    """A request of today for *tools*."""
    offered = [SPECS[name] for name in tools]
    return replace(Asked("Text Uwe", offered, examples_for(offered), NOW), **other)


ALL = list(ABOUT)
PROMPT = taken_apart(record(ALL))


@given(
    tools=st.lists(st.sampled_from(ALL), min_size=1, unique=True),
    request=st.text(min_size=1).filter(lambda t: t.strip() and "\x00" not in t),
)
def test_what_was_taken_apart_is_put_together_again(tools: list[str], request: str) -> None:
    """With the record's tools, time and request, the very words that a model was trained on."""
    made = taken_apart(record(tools, request))(asked(tools, request=request))
    assert made.system == system(tools)
    assert made.user == f"Question: {request}\n"


@pytest.mark.parametrize("tools", [ALL[:1], ALL[:2], ALL[1:2], ALL[::2]])
def test_fewer_tools_are_told_of_as_a_record_of_fewer_tools_would(tools: list[str]) -> None:
    """Numbers, tools, rules about them alone, and examples that call no other."""
    made = PROMPT(asked(tools, examples=()))
    assert made.system == system(tools)


def test_the_day_is_today() -> None:
    """And what stands before it is the same every day, for a model to keep."""
    days = [PROMPT(asked(ALL, now=datetime(2026, 11, d, 9))) for d in (23, 24)]
    assert days[0].system == system(ALL, "Monday 2026-11-23 09:00")
    assert days[0].lasting == days[1].lasting == system(ALL).partition("Wednesday")[0]


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ("Wednesday 2024-02-14 13:30", "Monday 2026-11-23 09:05"),
        ("Wednesday, 2024-02-14", "Monday, 2026-11-23"),
        ("2024-02-14 13:30:00", "2026-11-23 09:05:00"),
    ],
)
def test_the_day_is_written_as_there(written: str, today: str) -> None:
    """With a weekday or without, to the minute or the second."""
    messages = [
        {"role": "system", "content": system(ALL, written)},
        {"role": "user", "content": "Question: Text Uwe\n"},
    ]
    found = taken_apart({"input": "x", "output": [{"type": "plan", "raw_input": messages}]})
    made = found(asked(ALL, now=datetime(2026, 11, 23, 9, 5)))
    assert made.system == system(ALL, today)
    assert made.user == "Question: Text Uwe\n"


def test_where_no_day_is_told_it_stands_before_the_question() -> None:
    """Without it there is no tomorrow."""
    found = taken_apart(record(ALL))
    dateless = replace(found, date="", system=tuple(p for p in found.system if p != "date"))
    assert dateless(asked(ALL)).user.startswith("Now it is Wednesday 2024-02-14 13:30.")


def test_a_tool_that_the_record_does_not_know_is_told_of_in_its_form() -> None:
    """Numbered after those that it knows."""
    made = PROMPT(asked(["open_note", "send_sms"]))
    assert "1. send_sms(" in made.system
    assert "\n2. open_note(name: str, folder: str) -> str\n - " in made.system
    assert "\n3. join():" in made.system
    assert "these 3 kinds" in made.system


def test_examples_that_were_looked_up_stand_with_those_of_the_record() -> None:
    """In its form, and not with another day's times; seven at most."""
    near = [Example(f"Ring {n}", f'1. get_phone_number("{n}")\n2. join()\n') for n in range(9)]
    old = Example("Ring on Monday", near[0].plan, NOW)
    made = PROMPT(asked(ALL, examples=(*OURS, old, near[0])))
    assert (
        '###\nQuestion: Ring 0\n1. get_phone_number("0")\n2. join()<END_OF_PLAN>\n' in made.system
    )
    assert "Ring on Monday" not in made.system
    many = PROMPT(asked(ALL, examples=near[: MOST - 1]))
    assert many.system.count("<END_OF_PLAN>") == MOST


def test_piped_text_and_a_failed_plan_stand_before_the_question() -> None:
    """Fenced as data, as in our own prompt."""
    user = PROMPT(asked(ALL, piped="MILK", failure="there is no Uwe")).user
    assert user.index("MILK") < user.index("there is no Uwe") < user.index("Question: Text Uwe")
    assert user.endswith("Question: Text Uwe\n")


def test_the_grammar_is_made_of_the_same_tools() -> None:
    """What a model may write is what it was told of."""
    made = PROMPT(asked(ALL))
    assert ([tool.name for tool in made.tools], made.said) == (ALL, "Text Uwe")


@pytest.mark.parametrize("form", ["one", "list", "by id", "lines", "JSON inside"])
def test_records_are_read_in_any_file_of_theirs(tmp_path: Path, form: str) -> None:
    """The one with the most tools gives the words; the others tell of tools that it lacks."""
    few, many = record(ALL[2:]), record(ALL[:2])
    path = tmp_path / "records.json"
    plan = many["output"][1]
    as_json = record(ALL[:2], output=[plan | {"raw_input": json.dumps(eval(plan["raw_input"]))}])
    texts = {
        "one": json.dumps(many, indent=1),
        "list": json.dumps([few, many]),
        "by id": json.dumps({"a": few, "b": many}),
        "lines": f"{json.dumps(few)}\n\n{json.dumps(many)}\n",
        "JSON inside": json.dumps(as_json),
    }
    path.write_text(texts[form], "utf-8")
    found = read(path)
    assert found(asked(ALL[:2])).system == system(ALL[:2])
    assert set(found.tools) == set(ALL if form in ("list", "by id", "lines") else ALL[:2])


MESSAGES = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "hello"}]
BAD = {
    "no JSON": "{",
    "no record": '{"a": 1}',
    "nothing": "[]",
    "no output": json.dumps({"input": "x", "output": []}),
    "no plan": json.dumps({"input": "x", "output": [{"type": "join", "raw_input": "[]"}]}),
    "no messages": json.dumps({"input": "x", "output": [{"type": "plan", "raw_input": "f("}]}),
    "deep": json.dumps({"input": "x", "output": [{"type": "plan", "raw_input": "[" * 9999}]}),
    "no question": json.dumps({"input": "x", "output": [{"type": "plan", "raw_input": MESSAGES}]}),
    "no tools": json.dumps({"input": "hello", "output": [{"type": "plan", "raw_input": MESSAGES}]}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_record_is_said_in_a_line(tmp_path: Path, name: str) -> None:
    """With the form that a record has."""
    path = tmp_path / "bad.json"
    path.write_text(BAD[name])
    with pytest.raises(UsageError, match=r"^bad\.json is no record of the training set") as caught:
        read(path)
    assert "\n" not in str(caught.value)
    assert "output" in caught.value.hint


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    """Missing, a folder, or no text."""
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none", tmp_path, tmp_path / "bytes"):
        with pytest.raises(UsageError):
            read(path)


def test_a_prompt_is_kept_and_read_again(tmp_path: Path) -> None:
    """Whole, private by its folder, and with nothing beside it."""
    path = kept_beside(tmp_path / "models" / "a.gguf")
    assert load(path) is None
    save(PROMPT, path)
    assert load(path) == PROMPT
    assert [p.name for p in path.parent.iterdir()] == ["a.prompt.json"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"system": [{"place": "x"}], "examples": []}'])
def test_a_prompt_that_is_broken_is_not_used(tmp_path: Path, text: str) -> None:
    """A model asked in half of its words would answer anything."""
    path = tmp_path / "a.prompt.json"
    path.write_text(text)
    with pytest.raises(NotReady, match="is no prompt of ours"):
        load(path)


def test_a_servers_model_may_have_any_name(tmp_path: Path) -> None:
    """None of them leads out of the folder."""
    for name in ("../../etc/passwd", "org/model:4b", "..", "a b"):
        assert kept_for(tmp_path, name).parent == tmp_path
    assert kept_for(tmp_path, "tiny-1.1b") == kept_beside(tmp_path / "tiny-1.1b.gguf")
