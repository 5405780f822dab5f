"""Are two plans the same?  By their graphs, as the paper measures, or by their arguments too.

Two plans have the same graph if their tasks can be paired so that paired tasks call the same
tool and every ``$N`` of one corresponds to one of the other.  Hashing alone cannot decide it:
``{b(a1), c(a1), d(a2), e(a2)}`` and ``{b(a1), d(a1), c(a2), e(a2)}`` share every hash of a
task with what is below and above it, yet differ in which results are shared.  So:

1. Colours: a task starts with its tool's name, and is then told apart by the colours of what
   it uses and what uses it, until no colour splits further.  Different colours, different
   graphs.
2. Components: pieces without a connecting ``$N`` are paired independently, by bipartite
   matching, so that sixty equal lookups cost a matching and not sixty factorial tries.
3. Backtracking within a component, in the order of the plan, over tasks of one colour whose
   dependencies are already paired.

The strict comparison is the same search with the arguments looked at as each pair is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from tinyagent_cli.plan.graph import dependents
from tinyagent_cli.plan.task import Plan, Reference, Task, Template, Value, references

# Whether argument number *index* of *task* may be *theirs* instead of *ours*; the references
# of *theirs* are already written with the ids that the pairing gives them on our side.
SameArgument = Callable[[Task, int, Value, Value], bool]


def equal(task: Task, index: int, ours: Value, theirs: Value) -> bool:
    """The strictest :data:`SameArgument`: the very same value, 0 and False being two."""
    return repr(ours) == repr(theirs)


def same_graph(a: Plan, b: Plan) -> bool:
    """Whether *a* and *b* are isomorphic on tool names and every ``$N``."""
    return isomorphism(a, b) is not None


def same_plan(a: Plan, b: Plan, same_argument: SameArgument = equal) -> bool:
    """Whether some isomorphism makes all arguments the same by *same_argument*."""
    return isomorphism(a, b, same_argument) is not None


def isomorphism(
    a: Plan, b: Plan, same_argument: SameArgument | None = None
) -> dict[int, int] | None:
    """A pairing of *a*'s ids with *b*'s that keeps tools and references, or None.

    With *same_argument* the paired tasks have the same arguments, too.
    """
    if len(a.tasks) != len(b.tasks):
        return None
    ours, theirs = _coloured(a, b)
    if Counter(ours.colours.values()) != Counter(theirs.colours.values()):
        return None
    left, right = ours.components(), theirs.components()
    pairings: dict[tuple[int, int], dict[int, int] | None] = {}

    def fit(i: int, j: int) -> bool:
        if (i, j) not in pairings:
            pairings[i, j] = _pair(ours, left[i], theirs, right[j], same_argument)
        return pairings[i, j] is not None

    if len(left) != len(right) or (matched := _match(len(left), fit)) is None:
        return None
    return dict(chain.from_iterable((pairings[pair] or {}).items() for pair in matched.items()))


def renamed(value: Value, ids: Mapping[int, int]) -> Value:
    """*value* with the ids of its references replaced; those not in *ids* stay."""
    match value:
        case Reference(id):
            return Reference(ids.get(id, id))
        case Template(parts):
            return Template(
                tuple(
                    Reference(ids.get(p.id, p.id)) if isinstance(p, Reference) else p for p in parts
                )
            )
        case tuple():
            return tuple(renamed(item, ids) for item in value)
        case _:
            return value


class _Graph:
    """A plan with what the search asks for again and again."""

    def __init__(self, plan: Plan, colours: dict[int, int]) -> None:
        self.plan = plan
        self.colours = colours
        self.users = dependents(plan)

    def components(self) -> list[list[Task]]:
        """The pieces that no reference connects, each in the order of the plan."""
        root = {task.id: task.id for task in self.plan.tasks}

        def find(one: int) -> int:
            while root[one] != one:
                root[one] = root[root[one]]
                one = root[one]
            return one

        for task in self.plan.tasks:
            for need in task.depends_on:
                root[find(need)] = find(task.id)
        pieces: dict[int, list[Task]] = {}
        for task in self.plan.tasks:
            pieces.setdefault(find(task.id), []).append(task)
        return list(pieces.values())

    def places(self, task: Task) -> list[tuple[int, int]]:
        """Where the result of *task* is used: the user's colour, and the how-manieth reference."""
        return sorted(
            (self.colours[user], k)
            for user in self.users[task.id]
            for k, ref in enumerate(_in_order(self.plan.by_id[user]))
            if ref.id == task.id
        )


def _in_order(task: Task) -> Iterator[Reference]:
    return chain.from_iterable(references(argument) for argument in task.arguments)


