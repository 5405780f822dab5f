"""The arguments of one call: Python literals, JSON's ``true``, ``false`` and ``null``, and ``$N``.

The second pass over a step, whose end :mod:`tinyagent_cli.plan.scan` has found.  Positional
arguments only, no expressions, no nested calls; recursion is bounded, so that no text can
exhaust the stack.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.references import read_string, reference
from tinyagent_cli.plan.scan import Statement
from tinyagent_cli.plan.task import Value

DEEPEST: Final = 32  # lists within lists
_LONGEST_NUMBER: Final = 1_000  # characters

_POINTS_BACK: Final = "the number of an earlier task"

_SPACE: Final = re.compile(r"\s*")
_WORD: Final = re.compile(r"[^\W\d]\w*")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?(?:[eE][+-]?[0-9]+)?")
_INTEGER: Final = re.compile(r"[+-]?[0-9](?:_?[0-9])*")
_BARE: Final = re.compile(r"\$(?:([0-9]+)|\{([0-9]+)\})(?![\w.])")
_PLAIN: Final = {quote: re.compile(rf"[^\\{quote[0]}]+") for quote in ('"""', "'''", '"', "'")}
_CONSTANTS: Final = {
    "None": None, "True": True, "False": False, "null": None, "true": True, "false": False,
}  # fmt: skip
_SIMPLE_ESCAPES: Final = {
    "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r",
    "t": "\t", "v": "\v", "\n": "", "$": "$",
}  # fmt: skip
_CODE: Final = re.compile(r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})")
_NAMED: Final = re.compile(r"N\{([^{}]{1,100})\}")
_LOW_HALF: Final = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def read_arguments(
    step: Statement, task: int, earlier: Container[str], said: Container[str]
) -> tuple[tuple[Value, ...], int]:
    """The arguments of *step*, and where its closing parenthesis ends.

    *task*, *earlier* and *said* are those of :func:`~.references.read_string`.  Raises
    PlanError.
    """
    reader = _Reader(step, task, earlier, said, at=len(step.head))
    arguments, _ = reader.items(")", depth=0)
    return arguments, reader.at


