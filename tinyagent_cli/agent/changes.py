"""A line that changes what was done: "actually make it 3pm", "an hour later", "I meant Lutfi"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tinyagent_cli.agent import revision
from tinyagent_cli.agent.naming import CLOCK, TIME
from tinyagent_cli.agent.pointing import texts_of
from tinyagent_cli.agent.revision import Revised, Specs
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.tools.spec import Kind
from tinyagent_cli.tools.times import Moment, when

_SHAPE: Final = re.compile(
    r"(?P<start>(?:(?:no|nope|oh|ah|wait|sorry|actually|hang on|hm+|correction|scratch that"
    r"|on second thoughts?|how about|what about|let'?s (?:do|say))[,.!:]* )*)"
    r"(?P<make>(?:(?P<verb>make|change|move|set|push|shift|reschedule|postpone|delay|bring|switch"
    r"|put|do) (?:it|that|this)"
    r"|(?P<mover>change|move|push|shift|reschedule|postpone|delay|bring|switch)"
    r" (?:the |my |our )?(?P<noun>\w+(?: \w+)??))(?: to| at| for| on| until| till)?"
    r"|(?P<meant>i mean(?:t|ed)?|not .+?(?:, (?:but )?| but ))|but|rather|better|)\s*"
    r"(?:at |on |to |with |for )?(?P<what>.+?)(?P<end>,? instead|, not .+)?",
    re.IGNORECASE,
)
# Words by which people call what has a time, whatever its title is.
_ANY_NOUN: Final = frozenset(
    ["meeting", "event", "reminder", "call", "appointment", "time", "date", "start"]
)
_MUCH: Final = (
    r"(?P<much>an?|one|two|three|four|five|ten|fifteen|twenty|thirty|forty[- ]five|half an?"
    r"|a quarter of an|a couple of|\d+)[ -]?(?P<unit>minutes?|mins?|m|hours?|hrs?|h|days?|weeks?)"
)
_SHIFT: Final = re.compile(
    rf"(?P<ahead>back|up|forward)? ?(?:by )?{_MUCH}"
    r"(?: (?P<way>later|earlier|sooner|back|forward))?",
    re.IGNORECASE,
)
_LASTING: Final = re.compile(rf"(?:last |take |for )?{_MUCH}(?: long)?", re.IGNORECASE)
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5,
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "forty five": 45,
    "half a": 0.5, "half an": 0.5, "a quarter of an": 0.25,
}  # fmt: skip
_LATER_BY_ITSELF: Final = ("push", "postpone", "delay")


@dataclass(frozen=True, slots=True)
class Change:
    """The change that a line asks for: *what* is to be instead.

    *verb* and *noun* are what it says is to be changed, and how; *surely_somebody*: where *what*
    is no time, it is people.  *bare*: it says nothing but a
    time; *time_only*: it can be about nothing else.
    """

    what: str
    verb: str = ""
    noun: str = ""
    surely_somebody: bool = False
    bare: bool = False
    time_only: bool = False

    @property
    def when_surely(self) -> bool:
        """Whether it can be about nothing but a time."""
        return not self.bare and bool(CLOCK.fullmatch(self.what) or TIME.fullmatch(self.what))

    def spoken_of(self, plan: Plan, specs: Specs) -> bool:
        """Whether *plan* has what it calls by a noun."""
        if not self.noun:
            return True
        words = {
            word for title in texts_of(plan, specs, Kind.NAME) for word in title.lower().split()
        }
        return set(self.noun.lower().split()) <= words | _ANY_NOUN

    def time(
        self, plan: Plan, specs: Specs, now: datetime, region: str
    ) -> tuple[Revised, str] | None:
        """*plan* at the time that it says, and that time in words."""
        before = revision.first_moment(plan, specs)
        moment = self._moment(before, plan, specs, now, region)
        if moment and (made := revision.at_another_time(plan, specs, moment)):
            return made, moment.spoken
        if before and (minutes := self._minutes()):
            made = revision.lasting(plan, specs, minutes)
            return (made, f"for {minutes} minutes") if made else None
        if self.when_surely and (made := revision.saying_another_time(plan, specs, self.what)):
            return made, f"saying {self.what}"
        return None

    def _moment(
        self, before: datetime | None, plan: Plan, specs: Specs, now: datetime, region: str
    ) -> Moment | None:
        """When it is: a bare clock is of the day that was planned, a bare day at its hour."""
        what = self.what
        if before and (by := self._shift()):
            all_day = before.time() == before.min.time() and by % timedelta(days=1) == timedelta()
            return Moment(before + by, all_day=all_day)
        if not (CLOCK.fullmatch(what) or TIME.fullmatch(what)) or _LASTING.fullmatch(what):
            return None
        if before and CLOCK.fullmatch(what):
            what = f"{before:%Y-%m-%d} at {what}"
        found = when(what, now, region=region, about=" ".join(texts_of(plan, specs, Kind.NAME)))
        if not isinstance(found, Moment):
            return None
        if before and found.all_day and before.time() != before.min.time():
            found = when(f"{found.start:%Y-%m-%d} at {before:%H:%M}", now, region=region)
        return found if isinstance(found, Moment) else None

    def _shift(self) -> timedelta | None:
        """By how much it is to be later; less than nothing for earlier."""
        match = _SHIFT.fullmatch(self.what)
        way = (match["way"] or match["ahead"] or "").lower() if match else ""
        if match is None or (not way and self.verb not in _LATER_BY_ITSELF):
            return None
        by = timedelta(minutes=_minutes_of(match))
        earlier = way in ("earlier", "sooner", "up") or (way == "forward" and self.verb == "bring")
        return -by if earlier else by

    def _minutes(self) -> int:
        """How long it is to last; 0 where it says nothing of that."""
        match = _LASTING.fullmatch(self.what)
        return round(_minutes_of(match)) if match and self.verb else 0


def change_in(said: str) -> Change | None:
    """The change that *said* asks for, if it is of that shape, or a time and nothing else."""
    match = _SHAPE.fullmatch(said)
    if match is None:
        return None
    what, verb = match["what"], (match["verb"] or match["mover"] or "").lower()
    if match["start"] or match["make"] or match["end"]:
        surely = bool(match["meant"] or match["end"])
        about = " about" in match["start"].lower()
        return Change(what, verb, match["noun"] or "", surely_somebody=surely, time_only=about)
    if _SHIFT.fullmatch(what) or (TIME.fullmatch(what) and not what.isdecimal()):
        return Change(what, bare=True)
    return None


def _minutes_of(match: re.Match[str]) -> float:
    much = match["much"].lower()
    number = _NUMBERS[much] if much in _NUMBERS else int(much)
    unit = match["unit"].lower()
    return number * {"m": 1, "h": 60, "d": 1440, "w": 10080}[unit[0]]
