"""Random values, plans and texts for the property tests of the plan language."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import strategies as st

from tinyagent_cli.plan.compare import renamed
from tinyagent_cli.plan.task import Plan, Reference, Task, Template, Value

TOOLS = ("get_phone_number", "send_sms", "create_note", "f", "été")

# Texts in which a dollar, a brace, a quote or an escape is likely to stand.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("$${}0123456789.,kS\\\"'#()[]\n\r\t \x00\x1b\u202e\u200d😀é"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
NAMES = st.sampled_from(TOOLS)


def templates(earlier: list[int]) -> st.SearchStrategy[Template]:
    """Strings with references inside, in the one form that the parser makes of them."""
    refs = st.sampled_from(earlier).map(Reference)
    parts = st.lists(st.one_of(TEXTS.filter(bool), refs), min_size=2, max_size=5)
    return parts.filter(_is_canonical).map(lambda p: Template(tuple(p)))


def _is_canonical(parts: list[str | Reference]) -> bool:
    neighbours = not any(isinstance(a, str) and isinstance(b, str) for a, b in pairwise(parts))
    return neighbours and any(isinstance(part, Reference) for part in parts)


def values(earlier: list[int]) -> st.SearchStrategy[Value]:
    """Any argument that may stand in a task after the tasks *earlier*."""
    leaves: list[st.SearchStrategy[Value]] = [
        TEXTS,
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.none(),
    ]
    if earlier:
        leaves += [st.sampled_from(earlier).map(Reference), templates(earlier)]
    return st.recursive(
        st.one_of(leaves), lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=4
    )


@st.composite
def plans(draw: st.DrawFn, max_tasks: int = 6) -> Plan:
    """Any plan, its ids with gaps."""
    tasks: list[Task] = []
    last = 0
    for _ in range(draw(st.integers(0, max_tasks))):
        last += draw(st.integers(1, 3))
        arguments = draw(st.lists(values([task.id for task in tasks]), max_size=3))
        tasks.append(Task(last, draw(NAMES), tuple(arguments)))
    return Plan(tuple(tasks))


@st.composite
def dags(draw: st.DrawFn, max_tasks: int = 7, tools: int = 2) -> Plan:
    """A plan in which only tools and references matter, few tools, so that it is ambiguous."""
    tasks: list[Task] = []
    for number in range(1, draw(st.integers(0, max_tasks)) + 1):
        needs = draw(st.sets(st.integers(1, number - 1), max_size=3)) if number > 1 else set()
        tool = TOOLS[draw(st.integers(0, tools - 1))]
        tasks.append(Task(number, tool, tuple(Reference(need) for need in sorted(needs))))
    return Plan(tuple(tasks))


def shuffled(plan: Plan, random: Random) -> Plan:
    """The same plan with its tasks in another order that respects their references."""
    ids: dict[int, int] = {}
    tasks: list[Task] = []
    left = list(plan.tasks)
    while left:
        ready = [task for task in left if task.depends_on <= ids.keys()]
        task = random.choice(ready)
        left.remove(task)
        ids[task.id] = len(tasks) + 1
        arguments = tuple(renamed(argument, ids) for argument in task.arguments)
        tasks.append(Task(ids[task.id], task.tool, arguments))
    return Plan(tuple(tasks))


def bare(plan: Plan) -> list[tuple[int, str, tuple[Value, ...]]]:
    """What a plan says, leaving out where it stood and what was thought."""
    return [(task.id, task.tool, task.arguments) for task in plan.tasks]
