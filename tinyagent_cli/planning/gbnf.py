r"""Grammars in GBNF, llama.cpp's notation, made from the tools on offer.

A model held to such a grammar can write numbered calls of these tools and ``join()`` at the
end, each with as many arguments as it has and of their types, and nothing else: no tool that is
not there, no argument left out, no line that is none.

`line_grammar` is the grammar of one line, made when the lines before it are known, so that
``$N`` is an earlier task whose result can stand there.  Which that are is nothing that a grammar
of a whole plan could know without a rule for every sequence of tools: `plan_grammar`, for servers
that take one grammar for an answer, lets ``$N`` be any earlier task where a tool on offer gives
what is wanted; what is wrong in that is found by the checks of every plan.

What a dollar in a text means is told in plan/references.py.  Where it cannot be taken for
a task that is not there it is written as it is; elsewhere as ``\$`` or ``\x24``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tinyagent_cli.plan.references import amounts
from tinyagent_cli.tools.spec import Argument, Kind, ToolSpec
from tinyagent_cli.tools.verify import fits, may_be_empty

LINES: Final = 16  # of a plan under a grammar of the whole; people's longest request took 13

# Arguments whose texts may hold earlier results amid words, and amounts of money.
_WORDY: Final = (Kind.TEXT, Kind.NAME)

# Which earlier tasks, by their numbers, may stand for an argument of a kind.
_Fitting = Callable[[Kind], Sequence[int]]

# A string is `plain` where a dollar is followed by no digit, `wordy` where it may be: the first
# two alternatives of a dollar at the beginning are those that are no `$N` from end to end.
# Nothing that an escape stands for may follow a dollar: "$\x31" would be "$1".
_TEXTS: Final = r"""
plain-Q ::= unit-Q plain-Q-more | "$"+ word-Q plain-Q-more | "$"
plain-Q-more ::= (unit-Q | "$"+ word-Q)*
wordy-Q ::= unit-Q wordy-Q-more | "$" word-Q wordy-Q-more | "$" [0-9]+ (word-Q | "{") wordy-Q-more
wordy-Q-more ::= (unit-Q | "$"+ (word-Q | [0-9]))*
unit-Q ::= word-Q | [0-9{] | "\\" ("$" | "x" hex hex | "u" bmp | "U" wide)
word-Q ::= [^$0-9{\\QUOTE\x00-\x1F\x7F] | "\\" ([nrt"'] | "\\")"""

_SHARED: Final = r"""
hex ::= [0-9a-fA-F]
bmp ::= ([0-9a-cA-CefEF] hex | [dD] [0-7]) hex hex
wide ::= "000" [1-9a-fA-F] hex hex hex hex | "0010" hex hex hex hex
number ::= "-"? ("0" | [1-9] [0-9]{0,5})
flag ::= "True" | "False"
comma ::= "," " "?"""

_QUOTES: Final = (("d", '"'), ("s", "'"))


def line_grammar(tools: Sequence[ToolSpec], earlier: Sequence[ToolSpec], said: str = "") -> str:
    """The grammar of the line that comes after calls of *earlier*, in their order.

    The line is a call of one of *tools* and its newline, or ``join()``.  An amount of dollars
    that the user *said* may be a whole argument.
    """

    def fitting(kind: Kind) -> Sequence[int]:
        return [n for n, tool in enumerate(earlier, 1) if fits(tool.returns, kind)]

    number = len(earlier) + 1
    line = _Line(number, fitting, _money(said, number))
    calls = f'call "\\n" | {_END}' if tools else _END
    root = f'root ::= "{number}. " ({calls})'
    return "\n".join((root, *line.rules(tools), *_texts()))


def plan_grammar(tools: Sequence[ToolSpec], said: str = "", lines: int = LINES) -> str:
    """The grammar of a whole plan that calls *tools* in at most *lines* lines."""

    def fitting_before(number: int) -> _Fitting:
        def fitting(kind: Kind) -> Sequence[int]:
            return range(1, number) if any(fits(t.returns, kind) for t in tools) else ()

        return fitting

    last = lines + 1 if tools else 1
    rules = ["root ::= line1"]
    for n in range(1, last):
        after = f"-{n}"
        rules.append(f'line{n} ::= "{n}. " (call{after} "\\n" line{n + 1} | {_END})')
        rules += _Line(n, fitting_before(n), _money(said, n), after).rules(tools)
    rules.append(f'line{last} ::= "{last}. " {_END}')
    return "\n".join((*rules, *_texts()))


_END: Final = '"join()" "\\n"?'


@dataclass(frozen=True)
class _Line:
    """The rules of line *number*; their names end in *after*.

    *fitting* gives the tasks that ``$N`` may be, *money* the amounts that it may be instead.
    """

    number: int
    fitting: _Fitting
    money: Sequence[str]
    after: str = ""

    def rules(self, tools: Sequence[ToolSpec]) -> Iterator[str]:
        """``call``, and whatever it is made of."""
        if not tools:
            return
        yield f"call{self.after} ::= {' | '.join(self._call(tool) for tool in tools)}"
        for kind in sorted({a.kind for tool in tools for a in tool.arguments} - {*_FIXED}):
            inside = "wordy" if kind in _WORDY else "plain"
            quoted = (_string(q, f"{inside}-{name}") for name, q in _QUOTES)
            tasks, money = self.fitting(kind), (f'"\\"${m}\\""' for m in self.money)
            yield f"{kind}{self.after} ::= {' | '.join((*quoted, *_results(tasks), *money))}"

    def _call(self, tool: ToolSpec) -> str:
        arguments = (self._argument(tool, argument) for argument in tool.arguments)
        return f'"{tool.name}(" {" comma ".join(arguments)} ")"'.replace("  ", " ")

    def _argument(self, tool: ToolSpec, argument: Argument) -> str:
        one = self._one(argument)
        empty = may_be_empty(tool, argument)
        if argument.many:
            some = f'"[" {one} (comma {one})* "]"'
            return f'({some} | "[]")' if empty else some
        if argument.default is None:
            return f'({one} | "None")'
        return f"({one} | {_EMPTY})" if empty and argument.kind not in _FIXED else one

    def _one(self, argument: Argument) -> str:
        if argument.kind not in _FIXED:
            return f"{argument.kind}{self.after}"
        values = [_FIXED[argument.kind]]
        if argument.kind is Kind.CHOICE:
            choices = dict.fromkeys((*argument.choices, argument.default))
            values = [_literal(json.dumps(choice, ensure_ascii=False)) for choice in choices]
        return f"({' | '.join((*values, *_results(self.fitting(argument.kind))))})"


_FIXED: Final = {Kind.NUMBER: "number", Kind.FLAG: "flag", Kind.CHOICE: ""}
_EMPTY: Final = '"\\"\\"" | "\'\'"'


def _results(tasks: Iterable[int]) -> Iterator[str]:
    """``"$N"`` in quotes, and bare."""
    if numbers := " | ".join(f'"{n}"' for n in tasks):
        yield from (_string(quote, f'"$" ({numbers})') for _, quote in _QUOTES)
        yield f'"$" ({numbers})'


def _money(said: str, number: int) -> list[str]:
    """The amounts in what was *said* that are no task before *number*."""
    return sorted(digits for digits in amounts(said) if digits not in map(str, range(1, number)))


def _string(quote: str, inside: str) -> str:
    return f"{_literal(quote)} {inside} {_literal(quote)}"


def _literal(text: str) -> str:
    """*text* as a terminal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _texts() -> Iterator[str]:
    for name, quote in _QUOTES:
        yield _TEXTS.replace("QUOTE", quote).replace("-Q", f"-{name}").strip()
    yield _SHARED.strip()
