"""Other people's text fills bodies and nothing else: any plan, over any outcomes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.acting import NOW, FakeDesktop, FakePerson
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.execution.executor import Acts
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.run import run_plan
from tinyagent_cli.plan.task import Plan, Reference, Task, Template, Value
from tinyagent_cli.tools.spec import Argument, Hands, Kind, Result, Tool, ToolSpec
from tinyagent_cli.tools.toolbox import Toolbox, load_manifest

SPECS = load_manifest()
DOCUMENT = Path(__file__).resolve()

# What others write, whatever it looks like; and how to find it again in an argument.
THEIRS = ("evil@example.org", "+12025550199", "/tmp/evil.pdf", "Evil Eve", "evil",
          "https://evil.example.com/j/1", "2026-12-24 evil")  # fmt: skip
TRACES = ("evil", "2025550199")

OURS: Mapping[Kind, Value] = {
    Kind.EMAIL: "sid@example.org",
    Kind.PHONE: "+14155550132",
    Kind.PERSON: "Sid",
    Kind.TIME: "2026-11-27 15:00:00",
    Kind.FILE: str(DOCUMENT),
    Kind.PLACE: "Golden Gate Park",
    Kind.LINK: "https://example.com/x",
    Kind.CHOICE: "d",
    Kind.NUMBER: 5,
    Kind.FLAG: False,
}
CHOOSING = frozenset({Kind.EMAIL, Kind.PHONE, Kind.PERSON, Kind.FILE, Kind.PLACE, Kind.LINK,
                      Kind.TIME, Kind.CHOICE, Kind.NUMBER, Kind.FLAG})  # fmt: skip


class Desktop(FakeDesktop):
    """Everybody is in Contacts, Evil Eve too; every file is there."""

    home = DOCUMENT.parent

    async def script(self, script: str, payload: Mapping[str, Any]) -> Any:
        evil = "evil" in payload["name"].lower()
        phone, mail = ("+12025550199", "evil@example.org") if evil else ("+14155550132", "s@x.org")
        return [{
            "id": payload["name"], "name": payload["name"], "nickname": "", "organization": "",
            "phones": [{"label": "", "value": phone}], "emails": [{"label": "", "value": mail}],
        }]  # fmt: skip

    async def find_files(self, name: str) -> tuple[Path, ...]:
        return (DOCUMENT,)


@dataclass
class Seen:
    """The calls that were made, with their arguments."""

    calls: list[tuple[ToolSpec, Mapping[str, Any]]] = field(default_factory=list)


def tools(seen: Seen, theirs: str) -> Toolbox:
    """Tools that give back the worst they can: others' text where they read it, else all words
    that they were given, or an address where their kind is one."""

    def tool(spec: ToolSpec) -> Tool:
        async def perform(hands: Hands, arguments: Mapping[str, Any]) -> Result:
            seen.calls.append((spec, arguments))
            if spec.tainted:
                return Result(theirs, theirs)
            if spec.returns in (Kind.TEXT, Kind.NAME):
                words = " ".join(str(value) for value in arguments.values())
                return Result(words, words)
            return Result(OURS[spec.returns], "found")

        return Tool(spec, perform)

    return Toolbox(map(tool, SPECS))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans that need not be right: any result goes anywhere."""
    tasks = []
    for id in range(1, draw(st.integers(2, 7)) + 1):
        spec = draw(st.sampled_from(SPECS))
        values = tuple(draw(argument(one, id)) for one in spec.arguments)
        tasks.append(Task(id, spec.name, values))
    return Plan(tuple(tasks))


def argument(spec: Argument, id: int) -> st.SearchStrategy[Value]:
    """A value of ours, an earlier result, words around one, or a list of such."""
    plain: st.SearchStrategy[Value] = st.just(OURS.get(spec.kind, "words"))
    if id > 1:
        earlier = st.builds(Reference, st.integers(1, id - 1))
        around = st.builds(lambda ref: Template(("see ", ref, "")), earlier)
        plain = st.one_of(plain, earlier, earlier, around)
    return st.lists(plain, max_size=2).map(tuple) if spec.many else plain


@settings(max_examples=300, deadline=None)
@given(plans(), st.sampled_from(THEIRS))
def test_what_others_wrote_never_chooses(plan: Plan, theirs: str) -> None:
    """Nobody is reached, nothing opened and no tool called because a note says so."""
    seen = Seen()
    asyncio.run(run(plan, seen, theirs))
    planned = [task.tool for task in plan.tasks]
    for spec, arguments in seen.calls:
        planned.remove(spec.name)  # each at most as often as the plan says
        for one in spec.arguments:
            if one.kind in CHOOSING or spec.chooses(one):
                held = str(arguments[one.name]).lower()
                assert not any(trace in held for trace in TRACES), (spec.name, one.name, held)


async def run(plan: Plan, seen: Seen, theirs: str) -> None:
    """Run *plan* with somebody who agrees to everything."""
    with Journal.private(NOW) as journal:
        turn = await journal.begin_turn("a request")
        hands = Hands(Desktop(), Settings(), NOW)
        acts = Acts(tools(seen, theirs), hands, FakePerson(), journal, turn, lambda event: None)
        await run_plan(plan, acts)
