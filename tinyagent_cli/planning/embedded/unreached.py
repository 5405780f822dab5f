"""Somebody is named to whom nothing in the plan goes: a reason to ask.

The plan that may be meant instead looks that one up where the words of the request would have
it, and goes on from there as the network sees fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tinyagent_cli.planning.embedded.breath import Run, name_at
from tinyagent_cli.planning.embedded.grammar import FIRST_TOOL, SPAN, Grammar, Step
from tinyagent_cli.planning.embedded.pointing import Word
from tinyagent_cli.planning.embedded.signature import TOOLS

# What stands before somebody who is to be reached, and after somebody who is not.
_BEFORE: Final = frozenset(
    [
        "and",
        "&",
        ",",
        "with",
        "to",
        "invite",
        "email",
        "mail",
        "text",
        "tell",
        "inviting",
        "cc",
        "ask",
    ]
)
_AFTER: Final = frozenset(["'s", "’s", "email", "mail", "message", "note"])
_QUOTES: Final = frozenset("\"'“”‘’«»`")
_SENTENCE: Final = frozenset(".!?:")

_SMS: Final = FIRST_TOOL + TOOLS.index("send_sms")
_TAKERS: Final = frozenset(  # of people
    FIRST_TOOL + TOOLS.index(tool)
    for tool in (
        "create_calendar_event", "get_zoom_meeting_link", "compose_new_email", "forward_email",
        "reply_to_email", "send_sms",
    )
)  # fmt: skip


def unreached(cut: Sequence[Word], steps: Sequence[Step]) -> Run | None:
    """The first name in the request, *cut* into words, that the plan of *steps* says nothing of."""
    said = {w.text.lower() for s in steps if s.mark == SPAN for w in cut[s.first : s.last + 1]}
    at = 1
    while said and at < len(cut):
        run = name_at(cut, at)
        if run is None:
            at += 1
            continue
        at = run[1] + 1
        before = cut[run[0] - 1].text.lower()
        after = cut[at].text.lower() if at < len(cut) else ""
        quoted = any(w.text in _QUOTES for w in cut[max(0, run[0] - 8) : run[0]])
        new = said.isdisjoint(w.text.lower() for w in cut[run[0] : at])
        if new and before in _BEFORE and after not in _AFTER and not quoted:
            return run
    return None


def looked_up(length: int, piped: bool, steps: Sequence[Step], who: Run) -> tuple[Step, ...]:
    """The beginning of *steps*, of a request of *length* words, and then a look-up of *who*.

    It comes before the call among whose words *who* stands, or else before the one that people
    are told of or invited by last.
    """
    calls = list(_calls(length, piped, steps))
    words = [[n for s in call if s.mark == SPAN for n in (s.first, s.last)] for call in calls]
    index = next((i for i, own in enumerate(words) if own and max(own) > who[1]), len(calls))
    if index == len(calls) or min(words[index]) > who[1]:
        bare = index and not words[index - 1]
        while index and bare and not words[index - 1]:
            index -= 1
        if index and not bare and calls[index - 1][0].mark in _TAKERS:
            index -= 1
    takers = [c[0].mark for c in calls[index:] if c[0].mark in _TAKERS]
    tool = "get_phone_number" if takers[:1] == [_SMS] else "get_email_address"
    begun = [step for call in calls[:index] for step in call]
    return (*begun, Step(FIRST_TOOL + TOOLS.index(tool)), Step(SPAN, *who))


def _calls(length: int, piped: bool, steps: Sequence[Step]) -> Iterator[list[Step]]:
    """The steps of each call."""
    grammar = Grammar(length, piped)
    call: list[Step] = []
    for step in steps:
        grammar.advance(step)
        call.append(step)
        if grammar.place()[0] == 0 and not grammar.done:
            yield call
            call = []
