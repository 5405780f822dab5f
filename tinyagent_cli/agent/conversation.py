"""What a line means after the ones before it.

"Text Sid I'm late" · "and Lutfi too" · "make it 3pm" · "undo that" · "what's his email?"

No model is asked: the shapes are few, what they change is the plan of an earlier turn
(`revision`), the latest that it can be said of, and what was understood is said before anything
runs.  Any other line is a request of its own, in which words that point back ("him", "it",
"there") give way to what they point at (`pointing`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from tinyagent_cli.agent import revision
from tinyagent_cli.agent.changes import Change, change_in
from tinyagent_cli.agent.naming import listed, names_in
from tinyagent_cli.agent.pointing import callable_task, pointed, thing_of
from tinyagent_cli.agent.remembered import Remembered, of_record
from tinyagent_cli.core.errors import PlanError, UsageError
from tinyagent_cli.execution.records import TurnRecord
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.tools.spec import Effect, ToolSpec

# What is said around a wish, and is none of it.
_POLITE: Final = re.compile(
    r"^(?:(?:please|(?:can|could|would|will) (?:you|we|i)|let'?s|oops|never ?mind|ah|oh)[,.!]* )+"
    r"|[,.!]* please[.!?]*$|[.!?]+$",
    re.IGNORECASE,
)
_IT: Final = r"(?:that|it|this|the last (?:one|thing))"
_UNDO: Final = re.compile(
    rf"(?:no,? )?(?:undo|revert|take back)(?: {_IT})?|take {_IT} back", re.IGNORECASE
)
_CANCEL: Final = re.compile(
    rf"(?:no,? )?(?:cancel|delete|remove|scrap|drop|forget) {_IT}|call (?:that|it) off",
    re.IGNORECASE,
)
_AGAIN: Final = re.compile(
    rf"(?:(?:do|send|run|try|say|make) )?(?:{_IT} )?(?:again|once more|one more time)"
    rf"|redo(?: {_IT})?|retry|resend(?: {_IT})?|put {_IT} back"
    rf"|(?:actually,? )?(?:do|make|keep|restore) {_IT}"
    r"(?: after all| anyway)?",
    re.IGNORECASE,
)
_SAME: Final = r"(?:that|it|this|the same(?: (?:thing|message|text|one|e-?mail|mail))?)"
_REACH: Final = rf"(?:tell|text|e-?mail|message|invite|include|send {_SAME} to|send)"
_MORE: Final = re.compile(
    rf"(?:and |also )?{_REACH} (?P<told>.+?),? (?:too|also|as well|{_SAME}(?: too| as well)?)"
    rf"|(?:and |also )?send {_SAME} (?:over )?to (?P<sent>.+?)(?:,? (?:too|also|as well))?"
    r"|(?:and|also|plus|oh and|and also) (?:also |(?:to|with|for) )*(?P<who>.+?)"
    r"(?P<too>,? (?:too|also|as well))?"
    r"|(?:(?:do )?the same|same(?: thing)?|ditto)(?: again)? (?:for|to|with) (?P<same>.+)"
    r"|(?:to |with |for )?(?P<bare>.+?),? (?:too|as well)"
    r"|(?:and )?(?:what|how) about (?P<about>.+)",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?:actually,? |no,? )?(?:rename (?:it|that|this)(?: (?:to|as))?"
    r"|(?:call|name|title) (?:it|that|this)"
    r"|(?:change|make|set) (?:the|its) (?:title|name|subject|topic)(?: to)?) (?P<name>.+)",
    re.IGNORECASE,
)
_MOST: Final = 10  # turns that can be spoken of
_NEAR: Final = 3  # of them those whose people can be others without being spoken of


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A line as it was *understood*.

    It is a *request* of its own, or a *plan* that stands already; once that is done *take_back*,
    a turn by its number in the journal, is undone, which was that of *before*.  With neither,
    undoing is all; where it *undoes*, that comes first.  Without *own_words*, what others wrote
    is in it: no consent stands for it.  With a *question* it is not clear who is meant: one of
    *choices*, or whom nobody knows yet.
    """

    understood: str
    request: str = ""
    plan: Plan | None = None
    take_back: int | None = None
    own_words: bool = True
    before: Remembered | None = None
    undoes: bool = False
    question: str = ""
    choices: tuple[str, ...] = ()


