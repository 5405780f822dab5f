"""The request-and-plan pairs of the TinyAgent authors, turned into examples."""

from __future__ import annotations

import hashlib
import random
from typing import Any

from tinyagent_cli.lab.example import Example
from tinyagent_cli.lab.phrasing.words import Words


def kept_aside(identifier: str) -> bool:
    """Whether the pair with this id is for testing only: a third of them is."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 3 == 0


def convert(rows: list[dict[str, Any]]) -> tuple[list[Example], dict[str, int]]:
    """The examples that *rows* give, and how many were kept."""
    return [], {"rows": len(rows)}


def multiply(examples: list[Example], rng: random.Random, words: Words) -> list[Example]:
    """Variants of *examples* with fresh names, titles, files and places."""
    return []
