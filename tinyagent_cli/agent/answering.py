"""Open questions: what the results answer only in other words.

"What's Sid's number?" is answered by the result itself, and so is whatever was done or failed:
there outcomes decide.  "Which of these notes is newer?" is asked of the writer, who sees what
was found as data only; its answer is read by the user and goes nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tinyagent_cli.agent.joiner import wanted_tasks
from tinyagent_cli.execution.outcomes import Done, Outcome
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.tools.piece import Material, Piece, Purpose
from tinyagent_cli.tools.spec import Effect, Kind, ToolSpec

_QUESTION: Final = re.compile(
    r"(?:^|[.!?,;]\s*|\band\s+)(?:which|when|who|whose|what|why|how|where|is|are|was|were|does|do|"
    r"did|has|have|tell me|compare)\b(?!.*\bplease\s+(?:open|send|text)\b)",
    re.IGNORECASE,
)
_COMPARES: Final = re.compile(
    r"\b(?:which|compare|same|differ\w*|both|than|newer|older)\b", re.IGNORECASE
)
# "What's in my shopping note?": the note is the answer.
_WHOLE: Final = re.compile(
    r"what(?:[’']s| is| does| do)\b(?:(?!\babout\b).)*?\b(?:in|on|say|says)\b"
    r"(?:(?!\babout\b).)*\??",
    re.IGNORECASE,
)


def open_question(
    request: str, plan: Plan, outcomes: Mapping[int, Outcome], specs: Mapping[str, ToolSpec]
) -> Piece | None:
    """What a writer has to answer, if *request* asks what the results do not say themselves."""
    if not all(isinstance(outcome, Done) for outcome in outcomes.values()):
        return None
    found = list(_found(plan, outcomes, specs))
    if not found or not _QUESTION.search(request):
        return None
    several = len(found) > 1 and _COMPARES.search(request)
    texts = [kind for kind, _ in found if kind is Kind.TEXT]
    if not several and (not texts or _WHOLE.fullmatch(request.strip())):
        return None
    return Piece(Purpose.ANSWER, request, tuple(material for _, material in found))


def _found(
    plan: Plan, outcomes: Mapping[int, Outcome], specs: Mapping[str, ToolSpec]
) -> Iterator[tuple[Kind, Material]]:
    for task in wanted_tasks(plan, specs):
        spec, outcome = specs[task.tool], outcomes.get(task.id)
        if spec.effect in (Effect.READ, Effect.OPEN) and isinstance(outcome, Done):
            yield spec.returns, Material(f"What {task.tool} found", outcome.result.says)
