"""Consent: who must agree to what, and what exactly they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tinyagent_cli.tools.spec import Effect, Target, ToolSpec


@dataclass(frozen=True, slots=True)
class ProposedCall:
    """A call with its arguments resolved: people as addresses, times absolute."""

    id: int
    spec: ToolSpec
    arguments: Mapping[str, Any]
    # How addresses came about: "+15550100" → "Sid Patel, mobile, from Contacts".
    provenance: Mapping[str, str]
    written: frozenset[str] = frozenset()  # the arguments that a writer filled
    unsaid: tuple[str, ...] = ()  # addresses that the request does not ask for
    origins: Mapping[str, str] = field(default_factory=dict)  # of texts, by the arguments' names
    target: Target | None = None  # what it will act on, found before anybody was asked
    again: tuple[str, ...] = ()  # addresses that had the same lately

    @property
    def must_be_seen(self) -> bool:
        """Whether no earlier yes can stand for it: it holds what only the writer or a standing
        instruction put there, or says the same again.  A text that stays on this computer can be
        looked at later."""
        outward = self.spec.effect_of(self.arguments) is Effect.OUTWARD
        return bool(self.unsaid or self.again) or (outward and bool(self.written))


class Answer(StrEnum):
    """What a person answers to a proposal; true where it is a yes."""

    NO = "no"
    ONCE = "once"
    SESSION = "session"  # and the like of it, until the program ends
    ALWAYS = "always"  # and the like of it from now on: this tool, these people
    NEVER = "never"  # nor the like of it

    @property
    def given(self) -> bool:
        """Whether the proposal may be done."""
        return self in (Answer.ONCE, Answer.SESSION, Answer.ALWAYS)

    def __bool__(self) -> bool:
        return self.given

    @property
    def stands(self) -> bool:
        """Whether it is an answer to the like of it as well."""
        return self in (Answer.SESSION, Answer.ALWAYS, Answer.NEVER)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person is asked to agree to: one outward call, or a plan's local ones together."""

    effect: Effect
    calls: tuple[ProposedCall, ...]
