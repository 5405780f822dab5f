"""What went out lately: so that nothing is sent twice unseen, nor to too many.

The journal has the word, which is written before a send begins and after it ended; so a
re-run after a crash, a retry, a resumed chat and a second plan are all the same to it.

* **Said again.**  The same text (blanks, capitals and what nobody sees aside) to the same
  person by the same tool within ``consent.repeat_minutes`` is shown in the question, with how
  long ago it was.  No yes that was given before stands for it: neither ``--yes`` nor "always".
  It is not refused for good, since saying it again may be meant; and not covered by ``--yes``,
  since a script that is run twice by mistake is just what this is for.
* **Too many.**  More than ``consent.per_hour`` people within an hour are refused whoever agrees:
  a plan gone wild must not get further because somebody leant on the y key.

Addresses behind which nobody is, as the simulated Mac's, cannot be bothered: that they had the
same is shown, and that is all.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, Self

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.core.ports import Rehearsing
from tinyagent_cli.core.settings import ConsentSettings
from tinyagent_cli.execution.consent import ProposedCall
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.policy import comparable
from tinyagent_cli.execution.records import ActionRecord, State, as_json
from tinyagent_cli.tools.spec import Effect, Hands, ToolSpec

_HOUR: Final = timedelta(hours=1)
# What ended so may have gone out to everybody; the rest says itself whom it reached.
_WENT_OUT: Final = (State.DONE, State.UNDOING, State.UNDONE)
_MAY_HAVE: Final = (State.STARTED, State.INTERRUPTED)


@dataclass(slots=True)
class GoingOut:
    """What a plan sends: how many *people* it reaches, and which task *told* whom which text.

    Counted as it grows, since each of a thousand sends asks what those before it did.
    """

    people: int = 0
    told: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sends:
    """What went out on *desktop*, as the *journal* has it; *attempt* of *turn* is what asks.

    What was rehearsed on the simulated Mac reached nobody, and is not said again on a Mac.
    """

    journal: Journal
    desktop: str
    settings: ConsentSettings
    region: str = "US"
    nobody: frozenset[str] = frozenset()  # addresses behind which nobody is
    turn: int = 0
    attempt: int = 1

    @classmethod
    def of(cls, hands: Hands, journal: Journal, turn: int, attempt: int) -> Self:
        """As the settings and the desktop of *hands* have it."""
        desktop, settings = hands.desktop, hands.settings
        region, nobody = settings.people.region, desktop.allowed_addresses()
        name = desktop.rehearses if isinstance(desktop, Rehearsing) else desktop.name
        return cls(journal, name, settings.consent, region, nobody, turn, attempt)

    def marked(self, call: ProposedCall, going_out: GoingOut) -> ProposedCall:
        """*call*, saying who had the same lately, or will by what is *going_out* before it."""
        if call.spec.effect_of(call.arguments) is not Effect.OUTWARD:
            return call
        had = self._had_the_same(call, going_out)
        again = [a for a in reached_by(call.spec, call.arguments) if self._one(a) in had]
        if not again:
            return call
        said = dict(call.provenance)
        for address in again:
            origin = f"{said[address]}; " if said.get(address) else ""
            said[address] = f"{origin}{had[self._one(address)]}"
        return replace(call, provenance=said, again=tuple(a for a in again if self._somebody(a)))

    def check(self, call: ProposedCall, going_out: GoingOut) -> None:
        """Raise ToolError where *call* reaches more people than may be reached in an hour."""
        most, new = self.settings.per_hour, self._people(reached_by(call.spec, call.arguments))
        if not new or call.spec.effect_of(call.arguments) is not Effect.OUTWARD:
            return
        before = going_out.people
        for action in self._since(_HOUR):
            before += self._people(_reached(call.spec, action))
        if before + new > most:
            raise ToolError(
                f"{call.spec.name} would make it {before + new} people reached within an hour, "
                f"and {most} may be",
                f"wait, or: tinyagent config set consent.per_hour {before + new}",
            )

    def note(self, call: ProposedCall, going_out: GoingOut) -> None:
        """*call*, which was agreed to if it reaches anybody, is *going_out*."""
        if call.spec.effect_of(call.arguments) is not Effect.OUTWARD:
            return
        reached = reached_by(call.spec, call.arguments)
        going_out.people += self._people(reached)
        key = (call.spec.name, _text(call.spec, call.arguments))
        going_out.told.setdefault(key, {}).update((self._one(a), call.id) for a in reached)

    def _had_the_same(self, call: ProposedCall, going_out: GoingOut) -> Mapping[str, str]:
        """Who had what *call* says, by their addresses as they are compared, and when."""
        had: dict[str, str] = {}
        text = _text(call.spec, call.arguments)
        for action in self._since(timedelta(minutes=self.settings.repeat_minutes)):
            if action.tool != call.spec.name or _text(call.spec, action.arguments) != text:
                continue
            doubt = "may have got" if action.state not in _WENT_OUT else "got"
            when = _ago(self.journal.clock.now(), action.started_at)
            had |= {self._one(a): f"{doubt} the same {when}" for a in _reached(call.spec, action)}
        told = going_out.told.get((call.spec.name, text), {})
        return had | {one: f"gets the same by task {task}" for one, task in told.items()}

    def _since(self, span: timedelta) -> Sequence[ActionRecord]:
        """What went out within *span*, but by this very plan, whose calls are `GoingOut`."""
        if not span:
            return ()
        return self.journal.outward_within(span, self.desktop, (self.turn, self.attempt))

    def _people(self, addresses: Iterable[str]) -> int:
        return sum(map(self._somebody, addresses))

    def _somebody(self, address: str) -> bool:
        return address not in self.nobody and self._one(address) not in self.nobody

    def _one(self, address: str) -> str:
        return comparable(address, self.region)


def reached_by(spec: ToolSpec, arguments: Mapping[str, Any]) -> list[str]:
    """Whom a call with these *arguments* reaches, each once."""
    found: list[str] = []
    for name in spec.reaching:
        value = arguments.get(name) or ()
        found += map(str, value if isinstance(value, list | tuple) else (value,))
    return list(dict.fromkeys(found))


def _reached(spec: ToolSpec, action: ActionRecord) -> list[str]:
    """Whom *action* reached, or may have."""
    if action.state in (*_WENT_OUT, *_MAY_HAVE) or action.details.get("unsure"):
        return reached_by(spec, action.arguments)
    return [str(address) for address in action.details.get("reached", ())]


def _text(spec: ToolSpec, arguments: Mapping[str, Any]) -> str:
    """What a call says, whoever hears it."""
    said = {k: v for k, v in arguments.items() if k not in spec.reaching}
    return json.dumps(_bare(json.loads(as_json(said))), sort_keys=True)


def _bare(value: Any) -> Any:
    """*value* with its texts as they are read: without capitals, runs of blanks, unseen codes."""
    match value:
        case str():
            seen = (c for c in value if c.isspace() or unicodedata.category(c)[0] != "C")
            return " ".join("".join(seen).split()).casefold()
        case dict():
            return {key: _bare(item) for key, item in value.items()}
        case list():
            return [_bare(item) for item in value]
        case _:
            return value


def _ago(now: datetime, then: datetime | None) -> str:
    minutes = int((now - then).total_seconds() // 60) if then else 0
    return f"{minutes} min ago" if minutes > 0 else "just now"
