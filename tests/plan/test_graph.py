"""The shape of a plan."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.plans import dags
from tests.plan.test_compare import graph
from tinyagent_cli.plan.graph import critical_path, dependents, levels
from tinyagent_cli.plan.task import Plan


@given(dags(max_tasks=10))
def test_levels_are_those_of_networkx(plan) -> None:
    """Each task as early as its dependencies let it."""
    expected = [sorted(level) for level in nx.topological_generations(graph(plan))]
    assert [sorted(task.id for task in level) for level in levels(plan)] == expected


@given(dags(max_tasks=10))
def test_dependents_are_the_references_turned_round(plan) -> None:
    """Who uses whose result."""
    users = dependents(plan)
    assert {(need, t.id) for t in plan.tasks for need in t.depends_on} == {
        (need, user) for need, by in users.items() for user in by
    }
    assert users.keys() == plan.by_id.keys()


@given(dags(max_tasks=8), st.data())
def test_the_critical_path_is_the_longest_way_through(plan, data) -> None:
    """Counted in the seconds of the tasks on it."""
    seconds = {task.id: data.draw(st.integers(0, 9)) for task in plan.tasks}
    made = graph(plan)
    for _, task, edge in made.edges(data=True):
        edge["weight"] = seconds[task]
    starts = [task.id for task in plan.tasks]
    made.add_edges_from((0, task, {"weight": seconds[task]}) for task in starts)
    longest = nx.dag_longest_path_length(made) if plan.tasks else 0
    assert critical_path(plan, seconds) == longest


def test_an_empty_plan_takes_no_time() -> None:
    """join() alone."""
    assert critical_path(Plan(()), {}) == 0
    assert levels(Plan(())) == ()
