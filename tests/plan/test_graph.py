"""The shape of a plan."""

from __future__ import annotations

import networkx as nx
from hypothesis import given

from tests.plan.plans import dags
from tests.plan.test_compare import graph
from tinyagent_cli.plan.graph import dependents, levels


@given(dags(max_tasks=10))
def test_levels_are_those_of_networkx(plan) -> None:
    """Each task as early as its dependencies let it."""
    generations = nx.topological_generations(graph(plan))
    expected = {id: level for level, ids in enumerate(generations) for id in ids}
    assert levels(plan.tasks) == expected


@given(dags(max_tasks=10))
def test_dependents_are_the_references_turned_round(plan) -> None:
    """Who uses whose result."""
    users = dependents(plan)
    assert {(need, t.id) for t in plan.tasks for need in t.depends_on} == {
        (need, user) for need, by in users.items() for user in by
    }
    assert users.keys() == plan.by_id.keys()


def test_an_empty_plan_has_no_levels() -> None:
    """join() alone."""
    assert levels(()) == {}
