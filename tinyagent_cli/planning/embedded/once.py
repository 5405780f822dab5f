"""Nothing is looked up twice, and no meeting made twice: the second is a reference to the first."""

from __future__ import annotations

from tinyagent_cli.planning.embedded.pointing import (
    Atom,
    Call,
    Joined,
    Pointed,
    Result,
    Span,
    Word,
    text_of,
)
from tinyagent_cli.planning.embedded.signature import REPEATABLE


class Once:
    """Goes through the calls of one *request*, cut into words, and leaves repetitions out.

    The network may look the same person up for each of two messages; the plan does so once,
    and what pointed at the second lookup points at the first.
    """

    def __init__(self, request: str, cut: tuple[Word, ...]) -> None:
        self._request, self._cut = request, cut
        self._numbers: list[int] = []  # of the calls heard, as they are told
        self._told = 0
        self._reads: dict[tuple[str, object], int] = {}

    def told(self, call: Call) -> Call | None:
        """*call* with its references renumbered, or None where it is a repetition."""
        call = Call(call.tool, tuple(self._renumbered(a) for a in call.arguments))
        decides = REPEATABLE.get(call.tool, 0)
        key = (call.tool, tuple(self._meaning(a) for a in call.arguments[:decides]))
        if decides and (number := self._reads.get(key)) is not None:
            self._numbers.append(number)
            return None
        self._told += 1
        self._numbers.append(self._told)
        if decides:
            self._reads[key] = self._told
        return call

    def _renumbered(self, argument: Pointed) -> Pointed:
        if argument is None:
            return None
        if isinstance(argument, tuple):
            # Two results that have become one are said once.
            return tuple(dict.fromkeys(self._atom(a) for a in argument))
        return self._atom(argument)

    def _atom(self, atom: Atom) -> Atom:
        match atom:
            case Result(call):
                return Result(self._numbers[call - 1])
            case Joined(parts):
                first, *more = dict.fromkeys(
                    Result(self._numbers[p.call - 1]) if isinstance(p, Result) else p for p in parts
                )
                return Joined((first, *more)) if more else first
            case _:
                return atom

    def _meaning(self, argument: Pointed) -> object:
        """Equal for arguments that say the same, wherever in the request they say it."""
        if isinstance(argument, Span):
            return text_of(argument, self._request, self._cut).casefold()
        return argument
