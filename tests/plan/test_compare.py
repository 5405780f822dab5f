"""Are two plans the same?  networkx is the oracle."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.plans import dags, plans, shuffled
from tinyagent_cli.plan.compare import isomorphism, same_graph, same_plan
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan, Reference


def graph(plan: Plan) -> nx.DiGraph:
    """*plan* as networkx knows graphs."""
    made = nx.DiGraph()
    for task in plan.tasks:
        made.add_node(task.id, tool=task.tool)
        made.add_edges_from((need, task.id) for need in task.depends_on)
    return made


def of(*steps: str) -> Plan:
    """The plan of *steps*, numbered."""
    lines = [f"{i}. {step}" for i, step in enumerate([*steps, "join()"], 1)]
    return parse("\n".join(lines))


@given(dags(), st.randoms(use_true_random=False))
def test_a_plan_in_another_order_is_the_same(plan, random) -> None:
    """Numbers are names only."""
    assert same_graph(plan, shuffled(plan, random))


@given(plans(), st.randoms(use_true_random=False))
def test_a_plan_in_another_order_has_the_same_arguments_too(plan, random) -> None:
    """The strict comparison follows the references."""
    assert same_plan(plan, shuffled(plan, random))


@given(dags(max_tasks=5), dags(max_tasks=5))
def test_same_graph_is_isomorphism_on_tools_and_references(a, b) -> None:
    """Just what networkx says."""
    match = nx.algorithms.isomorphism.categorical_node_match("tool", None)
    assert same_graph(a, b) == nx.is_isomorphic(graph(a), graph(b), node_match=match)


@given(dags(max_tasks=8, tools=1), st.randoms(use_true_random=False), st.data())
def test_one_edge_more_or_less_is_seen(plan, random, data) -> None:
    """Graphs that differ little are where hashing goes wrong."""
    other = shuffled(plan, random)
    pairs = [(t, need) for t in other.tasks for need in sorted(t.depends_on)]
    if not pairs:
        return
    task, need = data.draw(st.sampled_from(pairs))
    match = nx.algorithms.isomorphism.categorical_node_match("tool", None)
    kept = tuple(argument for argument in task.arguments if argument != Reference(need))
    changed = Plan(tuple(replace(t, arguments=kept) if t is task else t for t in other.tasks))
    assert same_graph(plan, changed) == nx.is_isomorphic(
        graph(plan), graph(changed), node_match=match
    )


def test_shared_and_duplicated_results_differ() -> None:
    """No hash of what is above and below a task tells these two apart."""
    a = of("a()", "a()", "b($1)", "c($1)", "d($2)", "e($2)")
    b = of("a()", "a()", "b($1)", "d($1)", "c($2)", "e($2)")
    assert not same_graph(a, b)


def test_two_small_rings_are_no_large_one() -> None:
    """Every task has the same neighbours in both."""
    small = of("a()", "a()", "b($1, $2)", "b($1, $2)", "a()", "a()", "b($5, $6)", "b($5, $6)")
    large = of("a()", "a()", "a()", "a()", "b($1, $2)", "b($2, $3)", "b($3, $4)", "b($4, $1)")
    assert not same_graph(small, large)


def test_two_references_in_one_string_are_two_edges() -> None:
    """The reference's metric counted only the first."""
    assert not same_graph(
        of("a()", "a()", 'f("$1 and $2")'), of("a()", "a()", 'f("$1 and no other")')
    )
    assert same_graph(of("a()", 'f("${1}")'), of("a()", 'f("$1")'))


def test_same_graph_ignores_arguments_and_same_plan_does_not() -> None:
    """The paper's success and the strict one."""
    a = of('get_phone_number("Sid")', 'send_sms(["$1"], "hi")')
    b = of('get_phone_number("Lutfi")', 'send_sms(["$1"], "hi")')
    assert same_graph(a, b)
    assert not same_plan(a, b)
    assert not same_graph(a, of('get_email_address("Sid")', 'send_sms(["$1"], "hi")'))


def test_references_are_compared_as_what_they_point_to() -> None:
    """Sid's number goes where Sid's number went."""
    a = of('n("Sid")', 'n("Lutfi")', 'sms(["$1"], "to Sid")', 'sms(["$2"], "to Lutfi")')
    b = of('n("Lutfi")', 'n("Sid")', 'sms(["$2"], "to Sid")', 'sms(["$1"], "to Lutfi")')
    crossed = of('n("Lutfi")', 'n("Sid")', 'sms(["$1"], "to Sid")', 'sms(["$2"], "to Lutfi")')
    assert same_plan(a, b)
    assert same_graph(a, crossed)
    assert not same_plan(a, crossed)


def test_types_of_arguments_count_when_they_are_equal_to_python() -> None:
    """0 is not False."""
    assert not same_plan(of("f(0)"), of("f(False)"))
    assert not same_plan(of("f([1])"), of("f([True])"))


def test_the_caller_says_which_arguments_are_the_same() -> None:
    """It is shown both values with the references of the first plan."""
    seen = []

    def any_case(task, index, ours, theirs) -> bool:
        seen.append((task.id, index, ours, theirs))
        return str(ours).casefold() == str(theirs).casefold()

    a = of('n("Sid")', 'n("Bo")', 'sms("$1", "Hi")')
    b = of('n("bo")', 'n("sid")', 'sms("$2", "HI")')
    assert isomorphism(a, b, any_case) == {1: 2, 2: 1, 3: 3}
    assert (3, 1, "Hi", "HI") in seen


def test_lists_may_be_compared_as_sets() -> None:
    """Whom a message goes to has no order."""

    def unordered(task, index, ours, theirs) -> bool:
        if isinstance(ours, tuple) and isinstance(theirs, tuple):
            return set(ours) == set(theirs)
        return ours == theirs

    a = of('n("Sid")', 'n("Bo")', 'sms(["$1", "$2"])')
    b = of('n("Bo")', 'n("Sid")', 'sms(["$1", "$2"])')
    assert not same_plan(a, b)
    assert same_plan(a, b, unordered)


@pytest.mark.parametrize("use", ["", "sms({})"])
def test_many_equal_tasks_are_no_trouble(use) -> None:
    """Sixty equal look-ups, one of them different in the end: no factorial number of tries."""
    n = 60
    everyone = ", ".join(f"${i}" for i in range(1, n + 1))
    backwards = ", ".join(f"${i}" for i in range(n, 0, -1))
    last = ["sms([{}])"] if use else []
    same = ['n("Sid")'] * n
    a = of(*same, *(line.format(everyone) for line in last))
    b = of(*same, *(line.format(backwards) for line in last))
    odd = of('n("Bo")', *same[1:], *(line.format(everyone) for line in last))
    assert same_graph(a, b)
    assert same_plan(a, b)
    assert not same_plan(a, odd)
    assert same_graph(a, odd)


def test_a_long_chain_needs_no_deep_stack() -> None:
    """A thousand tasks, each using the one before."""
    chain = of("f()", *(f"f(${i})" for i in range(1, 1000)))
    assert same_plan(chain, chain)
