"""Where a plan may be meant otherwise, as one short question with two answers.

A planner that was unsure of something writes the other plan, too.  Most such doubts come to
nothing: a lookup more, an article less.  What remains is a difference in what is done, and
that is what the user is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from tinyagent_cli.agent.asking import whole
from tinyagent_cli.agent.draft import Draft
from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.core.ports import Hesitant
from tinyagent_cli.plan.task import Plan, Reference, Task, Template, Value
from tinyagent_cli.tools.complete import Doubt
from tinyagent_cli.tools.spec import Argument, Effect, Kind, ToolSpec
from tinyagent_cli.tools.times import iso

_NO_MORE: Final = "no"
_NOTHING: Final = "nothing that I can do"
_WHICH: Final = "Which is meant?"
_LONGEST: Final = 60  # characters of a value that is shown
_ARTICLES: Final = ("the ", "a ", "an ", "my ", "our ")


@dataclass(frozen=True, slots=True)
class OtherMeaning:
    """What is not clear, as a *doubt* with two choices, and the plan *text* of the second."""

    doubt: Doubt
    text: str


class MeantOtherwise(Exception):
    """The user was asked and wants the plan *text* instead; *choice* is what they chose."""

    def __init__(self, text: str, choice: str) -> None:
        super().__init__(f"you meant: {choice}")
        self.text = text


async def other_meaning(draft: Draft) -> OtherMeaning | None:
    """What else the request of the finished *draft* may mean, if its planner was unsure.

    None where every other plan that the planner names does the same, or is none.
    """
    if not isinstance(draft.pieces, Hesitant):
        return None
    async for text in draft.pieces.others():
        other = replace(
            draft, pieces=whole(text), listen=lambda event: None, plan=Plan(()), doubts=[]
        )
        with suppress(PlanError):
            if doubt := difference(draft.plan, await other.whole(), draft.specs):
                return OtherMeaning(doubt, text)
    return None


def difference(plan: Plan, other: Plan, specs: Mapping[str, ToolSpec]) -> Doubt | None:
    """The first thing that *other* does and *plan* does not, or the other way round.

    The choices are in that order.  None where both do the same, wording at the edges aside.
    """
    ours, theirs = _deeds(plan, specs), _deeds(other, specs)
    while ours and theirs and ours[0].same(theirs[0]):
        del ours[0], theirs[0]
    while ours and theirs and ours[-1].same(theirs[-1]):
        del ours[-1], theirs[-1]
    if not ours and not theirs:
        return None
    if ours and theirs and ours[0].spec is theirs[0].spec:
        return ours[0].unlike(theirs[0])
    # What one plan does more than the other may come before or after the rest.
    more = plan.tasks and other.tasks and not (ours and theirs)
    nothing, question = (_NO_MORE, "Is there more to do?") if more else (_NOTHING, _WHICH)
    mine, yours = (side[0].shown if side else nothing for side in (ours, theirs))
    return Doubt((ours or theirs)[0].id, "", question, (mine, yours))


@dataclass(frozen=True, slots=True)
class _Deed:
    """A call as people see it: what was looked up for it stands in it as it was said."""

    id: int
    spec: ToolSpec
    values: tuple[str, ...]

    def same(self, other: _Deed) -> bool:
        return self.spec is other.spec and _plain(self.values) == _plain(other.values)

    def unlike(self, other: _Deed) -> Doubt:
        """Which argument the two say differently."""
        pairs = zip(self.spec.arguments, self.values, other.values, strict=True)
        argument, *values = next(p for p in pairs if _plain(p[1:2]) != _plain(p[2:]))
        choices = tuple(f"“{_cut(value)}”" if value else "none" for value in values)
        which = f"Which {argument.name.replace('_', ' ')}?"
        question = "What does it say?" if argument.kind is Kind.TEXT else which
        return Doubt(self.id, argument.name, question, choices)

    @property
    def shown(self) -> str:
        """``set a reminder: call mum, Tue 24 Nov 2026 15:00``."""
        said = ", ".join(value for value in self.values if value)
        what = self.spec.summary.partition(",")[0].partition(";")[0].rstrip(".")
        what = what[:1].lower() + what[1:]
        return f"{what}: {_cut(said)}" if said else what


def _deeds(plan: Plan, specs: Mapping[str, ToolSpec]) -> list[_Deed]:
    """What *plan* does, lookups that only feed other calls left out."""
    used = frozenset(id for task in plan.tasks for id in task.depends_on)
    feeding = (Effect.READ, Effect.OPEN)
    return [
        _Deed(task.id, specs[task.tool], _values(task, specs[task.tool], plan))
        for task in plan.tasks
        if task.id not in used or specs[task.tool].effect not in feeding
    ]


def _values(task: Task, spec: ToolSpec, plan: Plan) -> tuple[str, ...]:
    return tuple(
        "" if value == argument.default else _said(value, argument, plan)
        for argument, value in zip(spec.arguments, task.arguments, strict=True)
    )


def _said(value: Value, argument: Argument, plan: Plan) -> str:
    match value:
        case None | False | 0:
            return ""
        case Reference(id):
            first, *_ = plan.by_id[id].arguments or ("",)
            return _said(first, argument, plan)
        case Template(parts):
            return "".join(p if isinstance(p, str) else _said(p, argument, plan) for p in parts)
        case tuple():
            return ", ".join(_said(item, argument, plan) for item in value)
        case _ if argument.kind is Kind.CHOICE:
            # "d drive, w walk, r public transport"
            meanings = (part.partition(" ") for part in argument.about.split(", "))
            return next((meaning for key, _, meaning in meanings if key == value), str(value))
        case str() if argument.kind is Kind.TIME and (moment := iso(value)):
            return moment.spoken
        case _:
            return str(value)


def _plain(values: tuple[str, ...]) -> tuple[str, ...]:
    """*values* without what makes no difference: case, article, punctuation at the ends."""
    plain = []
    for value in values:
        text = " ".join(value.casefold().split()).strip(".,;:!?'\"“”‘’ ")
        for article in _ARTICLES:
            text = text.removeprefix(article)
        plain.append(text)
    return tuple(plain)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
