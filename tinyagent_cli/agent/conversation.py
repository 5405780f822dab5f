"""What a line means after the ones before it.

"Text Sid I'm late" · "and Lutfi too" · "make it 3pm" · "undo that" · "what's his email?"

No model is asked: the shapes are few, what they change is the last plan (`revision`), and what
was understood is said before anything runs.  Any other line is a request of its own, in which
words that point back ("him", "it", "there") give way to what they point at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tinyagent_cli.agent import revision
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.tools.spec import Kind, ToolSpec
from tinyagent_cli.tools.times import Moment, when

_UNDO: Final = re.compile(
    r"(?:please |no,? )?(?:undo|revert|take back)(?: (?:that|it|this|the last (?:one|thing)))?"
    r"|take (?:that|it|this) back",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"(?:and|also|plus|oh and|and also) (?:also |(?:to|with|for) )*(?P<who>.+?)"
    r"(?P<too>,? (?:too|also|as well))?"
    r"|(?:(?:do )?the same|same(?: thing)?|ditto)(?: again)? (?:for|to|with) (?P<same>.+)"
    r"|(?:to |with |for )?(?P<bare>.+?),? (?:too|as well)",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"(?P<start>(?:(?:no|oh|ah|wait|sorry|actually|hang on|hm+)[,.!]* )*)"
    r"(?P<make>(?:please )?(?:make|change|move|set) (?:it|that|this)(?: to| at| for| on)?"
    r"|i meant?|not .+?, (?:but )?|but|rather|better|)\s*"
    r"(?:at |on |to )?(?P<what>.+?)(?P<end>,? instead)?",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|o'?clock)?|noon|midday|midnight"
    r"|(?:half|quarter) (?:past|to) \w+)",
    re.IGNORECASE,
)
# Whoever is named stands in up to three words, none of them one of these.
_OTHER_WORDS = """
text tell email mail send open show remind call add create make then also it that this to a an put
note schedule set get find what who when where how is are do does please and the in on at reply
forward invite summarize book save there here now today tomorrow tonight late later
"""
_NO_NAME: Final = frozenset(_OTHER_WORDS.split())
# "Her" alone: before most other words it says whose something is.
_HIM: Final = re.compile(
    r"\b(?:him|them|her(?=[,:.?!]|$| (?:that|to|about|the|an?|if|whether|when|i|i'm|we|by|at|on"
    r"|in|for|saying|and|know|what|where|how|my|our)\b))(?!\w)",
    re.IGNORECASE,
)
_HIS: Final = re.compile(
    r"\b(?:his|her|their) (?=(?:e-?mail|mail|phone|mobile|cell|number|address|contact))",
    re.IGNORECASE,
)
# "That" and "this" begin clauses, too; these do not.
_IT: Final = re.compile(
    r"\b(?:it|that|this)(?=[?.!]*$| (?:to|by|in|on|with|via|for|as|over)\b)", re.IGNORECASE
)
_THAT: Final = re.compile(
    r"\b(?:that|this|the) (?:note|file|document|pdf|summary|link|place|location)\b", re.IGNORECASE
)
_THERE: Final = re.compile(r"\bthere\b", re.IGNORECASE)
_FIRST_WORDS: Final = 5  # in which somebody who is only pointed at is the one who is meant


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A line as it was *understood*.

    It is a *request* of its own, or a *plan* that stands already; before it *take_back*, a turn
    by its number in the journal, is undone.  With neither, undoing is all.
    """

    understood: str
    request: str = ""
    plan: Plan | None = None
    take_back: int | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """A turn that the next line may speak of; *turn* is its number in the journal."""

    request: str
    plan: Plan
    turn: int


