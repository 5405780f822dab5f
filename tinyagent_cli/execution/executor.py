"""Does one task: resolve its arguments, ask the gate, write the journal, call the tool.

The order is the point.  Arguments are resolved before anybody is asked, so that what is
shown is what is done; the journal is written before the tool is called and after it ended,
each committed before going on, so that a ``kill -9`` at any moment leaves a true account.
Looking up is the exception: it changes nothing, so its rows are written behind it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Final

from tinyagent_cli.core.errors import HalfDone, TimedOut, TinyagentError, ToolError
from tinyagent_cli.core.events import Rehearsed, TaskStarted, Writing
from tinyagent_cli.core.ports import Listener, Person, Rehearsing
from tinyagent_cli.execution.consent import ProposedCall
from tinyagent_cli.execution.desk import Desk
from tinyagent_cli.execution.gate import Gate
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.origins import Origins
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Outcome, Refused
from tinyagent_cli.execution.records import Action, State, as_json
from tinyagent_cli.execution.standing import StandingConsents
from tinyagent_cli.plan.task import Task
from tinyagent_cli.tools.pen import Told
from tinyagent_cli.tools.resolve import resolve
from tinyagent_cli.tools.spec import Effect, Hands, Kind, Result, Tool, ToolSpec
from tinyagent_cli.tools.toolbox import Toolbox

# Results that are free text hand on the text that went into them; a link, an address or a
# path comes from the app and not from its arguments.
_HANDS_ON_TEXT: Final = frozenset({Kind.TEXT, Kind.NAME})


@dataclass(frozen=True, slots=True)
class Acts:
    """What the plans of one turn act with: *turn* is its number in the *journal*.

    *standing* are the consents that need not be asked for again.  *own_words*: the plan was made
    of the user's words alone, which they saw before they went.  Where the planner read other text
    as well, which may have asked for it, or a recogniser's, *yes* and what stands cover nothing
    outward.  *desk*: where texts are written.
    *did* holds how calls of earlier plans of the turn ended, by what they were.  *request* and
    *piped* are what was said, where the plan was made of it here.
    """

    toolbox: Toolbox
    hands: Hands
    person: Person
    journal: Journal
    turn: int
    listen: Listener
    yes: bool = False
    own_words: bool = True
    standing: StandingConsents | None = None
    desk: Desk = field(default_factory=Desk)
    did: dict[str, Outcome] = field(default_factory=dict)
    request: str = ""
    piped: str = ""


class Executor:
    """Does the tasks of one plan, the *attempt*-th of a turn, with what the turn *acts* with."""

    def __init__(self, acts: Acts, gate: Gate, attempt: int) -> None:
        self.seconds: dict[int, float] = {}  # what each task took, waiting left out
        self.tainted: set[int] = set()  # the tasks whose results are other people's text
        self.begun: set[int] = set()  # the tasks whose calls were made, or nearly
        self._acts = acts
        self._gate = gate
        self._attempt = attempt
        self._lanes: dict[str, asyncio.Lock] = {}
        self._origins = Origins(acts.request, acts.piped)

    async def perform(self, task: Task, outcomes: Mapping[int, Outcome]) -> Outcome:
        """Do *task*, whose dependencies are all Done in *outcomes*.

        Only a cancellation before the call is let through; all else is an outcome.
        """
        tool, hands = self._acts.toolbox[task.tool], self._hands(task.id)
        if self._only_in_earnest(tool):
            return Refused("it cannot be rehearsed: what it does is known to its plugin alone")
        try:
            await self._gate.ready(tool.spec)
            resolved = await resolve(
                tool.spec,
                task,
                _results(task, outcomes),
                hands,
                self._gate.person,
                tainted=frozenset(task.depends_on & self.tainted),
                request=self._origins.request,
            )
            call = ProposedCall(
                task.id,
                tool.spec,
                resolved.arguments,
                resolved.provenance,
                origins=self._origins.of(tool.spec, task),
            )
            meaning = self._meaning(call)
            if (before := self._done_before(meaning, outcomes)) is not None:
                self.recall(task, before)
                return before
            call = await self._prepared(tool, call, hands)
            if refused := await self._gate.admit(call):
                return Refused(refused)
        except TinyagentError as error:
            return Failed(error)
        except Exception as error:  # an app that answers in another shape, a plugin's `seen`
            return Failed(_crash(tool.spec, error))
        async with self._lane(tool.spec):
            outcome = await self._act(tool, call, hands)
        self._acts.did[meaning] = outcome
        self._origins.note(task.id, tool.spec, call.arguments)
        self._note_taint(task, tool.spec, outcome, written=bool(call.written))
        return outcome

    def recall(self, task: Task, outcome: Outcome) -> None:
        """Take up *task*, which ended in an earlier attempt."""
        self._note_taint(task, self._acts.toolbox[task.tool].spec, outcome)
        self.begun.add(task.id)

    def note(self, task: Task, outcome: Outcome) -> None:
        """Remember how a task ended whose call was never made."""
        if task.id not in self.begun:
            spec = self._acts.toolbox[task.tool].spec
            names = (argument.name for argument in spec.arguments)
            arguments = dict(zip(names, task.arguments, strict=False))
            self._acts.journal.note(self._action(task.id, spec, arguments, spec.effect), outcome)

    def _only_in_earnest(self, tool: Tool) -> bool:
        rehearsing = isinstance(self._acts.hands.desktop, Rehearsing)
        return rehearsing and not (tool.rehearsable or tool.spec.effect is Effect.READ)

    def _hands(self, task: int) -> Hands:
        """What *task* acts with; in a rehearsal what it would do is announced."""
        hands = self._acts.hands
        if not isinstance(hands.desktop, Rehearsing):
            return hands
        listen, attempt = self._acts.listen, self._attempt
        part = hands.desktop.part(lambda act: listen(Rehearsed(task, act, attempt)))
        return replace(hands, desktop=part)

    async def _prepared(self, tool: Tool, call: ProposedCall, hands: Hands) -> ProposedCall:
        """*call* as it is proposed: aimed, its body written, and in copy who always is.

        Where nobody would be shown the proposal, nobody is put in copy.
        """
        desk, told = self._acts.desk, self._telling(call.id)
        if not tool.spec.effect_of(call.arguments).needs_consent:
            return call
        if tool.aim:
            call = replace(call, target=await tool.aim(hands, call.arguments))
        if self._shows:
            call = await desk.copy(call, hands, self._gate.person)
        return await desk.fill(tool, call, hands, told)

    @property
    def _shows(self) -> bool:
        return self._gate.person.present and not self._acts.yes

    def _telling(self, task: int) -> Told:
        def told(text: str, part: int, parts: int) -> None:
            self._acts.listen(Writing(task, text, self._attempt, part, parts))

        return told

    def _meaning(self, call: ProposedCall) -> str:
        """What *call* does, whatever a writer makes of its body."""
        bodies = {a.name for a in call.spec.arguments if self._acts.desk.writes(a)}
        return as_json(
            [call.spec.name, {k: v for k, v in call.arguments.items() if k not in bodies}]
        )

    def _done_before(self, meaning: str, outcomes: Mapping[int, Outcome]) -> Outcome | None:
        """How the same call ended, if an earlier plan of the turn made it and it was done.

        The journal has the word.  What is in *outcomes* already was carried over: a plan that
        wants one thing twice gets it twice.
        """
        outcome = self._acts.did.get(meaning)
        if self._attempt == 1 or not isinstance(outcome, Done):
            return None
        if any(outcome is other for other in outcomes.values()):
            return None
        actions = self._acts.journal.turn(self._acts.turn).actions
        tool = json.loads(meaning)[0]
        done = any(
            action.tool == tool
            and action.attempt < self._attempt
            and action.state is State.DONE
            and action.says == outcome.result.says
            for action in actions
        )
        return outcome if done else None

    def _lane(self, spec: ToolSpec) -> AbstractAsyncContextManager[object]:
        return self._lanes.setdefault(spec.lane, asyncio.Lock()) if spec.lane else nullcontext()

    def _note_taint(
        self, task: Task, spec: ToolSpec, outcome: Outcome, *, written: bool = False
    ) -> None:
        theirs = written or bool(task.depends_on & self.tainted)
        handed_on = theirs and spec.returns in _HANDS_ON_TEXT
        if isinstance(outcome, Done) and (spec.tainted or handed_on):
            self.tainted.add(task.id)

    def _action(
        self, task: int, spec: ToolSpec, arguments: Mapping[str, object], effect: Effect
    ) -> Action:
        return Action(self._acts.turn, self._attempt, task, spec.name, arguments, effect)

    async def _act(self, tool: Tool, call: ProposedCall, hands: Hands) -> Outcome:
        effect = tool.spec.effect_of(call.arguments)
        action = self._action(call.id, tool.spec, call.arguments, effect)
        self.begun.add(call.id)
        began = perf_counter()
        try:
            await self._acts.journal.begin(action)
        except asyncio.CancelledError:
            outcome: Outcome = Cancelled()
        except TinyagentError as error:  # an action that cannot be remembered is not done
            outcome = Failed(error)
        else:
            self._acts.listen(TaskStarted(call.id, self._attempt))
            began = perf_counter()
            outcome = await self._call(tool, call, effect, hands)
        self.seconds[call.id] = perf_counter() - began
        try:
            await self._acts.journal.finish(action, outcome)
        except asyncio.CancelledError:
            pass  # what happened, happened: it is on its way to the journal, and says so
        except TinyagentError as error:
            return outcome if isinstance(outcome, Failed) else Failed(error, unsure=True)
        return outcome

    async def _call(self, tool: Tool, call: ProposedCall, effect: Effect, hands: Hands) -> Outcome:
        limit = tool.spec.timeout
        try:
            async with asyncio.timeout(limit) as within:
                # What is written takes as long as the model does; the user sees it come.
                pen = self._acts.desk.pen(self._telling(call.id), lambda: within.reschedule(None))
                hands = replace(hands, pen=pen, target=call.target)
                result = await tool.perform(hands, call.arguments)
            if not isinstance(result, Result):
                raise TypeError(f"it gave a {type(result).__name__} and no Result")
            if not isinstance(result.says, str):
                raise TypeError(f"it says a {type(result.says).__name__} and no text")
            return Done(self._telling_all(result, call))
        except asyncio.CancelledError as error:
            if (ours := asyncio.current_task()) and not ours.cancelling():
                # Not we are stopped, but something that the tool waited for was.
                return Failed(_crash(tool.spec, error), unsure=effect.needs_consent)
            return Cancelled(started=True)
        except TimedOut as error:
            return Failed(error, unsure=effect.needs_consent and error.begun)
        except TinyagentError as error:
            return Failed(error, unsure=isinstance(error, HalfDone))
        except KeyboardInterrupt:  # the second Ctrl-C: it would not let us see the first
            return Cancelled(started=True)
        except BaseException as error:
            # A crash in one tool, a plugin's too, or its sys.exit(), must not take the rest.
            if within.expired():
                late = TimedOut(f"{tool.spec.name} took longer than {limit:g} s")
                return Failed(late, unsure=effect.needs_consent)
            return Failed(_crash(tool.spec, error), unsure=effect.needs_consent)

    def _telling_all(self, result: Result, call: ProposedCall) -> Result:
        """*result*, and whom the instructions would have put in copy, had it been seen."""
        if self._shows or not self._acts.desk.copies(call):
            return result
        who = ", ".join(self._acts.desk.instructions.cc)
        says = f"{result.says}; not cc {who}, as your instructions say: nobody was asked"
        return replace(result, says=says)


def _crash(spec: ToolSpec, error: BaseException) -> ToolError:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return ToolError(f"{spec.name} broke: {what}", "this is a mistake in the tool itself")


def _results(task: Task, outcomes: Mapping[int, Outcome]) -> dict[int, Result]:
    return {
        need: outcome.result
        for need in task.depends_on
        if isinstance(outcome := outcomes[need], Done)
    }
