"""Planning while somebody is still speaking, so that the plan stands when they are done."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tinyagent_cli.core.ports import Planner
    from tinyagent_cli.planning.examples import Example
    from tinyagent_cli.tools.spec import ToolSpec


class PlanningAhead:
    """A planner that keeps plan texts which *planner* made of words that may become a request.

    Put it in an assistant's place of its planner; call ``assistant.plan(text, None, listen)``
    for each text that was heard so far: when the very same request comes in earnest, within
    the same minute and with the same tools, its plan is there.
    """

    def __init__(self, planner: Planner) -> None:
        self._planner = planner

    @property
    def name(self) -> str:
        """That of the planner."""
        return self._planner.name

    def plan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None = None,
    ) -> AsyncIterator[str]:
        """The plan that is there, or the planner's, which then is kept."""
        raise NotImplementedError
