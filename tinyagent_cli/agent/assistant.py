"""One turn: request → tools → plan → run → join, or replan.

`Assistant.do` is the paper's algorithm (LLMCompiler, Kim et al. 2023; TinyAgent, Erdogan et
al. 2024).  The words of both, and where what they name lives:

* Tool RAG: a `Selector` chooses the tools that the planner is offered;
* the planner streams the text of a plan, a DAG of calls, as `Asking` puts the request to it;
* the task fetching unit: `Draft` hands each task over as soon as its line closed, and
  `run_plan` starts it as soon as what it needs is there;
* where the planner is unsure, `other_meaning` finds the one short question to ask;
* the joiner: `join` says what came of it, without a model but for an `open_question`, and
  `Asking.mended` whether a new plan can mend what failed; of what was done, nothing is done
  again (`carried_over`, and the journal where a call is the same in other words).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from itertools import count

from tinyagent_cli.agent.answering import open_question
from tinyagent_cli.agent.asking import Asking, whole
from tinyagent_cli.agent.doubting import MeantOtherwise, other_meaning
from tinyagent_cli.agent.draft import Draft
from tinyagent_cli.agent.joiner import Joined, join, rehearsed
from tinyagent_cli.agent.mending import carried_over, did_something, reaches_more, why
from tinyagent_cli.agent.reading import share_of
from tinyagent_cli.agent.turn import PlannedRequest, Turn, TurnResult, taking
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import (
    Ambiguous,
    ConsentNeeded,
    NotReady,
    PlanError,
    TimedOut,
    TinyagentError,
)
from tinyagent_cli.core.events import Answering, Replanning, ToolsSelected
from tinyagent_cli.core.ports import (
    Desktop,
    Listener,
    Person,
    Planner,
    Rehearsing,
    Selector,
    Writer,
)
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.execution.desk import Desk
from tinyagent_cli.execution.executor import Acts
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Outcome
from tinyagent_cli.execution.run import run_plan
from tinyagent_cli.execution.standing import StandingConsents
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.planning.examples import Shown, fixed
from tinyagent_cli.tools.spec import Hands
from tinyagent_cli.tools.toolbox import Toolbox


@dataclass(frozen=True)
class Assistant:
    """All that a turn needs; made by `tinyagent_cli.plugins.assembly.open_assistant`."""

    planner: Planner
    selector: Selector
    toolbox: Toolbox
    desktop: Desktop
    person: Person
    journal: Journal
    settings: Settings
    clock: Clock
    yes: bool = False
    standing: StandingConsents | None = None
    writer: Writer | None = None
    examples: Shown = fixed

    async def do(
        self,
        request: str,
        piped: str | None,
        listen: Listener,
        *,
        own_words: bool = True,
        seen: bool = True,
    ) -> TurnResult:
        """Plan *request*, with the text that was *piped* in, and do what the plan says.

        Tasks run while the plan is still being written, up to where the planner is unsure:
        what comes after that waits for the plan and a question.  A later plan is read whole
        first, as what was done before is not done again.  Without *own_words* the request holds
        what others wrote, and no yes stands for it; nor where nobody has *seen* it before it went,
        as speech may.  Raises PlanError (no valid plan), NotReady
        (no model, no permission), ConsentNeeded (nobody to ask, and nothing done),
        Ambiguous (what was asked was not answered) and TimedOut; whatever fails in a task is
        in the answer.
        """
        foreign = piped if own_words else request
        async with self._taking(request, foreign, listen) as turn:
            asking = self._select(request, piped, listen)
            turn.own_words = own_words and asking.own_words
            acts = replace(
                self._acts(turn, listen, request),
                own_words=turn.own_words and seen,
                request=request if own_words else "",
                piped=piped or "",
            )
            pieces, plan, outcomes = asking.plan(), Plan(()), dict[int, Outcome]()
            ran: list[tuple[Plan, dict[int, Outcome]]] = []
            replans, chosen, kept_back = self.settings.run.replans, False, ""
            for attempt in count(1):
                draft = self._draft(pieces, request, listen, attempt=attempt)
                tasks, done = self._tasks(draft, turn), dict[int, Outcome]()
                try:
                    coming = tasks if attempt == 1 else await _all(tasks)
                    if not chosen and (more := reaches_more(ran, draft.plan, self.toolbox.specs)):
                        kept_back = f"A second plan was left out: it would {more.tool} anew."
                        break
                    done |= {k: v for r in ran for k, v in carried_over(*r, draft.plan).items()}
                    outcomes = await run_plan(coming, acts, attempt=attempt, outcomes=done)
                    plan = draft.plan
                    ran.append((plan, outcomes))
                    because, anew = why(plan, outcomes), asking.mended(plan, outcomes)
                    chosen = False
                except MeantOtherwise as meant:
                    ran.append((draft.plan, done))
                    because, anew, replans = str(meant), whole(meant.text), replans + 1
                    chosen = True  # by the user, before anything was told of results
                except (PlanError, NotReady, TimedOut, ConsentNeeded) as error:
                    if any(did_something(*r, self.toolbox.specs) for r in ran):
                        break  # what came of the plan before is still the answer
                    if plan.tasks and not isinstance(error, ConsentNeeded):
                        break
                    because = error.message
                    anew = asking.again(str(error)) if isinstance(error, PlanError) else None
                    if anew is None or attempt > replans:
                        raise
                if anew is None or attempt > replans:
                    break
                listen(Replanning(because))
                pieces = anew
            # A plan that mends another may be made of what apps answered.
            turn.own_words = turn.own_words and attempt == 1
            said = await self._answer(request, acts.desk, plan, outcomes, listen)
            joined = join(plan, outcomes, self.toolbox.specs, ran, said)
            if kept_back:
                joined = replace(joined, answer=f"{joined.answer}\n{kept_back}")
            turn.close(plan, outcomes, self._told(joined, plan))
        return turn.came_to

    async def plan(self, request: str, piped: str | None, listen: Listener) -> PlannedRequest:
        """The plan for *request*; nothing runs.  Raises PlanError, NotReady, TimedOut."""
        asking = self._select(request, piped, listen)
        draft = self._draft(asking.plan(), request, listen, guess=True)
        try:
            await draft.whole()
        except PlanError as error:
            if (anew := asking.again(str(error))) is None:
                raise
            draft = self._draft(anew, request, listen, attempt=2, guess=True)
            await draft.whole()
        doubts = list(draft.doubts)
        if other := await other_meaning(draft):
            doubts.insert(0, other.doubt)
        return PlannedRequest(request, draft.plan, self.planner.name, draft.seconds, tuple(doubts))

    async def run(
        self, text: str, listen: Listener, request: str = "", *, own_words: bool = True
    ) -> TurnResult:
        """Run the plan *text*; it is refused as a whole where a line of it is wrong.

        *request* is what it was made of, for the journal; *own_words* as for `do`.
        """
        foreign = None if own_words else text
        async with self._taking(request, foreign, listen, planner="given") as turn:
            turn.own_words = own_words
            draft = self._draft(whole(text), "", listen)
            plan = await _all(self._tasks(draft, turn))
            outcomes = await run_plan(plan, self._acts(turn, listen, request))
            joined = join(plan, outcomes, self.toolbox.specs)
            turn.close(plan, outcomes, self._told(joined, plan))
        return turn.came_to

    def _taking(
        self, request: str, piped: str | None, listen: Listener, planner: str = ""
    ) -> AbstractAsyncContextManager[Turn]:
        name = planner or self.planner.name
        return taking(request, piped, name, self.desktop, self.journal, listen)

    def _select(self, request: str, piped: str | None, listen: Listener) -> Asking:
        specs = self.toolbox.specs
        offered = self.selector.select(request, tuple(specs.values()))
        listen(ToolsSelected(tuple(tool.name for tool in offered)))
        return Asking(self.planner, request, piped, offered, specs, self.clock, self.examples)

    def _draft(
        self,
        pieces: AsyncIterator[str],
        said: str,
        listen: Listener,
        *,
        attempt: int = 1,
        guess: bool = False,
    ) -> Draft:
        specs, now = self.toolbox.specs, self.clock.now()
        reading = share_of(self.planner)
        return Draft(pieces, said, specs, now, listen, self.settings, attempt, guess, reading)

    async def _tasks(self, draft: Draft, turn: Turn) -> AsyncIterator[Task]:
        """The tasks of *draft*; before they are over, the journal has the plan.

        Those that come when the planner is unsure wait until it is clear what was meant.
        """
        waiting = []
        async for task in draft.tasks():
            if draft.unsure:
                waiting.append(task)
            else:
                yield task
        if draft.unsure and not turn.asked:
            turn.asked = True
            await self._make_sure(draft, turn)
        for task in waiting:
            yield task
        await self.journal.plan_turn(turn.number, plan_text(draft.plan))

    async def _make_sure(self, draft: Draft, turn: Turn) -> None:
        """Ask which plan was meant, if that makes a difference; raises MeantOtherwise.

        With nobody to ask it is what the planner thought likelier, and the turn tells so.
        """
        if (other := await other_meaning(draft)) is None:
            return
        doubt = other.doubt
        if not self.person.present:
            turn.doubts.append(doubt)
            return
        index = await self.person.choose(doubt.question, doubt.choices, likeliest=0)
        if index is None:
            raise Ambiguous("it is not clear what is meant", "say it in other words")
        if index == 1:
            raise MeantOtherwise(other.text, doubt.choices[1])

    async def _answer(
        self,
        request: str,
        desk: Desk,
        plan: Plan,
        outcomes: dict[int, Outcome],
        listen: Listener,
    ) -> str:
        """The writer's answer to an open question; "" where the results are the answer."""
        pen = desk.pen(lambda text, part, parts: listen(Answering(text)))
        if pen is None:
            return ""
        piece = open_question(request, plan, outcomes, self.toolbox.specs)
        if piece is None:
            return ""
        try:
            return await pen.write(piece)
        except TinyagentError:
            return ""  # what was found is there, and is told as it is

    def _told(self, joined: Joined, plan: Plan) -> Joined:
        """*joined*, which in a rehearsal says first that it is none in earnest."""
        if not isinstance(self.desktop, Rehearsing):
            return joined
        return rehearsed(joined, plan, self.toolbox.specs)

    def _acts(self, turn: Turn, listen: Listener, request: str) -> Acts:
        return Acts(
            self.toolbox,
            Hands(self.desktop, self.settings, self.clock),
            self.person,
            self.journal,
            turn.number,
            listen,
            self.yes,
            turn.own_words,
            self.standing,
            Desk.of(self.writer, request, self.settings.writer.instructions),
        )


async def _all(tasks: AsyncIterator[Task]) -> Plan:
    return Plan(tuple([task async for task in tasks]))
