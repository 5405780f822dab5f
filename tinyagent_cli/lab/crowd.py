"""Requests of crowd workers, with the corpus's intent and slots, turned into examples.

What no tool serves becomes an example without calls; what a tool serves is converted
where a few rules say plainly what was meant, and left out elsewhere.  A rule reads the
whole utterance; the corpora's slots only confirm it, they are too rough to point with.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from tinyagent_cli.lab.crowd_rules import RULES, Found
from tinyagent_cli.lab.example import BadExampleError, Example, check
from tinyagent_cli.lab.phrasing.markup import marked_at
from tinyagent_cli.lab.phrasing.plans import MisalignedError, settle

Row = dict[str, Any]
_MORE: Final = ("in", "near", "out")


def convert(rows: list[Row]) -> tuple[list[Example], dict[str, int]]:
    """The examples that *rows* give, and how many of each kind were kept."""
    counts: Counter[str] = Counter()
    examples: list[Example] = []
    seen: set[str] = set()
    for row in rows:
        request = re.sub(r"\s+", " ", row["request"]).strip()
        if not request or request.lower() in seen:
            counts["duplicate"] += 1
            continue
        seen.add(request.lower())
        scope = row["scope"]
        if scope in ("out", "near"):
            example: Example | None = Example(request, (), source="crowd", family=f"crowd/{scope}")
        elif scope == "in":
            example = _served(request, str(row["intent"]))
        else:
            example = None
        counts[f"{scope}: {'kept' if example else 'left'}"] += 1
        if example is not None:
            examples.append(example)
    return examples, dict(counts)


def _served(request: str, intent: str) -> Example | None:
    """The plan that the first fitting rule reads, or None."""
    for name, intents, pattern, build in RULES:
        if not re.search(intents, intent):
            continue
        match = pattern.fullmatch(request.rstrip(" .?!"))
        if match is None:
            continue
        found = Found(request, match)
        nodes = build(found)
        if nodes is None:
            return None
        try:
            text, calls = settle(marked_at(request, found.places), nodes)
            example = Example(text, calls, source="crowd", family=f"crowd/{name}")
            check(example)
        except (MisalignedError, BadExampleError):
            return None
        return example
    return None


def quotable(rows: list[Row]) -> list[str]:
    """Utterances short and clean enough to stand in messages and notes."""
    found = []
    for row in rows:
        text = re.sub(r"\s+", " ", row["request"]).strip().rstrip(".?!")
        if row["scope"] in _MORE[1:] and text.isascii() and 2 <= len(text.split()) <= 12:
            found.append(text)
    return found
