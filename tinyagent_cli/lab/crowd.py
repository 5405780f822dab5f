"""Requests of crowd workers, with the corpus's intent and slots, turned into examples.

What no tool serves becomes an example without calls; what a tool serves is converted
where its slots and a few rules say plainly what was meant, and left out elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from tinyagent_cli.lab.example import BadExampleError, Example, check

Row = dict[str, Any]


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
        if row["scope"] in ("out", "near"):
            example: Example | None = Example(request, (), source="crowd", family=f"crowd/{row['scope']}")
        else:
            example = None
        counts[f"{row['scope']}:{'kept' if example else 'left'}"] += 1
        if example is None:
            continue
        try:
            check(example)
        except BadExampleError:
            counts["bad"] += 1
            continue
        examples.append(example)
    return examples, dict(counts)


def quotable(rows: list[Row]) -> list[str]:
    """Utterances short and clean enough to stand in messages and notes."""
    found = []
    for row in rows:
        text = re.sub(r"\s+", " ", row["request"]).strip().rstrip(".?!")
        if row["scope"] in ("out", "near") and text.isascii() and 2 <= len(text.split()) <= 12:
            found.append(text)
    return found