def _coloured(a: Plan, b: Plan) -> tuple[_Graph, _Graph]:
    """Both plans with colours that mean the same in each, refined until nothing splits."""
    graphs = (_Graph(a, {}), _Graph(b, {}))
    names: dict[tuple[object, ...], int] = {}
    for graph in graphs:  # by what a task uses, all the way down: one pass is enough
        for task in graph.plan.tasks:
            below = sorted(graph.colours[other] for other in task.depends_on)
            key = (task.tool, *below)
            graph.colours[task.id] = names.setdefault(key, len(names))
    names = {}
    for graph in graphs:  # by what uses it, all the way up
        above: dict[int, int] = {}
        for task in reversed(graph.plan.tasks):
            users = sorted(above[other] for other in graph.users[task.id])
            key = (graph.colours[task.id], *users)
            above[task.id] = names.setdefault(key, len(names))
        graph.colours = above
    while (count := len(names)) > 0:  # by both at once
        names = {}
        for graph in graphs:
            old = graph.colours
            graph.colours = {
                task.id: names.setdefault(
                    (
                        old[task.id],
                        tuple(sorted(old[other] for other in task.depends_on)),
                        tuple(sorted(old[other] for other in graph.users[task.id])),
                    ),
                    len(names),
                )
                for task in graph.plan.tasks
            }
        if len(names) == count:
            break
    return graphs


def _match(size: int, fit: Callable[[int, int], bool]) -> dict[int, int] | None:
    """A perfect matching of ``range(size)`` with itself by *fit*, or None (augmenting paths)."""
    partner: dict[int, int] = {}
    owner: dict[int, int] = {}
    for left in range(size):
        came_from: dict[int, int] = {}
        queue = [left]
        end = None
        for current in queue:
            end = next((r for r in range(size) if r not in owner and fit(current, r)), None)
            if end is not None:
                came_from[end] = current
                break
            for right in owner:
                if right not in came_from and fit(current, right):
                    came_from[right] = current
                    queue.append(owner[right])
        if end is None:
            return None
        while end is not None:
            current = came_from[end]
            before = partner.get(current)
            partner[current], owner[end] = end, current
            end = before
    return partner


def _pair(
    ours: _Graph,
    left: Sequence[Task],
    theirs: _Graph,
    right: Sequence[Task],
    same_argument: SameArgument | None,
) -> dict[int, int] | None:
    """A pairing of two components, or None."""
    if len(left) != len(right):
        return None

    def plausible(mine: Task, other: Task) -> bool:
        """Before anything is paired: the colour, and the arguments without references."""
        return ours.colours[mine.id] == theirs.colours[other.id] and (
            same_argument is None
            or (
                len(mine.arguments) == len(other.arguments)
                and all(
                    same_argument(mine, i, x, y)
                    for i, (x, y) in enumerate(zip(mine.arguments, other.arguments, strict=True))
                    if not _refers(x) and not _refers(y)
                )
            )
        )

    fits = [{j for j, other in enumerate(right) if plausible(mine, other)} for mine in left]
    if _match(len(left), lambda i, j: j in fits[i]) is None:
        return None
    # Those that are used in the same places come first: mostly they are the right ones.
    places = [theirs.places(other) for other in right]
    candidates = [
        [right[j] for same in (True, False) for j in sorted(choices) if (places[j] == used) is same]
        for choices, used in zip(fits, map(ours.places, left), strict=True)
    ]
    return _backtrack(left, candidates, same_argument)


def _refers(value: Value) -> bool:
    return next(references(value), None) is not None


def _backtrack(
    left: Sequence[Task],
    candidates: Sequence[Sequence[Task]],
    same_argument: SameArgument | None,
) -> dict[int, int] | None:
    pairs: dict[int, int] = {}  # ours to theirs
    back: dict[int, int] = {}  # theirs to ours

    def right(mine: Task, other: Task) -> bool:
        if other.id in back or {pairs[need] for need in mine.depends_on} != other.depends_on:
            return False
        return same_argument is None or all(
            same_argument(mine, i, x, renamed(y, back))
            for i, (x, y) in enumerate(zip(mine.arguments, other.arguments, strict=True))
            if _refers(x) or _refers(y)
        )

    tries = [iter(candidates[0])]
    while tries:
        mine = left[len(tries) - 1]
        if mine.id in pairs:
            del back[pairs.pop(mine.id)]
        other = next((o for o in tries[-1] if right(mine, o)), None)
        if other is None:
            tries.pop()
            continue
        pairs[mine.id], back[other.id] = other.id, mine.id
        if len(pairs) == len(left):
            return pairs
        tries.append(iter(candidates[len(tries)]))
    return None
