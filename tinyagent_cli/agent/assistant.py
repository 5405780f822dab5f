"""One turn: request → plan → run → join → replan.

This is the paper's algorithm (LLMCompiler, Kim et al. 2023; TinyAgent, Erdogan et al.
2024): Tool RAG chooses the tools, the planner streams a DAG of calls, each call starts
when what it needs is there, and the joiner says what came of it or asks for a new plan.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from tinyagent_cli.agent.draft import Draft
from tinyagent_cli.agent.joiner import join
from tinyagent_cli.agent.mending import (
    Replanner,
    account,
    carried_over,
    made_instead,
    mendable,
    why,
)
from tinyagent_cli.agent.turn import PlannedRequest, Turn, TurnResult, taking
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.core.events import Replanning, ToolsSelected
from tinyagent_cli.core.ports import Desktop, Listener, Person, Planner, Selector
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Outcome
from tinyagent_cli.execution.run import Acts, run_plan
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.planning.examples import examples_for
from tinyagent_cli.tools.spec import Hands, ToolSpec
from tinyagent_cli.tools.toolbox import Toolbox

Outcomes = Mapping[int, Outcome]


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

    async def do(self, request: str, piped: str | None, listen: Listener) -> TurnResult:
        """Plan *request*, with the text that was *piped* in, and do what the plan says.

        Tasks run while the plan is still being written.  Raises PlanError (no valid plan),
        NotReady (no model, no permission), ConsentNeeded (nobody to ask, and nothing done)
        and TimedOut; whatever fails in a task is in the answer.
        """
        async with self._taking(request, piped, listen) as turn:
            tools = self._select(request, listen)
            draft = self._draft(self._planned(request, tools, piped), request, listen)
            acts = self._acts(turn, listen)
            outcomes: Outcomes = {}
            try:
                outcomes = await run_plan(draft.tasks(), acts)
            except PlanError as error:
                if not (new := self._planned_anew(request, tools, piped, str(error))):
                    raise
                because = error.message
            else:
                new = self._mended(request, tools, piped, draft.plan, outcomes)
                because = why(draft.plan, outcomes)
            await self.journal.plan_turn(turn.number, plan_text(draft.plan))
            if new and self.settings.run.replans:
                listen(Replanning(because))
                old = draft.plan
                draft = self._draft(new, request, listen, attempt=2)
                plan = await draft.whole()
                await self.journal.plan_turn(turn.number, plan_text(plan))
                done = carried_over(old, outcomes, plan)
                outcomes = await run_plan(plan, acts, attempt=2, outcomes=done)
            return turn.close(draft.plan, outcomes, join(draft.plan, outcomes, self.toolbox.specs))

    async def plan(self, request: str, piped: str | None, listen: Listener) -> PlannedRequest:
        """The plan for *request*; nothing runs.  Raises PlanError, NotReady, TimedOut."""
        tools = self._select(request, listen)
        draft = self._draft(self._planned(request, tools, piped), request, listen, guess=True)
        try:
            plan = await draft.whole()
        except PlanError as error:
            if not (new := self._planned_anew(request, tools, piped, str(error))):
                raise
            draft = self._draft(new, request, listen, attempt=2, guess=True)
            plan = await draft.whole()
        return PlannedRequest(request, plan, self.planner.name, draft.seconds, tuple(draft.doubts))

    async def run(self, text: str, listen: Listener) -> TurnResult:
        """Run the plan *text*; it is refused as a whole where a line of it is wrong."""
        async with self._taking("", None, listen, planner="given") as turn:
            draft = self._draft(_pieces(text), "", listen)
            plan = await draft.whole()
            await self.journal.plan_turn(turn.number, plan_text(plan))
            outcomes = await run_plan(plan, self._acts(turn, listen))
            return turn.close(plan, outcomes, join(plan, outcomes, self.toolbox.specs))

    def _taking(
        self, request: str, piped: str | None, listen: Listener, planner: str = ""
    ) -> AbstractAsyncContextManager[Turn]:
        name = planner or self.planner.name
        return taking(request, piped, name, self.desktop.name, self.journal, listen)

    def _select(self, request: str, listen: Listener) -> tuple[ToolSpec, ...]:
        tools = self.selector.select(request, self._specs)
        listen(ToolsSelected(tuple(tool.name for tool in tools)))
        return tools

    def _planned(
        self, request: str, tools: Sequence[ToolSpec], piped: str | None
    ) -> AsyncIterator[str]:
        return self.planner.plan(request, tools, examples_for(tools), self.clock.now(), piped)

    def _planned_anew(
        self, request: str, tools: Sequence[ToolSpec], piped: str | None, failure: str
    ) -> AsyncIterator[str] | None:
        """Another plan's text, where asking again can give another: with all the tools."""
        every = self._specs
        if isinstance(self.planner, Replanner):
            examples = examples_for(every)
            now = self.clock.now()
            return self.planner.replan(request, every, examples, now, piped, failure)
        return self._planned(request, every, piped) if len(tools) < len(every) else None

    def _mended(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        piped: str | None,
        plan: Plan,
        outcomes: Outcomes,
    ) -> AsyncIterator[str] | None:
        """The text of a plan that can mend what failed, if there may be one."""
        if not plan.tasks:  # nothing fits: was the tool that does not on offer?
            fewer = len(tools) < len(self._specs)
            return self._planned(request, self._specs, piped) if fewer else None
        if not mendable(outcomes):
            return None
        if instead := made_instead(plan, outcomes, self.toolbox.specs):
            return _pieces(plan_text(instead))
        if isinstance(self.planner, Replanner):
            return self._planned_anew(request, tools, piped, account(plan, outcomes))
        return None

    def _draft(
        self,
        pieces: AsyncIterator[str],
        said: str,
        listen: Listener,
        *,
        attempt: int = 1,
        guess: bool = False,
    ) -> Draft:
        return Draft(
            pieces,
            said,
            self.toolbox.specs,
            self.clock.now(),
            listen,
            self.settings,
            attempt=attempt,
            guess=guess,
        )

    def _acts(self, turn: Turn, listen: Listener) -> Acts:
        hands = Hands(self.desktop, self.settings, self.clock)
        return Acts(self.toolbox, hands, self.person, self.journal, turn.number, listen, self.yes)

    @property
    def _specs(self) -> tuple[ToolSpec, ...]:
        return tuple(self.toolbox.specs.values())


async def _pieces(text: str) -> AsyncIterator[str]:
    yield text
