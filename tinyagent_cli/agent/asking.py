"""What the planner is asked in a turn: for a plan, and where that can help for another one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from tinyagent_cli.agent.mending import account, made_instead, mendable
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.ports import Planner, Replanner
from tinyagent_cli.execution.outcomes import Outcome
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.planning.examples import Shown, fixed
from tinyagent_cli.tools.spec import ToolSpec


@dataclass(frozen=True, slots=True)
class Asking:
    """A *request*, with the text that was *piped* in, put to a *planner*.

    *tools* are all there are, *offered* those of them that the selector chose; *examples*
    says which worked examples are shown.
    """

    planner: Planner
    request: str
    piped: str | None
    offered: tuple[ToolSpec, ...]
    tools: Mapping[str, ToolSpec]
    clock: Clock
    examples: Shown = fixed

    @property
    def own_words(self) -> bool:
        """Whether plans are made of the user's words alone.

        A planner that reads a prompt reads the piped text too, and may do what that says; one
        that only points at the request cannot.
        """
        return not (self.piped and isinstance(self.planner, Replanner))

    def plan(self) -> AsyncIterator[str]:
        """The text of a plan that calls the tools on offer."""
        return self._plan(self.offered)

    def again(self, failure: str) -> AsyncIterator[str] | None:
        """The text of another plan, after *failure*; None where it could only be the same."""
        if isinstance(self.planner, Replanner):
            now = self.clock.now()
            examples = self.examples(self.request, self._all, now)
            return self.planner.replan(self.request, self._all, examples, now, self.piped, failure)
        return self._with_all_tools()

    def mended(self, plan: Plan, outcomes: Mapping[int, Outcome]) -> AsyncIterator[str] | None:
        """The text of a plan that can mend what failed of *plan*, if there may be one."""
        if not plan.tasks:  # nothing fits: was the tool that does not on offer?
            return self._with_all_tools()
        if not mendable(outcomes):
            return None
        if instead := made_instead(plan, outcomes, self.tools):
            return whole(plan_text(instead))
        if isinstance(self.planner, Replanner):
            return self.again(account(plan, outcomes))
        return None

    def _plan(self, tools: tuple[ToolSpec, ...]) -> AsyncIterator[str]:
        now = self.clock.now()
        examples = self.examples(self.request, tools, now)
        return self.planner.plan(self.request, tools, examples, now, self.piped)

    def _with_all_tools(self) -> AsyncIterator[str] | None:
        return self._plan(self._all) if len(self.offered) < len(self.tools) else None

    @property
    def _all(self) -> tuple[ToolSpec, ...]:
        return tuple(self.tools.values())


async def whole(text: str) -> AsyncIterator[str]:
    """*text* as a planner streams it, in one piece."""
    yield text
