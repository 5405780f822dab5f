"""The store of worked examples, and those of them that are nearest to a request.

Near is who uses the same words, function words among them: whether a request begins with
"put", "let … know" or "get me" says more of its plan than the people and things in it.  Of 214
requests that are not in the store, with tools as Tool RAG chooses them, one of the two nearest
examples has the very graph of the right plan for 71 when all words count, for 52 when only
telling ones do, and for 13 of the fixed examples (`tinyagent lab examples`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.planning.bm25 import Bm25, best, words
from tinyagent_cli.planning.examples import Example
from tinyagent_cli.tools.complete import complete
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.verify import verify

SHIPPED: Final = Path(__file__).parent / "examples.txt"
_OWN: Final = 1.1  # a user's own plan is taken where another is nearer by less than a tenth


class ExampleStore:
    """The *shipped* examples and the user's *own*; of two for one request, the first, own first.

    An example that does not tell when it was asked has its times as they were said.
    """

    def __init__(self, shipped: Sequence[Example], own: Sequence[Example] = ()) -> None:
        first: dict[str, Example] = {}
        for example in (*own, *shipped):
            first.setdefault(" ".join(words(example.request)), example)
        self._examples = list(first.values())
        mine = set(own)
        self._worth = [_OWN if example in mine else 1.0 for example in self._examples]
        self._tools = [example.tools() for example in self._examples]
        self._index = Bm25([list(words(e.request)) for e in self._examples])

    def nearest(
        self, request: str, tools: Sequence[ToolSpec], now: datetime, count: int
    ) -> tuple[Example, ...]:
        """At most *count* examples that call none but *tools*, the nearest to *request* last.

        Their times are what the words mean at *now*; one whose times then mean nothing, or two
        things, is passed over.
        """
        found = list(islice(self._nearest(request, tools, now), count))
        return tuple(reversed(found))

    def _nearest(self, request: str, tools: Sequence[ToolSpec], now: datetime) -> Iterator[Example]:
        specs = {tool.name: tool for tool in tools}
        scores = self._index.scores(words(request))
        for i in best([score * worth for score, worth in zip(scores, self._worth, strict=True)]):
            if self._tools[i] <= specs.keys():
                example = as_of(now, self._examples[i], specs)
                if example is not None:
                    yield example


def as_of(
    now: datetime, example: Example, specs: Mapping[str, ToolSpec], region: str = "US"
) -> Example | None:
    """*example* with its times absolute, as said at *now* in *region* (see `complete`).

    None where it calls no tools of *specs* as they are, or its times leave a doubt.
    """
    done: dict[int, Task] = {}
    try:
        for task in parse(example.plan, example.request).tasks:
            task = verify(task, specs, done)
            if example.asked is None:
                completed = complete(task, specs[task.tool], now, earlier=done, region=region)
                if any(doubt.unsettled for doubt in completed.doubts):
                    return None
                task = completed.task
            done[task.id] = task
    except PlanError:
        return None
    return replace(example, plan=plan_text(Plan(tuple(done.values()))))


def written(examples: Iterable[Example]) -> str:
    """*examples* as a file has them: a request, its plan, an empty line."""
    return "\n".join(f"{example.request}\n{example.plan}" for example in examples)


def read(text: str) -> tuple[Example, ...]:
    """The examples that were `written`."""
    blocks = (block.partition("\n") for block in text.strip().split("\n\n"))
    return tuple(Example(request, f"{plan.rstrip()}\n") for request, _, plan in blocks if plan)


@cache
def shipped() -> tuple[Example, ...]:
    """The examples that are part of the package, read once."""
    return read(SHIPPED.read_text("utf-8"))
