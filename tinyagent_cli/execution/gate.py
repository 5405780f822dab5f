"""May this call be made?  The gate through which every call of a plan goes.

* *read* and *open* go at once, also while the plan is still being written.
* Everything else waits until the whole plan stands, for a plan may turn out to be none.
* The *create* and *draft* calls of one plan are asked about together, once, when the first
  of them is ready; a value that is not known yet is shown as ``$3 …``.
* An *outward* call is always asked about by itself, with every address and word in place.
* Who said no to three of a plan's outward calls is not asked about the others: nobody is to be
  asked until they say yes.
* A consent that the user let stand, for this tool and these people, is not asked for again.
* ``--yes`` stands for a yes to what is local, and to an outward call whose every address is
  allow-listed.
* With nobody to ask, nothing is done unless everything may be: before the first call that
  needs consent, all that can be looked up is looked up, and one call that ``--yes`` does not
  cover keeps back all of them.
* In a rehearsal nobody is asked, since nothing is done; a no that stands is one there, too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tinyagent_cli.core.errors import ConsentNeeded, ToolError
from tinyagent_cli.core.events import ConsentDecided, Event
from tinyagent_cli.core.ports import Person
from tinyagent_cli.execution.consent import Answer, Proposal, ProposedCall
from tinyagent_cli.execution.one_at_a_time import OneAtATime
from tinyagent_cli.execution.outcomes import Done, Failed, Outcome
from tinyagent_cli.execution.policy import Policy
from tinyagent_cli.execution.sends import GoingOut, Sends, reached_by
from tinyagent_cli.execution.standing import StandingConsents
from tinyagent_cli.plan.task import Reference, Task, Template, Value
from tinyagent_cli.tools.spec import Effect, ToolSpec

_NOES: Final = 3  # to outward calls of one plan; more questions would only wear somebody out


@dataclass(frozen=True, slots=True)
class _Expected:
    """A task that came in, and what is known of its call before its arguments are resolved."""

    task: Task
    spec: ToolSpec

    def foreseen(self, outcomes: Mapping[int, Outcome]) -> ProposedCall:
        values = {
            argument.name: _shown(value, outcomes)
            for argument, value in zip(self.spec.arguments, self.task.arguments, strict=False)
        }
        return ProposedCall(self.task.id, self.spec, values, {})

    @property
    def effect(self) -> Effect:
        return _effect(self.foreseen({}))


class Gate:
    """The gate of one plan.

    *outcomes* is the scheduler's: what is in it has ended.  *listen* hears each decision.
    """

    def __init__(
        self,
        person: Person,
        policy: Policy,
        outcomes: Mapping[int, Outcome],
        listen: Callable[[Event], None] = lambda event: None,
        attempt: int = 1,
        standing: StandingConsents | None = None,
        sends: Sends | None = None,
    ) -> None:
        self.person = OneAtATime(person)
        self._standing = standing or StandingConsents()
        self._policy = policy
        self._sends = sends
        self._going_out = GoingOut()  # the outward calls that were agreed to
        self._refused: list[ProposedCall] = []  # outward calls that the person said no to
        self._one_outward = asyncio.Lock()
        self._outcomes = outcomes
        self._listen = listen
        self._attempt = attempt
        self._expected: dict[int, _Expected] = {}
        self._arrived: dict[int, ProposedCall] = {}
        self._stands = asyncio.Event()
        self._moved = asyncio.Event()
        self._local: dict[int, asyncio.Future[str]] = {}  # asked about, or about to be
        self._one_check = asyncio.Lock()
        self._checked = False
        self._withheld: ConsentNeeded | None = None

    def expect(self, task: Task, spec: ToolSpec) -> None:
        """Take note of a *task* that came in, unless it ended in an earlier attempt."""
        if task.id not in self._outcomes:
            self._expected[task.id] = _Expected(task, spec)

    def stand(self) -> None:
        """The plan is complete: what needs consent may be prepared and asked about."""
        self._stands.set()
        self.look()

    def look(self) -> None:
        """Something ended or arrived: who waits for that may look again."""
        self._moved.set()

    @property
    def effectful(self) -> tuple[int, ...]:
        """The ids of the plan's calls that need consent."""
        return tuple(task for task, one in self._expected.items() if one.effect.needs_consent)

    async def ready(self, spec: ToolSpec) -> None:
        """Wait until a call of *spec* may be prepared: at once, or when the plan stands."""
        if spec.effect.needs_consent or spec.outward_if:
            await self._stands.wait()

    async def admit(self, call: ProposedCall) -> str:
        """Wait until *call* may be made; "", or why it may not.

        Raises ConsentNeeded where consent is needed and there is nobody to ask.
        """
        effect = _effect(call)
        if not effect.needs_consent:
            return ""
        self._arrived[call.id] = call
        self.look()
        if not (self.person.present or self._policy.rehearsal):
            await self._check_all()
        if effect is not Effect.OUTWARD:
            return await self._admit_local(call)
        return await self._admit_outward(call)

    async def _admit_outward(self, call: ProposedCall) -> str:
        """One after the other, since what was agreed to counts for what comes then."""
        async with self._one_outward:
            if len(self._refused) >= _NOES:
                return self._decided((call,), "user", given=False)
            call = self._marked(call, self._going_out)
            by = "" if call.must_be_seen else self._policy.covers(Effect.OUTWARD, _addresses(call))
            if not (refused := await self._settle(Proposal(Effect.OUTWARD, (call,)), by)):
                self._note(call, self._going_out)
            return refused

    def _marked(self, call: ProposedCall, going_out: GoingOut) -> ProposedCall:
        """*call*, saying who had the same; raises ToolError where too many are reached."""
        if self._sends is None:
            return call
        self._sends.check(call, going_out)
        return self._sends.marked(call, going_out)

    def _note(self, call: ProposedCall, going_out: GoingOut) -> None:
        if self._sends is not None:
            self._sends.note(call, going_out)

    async def _admit_local(self, call: ProposedCall) -> str:
        if (answer := self._local.get(call.id)) is None:
            answer = asyncio.ensure_future(self._ask_local(call))
            self._local[call.id] = answer
            for task, one in self._expected.items():  # those nobody has decided about join in
                if task not in self._outcomes and _is_local(one.effect):
                    self._local.setdefault(task, answer)
        try:
            return await asyncio.shield(answer)
        except asyncio.CancelledError:
            answer.cancel()  # all of the plan is cancelled, and so is the question
            await asyncio.wait([answer])
            raise

    async def _ask_local(self, call: ProposedCall) -> str:
        """Decide about *call* and the other local calls of the plan."""
        answer = self._local[call.id]
        together = sorted(task for task, who in self._local.items() if who is answer)
        await self._until_still(together)
        calls = []
        for task in together:
            shown = self._arrived.get(task) or self._expected[task].foreseen(self._outcomes)
            if task not in self._outcomes and _is_local(_effect(shown)):
                calls.append(shown)
            else:
                del self._local[task]  # it failed, or turned out to reach other people
        drafts = all(shown.spec.effect is Effect.DRAFT for shown in calls)
        effect = Effect.DRAFT if drafts else Effect.CREATE
        return await self._settle(
            Proposal(effect, tuple(calls)), self._policy.covers(Effect.CREATE)
        )

    async def _settle(self, proposal: Proposal, by: str) -> str:
        """Decide: a no that stands, then what covers the proposal (*by*), a yes, the person."""
        stands = self._stands_for(proposal)
        if stands is Answer.NEVER:
            return self._decided(proposal.calls, "standing", given=False)
        if by or stands:
            return self._decided(proposal.calls, by or "standing")
        if self._policy.rehearsal:
            return self._decided(proposal.calls, "rehearsal")
        answer = await self.person.consent(proposal)
        for call in proposal.calls:
            self._standing.take(call.spec.name, _reached(call), answer)
        if proposal.effect is Effect.OUTWARD and not answer.given:
            self._refused += proposal.calls
        return self._decided(proposal.calls, "user", given=answer.given)

    def _stands_for(self, proposal: Proposal) -> Answer | None:
        """What the user let stand for every call of *proposal*, or for one of them a no.

        A yes does not stand for what other text than the user's words asks for, nor for an
        outward call of which it is not known whom it reaches, nor for what must be seen.
        """
        answers = [self._standing.decides(c.spec.name, _reached(c)) for c in proposal.calls]
        if Answer.NEVER in answers:
            return Answer.NEVER
        if None in answers or not self._policy.outward:
            return None
        if proposal.effect is Effect.OUTWARD and not all(map(_reached, proposal.calls)):
            return None
        if any(call.must_be_seen for call in proposal.calls):
            return None
        return answers[0]

    def _decided(self, calls: Iterable[ProposedCall], by: str, *, given: bool = True) -> str:
        ids = tuple(call.id for call in calls)
        self._listen(ConsentDecided(ids, given, by, self._attempt))
        no = "you said never" if by == "standing" else "you said no"
        return "" if given else no

    async def _check_all(self) -> None:
        """With nobody to ask: let nothing through before all that can be known is covered."""
        async with self._one_check:  # for all: a thousand calls may be waiting for it
            if not self._checked:
                await self._until_still(self._expected)
                self._checked = True
                self._withheld = next(self._uncovered(), None)
        if self._withheld is not None:
            raise self._withheld

    def _uncovered(self) -> Iterator[ConsentNeeded]:
        before = GoingOut()
        for task, one in self._expected.items():
            match self._outcomes.get(task):
                case Failed(ConsentNeeded() as error):
                    yield error
                case None:
                    call = self._arrived.get(task) or one.foreseen(self._outcomes)
                    try:
                        call = self._marked(call, before)
                    except ToolError:  # it reaches too many: it fails by itself, and nobody else
                        continue
                    effect = _effect(call)
                    self._note(call, before)
                    covered = not call.must_be_seen and self._policy.covers(
                        effect, _addresses(call)
                    )
                    stands = self._stands_for(Proposal(effect, (call,)))
                    if effect.needs_consent and not (covered or stands):
                        yield ConsentNeeded(
                            f"{one.spec.name} needs your consent, and there is nobody to ask",
                            _hint(call, self._policy),
                        )

    async def _until_still(self, tasks: Iterable[int]) -> None:
        """Wait until each of *tasks* ended, arrived here, or waits for one that has not ended."""
        waited = True
        while waited:  # what is still may move again, as what it needs ends
            waited = False
            for task in tuple(tasks):
                while self._moves(task):
                    waited = True
                    self._moved.clear()
                    await self._moved.wait()

    def _moves(self, task: int) -> bool:
        if task in self._outcomes or task in self._arrived:
            return False
        return all(need in self._outcomes for need in self._expected[task].task.depends_on)