class Conversation:
    """The last turn that planned something, and what lines may mean after it."""

    def __init__(self, specs: Mapping[str, ToolSpec]) -> None:
        self._specs = specs
        self._last: Remembered | None = None

    @property
    def last_plan(self) -> Plan | None:
        """The plan of the last turn, if there was one."""
        return self._last.plan if self._last else None

    def remember(self, request: str, plan: Plan, turn: int) -> None:
        """The *turn*, by its number, is what the next line may speak of, if it did anything."""
        if plan.tasks:
            self._last = Remembered(request, plan, turn)

    def follow_up(self, line: str, now: datetime, region: str = "US") -> FollowUp | None:
        """What *line*, said at *now*, means beside itself; None where it stands for itself."""
        last = self._last
        if last is None:
            return None
        said = re.sub(r"\s+", " ", line).strip().rstrip(".!")
        if _UNDO.fullmatch(said):
            return FollowUp(f"undo “{last.request}”", take_back=last.turn)
        return (
            self._more(said, last)
            or self._changed(said, last, now, region)
            or self._pointing_back(line, last)
        )

    def _more(self, said: str, last: Remembered) -> FollowUp | None:
        """ "And Lutfi too": the same once more, for somebody else."""
        match = _MORE.fullmatch(said)
        if match is None:
            return None
        names = names_in(match["who"] or match["same"] or match["bare"] or "")
        made = names and revision.reaching(last.plan, self._specs, names, instead=False)
        if not names or not made:
            return None
        again = last.turn if made.remakes else None
        return FollowUp(f"the same for {_listed(names)}", plan=made.plan, take_back=again)

    def _changed(self, said: str, last: Remembered, now: datetime, region: str) -> FollowUp | None:
        """ "Actually make it 3pm", "I meant Lutfi": the last turn, otherwise."""
        match = _CHANGE.fullmatch(said)
        if match is None or not (match["start"] or match["make"] or match["end"]):
            return None
        what = match["what"]
        if moment := self._moment(what, last.plan, now, region):
            made = revision.at_another_time(last.plan, self._specs, moment)
            how = f"the same, {moment.spoken}"
        elif names := names_in(what):
            made = revision.reaching(last.plan, self._specs, names, instead=True)
            how = f"the same, for {_listed(names)} instead"
        else:
            return None
        return FollowUp(how, plan=made.plan, take_back=last.turn) if made else None

    def _moment(self, what: str, plan: Plan, now: datetime, region: str) -> Moment | None:
        """When *what* is: a bare clock is of the day that was planned, a bare day at its hour."""
        before = revision.first_moment(plan, self._specs)
        if before is None:
            return None
        if _CLOCK.fullmatch(what):
            what = f"{before:%Y-%m-%d} at {what}"
        found = when(what, now, region=region)
        if isinstance(found, Moment) and found.all_day and before.time() != before.min.time():
            found = when(f"{found.start:%Y-%m-%d} at {before:%H:%M}", now, region=region)
        return found if isinstance(found, Moment) else None

    def _pointing_back(self, line: str, last: Remembered) -> FollowUp | None:
        """The request with what it points at in the place of "him", "it" and "there"."""
        text = line
        if people := self._people(last.plan):
            text = _HIS.sub(f"{people[-1]}'s ", text)
            text = _once(_HIM, text, lambda him: _listed(people) if him == "them" else people[-1])
        if thing := self._thing(last.plan):
            text = _once(_THAT, text, lambda _: thing)
            text = _once(_IT, text, lambda _: thing) if text == line or people else text
        if (place := self._place(last.plan)) and _THERE.search(text):
            text = _THERE.sub(f"to {place}", text, count=1)
        return FollowUp(text, request=text) if text != line else None

    def _people(self, plan: Plan) -> list[str]:
        """Whom the last plan named, in order."""
        return _said(plan, self._specs, Kind.PERSON)

    def _place(self, plan: Plan) -> str:
        places = _said(plan, self._specs, Kind.PLACE)
        return places[-1] if places else ""

    def _thing(self, plan: Plan) -> str:
        """What the last plan came to, as a request says it; "" where it is no thing."""
        used = {id for task in plan.tasks for id in task.depends_on}
        last = (task for task in reversed(plan.tasks) if task.id not in used)
        return next((thing for task in last if (thing := _thing_of(task, plan))), "")


def names_in(text: str) -> tuple[str, ...]:
    """The people that *text* names and nothing else; none where it says more than names."""
    found = []
    for part in re.split(r",? and |, | & ", text.strip()):
        name = re.sub(r"^(?:my|our|the) ", "", part.strip(), flags=re.IGNORECASE)
        words = name.split()
        fits = 0 < len(words) <= 3 and not _NO_NAME.intersection(w.lower() for w in words)
        if not fits or not re.fullmatch(r"[\w.'’+@-]+(?: [\w.'’-]+)*", name):
            return ()
        found.append(name)
    return tuple(found)


def _once(pattern: re.Pattern[str], text: str, other: Callable[[str], str]) -> str:
    """*text* with the first match among its first words replaced, where nobody was named."""
    match = pattern.search(text)
    if match is None or len(text[: match.start()].split()) >= _FIRST_WORDS:
        return text
    return text[: match.start()] + other(match.group().lower()) + text[match.end() :]


def _said(plan: Plan, specs: Mapping[str, ToolSpec], kind: Kind) -> list[str]:
    """The texts that stand in arguments of *kind*, each once."""
    found = [
        value
        for task in plan.tasks
        for argument, value in zip(specs[task.tool].arguments, task.arguments, strict=True)
        if argument.kind is kind and isinstance(value, str) and value
    ]
    return list(dict.fromkeys(found))


def _thing_of(task: Task, plan: Plan) -> str:
    def text(index: int) -> str:
        value = task.arguments[index] if index < len(task.arguments) else ""
        return value if isinstance(value, str) else ""

    match task.tool:
        case "summarize_pdf":
            opened = [t for t in plan.tasks if t.id in task.depends_on]
            file = opened[0].arguments[0] if opened else text(0)
            return f"the summary of {file}"
        case "open_and_get_file_path":
            return text(0)
        case "get_phone_number":
            return f"{text(0)}'s phone number"
        case "get_email_address":
            return f"{text(0)}'s email address"
        case "maps_open_location":
            return f"the location of {text(0)}"
        case "maps_show_directions":
            return f"the directions{f' from {text(0)}' if text(0) else ''} to {text(1)}"
        case "create_note" | "open_note" | "append_note_content":
            return f"the note “{text(0)}”"
    return ""


def _listed(names: tuple[str, ...] | list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
