"""Plans before their words are counted: calls that point at marks and at each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from tinyagent_cli.lab.phrasing.markup import strip
from tinyagent_cli.planning.embedded.pointing import (
    Atom,
    Call,
    Choice,
    Joined,
    PipedText,
    Pointed,
    Result,
    Span,
    Word,
    words,
)

# Words that may stand between two parts of one time: "tomorrow *at* 3pm".
_BETWEEN = frozenset(
    [
        "at",
        "on",
        "from",
        "for",
        "of",
        "in",
        "the",
        ",",
        "around",
        "by",
        "between",
        "to",
        "until",
        "till",
        "and",
    ]
)


@dataclass(frozen=True, slots=True)
class Said:
    """What stands inside these marks; *here* is the mark where it is said again."""

    marks: tuple[int, ...]
    here: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Node:
    """A call whose arguments may be other calls; equal nodes are one call of the plan."""

    tool: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """A text of several *parts*."""

    parts: tuple[Said | Node | PipedText, ...]


Part = Said | Node | PipedText | Choice | Together
Argument = Part | tuple[Part, ...] | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a plan has to reach: where the name was first said, and whether that
    was an *address* ("mail" or "phone") already."""

    said: Said
    name: str
    address: str = ""

    def mail(self) -> Part:
        """The e-mail address: as said, or looked up."""
        return self.said if self.address == "mail" else Node("get_email_address", (self.said,))

    def phone(self) -> Part:
        """The phone number: as said, or looked up."""
        return self.said if self.address == "phone" else Node("get_phone_number", (self.said,))


class MisalignedError(ValueError):
    """A mark begins or ends inside a word."""


def settle(marked: str, nodes: list[Node]) -> tuple[str, tuple[Call, ...]]:
    """The plain request and its numbered calls.

    What a call needs stands just before it, in the order in which it was said.
    Raises MisalignedError where noise has moved a mark into a word.
    """
    request, ranges = strip(marked)
    cut = words(request)
    calls: list[Call] = []
    numbers: dict[Node, int] = {}

    def where(part: Argument) -> int:
        match part:
            case Said(marks, here):
                return ranges[here][0][0] if here else min(ranges[m][0][0] for m in marks)
            case Node():
                return min((where(a) for a in part.arguments), default=len(request))
            case tuple() | Together():
                return min((where(p) for p in parts_of(part)), default=len(request))
            case _:
                return len(request)

    def needs(node: Node) -> list[Node]:
        return sorted(needed(node), key=where)

    def atom(part: Part) -> Atom:
        match part:
            case Said():
                return _span(part, ranges, request, cut)
            case Node():
                return Result(numbers[part])
            case Together(parts):
                return _joined([atom(p) for p in parts])
            case _:
                return part

    def pointed(argument: Argument) -> Pointed:
        if argument is None:
            return None
        if isinstance(argument, tuple):
            atoms = tuple(dict.fromkeys(atom(p) for p in argument))
            return atoms or None
        return atom(argument)

    def emit(node: Node) -> None:
        if node in numbers:
            return
        for need in needs(node):
            emit(need)
        calls.append(Call(node.tool, tuple(pointed(a) for a in _trimmed(node.arguments))))
        numbers[node] = len(calls)

    for node in nodes:
        emit(node)
    return request, tuple(calls)


def needed(node: Node) -> list[Node]:
    """The calls whose results *node* holds."""
    return [p for a in node.arguments for p in parts_of(a) if isinstance(p, Node)]


def parts_of(argument: Argument) -> tuple[Part, ...]:
    """What an argument is made of, nothing if nobody spoke of it."""
    match argument:
        case None:
            return ()
        case tuple():
            return argument
        case Together(parts):
            return parts
        case _:
            return (argument,)


def _joined(atoms: list[Atom]) -> Atom:
    """*atoms* as one text, in the order in which the grammar says them."""
    spans = [a for a in atoms if isinstance(a, Span)]
    piped = [a for a in atoms if isinstance(a, PipedText)]
    results = sorted({a for a in atoms if isinstance(a, Result)}, key=lambda r: r.call)
    parts: list[Span | PipedText | Result] = [*piped[:1], *results]
    if spans:
        parts.insert(0, Span(tuple(sorted(run for s in spans for run in s.runs))))
    return Joined(tuple(parts)) if len(parts) > 1 else parts[0]


def _trimmed(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    end = len(arguments)
    while end and not arguments[end - 1]:
        end -= 1
    return arguments[:end]


def _span(
    said: Said, ranges: dict[int, list[tuple[int, int]]], request: str, cut: tuple[Word, ...]
) -> Span:
    starts = {w.start: i for i, w in enumerate(cut)}
    ends = {w.end: i for i, w in enumerate(cut)}
    runs: list[tuple[int, int]] = []
    for start, end in sorted(r for m in said.marks for r in ranges[m]):
        if start not in starts or end not in ends:
            raise MisalignedError(request[start:end])
        first, last = starts[start], ends[end]
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        elif runs and all(w.text.lower() in _BETWEEN for w in cut[runs[-1][1] + 1 : first]):
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return Span(tuple(runs))
