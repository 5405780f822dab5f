"""Numbers in words: "30 minutes" is 30, "an hour" 60, "high priority" 1."""

from __future__ import annotations

import re
from typing import Final

from tinyagent_cli.tools.times.clocks import LENGTH, measured
from tinyagent_cli.tools.times.words import canonical

# Reminders knows 0 none, 1–4 high, 5 medium, 6–9 low.
_PRIORITIES: Final = (
    (0, r"\b(?:no|not|none|without)\b"),
    (1, r"\b(?:high|highest|higher|urgent|urgently|top|important|critical|asap|1st)\b"),
    (5, r"\b(?:medium|normal|moderate|middle|mid|average)\b"),
    (9, r"\b(?:low|lowest|lower|minor|unimportant)\b"),
)


def number_of(text: str) -> int | None:
    """The whole number that *text* says: figures, number words, a length in minutes, a priority.

    None where it says none of these.
    """
    words = re.sub(r"^hour\b", "1 hour", canonical(text))  # an "hour-long" meeting
    if length := re.search(rf"(?:^| )({LENGTH})(?= |$)", words):
        said = measured(length[1])
        return said.months * 30 * 24 * 60 + said.days * 24 * 60 + said.minutes
    for number, pattern in _PRIORITIES:
        if re.search(pattern, words):
            return number
    if figures := re.fullmatch(r"\D*?(\d{1,9})(?:\.0+)?\D*", words):
        return int(figures[1])
    return None


_YES: Final = frozenset({"true", "yes", "y", "1", "on"})
_NO: Final = frozenset({"false", "no", "n", "0", "off", "", "none"})


def flag_of(text: str) -> bool:
    """Whether *text* says yes; words that are neither yes nor no ("all day") say yes."""
    word = text.strip().lower()
    return word in _YES or word not in _NO
