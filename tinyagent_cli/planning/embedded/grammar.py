"""The embedded planner's output, mark by mark, and which mark may come next.

A plan is a row of *marks*: a tool, then its arguments in order, each a pointer or a sign
that nothing was said, then the next tool, and an end.  ``get_phone_number("Sid")`` and
``send_sms(["$1"], "I'm late")`` are seven marks::

    get_phone_number SPAN(1,1) send_sms $1 CLOSE SPAN(4,5) END_CALL  END_PLAN

The grammar is a hand-written finite automaton with a memory of the calls so far.  What it
does not allow cannot be said, in training as in use, so that the network spends nothing
on syntax and an invalid plan cannot come out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from tinyagent_cli.planning.embedded.pointing import (
    Atom,
    Call,
    Choice,
    Joined,
    PipedText,
    Pointed,
    Result,
    Span,
)
from tinyagent_cli.planning.embedded.signature import CHOICES, SIGNATURES, TOOLS, Signature, Slot

MAX_CALLS: Final = 32

END_PLAN: Final = 0
END_CALL: Final = 1  # the arguments not spoken of yet stay unspoken
EMPTY: Final = 2
CLOSE: Final = 3  # of a list
AND: Final = 4  # another run of words, or another part of the same text, follows
PIPED: Final = 5
SPAN: Final = 6
FIRST_CHOICE: Final = 7
FIRST_RESULT: Final = FIRST_CHOICE + len(CHOICES)
FIRST_TOOL: Final = FIRST_RESULT + MAX_CALLS
MARKS: Final = FIRST_TOOL + len(TOOLS)
START: Final = MARKS  # stands before the first mark; never said

ALL_TOOLS: Final = frozenset(TOOLS)

# Slots are numbered through all tools, so that the network can be told which one is next;
# 0 means that a tool is.
_SLOT_NUMBER: Final[dict[tuple[str, int], int]] = {
    (s.tool, i): n
    for n, (s, i) in enumerate(
        ((s, i) for s in SIGNATURES for i in range(len(s.slots) + 1)), start=1
    )
}
SLOTS: Final = len(_SLOT_NUMBER) + 1
FRESH, IN_LIST, AFTER_RUN, AFTER_AND = range(4)
MODES: Final = 4


class GrammarError(ValueError):
    """Calls that the grammar cannot say; the message tells which mark was refused."""


@dataclass(frozen=True, slots=True)
class Step:
    """One *mark*; for SPAN also the *first* and *last* word, inclusive."""

    mark: int
    first: int = -1
    last: int = -1


@dataclass(slots=True)
class Grammar:
    """Where in a plan we are.

    *length* is the number of words that can be pointed at, *tools* those on offer, *piped*
    whether a text came with the request.  Ask :meth:`allowed`, then :meth:`advance`.
    """

    length: int
    piped: bool = False
    tools: Collection[str] = ALL_TOOLS
    calls: list[Call] = field(default_factory=list)
    done: bool = False
    _signature: Signature | None = None
    _arguments: list[Pointed] = field(default_factory=list)
    _atoms: list[Atom] | None = None  # of the list that is open
    _run: int | None = None  # last word of the run just said, where another may follow
    _text: bool = False  # a part of a text was just said, where another may follow
    _and: bool = False  # AND was just said

    def allowed(self) -> int:
        """The marks that may come next, as bits; at least one, until the plan is done."""
        if self._signature is None:
            return self._next_tools()
        if self._and:
            return self._continuations()
        bits = 1 << AND if self._continuations() else 0
        if self._atoms is not None:
            return bits | 1 << CLOSE | self._values(self._slot())
        if len(self._arguments) == len(self._signature.slots):
            return bits | 1 << END_CALL
        bits |= self._values(self._slot())
        this, any_ahead = self._must_say()
        if not this:
            bits |= 1 << EMPTY
        return bits if any_ahead else bits | 1 << END_CALL

    def first_word(self) -> int:
        """The first word that a run may begin with now."""
        return self._run + 1 if self._and and self._run is not None else 0

    def place(self) -> tuple[int, int, int]:
        """What the network is told: number of the slot, mode, calls closed so far."""
        if self._signature is None:
            return 0, FRESH, len(self.calls)
        number = _SLOT_NUMBER[self._signature.tool, len(self._arguments)]
        if self._and:
            mode = AFTER_AND
        elif self._atoms is not None:
            mode = IN_LIST
        else:
            mode = AFTER_RUN if self._run is not None or self._text else FRESH
        return number, mode, len(self.calls)

    def advance(self, step: Step) -> None:
        """Say *step*.  Raises GrammarError where it is not allowed."""
        if self.done or not self.allowed() >> step.mark & 1:
            raise GrammarError(f"mark {step.mark} at {self.place()} is not allowed")
        if step.mark == END_PLAN:
            self.done = True
        elif step.mark >= FIRST_TOOL:
            self._signature = SIGNATURES[step.mark - FIRST_TOOL]
        elif step.mark == AND:
            self._and = True
        else:
            self._say(step)
        if (
            self._signature is not None
            and len(self._arguments) == len(self._signature.slots)
            and self.allowed() == 1 << END_CALL
        ):
            self._close_call()  # nothing else could be said
        if len(self.calls) == MAX_CALLS:
            self.done = True

    def _say(self, step: Step) -> None:
        if step.mark == SPAN:
            self._point(step.first, step.last)
            return
        self._run = None
        continued, self._and, self._text = self._and, False, False
        if continued:
            self._continue(_atom_of(step.mark))
        elif step.mark == END_CALL:
            self._close_call()
        elif step.mark == EMPTY:
            self._arguments.append(None)
        elif step.mark == CLOSE:
            self._arguments.append(tuple(self._atoms or ()))
            self._atoms = None
        else:
            self._text = self._slot().joined
            self._add(_atom_of(step.mark))

    def _point(self, first: int, last: int) -> None:
        if not self.first_word() <= first <= last < self.length:
            raise GrammarError(f"run ({first}, {last}) of {self.length} words")
        if self._and:
            self._and = False
            before = self._arguments[-1]
            assert isinstance(before, Span)
            self._arguments[-1] = Span((*before.runs, (first, last)))
            self._run = last
            return
        slot = self._slot()
        self._add(Span(((first, last),)))
        self._run = last if slot.broken else None
        self._text = slot.joined

    def _continue(self, part: Atom) -> None:
        """Add *part* to the text just begun."""
        assert isinstance(part, Result | PipedText)
        before = self._arguments[-1]
        assert isinstance(before, Span | Result | PipedText | Joined)
        parts = before.parts if isinstance(before, Joined) else (before,)
        self._arguments[-1] = Joined((*parts, part))
        self._text = True

    def _add(self, atom: Atom) -> None:
        if self._slot().kind != "l":
            self._arguments.append(atom)
            return
        if self._atoms is None:
            self._atoms = []
        self._atoms.append(atom)

    def _close_call(self) -> None:
        assert self._signature is not None
        self.calls.append(Call(self._signature.tool, tuple(self._arguments)))
        self._signature, self._arguments = None, []
        self._run, self._text = None, False

    def _next_tools(self) -> int:
        bits = 1 << END_PLAN
        if not self.length:
            return bits
        for i, tool in enumerate(TOOLS):
            if tool in self.tools:
                bits |= 1 << FIRST_TOOL + i
        return bits

    def _slot(self) -> Slot:
        return self._signature_slot(0)

    def _signature_slot(self, back: int) -> Slot:
        """The slot that is next, or with *back* -1 the one just filled."""
        assert self._signature is not None
        return self._signature.slots[len(self._arguments) + back]

    def _must_say(self) -> tuple[bool, bool]:
        """Whether this slot must be said, and whether this or a later one must."""
        assert self._signature is not None
        ahead = [s.name in self._signature.needed for s in self._signature.slots]
        ahead = ahead[len(self._arguments) :]
        return ahead[0], any(ahead)

    def _values(self, slot: Slot) -> int:
        if slot.kind == "c":
            return sum(1 << FIRST_CHOICE + i for i in range(len(CHOICES)))
        bits = 1 << SPAN
        if slot.kind == "f" and self.piped:
            bits |= 1 << PIPED
        used = {a.call for a in self._atoms or () if isinstance(a, Result)}
        return bits | self._results(slot, used)

    def _results(self, slot: Slot, used: Collection[int], after: int = 0) -> int:
        """The results that *slot* may hold, of calls *after* one, those *used* left out."""
        bits = 0
        for number, call in enumerate(self.calls[after:], start=after + 1):
            if number not in used and (slot.sources is None or call.tool in slot.sources):
                bits |= 1 << FIRST_RESULT + number - 1
        return bits

    def _continuations(self) -> int:
        """What may follow an AND now; nothing where there can be none.

        Words come in the order of the request, and results after them in theirs, so that
        a text can be said in one way only.
        """
        bits = 0
        if self._run is not None and self._run + 1 < self.length:
            bits |= 1 << SPAN
        if self._text:
            before = self._arguments[-1]
            parts = before.parts if isinstance(before, Joined) else (before,)
            last = parts[-1].call if isinstance(parts[-1], Result) else 0
            bits |= self._results(self._signature_slot(-1), (), last)
            if self.piped and not any(isinstance(p, Result | PipedText) for p in parts):
                bits |= 1 << PIPED
        return bits


def _atom_of(mark: int) -> Atom:
    if mark == PIPED:
        return PipedText()
    if mark >= FIRST_RESULT:
        return Result(mark - FIRST_RESULT + 1)
    return Choice(CHOICES[mark - FIRST_CHOICE])


def steps_of(calls: Iterable[Call]) -> list[Step]:
    """The marks that say *calls*, with END_CALL after every call and END_PLAN at the end.

    Where the grammar closes a call by itself, its END_CALL must be left out; see
    :func:`walk`.
    """
    steps: list[Step] = []
    for call in calls:
        steps.append(Step(FIRST_TOOL + TOOLS.index(call.tool)))
        arguments = list(call.arguments)
        while arguments and not arguments[-1]:
            arguments.pop()
        for argument in arguments:
            if not argument:
                steps.append(Step(EMPTY))
            elif isinstance(argument, tuple):
                for atom in argument:
                    steps.extend(_steps_of_atom(atom))
                steps.append(Step(CLOSE))
            else:
                steps.extend(_steps_of_atom(argument))
        steps.append(Step(END_CALL))
    steps.append(Step(END_PLAN))
    return steps


@dataclass(frozen=True, slots=True)
class Turn:
    """A *step* with what was *allowed* there, its *place*, and the *first_word* of a run."""

    step: Step
    allowed: int
    place: tuple[int, int, int]
    first_word: int


def walk(calls: Iterable[Call], grammar: Grammar) -> list[Turn]:
    """Lead *grammar* through *calls*.

    Raises GrammarError where the calls cannot be said.
    """
    path = []
    closed = 0
    for step in steps_of(calls):
        if grammar.done:
            break
        if step.mark == END_CALL and len(grammar.calls) > closed:
            closed = len(grammar.calls)  # the grammar closed it by itself
            continue
        path.append(Turn(step, grammar.allowed(), grammar.place(), grammar.first_word()))
        grammar.advance(step)
        if step.mark == END_CALL:
            closed = len(grammar.calls)
    return path


def _steps_of_atom(atom: Atom) -> list[Step]:
    match atom:
        case Span(runs):
            steps = []
            for first, last in runs:
                steps += [Step(AND), Step(SPAN, first, last)]
            return steps[1:]
        case Result(call):
            return [Step(FIRST_RESULT + call - 1)]
        case PipedText():
            return [Step(PIPED)]
        case Choice(value):
            return [Step(FIRST_CHOICE + CHOICES.index(value))]
        case Joined(parts):
            said = [_steps_of_atom(part) for part in parts]
            return [step for part in said for step in (Step(AND), *part)][1:]
