"""Chooses the worked examples that prompts show, out of the pairs written by hand.

    tinyagent lab examples [--out FILE] [--measure]

A prompt gains from examples that are like the request in what they call, and loses by long ones:
short requests, plans of a few calls, several ways to say a single call and one for most
combinations of calls.  The pairs for choosing are never among them, so that a prompt can be
measured on those (``--measure``), as it can on no other pair.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Final

from tinyagent_cli.lab.chats import verified
from tinyagent_cli.lab.progress import progress
from tinyagent_cli.lab.written import Written, for_choosing, shipped
from tinyagent_cli.plan.compare import same_graph
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.planning.bm25 import words
from tinyagent_cli.planning.examples import OURS, Example, examples_for
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.planning.store import SHIPPED, ExampleStore, as_of, read, written
from tinyagent_cli.tools.toolbox import load_manifest

# How many examples there are of each combination of calls, by the number of calls.
_OF_EACH: Final = {0: 16, 1: 6, 2: 3, 3: 1, 4: 1, 5: 1}
_LONGEST: Final = 180  # characters of a request; its mean in the pairs is 149
_NOW: Final = datetime(2026, 11, 23, 9)
# Times that the words of an example must be clear at.
_MOMENTS: Final = [
    _NOW + timedelta(days=d, hours=h) for d, h in ((0, 0), (3, 6), (40, 9), (200, 3))
]
_SPECS: Final = {spec.name: spec for spec in load_manifest()}


def plan_of(pair: Written) -> Plan:
    """The plan of *pair*, its times as they were said."""
    return Plan(verified(pair.example, _SPECS, None))


def chosen(pairs: Sequence[Written]) -> Iterator[Example]:
    """The examples that prompts may show, of *pairs*; those with the fewest calls first."""
    like: dict[tuple[str, ...], list[Example]] = defaultdict(list)
    for pair in pairs:
        calls = tuple(sorted(call.tool for call in pair.example.calls))
        request = pair.example.request
        if len(request) <= _LONGEST and len(calls) in _OF_EACH and not for_choosing(pair):
            example = Example(request, plan_text(plan_of(pair)))
            if not pair.piped and _clear(example):
                like[calls].append(example)
    for calls in sorted(like, key=lambda calls: (len(calls), calls)):
        yield from _spread(like[calls], _OF_EACH[len(calls)])


def _clear(example: Example) -> bool:
    """Whether its times mean one thing, whenever and wherever it is shown."""
    return all(
        (here := as_of(now, example, _SPECS)) and here == as_of(now, example, _SPECS, "GB")
        for now in _MOMENTS
    )


def _spread(examples: Sequence[Example], count: int) -> Iterator[Example]:
    """The shortest of *examples*, then whatever shares the fewest words with those before."""
    left = sorted(examples, key=lambda e: (len(e.request), e.request))
    said = {e.request: frozenset(words(e.request)) for e in left}
    taken: list[Example] = []
    while left and len(taken) < count:
        nearest = {
            e: max((_alike(said[e.request], said[t.request]) for t in taken), default=0.0)
            for e in left
        }
        taken.append(min(left, key=lambda e: nearest[e]))
        left.remove(taken[-1])
        yield taken[-1]


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / (len(a | b) or 1)


def measure(examples: Sequence[Example], pairs: Sequence[Written]) -> Iterator[str]:
    """Lines on how well *examples* show what *pairs* want, beside the fixed ones."""
    store, tools, selector = ExampleStore(examples), load_manifest(), TrainedSelector()
    offers = [selector.select(pair.example.request, tools) for pair in progress(pairs, "request")]
    rows = {"the fixed ones": [examples_for(offered) for offered in offers]}
    for count in (1, 2, 3):
        for name, tools_of in (("", offers), (", of all", [tools] * len(pairs))):
            rows[f"the nearest {count}{name}"] = [
                store.nearest(pair.example.request, offered, _NOW, count)
                for pair, offered in zip(pairs, tools_of, strict=True)
            ]
    for name, shown in rows.items():
        same, covered = 0, 0.0
        for pair, beside in zip(pairs, shown, strict=True):
            right, plans = plan_of(pair), [parse(e.plan) for e in beside]
            needed = {task.tool for task in right.tasks}
            seen = {task.tool for plan in plans for task in plan.tasks}
            same += any(same_graph(right, plan) for plan in plans)
            covered += len(needed & seen) / len(needed) if needed else 1.0
        chars = sum(len(e.request) + len(e.plan) for e in chain(*shown)) / len(pairs)
        yield (
            f"{name:24} same graph {same:3} of {len(pairs)}   tools shown "
            f"{covered / len(pairs):5.1%}   {chars:4.0f} characters"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(
        "tinyagent lab examples", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--out", type=Path, default=SHIPPED, help="where they are written")
    parser.add_argument("--measure", action="store_true", help="those that are there; no writing")
    options = parser.parse_args(arguments)
    pairs = shipped()
    if not options.measure:
        found = [example for example in chosen(pairs) if example not in OURS]
        options.out.write_text(written(found), "utf-8")
        print(f"{len(found)} examples of {len(pairs)} pairs: {options.out}")
    examples = read(options.out.read_text("utf-8"))
    for line in measure(examples, [pair for pair in pairs if for_choosing(pair)]):
        print(line)


if __name__ == "__main__":
    main()