def _effect(call: ProposedCall) -> Effect:
    return call.spec.effect_of(call.arguments)


def _is_local(effect: Effect) -> bool:
    return effect.needs_consent and effect is not Effect.OUTWARD


def _shown(value: Value, outcomes: Mapping[int, Outcome]) -> Any:
    match value:
        case Reference(task):
            outcome = outcomes.get(task)
            return outcome.result.value if isinstance(outcome, Done) else f"${task} …"
        case Template(parts):
            return "".join(str(_shown(part, outcomes)) for part in parts)
        case tuple():
            return [_shown(item, outcomes) for item in value]
        case _:
            return value


def _addresses(call: ProposedCall) -> list[str] | None:
    """Whom a call reaches, as one list; None where its tool does not say."""
    if not call.spec.addresses:
        return None
    return reached_by(call.spec, call.arguments)


def _reached(call: ProposedCall) -> list[str]:
    """Whom an outward call reaches; nobody where it is local."""
    outward = _effect(call) is Effect.OUTWARD
    return _addresses(call) or [] if outward else []


def _hint(call: ProposedCall, policy: Policy) -> str:
    effect = _effect(call)
    if call.again:
        return f"{call.again[0]} {call.provenance[call.again[0]].rpartition('; ')[2]}"
    if effect is Effect.OUTWARD and not policy.outward:
        asks = "piped text, a second plan or speech that nobody saw"
        return f"--yes covers nothing that {asks} asks to send: use a terminal"
    if effect is Effect.OUTWARD:
        return "--yes covers addresses in the setting consent.allow"
    return "--yes agrees to what stays on this computer"
