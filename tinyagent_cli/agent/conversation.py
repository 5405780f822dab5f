"""What a line means after the ones before it.

"Text Sid I'm late" · "and Lutfi too" · "make it 3pm" · "undo that" · "what's his email?"

No model is asked: the shapes are few, what they change is the last plan (`revision`), and what
was understood is said before anything runs.  Any other line is a request of its own, in which
words that point back ("him", "it", "there") give way to what they point at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from tinyagent_cli.agent import revision
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.tools.spec import Kind, ToolSpec
from tinyagent_cli.tools.times import Moment, when

# What is said around a wish, and is none of it.
_POLITE: Final = re.compile(
    r"^(?:(?:please|(?:can|could|would|will) you|let'?s|oops|never ?mind|ah|oh)[,.!]* )+"
    r"|[,.!]* please[.!?]*$|[.!?]+$",
    re.IGNORECASE,
)
_UNDO: Final = re.compile(
    r"(?:no,? )?(?:undo|revert|take back)(?: (?:that|it|this|the last (?:one|thing)))?"
    r"|(?:no,? )?(?:cancel|delete|remove|scrap) (?:that|it|this)|take (?:that|it|this) back",
    re.IGNORECASE,
)
_REACH: Final = r"(?:tell|text|e-?mail|message|invite|include|send (?:it|that|this) to)"
_MORE: Final = re.compile(
    rf"(?:and |also )?{_REACH} (?P<told>.+?),? (?:too|also|as well|the same(?: thing)?)"
    r"|(?:and|also|plus|oh and|and also) (?:also |(?:to|with|for) )*(?P<who>.+?)"
    r"(?P<too>,? (?:too|also|as well))?"
    r"|(?:(?:do )?the same|same(?: thing)?|ditto)(?: again)? (?:for|to|with) (?P<same>.+)"
    r"|(?:to |with |for )?(?P<bare>.+?),? (?:too|as well)",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"(?P<start>(?:(?:no|oh|ah|wait|sorry|actually|hang on|hm+)[,.!]* )*)"
    r"(?P<make>(?:make|change|move|set|push|shift|reschedule|postpone) (?:it|that|this)"
    r"(?: to| at| for| on| until)?|(?P<meant>i meant?|not .+?(?:, (?:but )?| but ))"
    r"|but|rather|better|)\s*"
    r"(?:at |on |to )?(?P<what>.+?)(?P<end>,? instead|, not .+)?",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|o'?clock)?|noon|midday|midnight"
    r"|(?:half|quarter) (?:past|to) \w+)",
    re.IGNORECASE,
)
# Words of a time and nothing else: any other tells of something that is to be done then.
_TIME: Final = re.compile(
    r"(?:(?:\d[\d:./-]*(?:[ap]\.?m\.?|st|nd|rd|th|h)?|[ap]\.?m\.?|o'?clock|noon|midday|midnight"
    r"|half|quarter|past|to|at|on|in|the|of|an?|next|this|after|before|from|till?|until"
    r"|today|tonight|tomorrow|morning|afternoon|evening|night|hours?|minutes?|days?|weeks?|months?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:jan|feb)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|(?:nov|dec)(?:ember)?)(?:\s+|,\s*|$))+",
    re.IGNORECASE,
)
# Whoever is named stands in up to three words, none of them one of these.
_OTHER_WORDS = """
text tell email mail send open show remind call add create make then also it that this to a an put
note schedule set get find what who when where how is are do does please and the in on at reply
forward invite summarize book save there here now today tomorrow tonight late later
thanks thank you me us yes no not never mind ok okay sure please well worries why idea
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
# "It" is often the weather, the time, or what the line itself is about: only what is handled
# as the last thing can be is that thing.  "That" and "this" begin clauses, too; these do not.
_IT: Final = re.compile(
    r"(?P<before>\b(?:send|e-?mail|mail|text|forward|share|attach|open|show|read|save|copy|put"
    r"|paste|append|summari[sz]e|print)(?: (?:him|her|them|me|[A-Z]\w*))? "
    r"|\b(?:add|append|write|put|what'?s)\b.{0,60}? (?:to|in|on) )"
    r"(?i:it|that|this)(?=[?.!]*$|,? (?:to|by|in|on|with|via|for|as|over|and)\b)",
    re.IGNORECASE,
)
_NOUN: Final = r"(?:note|file|document|pdf|summary|link|place|location)"
_THAT: Final = re.compile(
    rf"(?P<before>)\b(?:(?:that|this) {_NOUN}(?=[?.!]*$|,? (?:to|by|in|on|with|via|for|as|and)\b)"
    rf"|(?<!find )(?<!make )(?<!create )(?<!write )the {_NOUN}(?=[?.!]*$| to\b))",
    re.IGNORECASE,
)
_THERE: Final = re.compile(
    r"(?P<before>\b(?:get|go|going|drive|walk|ride|cycle|travel|head|way|route|directions|bike) )"
    r"there\b",
    re.IGNORECASE,
)
# Somebody whom the line itself named is who is meant in it.
_NAMED: Final = re.compile(r"(?<=\s)(?!I\b)[A-Z]\w+|\b(?:my|our) \w+")
_FIRST_WORDS: Final = 5  # in which somebody who is only pointed at is the one who is meant


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A line as it was *understood*.

    It is a *request* of its own, or a *plan* that stands already; once that is done *take_back*,
    a turn by its number in the journal, is undone.  With neither, undoing is all.  Without
    *own_words*, what others wrote is in it: no consent stands for it.
    """

    understood: str
    request: str = ""
    plan: Plan | None = None
    take_back: int | None = None
    own_words: bool = True


@dataclass(frozen=True, slots=True)
class Remembered:
    """A turn that the next line may speak of; *turn* is its number in the journal.

    *own_words*: its plan was made of the user's words alone, not of piped text, too.
    """

    request: str
    plan: Plan
    turn: int
    own_words: bool = True


class Conversation:
    """The last turn that planned something, and what lines may mean after it."""

    def __init__(self, specs: Mapping[str, ToolSpec]) -> None:
        self._specs = specs
        self._last: Remembered | None = None

    @property
    def last(self) -> Remembered | None:
        """The last turn that did anything."""
        return self._last

    def remember(self, request: str, plan: Plan, turn: int, *, own_words: bool = True) -> None:
        """The *turn*, by its number, is what the next line may speak of, if it did anything.

        Not so where its plan calls what is not there any more, or is called otherwise now.
        """
        if plan.tasks and all(_callable(task, self._specs) for task in plan.tasks):
            self._last = Remembered(request, plan, turn, own_words)

    def follow_up(self, line: str, now: datetime, region: str = "US") -> FollowUp | None:
        """What *line*, said at *now*, means beside itself; None where it stands for itself."""
        last = self._last
        if last is None:
            return None
        said = _POLITE.sub("", re.sub(r"\s+", " ", line).strip())
        if _UNDO.fullmatch(said):
            return FollowUp(f"undo “{last.request}”", take_back=last.turn)
        found = (
            self._more(said, last)
            or self._changed(said, last, now, region)
            or self._pointing_back(line, last)
        )
        return replace(found, own_words=last.own_words) if found else None

    def _more(self, said: str, last: Remembered) -> FollowUp | None:
        """ "And Lutfi too": the same once more, for somebody else."""
        match = _MORE.fullmatch(said)
        if match is None:
            return None
        who = match["who"] or match["same"] or match["told"] or match["bare"] or ""
        names = names_in(who, surely=bool(match["same"] or match["too"]))
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
        elif names := names_in(what, surely=bool(match["meant"] or match["end"])):
            made = revision.reaching(last.plan, self._specs, names, instead=True)
            how = f"the same, for {_listed(names)} instead"
        else:
            return None
        return FollowUp(how, plan=made.plan, take_back=last.turn) if made else None

    def _moment(self, what: str, plan: Plan, now: datetime, region: str) -> Moment | None:
        """When *what* is: a bare clock is of the day that was planned, a bare day at its hour."""
        before = revision.first_moment(plan, self._specs)
        if before is None or not (_CLOCK.fullmatch(what) or _TIME.fullmatch(what)):
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
            text = _once(_HIS, text, lambda _: f"{people[-1]}'s ")
            text = _once(_HIM, text, lambda him: _listed(people) if him == "them" else people[-1])
        if thing := self._thing(last.plan):
            handled = _put(_THAT, text, thing)
            text = handled if handled != text else _put(_IT, text, thing)
        if place := self._place(last.plan):
            text = _put(_THERE, text, f"to {place}")
        return FollowUp(text, request=text) if text != line else None

    def _people(self, plan: Plan) -> list[str]:
        """Whom the last plan named, in order."""
        return texts_of(plan, self._specs, Kind.PERSON)

    def _place(self, plan: Plan) -> str:
        places = texts_of(plan, self._specs, Kind.PLACE)
        return places[-1] if places else ""

    def _thing(self, plan: Plan) -> str:
        """What the last plan came to, as a request says it; "" where it is no thing."""
        used = {id for task in plan.tasks for id in task.depends_on}
        last = (task for task in reversed(plan.tasks) if task.id not in used)
        return next((thing for task in last if (thing := _thing_of(task, plan))), "")


def names_in(text: str, *, surely: bool = True) -> tuple[str, ...]:
    """The people that *text* names and nothing else; none where it says more than names.

    Where it is not said *surely* that these are people, names have capitals ("and coffee").
    """
    found = []
    for part in re.split(r",? and |, | & ", text.strip()):
        name = re.sub(r"^(?:my|our|the) ", "", part.strip(), flags=re.IGNORECASE)
        words = name.split()
        fits = 0 < len(words) <= 3 and not _NO_NAME.intersection(w.lower() for w in words)
        if not fits or not re.fullmatch(r"[\w.'’+@-]+(?: [\w.'’-]+)*", name):
            return ()
        known = surely or name != part.strip() or "@" in name
        if not known and not all(w[0].isupper() or not w[0].isalpha() for w in words):
            return ()
        found.append(name)
    return tuple(found)


def _once(pattern: re.Pattern[str], text: str, other: Callable[[str], str]) -> str:
    """*text* with the first match among its first words replaced, where nobody was named."""
    match = pattern.search(text)
    if match is None or len(text[: match.start()].split()) >= _FIRST_WORDS:
        return text
    named = (m.group() for m in _NAMED.finditer(text[: match.start()]))
    if any(not _TIME.fullmatch(name) for name in named):
        return text
    return text[: match.start()] + other(match.group().lower()) + text[match.end() :]


def _put(pattern: re.Pattern[str], text: str, other: str) -> str:
    """*text* with *other* in the place of the first match."""
    return pattern.sub(lambda match: match["before"] + other, text, count=1)


def texts_of(plan: Plan, specs: Mapping[str, ToolSpec], *kinds: Kind) -> list[str]:
    """The texts that stand in arguments of *kinds*, each once; none of tools not in *specs*."""
    found = [
        value
        for task in plan.tasks
        if _callable(task, specs)
        for argument, value in zip(specs[task.tool].arguments, task.arguments, strict=True)
        if argument.kind in kinds and isinstance(value, str) and value
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


def _callable(task: Task, specs: Mapping[str, ToolSpec]) -> bool:
    spec = specs.get(task.tool)
    return spec is not None and len(spec.arguments) == len(task.arguments)


def _listed(names: tuple[str, ...] | list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
