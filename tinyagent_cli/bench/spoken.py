"""Requests as a recogniser would write them, to see what a planner loses on them.

Lower case, no punctuation, numbers as words, now and then a homophone, fillers: the lab's own
disturbances; then what is done to every transcript, spoken forms written.
"""

from __future__ import annotations

import random
from dataclasses import replace

from tinyagent_cli.lab.phrasing.noise import dictated, disfluent
from tinyagent_cli.lab.rows import Row
from tinyagent_cli.voice.spoken import written

_FILLED = 0.5  # share of requests that somebody hesitates in


def as_spoken(row: Row) -> Row:
    """*row* with its request as speech would give it, the same each time."""
    rng = random.Random(row.request)
    text = disfluent(row.request, rng) if rng.random() < _FILLED else row.request
    return replace(row, request=written(dictated(text, rng).split()).text)
