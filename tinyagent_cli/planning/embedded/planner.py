"""The planner that ships in the package: :class:`EmbeddedPlanner`.

Works offline the minute it is installed; numpy is all it needs.  It points and never
invents: an argument is words of the request, the result of an earlier call, the piped text
or a fixed choice.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.task import Reference, Task, Template, Value
from tinyagent_cli.plan.text import task_text
from tinyagent_cli.planning.embedded.confidence import Confidence
from tinyagent_cli.planning.embedded.pointing import (
    Atom,
    Call,
    Choice,
    Joined,
    PipedText,
    Pointed,
    Result,
    Span,
    text_of,
    words,
)
from tinyagent_cli.planning.embedded.signature import BY_TOOL, TOOLS
from tinyagent_cli.planning.embedded.writing import Writing
from tinyagent_cli.planning.one_thread import one_thread

if TYPE_CHECKING:
    from tinyagent_cli.planning.embedded.decoder import Decoder
    from tinyagent_cli.planning.examples import Example
    from tinyagent_cli.tools.spec import ToolSpec

WEIGHTS: Final = Path(__file__).parent / "weights" / "planner.weights"
_NAME_WORDS: Final = 6
# Words that a name does not end in: what they lead on to would be missing.
_LEADING = """
a an the of to for with about in on at by from and or but that is are my our your his her their
"""
_LEADING_ON: Final = frozenset(_LEADING.split())
_PARAGRAPH: Final = "\n\n"


class EmbeddedPlanner:
    """Plans with the network of *weights*, read at the first request.

    A GGUF file will do for it, too, where llama.cpp is installed.  After a plan, *confidence*
    tells how sure the network was of it.
    """

    def __init__(self, weights: Path = WEIGHTS, name: str = "embedded") -> None:
        self.name = name
        self._weights = weights
        self._decoder: Decoder | None = None
        self._lock = threading.Lock()
        self.confidence: Confidence | None = None

    def plan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None = None,
    ) -> Writing:
        """Stream a plan of *request*, line by line; only *tools* are called.

        *examples* and *now* are not looked at: times go into the plan as the request says
        them.  Raises NotReady where the weights are missing, PlanError where the request is
        too long to read.
        """
        offered = {tool.name: tool for tool in tools}
        return Writing(lambda sure: self.lines(request, offered, piped, sure))

    def lines(
        self,
        request: str,
        tools: Mapping[str, ToolSpec | None],
        piped: str | None = None,
        confidence: Confidence | None = None,
    ) -> Iterator[str]:
        """What :meth:`plan` streams, in the thread of the caller.

        *confidence* may say how the plan begins, and learns how sure the network was.
        """
        decoder = self.decoder()
        sure = confidence or Confidence()
        if not sure.begun:
            self.confidence = sure
        cut = frozenset(TOOLS).intersection(tools)
        number = 0
        for call in decoder.calls(request, piped is not None, cut, sure):
            number += 1
            yield task_text(task_of(call, number, request, piped, tools.get(call.tool))) + "\n"
        yield f"{number + 1}. join()\n"

    def drafted(self, request: str) -> Mapping[str, float]:
        """How likely it is that a plan of *request* calls each of the tools it was trained on.

        The chance that a tool had at the place in a quick plan where it was likeliest to come
        next.  Empty where the request is too long to read.  Raises NotReady where the weights
        are missing.
        """
        sure = Confidence()
        with suppress(PlanError):
            for _ in self.decoder().calls(request, confidence=sure):
                pass
        return sure.tools

    def decoder(self) -> Decoder:
        """The network, read from the package once.  Raises NotReady where it is missing."""
        with self._lock:
            if self._decoder is None:
                with one_thread():
                    from tinyagent_cli.planning.embedded import decoder

                    self._decoder = decoder.opened(self._weights)
            return self._decoder


def task_of(
    call: Call, number: int, request: str, piped: str | None = None, spec: ToolSpec | None = None
) -> Task:
    """*call* as task *number* of a plan, every argument filled.

    Arguments nobody spoke of take the default that *spec* gives, or the signature's.
    """
    cut = words(request)

    def value(atom: Atom) -> Value:
        match atom:
            case Span():
                return text_of(atom, request, cut)
            case Result(target):
                return Reference(target)
            case PipedText():
                return piped or ""
            case Choice(choice):
                return choice
            case Joined(parts):
                return _one_text([value(part) for part in parts])

    def argument(index: int, pointed: Pointed) -> Value:
        if pointed is None:
            return _default(call.tool, index, spec)
        if isinstance(pointed, tuple):
            return tuple(value(atom) for atom in pointed)
        return value(pointed)

    slots = BY_TOOL[call.tool].slots
    said = call.arguments + (None,) * (len(slots) - len(call.arguments))
    filled = {
        slot.name: argument(i, a) for i, (slot, a) in enumerate(zip(slots, said, strict=True))
    }
    for slot, pointed in zip(slots, said, strict=True):
        if slot.named_by and pointed is None:
            filled[slot.name] = _first_words(filled[slot.named_by]) or slot.default
    return Task(number, call.tool, tuple(filled.values()))


def _one_text(values: Sequence[Value]) -> Template:
    """*values*, texts and references, each a paragraph of its own."""
    parts: list[str | Reference] = []
    for i, value in enumerate(values):
        gap = _PARAGRAPH if i else ""
        if isinstance(value, Reference):
            parts += [gap, value]
        else:
            parts.append(f"{gap}{value}")
    return Template(tuple(part for part in parts if part))


def _first_words(value: Value) -> str:
    """A name for what *value* says: the first words of its first line, none left hanging."""
    if not isinstance(value, str) or not value.strip():
        return ""
    said = value.strip().splitlines()[0].split()
    name = said[:_NAME_WORDS]
    while len(name) > 1 and len(said) > _NAME_WORDS and name[-1].lower() in _LEADING_ON:
        name.pop()
    return " ".join(name)


def _default(tool: str, index: int, spec: ToolSpec | None) -> Value:
    slot = BY_TOOL[tool].slots[index]
    if slot.kind == "l":
        return ()
    if spec is None:
        return slot.default
    default: Any = spec.arguments[index].default
    if default == "":
        return slot.default
    return tuple(default) if isinstance(default, list) else default
