"""What is said to be in a mail goes into the mail.

Of "forward it to Ana and summarise the form in the email" the network may make both the mail
and the summary, and leave the one out of the other.  Where the request says "in the email"
beside what nothing in the plan uses, the plan is written anew from the mail on, with it inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from tinyagent_cli.planning.embedded.grammar import (
    AND,
    EMPTY,
    END_CALL,
    FIRST_RESULT,
    FIRST_TOOL,
    SPAN,
    Grammar,
    GrammarError,
    Step,
)
from tinyagent_cli.planning.embedded.pointing import Call, Joined, Pointed, Result, Span, Word
from tinyagent_cli.planning.embedded.signature import TOOLS

# The argument that holds the text of a call.
_TEXTS: Final = {"compose_new_email": 3, "reply_to_email": 1, "forward_email": 2}
_TOOL_OF: Final = {FIRST_TOOL + i: tool for i, tool in enumerate(TOOLS)}
_MAILS: Final = frozenset(["email", "e-mail", "mail", "message", "body", "context", "reply"])
_WHOSE: Final = frozenset(["the", "this", "that", "your", "my", "its", "his", "her", "their"])
_IN: Final = frozenset(["in", "into", "within"])
_ENDS: Final = frozenset([".", ";", "!", "?"])
_NEAR: Final = 12  # words between a thing and what says where it goes, that included
_CLOSE: Final = 6  # words, where the thing is called otherwise
# What a thing may be called there, from its first letters, instead of by its own name.
_CALLED: Final = {
    "maps_open_location": ("map", "location"),
    "maps_show_directions": ("directions", "route"),
    "get_zoom_meeting_link": ("link",),
    "summarize_pdf": ("summar", "key", "gist"),
}


class Inside:
    """Where a request that is *cut* into words says that something goes into a mail."""

    def __init__(self, cut: Sequence[Word]) -> None:
        self._cut = [w.text.lower() for w in cut]
        self._spoken = [i for i in range(len(cut)) if self._says(i)]

    def ready(self, calls: Sequence[Call]) -> int:
        """How many of the *calls* stand, whatever comes: a mail may have to wait for the rest."""
        if not self._spoken:
            return len(calls)
        return next((i for i, call in enumerate(calls) if _bare(call)), len(calls))

    def mended(self, calls: Sequence[Call], said: Sequence[Step], piped: bool) -> list[Step] | None:
        """With which steps the plan of *calls* is to begin instead, if it is to."""
        if not self._spoken:
            return None
        used = {result.call for call in calls for result in _results(call.arguments)}
        for number, call in enumerate(calls, start=1):
            if call.tool in _CALLED and number not in used and self._goes_in(call, calls):
                mails = [i for i, mail in enumerate(calls) if _bare(mail)]
                before = [i for i in mails if i < number]
                if mails:
                    mail = before[-1] if before else mails[0]
                    return self._anew(list(said), mail, number - 1, piped)
        return None

    def _anew(self, said: list[Step], mail: int, thing: int, piped: bool) -> list[Step] | None:
        """The steps before the call *mail*, the call *thing*, and *mail* with it inside."""
        parts = list(_calls(Grammar(len(self._cut), piped), said))
        begin = [step for part in parts[:mail] for step in part]
        later = [step for part in parts[mail + 1 : thing + 1] for step in part]
        begin += [
            Step(s.mark - 1) if FIRST_RESULT + mail < s.mark < FIRST_TOOL else s for s in later
        ]
        number = thing if thing < mail else thing - 1  # without the mail before it
        try:
            return begin + _filled(Grammar(len(self._cut), piped), begin, parts[mail], number)
        except GrammarError:
            return None

    def _goes_in(self, call: Call, calls: Sequence[Call]) -> bool:
        """Whether the words that *call* points at are near to "in the email", in one sentence."""
        arguments = list(call.arguments)
        for part in call.arguments:
            if isinstance(part, Result):  # of a summary: the file
                arguments += calls[part.call - 1].arguments
        for first, last in (run for a in arguments if isinstance(a, Span) for run in a.runs):
            for at in self._spoken:
                between = self._cut[last + 1 : at] if at > last else self._cut[at:first]
                if len(between) <= _NEAR and _ENDS.isdisjoint(between):
                    return True
        beside = (word for at in self._spoken for word in self._beside(at))
        return any(word.startswith(_CALLED[call.tool]) for word in beside)

    def _beside(self, at: int) -> Iterator[str]:
        """The words before "in the email" *at*, or after it where a sentence begins with it."""
        first = at == 0 or self._cut[at - 1] in _ENDS
        near = self._cut[at + 3 : at + 3 + _CLOSE] if first else self._cut[:at][-_CLOSE:][::-1]
        yield from takewhile(lambda word: word not in _ENDS, near)

    def _says(self, at: int) -> bool:
        """Whether "in the email" stands *at*, or "in the forwarded email"."""
        whose, *what = self._cut[at + 1 : at + 4] or [""]
        return self._cut[at] in _IN and whose in _WHOSE and not _MAILS.isdisjoint(what)


def _filled(
    grammar: Grammar, begin: Sequence[Step], mail: Sequence[Step], thing: int
) -> list[Step]:
    """The steps of *mail* after *begin*, its text ending in the result of the call *thing*."""
    for step in begin:
        grammar.advance(step)
    steps: list[Step] = []

    def say(step: Step) -> None:
        grammar.advance(step)
        steps.append(step)

    say(mail[0])
    place = grammar.place()[0]  # of its first argument; those after it count on
    text = place + _TEXTS[_TOOL_OF[mail[0].mark]]
    rest = list(mail[1:])
    while grammar.place()[0] < text:
        step = rest.pop(0) if rest else Step(END_CALL)
        if step.mark == END_CALL:
            rest = []
            step = Step(EMPTY)
        say(step)
    while rest and rest[0].mark in (SPAN, AND) and grammar.place()[0] in (text, text + 1):
        say(rest.pop(0))
    if steps[-1].mark == SPAN and grammar.place()[0] == text + 1:
        say(Step(AND))
    say(Step(FIRST_RESULT + thing))
    return steps


def _calls(grammar: Grammar, steps: Sequence[Step]) -> Iterator[list[Step]]:
    """The steps of each call."""
    part: list[Step] = []
    closed = 0
    for step in steps:
        grammar.advance(step)
        part.append(step)
        if len(grammar.calls) > closed:
            closed = len(grammar.calls)
            yield part
            part = []


def _results(value: Pointed | Sequence[Pointed]) -> Iterator[Result]:
    match value:
        case Result():
            yield value
        case Joined(parts):
            yield from _results(parts)
        case tuple() | list():
            for part in value:
                yield from _results(part)


def _bare(call: Call) -> bool:
    """Whether *call* is a mail whose text holds no result."""
    at = _TEXTS.get(call.tool)
    text = call.arguments[at] if at is not None and at < len(call.arguments) else None
    return at is not None and next(_results(text), None) is None
