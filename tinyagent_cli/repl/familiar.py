"""What Tab completes in a request: people, notes and files that earlier plans named.

The journal alone is asked, so that no app is opened for a key that was pressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tinyagent_cli.agent.pointing import texts_of
from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.execution.records import TurnRecord
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.tools.spec import Kind, ToolSpec

_KINDS: Final = (Kind.PERSON, Kind.NAME, Kind.FILE, Kind.PLACE)


def names_of(turns: Iterable[TurnRecord], specs: Mapping[str, ToolSpec]) -> tuple[str, ...]:
    """What the plans of *turns* called by name, each once, in the order of the turns."""
    found: dict[str, None] = {}
    for turn in turns:
        try:
            plan = parse(turn.plan) if turn.plan else Plan(())
        except PlanError:  # of a version that spoke another plan language
            continue
        found |= dict.fromkeys(texts_of(plan, specs, *_KINDS))
    return tuple(found)


def completions(text: str, names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Names that go on from the last word of *text*, or its last words, and where they start."""
    words = text.split(" ")
    for name in names:
        for count in range(min(3, len(words)), 0, -1):
            typed = " ".join(words[-count:])
            if typed and name.casefold().startswith(typed.casefold()) and name != typed:
                yield name, -len(typed)
                break
