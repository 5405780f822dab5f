"""Who is named in one breath with somebody who is looked up is looked up, too.

Now and then the network takes somebody new for somebody it has looked up already: of "invite
Sid, Ana and Lutfi" it looks up two.  An enumeration is plain to see, so it is not left to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tinyagent_cli.planning.embedded.grammar import FIRST_TOOL, SPAN, Grammar, Step
from tinyagent_cli.planning.embedded.pointing import Word
from tinyagent_cli.planning.embedded.signature import TOOLS

Run = tuple[int, int]

_AND: Final = frozenset({"and", "&", "plus"})
_OURS: Final = frozenset({"my", "our"})
# What may come after the last name of an enumeration: else it may begin a clause of its own.
_MAY_FOLLOW = """
. , ; : ! ? ) about that to for on at by via in with saying regarding asking from as invited
attending tomorrow today tonight next this every using through concerning over whether if
"""
_AFTER: Final = frozenset(_MAY_FOLLOW.split())
_CAPITALS = """
i i'm i'll i'd monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december zoom sms email mail text then also please
finally lastly next after add create send open show reply forward remind schedule invite let tell
note call make set get find put
"""
_NO_NAMES: Final = frozenset(_CAPITALS.split())
_TITLES: Final = frozenset({"dr", "mr", "mrs", "ms", "prof", "st"})
_LOOKUPS: Final = frozenset(
    FIRST_TOOL + TOOLS.index(tool) for tool in ("get_phone_number", "get_email_address")
)
_LONGEST: Final = 3  # words of a name


class Breath:
    """Listens to the steps of one plan, of a request that is *cut* into words."""

    def __init__(self, cut: Sequence[Word]) -> None:
        self._cut = cut
        self._tool = 0  # the mark of the lookup that is being said
        self._known: set[str] = set()  # words of those who are looked up, however
        self._waiting: list[Run] = []  # to be looked up next, by the same tool

    def due(self, grammar: Grammar) -> Step | None:
        """The step that has to come now, if one has to."""
        if not self._waiting:
            return None
        if grammar.place()[0] == 0:
            return Step(self._tool)
        return Step(SPAN, *self._waiting[-1])

    def first(self, step: Step) -> Step:
        """*step*, or whoever is named before, if it looks somebody up and that one was not."""
        if not self._tool or step.mark != SPAN or self._waiting:
            return step
        run = (step.first, step.last)
        while (before := _before(self._cut, run[0])) and self._is_new(before):
            self._waiting.append(run)
            run = before
        return Step(SPAN, *run)

    def heard(self, step: Step) -> None:
        """*step* was said."""
        if step.mark >= FIRST_TOOL:
            self._tool = step.mark if step.mark in _LOOKUPS else 0
        elif self._tool and step.mark == SPAN:
            run = (step.first, step.last)
            self._known.update(self._words(run))
            if self._waiting and self._waiting[-1] == run:
                self._waiting.pop()
            after = _after(self._cut, run[1])
            if not self._waiting and after and self._is_new(after):
                self._waiting.append(after)

    def _is_new(self, run: Run) -> bool:
        return self._known.isdisjoint(self._words(run))

    def _words(self, run: Run) -> set[str]:
        return {w.text.lower() for w in self._cut[run[0] : run[1] + 1]} - _TITLES - {"."}


def _after(cut: Sequence[Word], last: int) -> Run | None:
    at = last + 1
    comma = _is(cut, at, {","})
    both = _is(cut, at + comma, _AND)
    if not (comma or both):
        return None
    first = at + comma + both
    if _is(cut, first, _OURS):
        run = (first + 1, first + 1) if first + 1 < len(cut) else None
        if run is None or not cut[run[0]].text.isalpha():
            return None
    elif (run := name_at(cut, first)) is None:
        return None
    end = run[1] + 1
    return run if _is(cut, end, {",", *_AND}) or (both and _ends(cut, end)) else None


def _before(cut: Sequence[Word], first: int) -> Run | None:
    at = first - 1 - _is(cut, first - 1, _OURS)
    both = _is(cut, at, _AND)
    comma = _is(cut, at - both, {","})
    if not (comma or both):
        return None
    last = at - both - comma
    if _is(cut, last - 1, _OURS):  # after a mere comma the name may be that of "my brother, Ben"
        return (last, last) if both and cut[last].text.isalpha() else None
    for begin in range(max(0, last + 1 - _LONGEST), last + 1):
        if name_at(cut, begin) == (begin, last):
            break
    else:
        return None
    if begin == 0 or cut[begin - 1].text in ".!?:":
        begin += 1  # the capital may be the sentence's
    return (begin, last) if begin <= last else None


def name_at(cut: Sequence[Word], first: int) -> Run | None:
    """The name that begins at *first*, with its title."""
    end = first
    if _is(cut, end, _TITLES):
        end += 1 + _is(cut, end + 1, {"."})
    begun = end
    while end < len(cut) and end - begun < _LONGEST and _is_name(cut[end].text):
        end += 1
    return (first, end - 1) if end > begun else None


def _ends(cut: Sequence[Word], at: int) -> bool:
    return at >= len(cut) or cut[at].text.lower() in _AFTER


def _is(cut: Sequence[Word], at: int, texts: set[str] | frozenset[str]) -> int:
    return int(0 <= at < len(cut) and cut[at].text.lower() in texts)


def _is_name(text: str) -> bool:
    letters = text.replace("-", "").replace("'", "").replace("’", "")
    small = text.lower()
    return letters.isalpha() and text[:1].isupper() and small not in _NO_NAMES | _AFTER | _AND
