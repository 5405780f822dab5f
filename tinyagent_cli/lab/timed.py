"""One format of the planner, run in a process of its own for ``formats.py``.

``python -m tinyagent_cli.lab.timed FILE`` reads requests as JSON lines (``request``,
``piped``: a text or null) and answers each with a line (``plan``, ``seconds``, and ``first``,
until the first task was out), then one with ``load`` in seconds and ``memory`` in bytes, the
most that the process had.  The seconds are
the processor's: a shared machine makes a plan wait, not slower.  Little is imported, so that
the memory is the planner's.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.lab.footprint import peak_memory
from tinyagent_cli.plan.text import task_text
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner, task_of
from tinyagent_cli.planning.embedded.signature import TOOLS

Lines = Callable[[str, str | None], Iterator[str]]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    (name,) = sys.argv[1:] if arguments is None else arguments
    began = process_time()
    lines = _torch(Path(name)) if name.endswith(".pt") else _embedded(Path(name))
    load = process_time() - began
    for asked in map(json.loads, sys.stdin):
        print(json.dumps(_timed(lines(asked["request"], asked["piped"]))), flush=True)
    print(json.dumps({"load": load, "memory": peak_memory()}))


def _timed(lines: Iterator[str]) -> dict[str, str | float | None]:
    told, first = [], None
    began = process_time()
    try:
        for line in lines:
            told.append(line)
            if first is None and not line.endswith(". join()\n"):
                first = process_time() - began
    except PlanError:
        told = []
    return {"plan": "".join(told) or None, "seconds": process_time() - began, "first": first}


def _embedded(path: Path) -> Lines:
    planner = EmbeddedPlanner(path)
    planner.decoder()
    tools = dict.fromkeys(TOOLS)
    return lambda request, piped: planner.lines(request, tools, piped)


def _torch(checkpoint: Path) -> Lines:
    import torch

    from tinyagent_cli.lab.example import Example
    from tinyagent_cli.lab.export import greedy, load
    from tinyagent_cli.planning.embedded.architecture import LONGEST
    from tinyagent_cli.planning.embedded.pointing import words

    torch.set_num_threads(1)
    model, vocabulary = load(checkpoint)

    def lines(request: str, piped: str | None) -> Iterator[str]:
        cut = words(request)
        if len(cut) > LONGEST:
            raise PlanError(f"the request has {len(cut)} words")
        told = greedy(model, vocabulary, Example(request, (), piped is not None))
        for number, call in enumerate(told, 1):
            yield task_text(task_of(call, number, request, piped)) + "\n"
        yield f"{len(told) + 1}. join()\n"

    return lines


if __name__ == "__main__":
    main()
