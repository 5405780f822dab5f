"""Tool RAG: which tools a planner is offered for a request.

Three reasons to offer a tool: the request wishes for it, by the word of two networks that were
trained on the sixteen, one that hears wishes (`wishes`) and the embedded planner, which drafts a
plan in some milliseconds; nothing was trained on it, and what it says of itself fits (`unseen`);
or another tool on offer is handed what it gives (`closed`).  A tool too many costs a planner that
reads a prompt some tokens, a tool too few costs the plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
from tinyagent_cli.planning.unseen import UnseenTools
from tinyagent_cli.planning.wishes import Wishes, load
from tinyagent_cli.tools.spec import Kind, ToolSpec

TABLE: Final = Path(__file__).parent / "selection.npz"

Draft = Callable[[str], Mapping[str, float]]

# Kinds that another call may have to make first, and how a request that says one outright
# looks.  A path that was said is still opened first, so for files nothing does.
_MADE: Final = {
    Kind.EMAIL: re.compile(r"\S@\S+\.\w"),
    Kind.PHONE: re.compile(r"\d(?:[\s().\-/–]*\d){6}"),
    Kind.FILE: re.compile(r"(?!)"),
}


class TrainedSelector:
    """The selector ``toolrag``; its *table* is read at the first request.

    *draft* tells how likely a quick plan of a request is to call each tool; without it, the
    embedded planner is asked.  Of tools that neither was trained on, a few are always offered,
    and of many those that the request is likely to need.
    """

    name = "toolrag"

    def __init__(self, table: Path = TABLE, draft: Draft | None = None) -> None:
        self._path = table
        self._draft = draft or EmbeddedPlanner().drafted
        self._strangers = Strangers()

    def select(self, request: str, tools: Sequence[ToolSpec]) -> tuple[ToolSpec, ...]:
        """The tools to offer, in the order of *tools*, with those that they draw on.

        Raises NotReady where the table or the planner's weights are missing.
        """
        wanted, likely = self._wishes.told(request, self._draft(request))
        strange = self._strangers.wanted(request, tools, self._wishes.tools)
        return closed(wanted | strange, tools, request, likely)

    @cached_property
    def _wishes(self) -> Wishes:
        return load(self._path)


class Strangers:
    """The tools that a classifier does not know, indexed when they are first met."""

    def __init__(self) -> None:
        self._index = UnseenTools(())

    def wanted(
        self, request: str, tools: Sequence[ToolSpec], known: Collection[str]
    ) -> frozenset[str]:
        """The names of those of *tools* that *request* may need and that are not *known*."""
        strange = tuple(tool for tool in tools if tool.name not in known)
        if strange != self._index.tools:
            self._index = UnseenTools(strange)
        return frozenset(tool.name for tool in self._index.likely(request))


def closed(
    wanted: Iterable[str],
    tools: Sequence[ToolSpec],
    request: str = "",
    likely: Collection[str] = frozenset(),
) -> tuple[ToolSpec, ...]:
    """The *wanted* of *tools*, and those whose results their arguments are made from.

    An argument that must be there draws in what makes it, unless the *request* says such a
    thing outright: a mail to a name needs the address looked up, one to an address does not.
    Any other argument, and one that was said, draws in only what is *likely* needed.
    """
    by_name = {tool.name: tool for tool in tools}
    names = {name for name in wanted if name in by_name}
    ahead = list(names)
    while ahead:
        taker = by_name[ahead.pop()]
        must = {a.kind for a in taker.arguments if a.required and not _said(a.kind, request)}
        makers = {
            tool.name
            for tool in tools
            if takes(taker, tool) and (tool.returns in must or tool.name in likely)
        } - names
        names |= makers
        ahead += makers
    return tuple(tool for tool in tools if tool.name in names)


def takes(taker: ToolSpec, maker: ToolSpec) -> bool:
    """Whether an argument of *taker* may have to be made by *maker* first."""
    return maker.returns in _MADE and any(a.kind is maker.returns for a in taker.arguments)


def _said(kind: Kind, request: str) -> bool:
    return kind in _MADE and _MADE[kind].search(request) is not None
