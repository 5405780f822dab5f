"""``tinyagent values``, for Tab: what only the files of the user know, with what it is about.

Read here and not through the rooms that own it, which take twice the time: Tab may take 150 ms.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Final

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit

_VALUE: Final = re.compile(r"[A-Za-z0-9][\w.+-]*", re.ASCII)
_MOST: Final = 30  # turns; older ones are found by tinyagent history --search


def values(environment: Environment, kind: str = "") -> int:
    """Print the *kind* of values there are, one a line; none where there is nothing to read."""
    with suppress(sqlite3.Error, OSError, ValueError, KeyError, TypeError):
        for value, about in _VALUES.get(kind, _nothing)(environment):
            if not _VALUE.fullmatch(value):
                continue  # a shell would take it apart, or do what it says
            said = "".join(c if c.isprintable() else " " for c in about)
            environment.stdout.write(f"{value}\t{said}\n")
    return Exit.DONE


def _turns(environment: Environment) -> Iterator[tuple[str, str]]:
    path = environment.paths.journal
    if path.exists():
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0.1)) as journal:
            query = "SELECT id, request FROM turns ORDER BY id DESC LIMIT ?"
            for number, request in journal.execute(query, (_MOST,)):
                yield str(number), request


def _models(environment: Environment) -> Iterator[tuple[str, str]]:
    for path in sorted(environment.paths.models.glob("*.gguf")):
        yield path.stem, "a model that is here"


def _consents(environment: Environment) -> Iterator[tuple[str, str]]:
    rows = json.loads(environment.paths.consents.read_text("utf-8"))
    rows.sort(key=lambda row: (row["tool"], row["to"]))  # as config consent counts them
    for number, row in enumerate(rows, 1):
        yield str(number), f"{row['answer']} {row['tool']} {row['to']}"


def _nothing(environment: Environment) -> Iterator[tuple[str, str]]:
    yield from ()


_VALUES: Final = {"turns": _turns, "models": _models, "consents": _consents}
