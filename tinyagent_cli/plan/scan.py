"""Where lines and steps end: the first pass over a plan's text, whatever way it is cut.

Knows just enough of the language for that (strings, escapes, brackets, comments), keeps at
most three characters between two pieces, and takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tinyagent_cli.core.errors import PlanError

LONGEST: Final = 8_000_000  # characters of a plan; what was piped in stands in it, escaped
_LONGEST_HEAD: Final = 4_000  # characters before a step's parenthesis

_PROSE: Final = re.compile(r"\s*(?:#|Thought:)", re.IGNORECASE)
_CALL: Final = re.compile(r"(?:[0-9][.)]\s*[^\W\d]\w*\s*|\w)\(\Z")
_LINE_END_OR_CALL: Final = re.compile(r"[\n(]")
_LINE_END: Final = re.compile(r"\n")
_INSIDE_CALL: Final = re.compile(r"[\"'()\[\]]")
_INSIDE_STRING: Final = {
    quote: re.compile(rf"[\\{quote[0]}]") for quote in ("'", '"', "'''", '"""')
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line without a call, its newline left out; *line* counts from 1."""

    text: str
    line: int

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, from 1, of the character *at*."""
        return self.line + self.text.count("\n", 0, at), at - self.text.rfind("\n", 0, at)

    def error(self, message: str, *, at: int = 0, expected: str = "") -> PlanError:
        """A PlanError at the character *at*."""
        line, column = self.place(at)
        return PlanError(message, line=line, column=column, expected=expected)


@dataclass(frozen=True, slots=True)
class Statement(Line):
    """A line with a call, which may go over several; *head* is its text up to the ``(``."""

    head: str


class Statements:
    """Cuts text, given in pieces, into lines and calls.

    The end of the text closes what is open: a call without its ``)`` is handed on as it is,
    for the second pass to say what is missing.
    """

    def __init__(self) -> None:
        self._carry = ""  # what only the next piece can decide
        self._done: list[str] = []  # what was looked at of the line so far
        self._head: str | None = None  # the line holds a call; its text up to the parenthesis
        self._prose = False  # a comment or a thought: parentheses mean nothing
        self._quote = ""
        self._depth = 0
        self._size = 0
        self._line = 1
        self._column = 1

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, from 1, where the text read so far ends, once all lines closed."""
        return self._line, self._column

    def feed(self, chunk: str) -> Iterator[Statement | Line]:
        """The lines and calls that *chunk* closes.  Raises PlanError for too long a text."""
        room = LONGEST - self._size
        self._size += len(chunk)
        yield from self._scan(self._carry + chunk[:room], final=False)
        if self._size > LONGEST:
            raise PlanError(
                "the plan is too long",
                line=self._line,
                column=1,
                expected=f"at most {LONGEST:,} characters",
            )

    def close(self) -> Iterator[Statement | Line]:
        """The line or call that the end of the text closes."""
        yield from self._scan(self._carry, final=True)
        if self._done:
            last = self._cut()
            yield last
            self._line, self._column = last.place(len(last.text))

    def _scan(self, text: str, *, final: bool) -> Iterator[Statement | Line]:
        start = at = 0
        while at < len(text):
            if self._quote or self._depth:
                after = self._in_string(text, at) if self._quote else self._in_call(text, at)
                if after is None and not final:
                    break
                at = len(text) if after is None else after
                continue
            pattern = _LINE_END if self._prose or self._head is not None else _LINE_END_OR_CALL
            found = pattern.search(text, at)
            at = found.end() if found else len(text)
            if not found:
                continue
            if found[0] == "(":
                self._done.append(text[start:at])
                start = at
                self._parenthesis()
            else:
                self._done.append(text[start : at - 1])
                start = at
                yield self._cut()
                self._line += 1
        self._done.append(text[start:at])
        self._carry = text[at:]

    def _parenthesis(self) -> None:
        """A ``(`` outside of any call: does it open one?"""
        line = "".join(self._done)
        self._done = [line]
        if len(line) > _LONGEST_HEAD or _PROSE.match(line):
            self._prose = True
        elif _CALL.search(line):
            self._head = line
            self._depth = 1

    def _in_call(self, text: str, at: int) -> int | None:
        """Where to look on; None if more text must come to decide."""
        found = _INSIDE_CALL.search(text, at)
        if not found or found.start() > at:
            return found.start() if found else len(text)
        mark = found[0]
        if mark in "([":
            self._depth += 1
        elif mark in ")]":
            self._depth -= 1
        else:
            opening = text[at : at + 3]
            if len(opening) < 3 and opening == mark * len(opening):
                return None
            self._quote = opening if opening == mark * 3 else mark
            return at + len(self._quote)
        return at + 1

    def _in_string(self, text: str, at: int) -> int | None:
        """As :meth:`_in_call`, within a string."""
        found = _INSIDE_STRING[self._quote].search(text, at)
        if not found or found.start() > at:
            return found.start() if found else len(text)
        if found[0] == "\\":
            return at + 2 if at + 1 < len(text) else None
        ending = text[at : at + len(self._quote)]
        if ending == self._quote:
            self._quote = ""
            return at + len(ending)
        return None if self._quote.startswith(ending) else at + 1

    def _cut(self) -> Statement | Line:
        text = "".join(self._done)
        line, head = self._line, self._head
        self._line += text.count("\n")
        self._done, self._head, self._prose, self._quote, self._depth = [], None, False, "", 0
        return Line(text, line) if head is None else Statement(text, line, head)
