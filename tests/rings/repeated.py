"""What several scripts repeat, since osascript takes one file: each such text is mutated once.

A text is a function or a constant at the outermost level.  `test_mutants` holds its copies alike,
so that a mistake in any other copy than the one at its `home` cannot go unseen either.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from tests.rings.bench import scripts, text_of
from tests.rings.operators import Mutant, declarations

# Whose cases come to most of what is repeated; a text is mutated in the first that has it.
HOMES: Final = (
    "calendar/create_event.js", "mail/forward.js", "notes/find_note.js", "notes/create_note.js",
    "reminders/create_reminder.js", "calendar/delete_event.js", "mail/read_selected.js",
)  # fmt: skip


@cache
def copies() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By name: each text that is declared so, and the scripts that have it, its home first."""
    found: dict[str, dict[str, list[str]]] = {}
    for script in (*HOMES, *(one for one in scripts() if one not in HOMES)):
        raw = text_of(script).encode()
        for name, start, end in declarations(raw.decode()):
            found.setdefault(name, {}).setdefault(raw[start:end].decode(), []).append(script)
    return {n: {text: tuple(of) for text, of in texts.items()} for n, texts in found.items()}


@cache
def _away(script: str) -> tuple[tuple[int, int], ...]:
    """The spans in *script* of what has its home in another one."""
    raw = text_of(script).encode()
    return tuple(
        (start, end)
        for name, start, end in declarations(raw.decode())
        if copies()[name][raw[start:end].decode()][0] != script
    )


def is_at_home(mutant: Mutant) -> bool:
    """Whether *mutant*, of a script, is of a text that no other script is the home of."""
    return not any(start <= mutant.start < end for start, end in _away(mutant.file))
