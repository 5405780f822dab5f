"""A model is asked in the words of a record of the set that it was trained on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.records import (
    ASKED,
    EXAMPLES,
    TOLD,
    WHEN,
    WRITTEN,
    record,
    system,
    written,
)
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.planning.examples import OURS, Example
from tinyagent_cli.planning.prompted import Asked
from tinyagent_cli.planning.record import read, taken_apart
from tinyagent_cli.planning.recorded import RecordedPrompt
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = {tool.name: tool for tool in load_manifest()}
ITS = tuple(SPECS[name] for name in TOLD)
OWN = Example("Read me Jokes", '1. open_note("Jokes", "")\n2. join()\n')


def prompt(says: str | None = None, **how: Any) -> RecordedPrompt:
    return taken_apart(record(system() if says is None else says, **how))


def asked(*tools: ToolSpec, examples: tuple[Example, ...] = OURS, **more: Any) -> Asked:
    return Asked(ASKED, tools or ITS, examples, WHEN, **more)


@pytest.mark.parametrize("how", [str, json.dumps, list], ids=["Python", "JSON", "a list"])
def test_its_own_words_come_out_letter_by_letter(how: Callable[[Any], Any]) -> None:
    """With its tools, its time and its request, however its messages are written."""
    made = prompt(how=how)(asked())
    assert made.system == system()
    assert made.user == f"Question: {ASKED}\n\nGo:\n"


def test_the_tools_on_offer_are_told_and_counted() -> None:
    """Those that it knows in its order and words, the others in its form."""
    made = prompt()(asked(SPECS["open_and_get_file_path"], SPECS["send_sms"]))
    assert "There are 3 kinds of step:\n1. send_sms(" in made.system
    assert f"1. {TOLD['send_sms']}2. open_and_get_file_path(file_name: str) -> str\n - " in (
        made.system
    )
    assert "\n3. join():\n" in made.system
    assert "get_phone_number(name" not in made.system


def test_rules_of_tools_that_are_not_on_offer_fall_away() -> None:
    """A rule of several tools stays while there is one of them."""
    made = prompt()(asked(SPECS["send_sms"]))
    assert "Before send_sms comes" in made.system
    assert "open_note" not in made.system
    assert "Number the lines." in made.system


def test_the_day_is_told_as_it_tells_it() -> None:
    """And where it changes is known, so that what stands before it is read once."""
    made = prompt()(Asked(ASKED, ITS, OURS, datetime(2026, 11, 23, 17, 5)))
    assert "Today's date is Monday 2026-11-23 17:05\n" in made.system
    assert WRITTEN not in made.system
    assert made.lasting == system().partition(WRITTEN)[0]


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (" - Today is 2024-05-07.\n", " - Today is 2026-11-23.\n"),
        (" - Now: Tuesday, 2024-05-07 08:30:00\n", " - Now: Monday, 2026-11-23 17:05:00\n"),
        (
            " - Write a date like 2020-01-01 always.\n - Today's date is Tuesday 2024-05-07\n",
            " - Write a date like 2020-01-01 always.\n - Today's date is Monday 2026-11-23\n",
        ),
    ],
)
def test_dates_are_told_in_other_forms_too(says: str, told: str) -> None:
    """The day that it is, and not one that only shows how days are written."""
    made = prompt(system(date=says))(Asked(ASKED, ITS, OURS, datetime(2026, 11, 23, 17, 5)))
    assert made.system == system(date=told)


def test_examples_that_call_what_is_not_on_offer_are_left_out() -> None:
    """Where all of them do, ours stand there, in its form."""
    assert EXAMPLES[1] not in prompt()(asked(SPECS["get_phone_number"])).system
    made = prompt()(asked(SPECS["send_sms"], examples=OURS[-1:]))
    assert "Question: Turn the heating down\n1. join()<END_OF_PLAN>\n###\n" in made.system
    assert not any(example in made.system for example in EXAMPLES)


def test_looked_up_examples_stand_after_its_own_in_its_form() -> None:
    """But for those whose times are of another day: it has no words to say so."""
    old = Example("Read me Puns", OWN.plan, datetime(2024, 1, 1))
    made = prompt()(asked(examples=(*OURS, old, OWN)))
    own = f"Question: {OWN.request}\n{OWN.plan.rstrip()}<END_OF_PLAN>\n"
    assert made.system == system(examples=(*EXAMPLES, own))
    assert made.lasting == system().partition(WRITTEN)[0]


def test_of_several_records_the_one_with_most_tools_counts(tmp_path: Path) -> None:
    """What it does not tell of, the others do."""
    one = system({"get_phone_number": TOLD["get_phone_number"]}, examples=())
    other = "maps_open_location(location: str) -> str\n - Shows where it is.\n"
    two = system({"maps_open_location": other}, examples=())
    file = tmp_path / "some.json"
    file.write_text(written(record(one), record(system()), record(two)))
    found = read(file)
    assert found.source == "r2"
    assert found(asked()).system == system()
    made = found(asked(*ITS, SPECS["maps_open_location"]))
    assert f"4. {other}5. join():" in made.system


def _broken(**change: Any) -> bytes:
    return json.dumps(record(system()) | change).encode()


def _said(messages: Any) -> bytes:
    return _broken(output=[{"type": "plan", "raw_input": messages}])


RUBBISH = {
    "empty": b"",
    "no text": b"\xff\xfe\x00GGUF",
    "no JSON": b"{never mind",
    "a number": b"7",
    "another JSON": b'{"a": {"b": 1}}',
    "no output": _broken(output=7),
    "no plan": _broken(output=[{"type": "join", "raw_input": "[]"}]),
    "no messages": _said("[never mind"),
    "an odd escape": _said("['\\d']"),
    "one message": _said([{"role": "user", "content": ASKED}]),
    "no tools": json.dumps(record("Make a plan.")).encode(),
    "no join": json.dumps(record("1. open_note(name: str)\n2. send_sms(a: str)\n")).encode(),
    "another request": _said(
        [{"role": "system", "content": system()}, {"role": "user", "content": "?"}]
    ),
    "half a letter": json.dumps(record(system() + "\ud83d")).encode(),
    "too deep": b"[" * 100_000,
}


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH.keys())
def test_what_is_no_record_is_said_in_one_line(tmp_path: Path, rubbish: bytes) -> None:
    """With what a record has."""
    file = tmp_path / "rubbish.json"
    file.write_bytes(rubbish)
    with pytest.raises(UsageError, match=r"^rubbish\.json is no record") as found:
        read(file)
    assert "\n" not in str(found.value)
    assert "a record has" in found.value.hint


_WORD = st.text("abc %{}#'\"\\é🙂0123456789-:", min_size=1, max_size=20)
_NAME = st.from_regex(r"[a-z]{2,5}_[a-z]{2,5}", fullmatch=True)
_TEXT = st.lists(_WORD, max_size=3).map(lambda lines: "".join(f" - {w}\n" for w in lines))


@st.composite
def systems(draw: st.DrawFn) -> tuple[dict[str, str], str]:
    """What a system may say in this form, and of which tools."""
    names = draw(st.lists(_NAME, min_size=1, max_size=5, unique=True))
    told = {name: f"{name}(x: str) -> str\n{draw(_TEXT)}" for name in names}
    shown = draw(st.lists(st.tuples(_WORD, st.sampled_from(names), _WORD), max_size=9))
    examples = [
        f"Question: {q}\n1. {name}({value!r})\n2. join()<END_OF_PLAN>\n" for q, name, value in shown
    ]
    date = draw(st.sampled_from(["", f"It is now {WRITTEN}.\n", "Today: 2024-05-07\n"]))
    separator = draw(st.sampled_from(["###\n", "\n", "", "# next\n"]))
    return told, system(told, date, examples, separator)


@given(systems(), _WORD, st.sampled_from([str, json.dumps]))
def test_taken_apart_and_put_together_it_is_the_same(
    made: tuple[dict[str, str], str], request: str, how: Callable[[Any], str]
) -> None:
    """Whatever tools, rules, examples, and request it has."""
    told, says = made
    found = taken_apart(record(says, f"{request}?", "Question: {}\n", how))
    some = SPECS["open_note"]
    tools = [_named(some, name) for name in told]
    again = found(Asked(f"{request}?", tools, OURS, WHEN))
    assert again.system == says
    assert again.user.endswith(f"Question: {request}?\n")


def _named(spec: ToolSpec, name: str) -> ToolSpec:
    return replace(spec, name=name)
