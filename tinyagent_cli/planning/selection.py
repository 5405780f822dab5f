"""Tool RAG: which tools a request may need, by a linear classifier and by what tools need.

One score a tool, the sum of what the request's words, word pairs and letter quadruples say
for it (hashed; trained in ``lab/selector.py``), against a threshold of its own that was set
for recall: a tool too many costs a few tokens, a tool too few costs the plan.  Then the
tools are closed under what they take: where addresses are wanted, so is the lookup.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.embedded.features import key_of
from tinyagent_cli.planning.embedded.pointing import words
from tinyagent_cli.planning.one_thread import one_thread
from tinyagent_cli.tools.spec import Kind, ToolSpec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLE: Final = Path(__file__).parent / "selection.npz"
BUCKETS: Final = 16384

# Whose result an argument of a kind is made from.
_MADE_OF: Final = frozenset({Kind.EMAIL, Kind.PHONE, Kind.FILE})


class TrainedSelector:
    """The selector ``toolrag``; its *table* is read at the first request.

    Tools that it was not trained on are always offered.
    """

    name = "toolrag"

    def __init__(self, table: Path = TABLE) -> None:
        self._path = table
        self._table: dict[str, Any] | None = None

    def select(self, request: str, tools: Sequence[ToolSpec]) -> tuple[ToolSpec, ...]:
        """The tools to offer, in the order of *tools*, with those that they draw on.

        Raises NotReady where the table is missing.
        """
        table = self._read()
        known = [str(name) for name in table["tools"]]
        over = scores(table["weights"], table["scale"], table["bias"], request) > table["threshold"]
        wanted = {name for name, yes in zip(known, over, strict=True) if yes}
        wanted |= {tool.name for tool in tools} - set(known)
        return closed(wanted, tools)

    def _read(self) -> dict[str, Any]:
        if self._table is None:
            with one_thread():
                import numpy as np

            try:
                with np.load(self._path, allow_pickle=False) as kept:
                    self._table = dict(kept)
            except OSError as error:
                raise NotReady(
                    f"the selector's table is missing: {self._path}", "reinstall tinyagent-cli"
                ) from error
        return self._table


def closed(wanted: Iterable[str], tools: Sequence[ToolSpec]) -> tuple[ToolSpec, ...]:
    """The *wanted* of *tools*, and those whose results their arguments may be made from."""
    by_name = {tool.name: tool for tool in tools}
    names = {name for name in wanted if name in by_name}
    ahead = list(names)
    while ahead:
        takes = {a.kind for a in by_name[ahead.pop()].arguments} & _MADE_OF
        makers = {t.name for t in tools if t.returns in takes} - names
        names |= makers
        ahead += makers
    return tuple(tool for tool in tools if tool.name in names)


def buckets_of(request: str) -> list[int]:
    """What the classifier sees of *request*, each thing once."""
    return sorted({zlib.crc32(f.encode()) % BUCKETS for f in _features(request)})


def _features(request: str) -> Iterator[str]:
    keys = ["<", *(key_of(w.text) for w in words(request)), ">"]
    for i, key in enumerate(keys):
        yield key
        if i:
            yield f"{keys[i - 1]} {key}"
        bounded = f"_{key}_"
        for start in range(len(bounded) - 3):
            yield f"*{bounded[start : start + 4]}"


def scores(
    weights: NDArray[np.int8], scale: NDArray[np.float32], bias: NDArray[np.float32], request: str
) -> NDArray[np.float32]:
    """How much *request* speaks for each tool; *weights* [buckets, tools]."""
    import numpy as np

    total = weights[buckets_of(request)].sum(0, dtype=np.int32)
    found: NDArray[np.float32] = total * scale + bias
    return found