@dataclass(slots=True)
class _Reader:
    step: Statement
    task: int
    earlier: Container[str]
    said: Container[str]
    at: int

    def error(self, message: str, expected: str, at: int | None = None) -> PlanError:
        return self.step.error(message, at=self.at if at is None else at, expected=expected)

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        if match := _SPACE.match(self.step.text, self.at):
            self.at = match.end()
        return self.step.text[self.at : self.at + 1]

    def seen(self) -> str:
        """What stands here, for a message."""
        char = self.peek()
        return f"unexpected {char!r}" if char else "the text ends inside a call"

    def items(self, closing: str, depth: int) -> tuple[tuple[Value, ...], bool]:
        """The values up to *closing*, and whether a comma stood after the last."""
        if depth > DEEPEST:
            raise self.error("lists too deep", f"at most {DEEPEST} within each other", self.at - 1)
        values: list[Value] = []
        comma = False
        while (char := self.peek()) != closing:
            if values and not comma:
                raise self.error(self.seen(), f'"," or "{closing}"')
            if char == ",":
                raise self.error("nothing before the comma", "a value")
            values.append(self.value(char, depth))
            if comma := self.peek() == ",":
                self.at += 1
        self.at += 1
        return tuple(values), comma

    def value(self, char: str, depth: int) -> Value:
        if char in ("'", '"') and char:
            return self.string()
        if char == "[":
            self.at += 1
            return self.items("]", depth + 1)[0]
        if char == "(":
            self.at += 1
            values, comma = self.items(")", depth + 1)
            return values[0] if len(values) == 1 and not comma else values
        if char == "$":
            return self.bare_reference()
        if char and char in "+-.0123456789":
            return self.number()
        return self.word()

    def word(self) -> Value:
        match = _WORD.match(self.step.text, self.at)
        if not match:
            raise self.error(self.seen(), "a value")
        word, start = match[0], self.at
        if word in _CONSTANTS:
            self.at = match.end()
            return _CONSTANTS[word]
        self.at = match.end()
        following = self.peek()
        if following == "=":
            raise self.error(f"a named argument, {word[:30]}=", "arguments by position", start)
        if following == "(":
            raise self.error(f"a call within a call, {word[:30]}(…)", "a step of its own", start)
        raise self.error(f"the bare word {word[:30]}", "a string in quotes", start)

    def bare_reference(self) -> Value:
        match = _BARE.match(self.step.text, self.at)
        if not match:
            raise self.error("a dollar without a task's number", "$N")
        try:
            value = reference(match[1] or match[2], self.task, self.earlier)
        except PlanError as error:
            raise self.error(error.message, _POINTS_BACK) from None
        self.at = match.end()
        return value

    def number(self) -> Value:
        match = _NUMBER.match(self.step.text, self.at)
        text = match[0] if match else ""
        if len(text) > _LONGEST_NUMBER:
            raise self.error("too long a number", f"at most {_LONGEST_NUMBER} characters")
        value: int | float
        try:
            if _INTEGER.fullmatch(text):
                if text.lstrip("+-").startswith("0") and text.strip("+-0_"):
                    raise self.error("a number that starts with 0", "quotes around it")
                value = int(text)
            else:
                value = float(text)
        except ValueError:
            raise self.error("no number", "a value") from None
        if not math.isfinite(value):
            raise self.error("too large a number", "a number below 1.8e308")
        self.at += len(text)
        return value

    def string(self) -> Value:
        text, start = self.step.text, self.at
        quote = text[start]
        if text.startswith(quote * 3, start):
            quote *= 3
        parts: list[str] = []
        escaped: set[int] = set()  # where the dollars stand that were written as escapes
        length = 0
        self.at += len(quote)
        while not text.startswith(quote, self.at):
            if self.at >= len(text):
                raise self.error("a string that never ends", f"a closing {quote}", start)
            if match := _PLAIN[quote].match(text, self.at):
                part = match[0]
                self.at = match.end()
            elif text[self.at] == "\\":
                part = self.escape()
                if part == "$":
                    escaped.add(length)
            else:  # a quote that does not close this string
                part = text[self.at]
                self.at += 1
            parts.append(part)
            length += len(part)
        self.at += len(quote)
        whole = "".join(parts)
        if half := re.search("[\ud800-\udfff]", whole):
            raise self.error(f"half a character, {half[0]!a}", "a whole one", start)
        try:
            return read_string(whole, escaped, self.task, self.earlier, self.said)
        except PlanError as error:
            raise self.error(error.message, _POINTS_BACK, start) from None

    def escape(self) -> str:
        """What the backslash here and what follows it mean; an unknown escape means itself."""
        text, start = self.step.text, self.at
        if text.startswith("\r\n", start + 1):
            self.at += 3
            return ""
        following = text[start + 1 : start + 2]
        if following in _SIMPLE_ESCAPES:
            self.at += 2
            return _SIMPLE_ESCAPES[following]
        if match := _CODE.match(text, start + 1):
            self.at = match.end()
            code = int(match[match.lastindex or 0], 8 if match[4] else 16)
            if 0xD800 <= code < 0xDC00 and (low := _LOW_HALF.match(text, self.at)):
                self.at = low.end()  # a pair, as JSON writes characters beyond U+FFFF
                code = 0x10000 + ((code - 0xD800) << 10) + int(low[1], 16) - 0xDC00
            if code > 0x10FFFF:
                raise self.error("an escape beyond U+10FFFF", "a character's number", start)
            return chr(code)
        if match := _NAMED.match(text, start + 1):
            self.at = match.end()
            try:
                return unicodedata.lookup(match[1])
            except KeyError:
                raise self.error("an escape for no character", "its name", start) from None
        if following in ("x", "u", "U", "N"):
            raise self.error(f"\\{following} without its digits", "a character's number", start)
        self.at += 1
        return "\\"
