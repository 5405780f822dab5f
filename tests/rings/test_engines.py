"""R2: the scripts do the same in every engine, event by event, whatever happens to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from macos_tools import ROOT
from tests.rings import cases
from tests.rings.cases import Case
from tests.rings.engines import OTHERS, Call, ask, missing, packed

pytestmark = pytest.mark.timeout(300)  # 4,000 calls: 3 s in node or JavaScriptCore, 6 in QuickJS


def every_case() -> list[Case]:
    """The table, once for Macs that do not differ for the app, and what no tool calls."""
    found: dict[object, Case] = {}
    for case in cases.table():
        mac = cases.same_for(case.app, case.profile)
        found.setdefault((case.script, case.what, case.condition, mac), case)
    return [*found.values()]


def packet_of(asked: Sequence[Case], path: Path) -> Path:
    """*asked* for any engine, at *path*."""
    said = map(cases.asked, asked)
    path.write_text(packed(Call(one["source"], one["input"], one["argv"]) for one in said), "utf-8")
    return path


def differing(name: str, asked: Sequence[Case], packet: Path) -> list[str]:
    """The cases of *asked* in which the engine *name* did something else than QuickJS."""
    found = []
    for case, answer in zip(asked, ask(name, packet), strict=True):
        told, played = json.loads(answer), cases.perform(case)
        same = (
            told["error"] is None
            and json.loads(told["printed"]) == played.answer
            and told["events"] == list(played.events)
            and told["state"] == played.after
        )
        if not same:
            found.append(case.id)
    return found


@pytest.fixture(scope="module")
def asked() -> list[Case]:
    """Every case, once."""
    return every_case()


def test_every_script_is_asked(asked: list[Case]) -> None:
    """No script goes unproven in the other engines."""
    assert {case.script for case in asked} == {
        f"{path.parent.name}/{path.name}" for path in ROOT.glob("*/*.js")
    }


@pytest.mark.parametrize("name", OTHERS)
def test_every_engine_does_what_quickjs_does(asked: list[Case], tmp_path: Path, name: str) -> None:
    """The same printed answer, the same Apple events, the same state afterwards."""
    if why := missing(name):
        pytest.skip(why)
    packet = packet_of(asked, tmp_path / "calls.json")
    assert differing(name, asked, packet) == []


@pytest.mark.parametrize("name", OTHERS)
def test_a_difference_would_be_seen(tmp_path: Path, name: str) -> None:
    """Asked for something else, the engine is said to differ, in that case alone."""
    if why := missing(name):
        pytest.skip(why)
    first, second, third = list(cases.inputs("contacts/find_person.js"))[:3]
    others = [first, replace(second, argument=third.argument), third]
    packet = packet_of(others, tmp_path / "calls.json")
    assert differing(name, [first, second, third], packet) == [second.id]
