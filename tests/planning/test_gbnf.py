"""The grammars made from tools: what they derive is a plan, and every good plan is derived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.gbnf import Gbnf
from tinyagent_cli.lab.chats import plan_of
from tinyagent_cli.lab.written import shipped
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.planning.examples import OURS
from tinyagent_cli.planning.gbnf import line_grammar, plan_grammar
from tinyagent_cli.tools.spec import Argument, Effect, Kind, ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest
from tinyagent_cli.tools.verify import verify

# One of a plugin: what ours have none of (numbers as results, a list of texts, no argument).
PLUGIN = (
    ToolSpec("count_words", "", "", Effect.READ, (Argument("of", Kind.TEXT),), Kind.NUMBER),
    ToolSpec("ring", "", "", Effect.OPEN, ()),
    ToolSpec(
        "shuffle",
        "",
        "",
        Effect.CREATE,
        (
            Argument("items", Kind.TEXT, many=True, required=True),
            Argument("times", Kind.NUMBER, default=1),
            Argument("how", Kind.CHOICE, choices=('a"b', "é\\"), default="é\\"),
        ),
    ),
)
TOOLS = (*load_manifest(), *PLUGIN)
SPECS = {tool.name: tool for tool in TOOLS}
OFFERS = st.lists(st.sampled_from(TOOLS), unique=True, max_size=5).map(tuple)


@cache
def _line(offered: tuple[ToolSpec, ...], earlier: tuple[ToolSpec, ...], said: str = "") -> Gbnf:
    return Gbnf(line_grammar(offered, earlier, said))


def derived(offered: tuple[ToolSpec, ...], random: Random, said: str = "") -> str:
    """A plan as a model would write it, that is held to the grammar line by line."""
    lines: list[str] = []
    earlier: tuple[ToolSpec, ...] = ()
    while len(lines) < 6:
        line = _line(offered, earlier, said).derive(random)
        lines.append(line)
        if "join()" in line[:10]:
            return "".join(lines)
        earlier += (SPECS[line.split(". ", 1)[1].split("(", 1)[0]],)
    return "".join(lines) + f"{len(lines) + 1}. join()"


def checked(text: str, said: str = "") -> Plan:
    """The plan that *text* is, verified task by task."""
    plan = parse(text, said)
    for task in plan.tasks:
        verify(task, SPECS, {t.id: t for t in plan.tasks if t.id < task.id})
    return plan


def holds(text: str, offered: Sequence[ToolSpec], said: str = "") -> bool:
    """Whether the grammars of the lines derive *text*, one after the other."""
    earlier: tuple[ToolSpec, ...] = ()
    for line in text.splitlines(keepends=True):
        if not _line(tuple(offered), earlier, said).accepts(line):
            return False
        if tool := SPECS.get(line.split(". ", 1)[1].split("(", 1)[0]):
            earlier += (tool,)
    return True


@given(OFFERS, st.randoms(use_true_random=False))
def test_whatever_the_lines_grammars_derive_is_a_plan_that_every_check_accepts(
    offered: tuple[ToolSpec, ...], random: Random
) -> None:
    """Tools on offer, arity, types, references to results that fit: nothing else comes out."""
    plan = checked(derived(offered, random))
    assert {task.tool for task in plan.tasks} <= {tool.name for tool in offered}


@given(OFFERS, st.randoms(use_true_random=False))
def test_what_the_user_said_of_dollars_makes_no_plan_wrong(
    offered: tuple[ToolSpec, ...], random: Random
) -> None:
    """An amount of the request may be a whole argument, and is never a dangling reference."""
    said = "I owe Sid $1 and Ana $7"
    checked(derived(offered, random, said), said)


@given(OFFERS, st.randoms(use_true_random=False))
def test_whatever_the_grammar_of_a_plan_derives_is_read(
    offered: tuple[ToolSpec, ...], random: Random
) -> None:
    """Lines of offered tools with their arity; that a result fits is left to the checks."""
    text = Gbnf(plan_grammar(offered, lines=4)).derive(random)
    for task in parse(text).tasks:
        spec = SPECS[task.tool]
        assert spec in offered
        assert len(task.arguments) == len(spec.arguments)


def gold() -> list[str]:
    """Our own examples' plans, and some of those written by hand."""
    now, written = datetime(2026, 11, 23, 9, 0), [pair.example for pair in shipped()[::20]]
    plans = (plan_of(e, now, SPECS, "milk" if e.piped else None) for e in written)
    return [example.plan for example in OURS] + [plan_text(plan) for plan in plans]


