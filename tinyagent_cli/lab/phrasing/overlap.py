"""The words of a request that an invented text was made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tinyagent_cli.lab.phrasing.listing import listed
from tinyagent_cli.planning.embedded.pointing import Word

_EMPTY: Final = frozenset(
    listed(
        """
a an the of to for in on at by with and or from is are was be will this that it its as your you my
our we i me us their they his her him them please here there new some any all include including add
added create note notes email about regarding called titled named append appended attach attached
send open forward reply compose schedule set show get find make plan invite discuss then finally
additionally lastly also after next emails sms reminder event zoom
"""
    )
)
_LONGEST: Final = 14


def stem(word: str) -> str:
    """A crude stem: lower case, without a plural or an -ing."""
    return re.sub(r"(?:ing|ed|es|s)$", "", word.lower())


def closest(
    text: str, cut: Sequence[Word], least: int, taken: Sequence[tuple[int, int]] = ()
) -> tuple[int, int] | None:
    """The run of request words that shares the most content words with *text*.

    At least *least* are shared, nearly all of the run's are, and it crosses no mark of
    punctuation and none of the *taken* ranges.  None where there is no such run.
    """
    wanted = {stem(w) for w in re.findall(r"\w+", text) if w.lower() not in _EMPTY}
    best: tuple[int, int] | None = None
    best_score = 0.0
    for first in range(len(cut)):
        if stem(cut[first].text) not in wanted:
            continue
        if any(a <= cut[first].start < b for a, b in taken):
            continue
        shared: set[str] = set()
        others = 0
        for last in range(first, min(len(cut), first + _LONGEST)):
            word = cut[last].text
            if any(a <= cut[last].start < b for a, b in taken):
                break
            if not re.match(r"\w", word):
                if word not in ("'s", "’s", "-", "&"):
                    break
                continue
            if word.lower() in _EMPTY:
                continue
            if stem(word) in wanted:
                shared.add(stem(word))
            else:
                others += 1
                continue
            if others > 0.3 * len(shared):
                continue
            score = len(shared) - 0.05 * (last - first) - 0.5 * others
            if len(shared) >= least and score > best_score:
                best, best_score = (cut[first].start, cut[last].end), score
    if best is not None and least == 1 and best_score < 0.5 * len(wanted):
        return None
    return best
