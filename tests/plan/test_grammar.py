"""The hand-written parser against a grammar of the language in Lark, as an oracle."""

from __future__ import annotations

import ast
import re
import warnings
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from lark import Lark, Tree
from lark.exceptions import LarkError

from tests.plan.plans import NAMES, bare
from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Reference

# The core of the language, and of what is tolerated around a plan only what the texts below
# can hold.  No dollars in strings: what they mean is no matter of grammar.
GRAMMAR = r"""
    start: JUNK? step* NUMBERED "join" "(" ")" NL*
    step: NUMBERED NAME "(" [items] ")" NL
    items: value ("," value)* ","?
    ?value: constant | NUMBER -> number | STRING -> string | REFERENCE -> reference
          | "[" [items] "]" -> list | "(" ")" -> list | "(" value ")"
          | "(" value "," ")" -> list | "(" value ("," value)+ ","? ")" -> list
    !constant: "None" | "True"
    JUNK.2: /\A[ ,()\]]+/
    NUMBERED: /[1-9][0-9]{0,4}[.)]/
    NAME: /(?!join\b)[^\W\d]\w*/
    NUMBER: /[+-]?((0+|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,2})?/
    STRING: /"([^"\\$]|\\.)*"|'([^'\\$]|\\.)*'/s
    REFERENCE: /\$[0-9]+/
    NL: "\n"
    %ignore " "
"""
ORACLE = Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)


def oracle(text: str) -> list[tuple[int, str, tuple[object, ...]]] | None:
    """The steps that the grammar finds in *text*, or None: it is no plan."""
    try:
        tree = ORACLE.parse(text)
    except LarkError:
        return None
    steps: list[tuple[int, str, tuple[object, ...]]] = []
    for step in tree.find_pred(lambda node: node.data == "step"):
        number, name, *items = step.children
        values = items[0].children if items and isinstance(items[0], Tree) else []
        steps.append((int(number[:-1]), str(name), tuple(_value(v) for v in values)))
    steps.sort(key=lambda step: step[0])  # Lark finds them in an order of its own
    numbers = [int(number) for number in re.findall(r"(?m)^[ ,()\]]*([1-9][0-9]*)[.)]", text)]
    if any(a >= b for a, b in pairwise(numbers)):
        return None
    seen: set[int] = set()
    for number, _, arguments in steps:
        if not {r.id for a in arguments for r in _references(a)} <= seen:
            return None
        seen.add(number)
    return steps


def _value(node: Tree) -> object:
    match node.data:
        case "constant":
            return ast.literal_eval(str(node.children[0]))
        case "number":
            return ast.literal_eval(str(node.children[0]))
        case "string":
            literal = str(node.children[0])
            with warnings.catch_warnings(action="ignore"):  # of escapes that are none
                return ast.literal_eval(literal[0] * 2 + literal + literal[0] * 2)
        case "reference":
            return Reference(int(str(node.children[0])[1:]))
        case _:
            inside = [c for c in node.children if isinstance(c, Tree)]
            if len(inside) == 1 and inside[0].data == "items":
                inside = inside[0].children
            return tuple(_value(c) for c in inside)


def _references(value: object) -> list[Reference]:
    if isinstance(value, tuple):
        return [ref for item in value for ref in _references(item)]
    return [value] if isinstance(value, Reference) else []


VALUES = st.recursive(
    st.sampled_from(
        [
            "None",
            "True",
            "0",
            "-12",
            "1.5",
            "2e3",
            '"a b"',
            "'it\\'s'",
            '"\\n(\\""',
            "''",
            "$1",
            "$2",
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda v: f"[{', '.join(v)}]"),
        st.lists(inner, min_size=1, max_size=3).map(lambda v: f"( {' , '.join(v)},)"),
    ),
    max_leaves=4,
)
STEPS = st.builds(
    lambda number, name, values: f"{number}. {name}({', '.join(values)})\n",
    st.integers(1, 4),
    NAMES,
    st.lists(VALUES, max_size=3),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Plans, most of them right, some spoilt by a character too many, too few or another."""
    text = "".join(draw(st.lists(STEPS, max_size=3, unique_by=lambda s: s[0])))
    text += "9. join()\n"
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 2))
        text = (
            text[:at] + draw(st.sampled_from(["", ",", "(", ")", "]", "1", " "])) + text[at + cut :]
        )
    return text


@given(texts())
@example("1. f([], [1,.5])\n9. join()\n")
def test_the_parser_and_the_grammar_agree(text) -> None:
    """They take the same texts, and read the same values in them."""
    try:
        found = bare(parse(text))
    except PlanError:
        found = None
    assert found == oracle(text)