def test_every_plan_that_we_hold_for_right_is_derived() -> None:
    """Line by line with all tools on offer, and as a whole with those that it calls."""
    for plan in gold():
        derivable(plan)


def derivable(plan: str) -> None:
    """Assert that *plan* is derived, by its lines' grammars and by the one of the whole."""
    called = [SPECS[name] for name in sorted({task.tool for task in parse(plan).tasks})]
    assert holds(plan, TOOLS), plan
    assert Gbnf(plan_grammar(called)).accepts(plan), plan


@pytest.mark.parametrize("tool", load_manifest(), ids=lambda tool: tool.name)
def test_the_usage_example_of_each_tool_is_derived(tool: ToolSpec) -> None:
    """What the prompt shows can be written: here after lookups that give what it refers to."""
    kinds = {
        "compose_new_email": ("get_email_address", "open_and_get_file_path"),
        "send_sms": ("get_phone_number", "get_phone_number"),
        "summarize_pdf": ("open_and_get_file_path",),
    }
    earlier = tuple(SPECS[name] for name in kinds.get(tool.name, ("get_email_address",)))
    assert _line((tool,), earlier).accepts(f"{len(earlier) + 1}. {tool.example}\n")


@pytest.mark.parametrize(
    "line",
    [
        '2. send_sms(["$1"], "a") # so',
        '3. send_sms(["$1"], "a")\n',
        '2. send_sms("$1", "a")\n',
        '2. send_sms(["$1"])\n',
        '2. send_sms(["$2"], "a")\n',
        '2. send_sms([], "a")\n',
        '2. send_sms([""], "a")\n',
        '2. send_sms(["$1 "], "a")\n',
        '2. send_sms(["$1"], "${7}")\n',
        '2. send_sms(["$1"], "$7")\n',
        '2. send_sms(["$1"], "$\\x37")\n',
        '2. send_sms(["$1"], "a\nb")\n',
        '2. create_note("a", "b", "")\n',
        '2. get_email_address("$1")\n',
        "2. join(1)\n",
        "2. get_phone_number(None)\n",
        "Thought: 2. join()",
    ],
)
def test_what_would_be_refused_is_not_derived(line: str) -> None:
    """Each is wrong in one thing: number, arity, type, reference, tool, or form."""
    offered = tuple(SPECS[name] for name in ("get_phone_number", "get_email_address", "send_sms"))
    assert not _line(offered, (SPECS["get_phone_number"],)).accepts(line)


@pytest.mark.parametrize(
    "argument",
    [
        '"I owe you $2.50"',
        '"$15 for Sid"',
        '"here: $1."',
        '"C:\\\\a\\n\\"b\\" \\x24"',
        "'it''s'[:0]",
    ],
)
def test_texts_may_hold_money_quotes_and_results(argument: str) -> None:
    """A dollar stays a dollar where it can be nothing else."""
    offered = (SPECS["create_note"],)
    line = f'2. create_note("a", {argument}, "")\n'
    held = _line(offered, (SPECS["get_phone_number"],)).accepts(line)
    assert held is not argument.startswith("'")


def test_an_amount_that_was_said_may_be_a_whole_text() -> None:
    """ "Note this: $5" has a note that is "$5"."""
    offered, line = (SPECS["create_note"],), '1. create_note("Debt", "$5", "")\n'
    assert not holds(line, offered)
    assert holds(line, offered, "make a note Debt: $5")
    assert checked(line + "2. join()", "make a note Debt: $5").tasks[0] == Task(
        1, "create_note", ("Debt", "$5", ""), line=1, column=1
    )


def test_with_nothing_on_offer_the_plan_is_join() -> None:
    """Nothing else can be derived."""
    assert plan_grammar(()).splitlines()[1] == 'line1 ::= "1. " "join()" "\\n"?'
    assert _line((), ()).accepts("1. join()")
    assert not _line((), ()).accepts("1. \n")
