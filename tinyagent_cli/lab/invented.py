"""Did a planner invent words?  It may say what the request says, a time, a result, or nothing.

An argument is invented if a word of it is neither in the request (or in what was piped in)
nor part of a time that was resolved, and the argument is not what is said of itself where a
request says nothing.  References are results, numbers and flags are no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tinyagent_cli.lab.judging import TIMES
from tinyagent_cli.lab.rows import Row
from tinyagent_cli.plan.task import Plan, Template, Value
from tinyagent_cli.planning.embedded.signature import BY_TOOL, Slot
from tinyagent_cli.tools.times import Moment, when

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a plan: the *argument* of a task that holds them; whether they are *invented*."""

    task: int
    argument: str
    words: str
    invented: bool


def said_in(plan: Plan, row: Row) -> Iterator[Said]:
    """Everything that *plan* says in words, held against the request of *row*."""
    source = f"{row.request}\n{row.piped or ''}".casefold()
    known, letters = frozenset(_WORD.findall(source)), _letters(source)
    for task in plan.tasks:
        slots = BY_TOOL[task.tool].slots if task.tool in BY_TOOL else ()
        for index, value in enumerate(task.arguments):
            slot = slots[index] if index < len(slots) else Slot(f"argument {index}", "t")
            for text in _texts(value):
                if not text.strip() or text == slot.default or slot.kind == "c":
                    continue
                spoken = known.issuperset(_WORD.findall(text.casefold()))
                fine = spoken or _letters(text.casefold()) in letters or _is_time(slot, text, row)
                yield Said(task.id, slot.name, text, invented=not fine)


def _texts(value: Value) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Template(parts):
            yield " ".join(part for part in parts if isinstance(part, str))
        case tuple():
            for item in value:
                yield from _texts(item)


def _letters(text: str) -> str:
    """Letters and figures alone: "sid @ x.org" says what "sid@x.org" says."""
    return "".join(_WORD.findall(text))


def _is_time(slot: Slot, text: str, row: Row) -> bool:
    return slot.name in TIMES and isinstance(when(text, row.now), Moment)
