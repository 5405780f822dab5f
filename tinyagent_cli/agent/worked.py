"""The worked examples that a planner is shown with a request.

The fixed ones stand in the long part of the prompt, whose keys and values a model keeps.  With
them go those that are nearest to the request, out of the store that ships and the user's own
plans that worked.  They are new with every request, and stand with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tinyagent_cli.core.ports import Planner, Selector
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.records import TurnRecord
from tinyagent_cli.planning.examples import MOST, Example, examples_for
from tinyagent_cli.planning.prompted import ReadingPlanner
from tinyagent_cli.planning.store import ExampleStore, shipped
from tinyagent_cli.tools.spec import ToolSpec

FAST: Final = 2  # of those that are looked up, where reading them takes next to no time
OWN: Final = 200  # of the user's plans, the newest
_LONGEST: Final = 1000  # characters of one of them, its request included
_TELLS_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(slots=True)
class WorkedExamples:
    """The fixed examples and *near* ones looked up, at most `MOST` in all; -1: what is worth it.

    They are for *planner*; *narrow* tells which tools a request may need, also where all are on
    offer; *journal* has the user's own plans, which are shown to no model that is not on this
    computer.
    """

    near: int
    planner: Planner
    narrow: Selector
    journal: Journal
    _own: tuple[Example, ...] = ()
    _store: ExampleStore | None = field(default=None)

    def __call__(
        self, request: str, tools: Sequence[ToolSpec], now: datetime
    ) -> tuple[Example, ...]:
        """The examples to show with *request*, the nearest last."""
        always = examples_for(tools)
        near = self.near if self.near >= 0 else _worthwhile(self.planner)
        count = min(near, MOST - len(always))
        if count <= 0:
            return always
        likely = self.narrow.select(request, tools)
        return (*always, *self._refreshed().nearest(request, likely, now, count))

    def _refreshed(self) -> ExampleStore:
        """The store, with what was done since it was made."""
        own = own_plans(self.journal) if _stays_here(self.planner) else ()
        if self._store is None or own != self._own:
            self._own, self._store = own, ExampleStore(shipped(), own)
        return self._store


def own_plans(journal: Journal) -> tuple[Example, ...]:
    """The user's plans that worked, newest first, one for each request; none without history."""
    if not journal.kept:
        return ()
    newest: dict[str, Example] = {}
    for turn in journal.worked(OWN):
        if len(turn.request) + len(turn.plan) <= _LONGEST and "\n" not in turn.request:
            newest.setdefault(turn.request.casefold(), _example(turn))
    return tuple(newest.values())


def _worthwhile(planner: Planner) -> int:
    """How many are worth their time: each is 135 tokens more to be read, with every request.

    On one CPU a model of 1.1 billion parameters takes some 1.7 s for them.
    """
    return FAST if isinstance(planner, ReadingPlanner) and planner.reads_fast else 0


def _stays_here(planner: Planner) -> bool:
    return isinstance(planner, ReadingPlanner) and planner.stays_here


def _example(turn: TurnRecord) -> Example:
    # Without times in it, a plan is as good on any day.
    asked = turn.started_at if _TELLS_TIME.search(turn.plan) else None
    return Example(turn.request, turn.plan, asked)