class Conversation:
    """The last turns that planned something, and what lines may mean after them.

    *known* says whether somebody is called so who was not named with a capital.
    """

    def __init__(
        self, specs: Mapping[str, ToolSpec], known: Callable[[str], bool] = lambda name: False
    ) -> None:
        self._specs = specs
        self._known = known
        self._turns: list[Remembered] = []
        self._gone: set[int] = set()  # turns that were taken back
        self._undone: Remembered | None = None  # what was taken back just now

    @property
    def last(self) -> Remembered | None:
        """The last turn that planned anything."""
        return self._turns[-1] if self._turns else None

    def remember(self, turn: Remembered) -> None:
        """*turn* is what the next line may speak of, if it planned anything.

        Not so where its plan calls what is not there any more, or is called otherwise now.
        """
        if turn.plan.tasks and all(callable_task(task, self._specs) for task in turn.plan.tasks):
            self._turns = [*self._turns, turn][-_MOST:]
            self._undone = None

    def recall(self, turn: TurnRecord) -> None:
        """*turn* of the journal is what the next line may speak of, as if it was just now."""
        try:
            plan = parse(turn.plan)
        except PlanError:  # of a version that spoke another plan language
            return
        self.remember(of_record(turn, plan, self._specs))
        if turn.undone:
            self.took_back(turn.id)

    def took_back(self, turn: int) -> None:
        """The *turn* of this number does not stand any more."""
        self._gone.add(turn)
        self._undone = next((t for t in self._turns if t.turn == turn), self._undone)

    def follow_up(
        self, line: str, now: datetime, region: str = "US", whom: str = ""
    ) -> FollowUp | None:
        """What *line*, said at *now*, means beside itself; None where it stands for itself.

        *whom* is the answer to the question that it raised.  Raises UsageError where it speaks
        of what there is not.
        """
        said = _POLITE.sub("", re.sub(r"\s+", " ", line).strip())
        if _UNDO.fullmatch(said):
            return self._take_back(restore=True)
        if _CANCEL.fullmatch(said):
            return self._take_back(restore=False)
        if self._turns and _AGAIN.fullmatch(said):
            return self._once_more(self._undone or self._turns[-1])
        change = change_in(said)
        for back, turn in enumerate(reversed(self._turns)):
            found = (
                (back < _NEAR and self._more(said, turn))
                or (turn is self._newest() and self._called(said, turn))
                or (change and self._changed(change, turn, now, region))
            )
            if found:
                return replace(found, own_words=found.own_words and turn.own_words)
        if change and change.when_surely and self._turns:
            raise UsageError("nothing that was done has a time to change", "say it in full")
        meant = pointed(line, self._turns[::-1], self._specs, whom)
        if meant is None:
            return None
        if meant.question:
            return FollowUp(line, question=meant.question, choices=meant.choices)
        return FollowUp(meant.text, request=meant.text, own_words=meant.own_words)

    def _newest(self) -> Remembered | None:
        """The latest turn that left something which still stands."""
        standing = (t for t in reversed(self._turns) if t.left and t.turn not in self._gone)
        return next(standing, None)

    def _take_back(self, *, restore: bool) -> FollowUp:
        """The latest turn that left something; to *restore* is to do what it replaced again."""
        turn = self._newest()
        if turn is None:
            raise UsageError(
                "nothing that was done in this chat is left to take back",
                "/undo takes back the latest turn of all",
            )
        before = turn.before
        if restore and turn.undoable and before is not None and before.left:
            return replace(
                self._instead(f"undo {turn.told}; as it was before", before.plan, turn),
                own_words=before.own_words,
                before=before.before,
                undoes=True,
            )
        return FollowUp(f"undo {turn.told}", take_back=turn.turn)

    def _once_more(self, turn: Remembered) -> FollowUp:
        """All of *turn*, or what of it did not end well."""
        plan = turn.plan
        if turn.failed and turn.turn not in self._gone:
            plan = revision.without_the_rest(plan, turn.failed)
        how = f"once more: {turn.told}"
        return FollowUp(how, plan=plan, own_words=turn.own_words, before=turn.before)

    def _more(self, said: str, turn: Remembered) -> FollowUp | None:
        """ "And Lutfi too": the same once more, for somebody else."""
        match = _MORE.fullmatch(said)
        if match is None or (match["sent"] and thing_of(turn, self._specs)):
            return None
        who = next((name for name in match.groupdict().values() if name), "")
        surely = bool(match["same"] or match["too"] or match["sent"])
        names = names_in(who, surely=surely, known=self._known)
        if not names:
            return None
        how = f"the same for {listed(names)}"
        if plan := revision.looking_up(turn.plan, self._specs, names):
            return FollowUp(how, plan=plan)
        made = revision.reaching(turn.plan, self._specs, names, instead=False)
        if made is None or match["about"] or re.search(r"['’]s$", who):
            return None
        return self._instead(how, made.plan, turn if made.remakes else None)

    def _called(self, said: str, turn: Remembered) -> FollowUp | None:
        """ "Call it Plans": what was made, by another name."""
        match = _CALLED.fullmatch(said)
        if match is None:
            return None
        name = match["name"].strip("\"'“”‘’ ")
        subject = bool(re.search(r"\bsubject ", said, re.IGNORECASE))
        effect = Effect.DRAFT if subject else Effect.CREATE
        made = revision.called(turn.plan, self._specs, name, effect)
        return self._instead(f"the same, called “{name}”", made, turn) if made else None

    def _changed(
        self, change: Change, turn: Remembered, now: datetime, region: str
    ) -> FollowUp | None:
        """ "Actually make it 3pm", "I meant Lutfi": an earlier turn, otherwise."""
        newest = turn is self._turns[-1] and turn.turn not in self._gone
        if not change.spoken_of(turn.plan, self._specs) or (change.bare and not newest):
            return None
        if found := change.time(turn.plan, self._specs, now, region):
            made, how = found
            return self._instead(f"the same, {how}", made.plan, turn)
        if change.bare or change.time_only or turn not in self._turns[-_NEAR:]:
            return None
        names = names_in(change.what, surely=change.surely_somebody, known=self._known)
        made_for = names and revision.reaching(turn.plan, self._specs, names, instead=True)
        if not made_for:
            return None
        return self._instead(f"the same, for {listed(names)} instead", made_for.plan, turn)

    def _instead(self, how: str, plan: Plan, turn: Remembered | None) -> FollowUp:
        """*plan* in the place of what *turn* did, if that still stands."""
        if turn is None or turn.turn in self._gone:
            return FollowUp(how, plan=plan)
        standing = turn.standing
        standing = None if standing in self._gone else standing
        return FollowUp(how, plan=plan, take_back=standing, before=turn)
