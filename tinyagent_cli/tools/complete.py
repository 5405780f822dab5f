"""A verified task with every argument filled and every time absolute.

Nothing is looked up and nobody is asked: people, files and places stand as the user said
them.  What remains open is a `Doubt`: with *choices* it must be settled before the call
(`resolve` asks), without, it is a remark on how the words were read.

Three arguments follow from others, whatever tool they belong to: a second time is the end
of the first, ``duration`` is the length of a range that was said ("from 2 to 4"), and
``all_day`` says whether the time is a bare day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from tinyagent_cli.plan.task import Task, Value
from tinyagent_cli.tools.numbers import flag_of, number_of
from tinyagent_cli.tools.quotation import unquoted
from tinyagent_cli.tools.spans import Asked, span
from tinyagent_cli.tools.spec import Argument, Kind, ToolSpec
from tinyagent_cli.tools.times import Moment, Reading, Several, Unknown, iso
from tinyagent_cli.tools.unsaid import without_stopgaps


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is open about *argument* of task *task*.

    *question* is one for a person, *choices* what they may choose from, the likeliest
    first, and *values* the same as a plan says it.  Without choices it is a remark, unless
    *open* says that the words must be said anew.
    """

    task: int
    argument: str
    question: str
    choices: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    open: bool = False

    @property
    def unsettled(self) -> bool:
        """Whether it must be settled before the call."""
        return self.open or bool(self.choices)

    def __str__(self) -> str:
        return f"{self.question} {' or '.join(self.choices)}?" if self.choices else self.question


@dataclass(frozen=True, slots=True)
class Completed:
    """A *task* with its arguments filled.

    An argument in doubt that must be settled still holds the user's words; `guess` fills
    in the likeliest reading, for showing a plan.
    """

    task: Task
    doubts: tuple[Doubt, ...]
    guess: Task


def complete(
    task: Task,
    spec: ToolSpec,
    now: datetime,
    *,
    earlier: Mapping[int, Task] = MappingProxyType({}),
    region: str = "US",
    minutes: int = 60,
) -> Completed:
    """*task*, which `verify` let through, with canonical arguments, as said at *now*.

    *earlier* are the completed tasks before it by their ids, for "the next day"; *region* is
    the country that orders the figures of a date; *minutes* is the length of an event whose end
    was not said.
    """
    task = without_stopgaps(task, spec, earlier, now)
    before = _last_moment(earlier) if _says_a_time(task, spec) else None
    asked = Asked(now, region, _about(task, spec), before, minutes)
    work = _Completion(task, spec, asked)
    done, doubts = work.run(settled={})
    likeliest = {d.argument: d.values[0] if d.values else "" for d in doubts if d.unsettled}
    guess = work.run(settled=likeliest)[0] if likeliest else done
    return Completed(done, doubts, guess)


# How people say what Maps is told in a letter.
_CHOICE_WORDS: Final[Mapping[str, str]] = {
    "d": r"\b(?:d|driv\w*|drove|car|cab|taxi|uber|lyft|auto|motor\w*|vehicle|road)\b",
    "w": r"\b(?:w|walk\w*|foot|on foot|stroll\w*|hik\w*|pedestrian|jog\w*|run\w*)\b",
    "r": r"\b(?:r|public|transit|transport\w*|train|trains|bus|buses|subway|metro|tram|rail\w*"
    r"|underground|tube|ferry|bart)\b",
}
_NOTHING: Final = ("none", "null", "n/a")
# What is asked where the request left out something without which the call makes no sense.
_ASKED_FOR: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "What is the {}?",
    Kind.NAME: "What is it about?",
}


def _says_a_time(task: Task, spec: ToolSpec) -> bool:
    pairs = zip(spec.arguments, task.arguments, strict=True)
    return any(argument.kind is Kind.TIME and bool(value) for argument, value in pairs)


def _last_moment(earlier: Mapping[int, Task]) -> Moment | None:
    """The moment last spoken of in the plan, for "the next day" and "two hours later"."""
    # From the end: a plan of a thousand tasks must not be gone through for each of them.
    for task in reversed([*earlier.values()]):
        for value in task.arguments:
            if isinstance(value, str) and (moment := iso(value)):
                return moment
    return None


def _about(task: Task, spec: ToolSpec) -> str:
    """What the task is about: its title, its topic, its name."""
    for argument, value in zip(spec.arguments, task.arguments, strict=True):
        if argument.kind is Kind.NAME and isinstance(value, str):
            return value
    return ""


class _Completion:
    """The completion of one task."""

    def __init__(self, task: Task, spec: ToolSpec, asked: Asked) -> None:
        self._task = task
        self._spec = spec
        self._asked = asked
        self._doubts: list[Doubt] = []

    def run(self, settled: Mapping[str, str]) -> tuple[Task, tuple[Doubt, ...]]:
        """The task, with what was *settled* by argument in the words' place, and its doubts."""
        self._doubts = []
        arguments = self._spec.arguments
        values: dict[str, Value] = {
            argument.name: settled.get(argument.name, value)
            for argument, value in zip(arguments, self._task.arguments, strict=True)
        }
        for argument in arguments:
            if argument.kind is not Kind.TIME:
                values[argument.name] = self._filled(argument, values[argument.name])
        self._times(values)
        self._missing(values)
        task = replace(self._task, arguments=tuple(values[a.name] for a in arguments))
        return task, tuple(self._doubts)

    def _filled(self, argument: Argument, value: Value) -> Value:
        if isinstance(value, str) and argument.kind is not Kind.TEXT:
            value = value.strip()
            if value.lower() in _NOTHING and not argument.required:
                value = ""
        if value in ("", None, ()) and argument.kind is not Kind.FLAG:
            default: Value = argument.default
            return default
        match argument.kind:
            case Kind.NAME | Kind.TEXT if isinstance(value, str):
                return unquoted(value)
            case Kind.NUMBER if isinstance(value, str):
                return self._number(argument, value)
            case Kind.CHOICE if isinstance(value, str):
                return self._choice(argument, value)
            case Kind.FLAG:
                return flag_of(value) if isinstance(value, str) else bool(value)
            case _:
                return value

    def _number(self, argument: Argument, words: str) -> int:
        number = number_of(words)
        if number is None:
            self._remark(argument, f"“{words}” is no number that I know")
            default: int = argument.default
            return default
        return number

    def _choice(self, argument: Argument, words: str) -> str:
        if words in argument.choices:
            return words
        for choice in argument.choices:
            pattern = _CHOICE_WORDS.get(choice, rf"\b{re.escape(choice.lower())}\b")
            if re.search(pattern, words.lower()):
                return choice
        self._remark(argument, f"“{words}” is none of {', '.join(argument.choices)}")
        default: str = argument.default
        return default

    def _missing(self, values: Mapping[str, Value]) -> None:
        for argument in self._spec.arguments:
            question = _ASKED_FOR.get(argument.kind) if argument.required else None
            if question and values[argument.name] in ("", None):
                said = question.format(argument.name)
                self._doubts.append(Doubt(self._task.id, argument.name, said, open=True))

    def _remark(self, argument: Argument, text: str) -> None:
        self._doubts.append(Doubt(self._task.id, argument.name, text))

    def _times(self, values: dict[str, Value]) -> None:
        """Make the times among *values* absolute, and what follows from them."""
        names = [a.name for a in self._spec.arguments if a.kind is Kind.TIME]
        if not names:
            return
        words = [_words(values[name]) for name in names]
        if None in words:
            return  # a time from an earlier task
        first, *others = names
        start, *ends = [word or "" for word in words]
        if not start:
            self._without_start(first, values, [*zip(others, ends, strict=True)])
            return
        begins, finish = span(start, ends[0] if ends else "", self._asked)
        if isinstance(begins, Moment):
            begins = self._all_day(begins, values)
        values[first] = self._value(first, start, begins)
        if others and finish is not None:
            values[others[0]] = self._value(others[0], ends[0] or start, finish)
        if isinstance(begins, Moment) and isinstance(finish, Moment):
            self._duration(begins, finish, values)

    def _without_start(
        self, first: str, values: dict[str, Value], ends: list[tuple[str, str]]
    ) -> None:
        values[first] = ""
        for name, words in ends:
            values[name] = self._value(name, words, self._asked.read(words)) if words else ""
        if self._spec.argument(first).required:
            what = f"“{self._asked.about}”" if self._asked.about else self._spec.name
            self._doubts.append(Doubt(self._task.id, first, f"When is {what}?", open=True))

    def _all_day(self, moment: Moment, values: dict[str, Value]) -> Moment:
        """Let "all day", said or meant, and a bare day agree."""
        if "all_day" not in values:
            return moment
        if values["all_day"] and not moment.all_day:
            moment = Moment.of_days(moment.start.date(), note=moment.note)
        values["all_day"] = moment.all_day
        return moment

    def _duration(self, begins: Moment, finish: Moment, values: dict[str, Value]) -> None:
        """Let the length of a range that was said be the ``duration``, if nothing else is."""
        if "duration" not in values or begins.all_day:
            return
        position = [a.name for a in self._spec.arguments].index("duration")
        default = self._spec.argument("duration").default
        said = self._task.arguments[position]
        if said in ("", None, default):
            minutes = int((finish.start - begins.start).total_seconds() // 60)
            values["duration"] = minutes if minutes > 0 else default

    def _value(self, name: str, words: str, reading: Reading) -> str:
        """What stands in the plan for *words* read so, with a doubt where there is one."""
        match reading:
            case Moment(note=note):
                if note:
                    self._doubts.append(Doubt(self._task.id, name, f"“{words}”: {note}"))
                return reading.text
            case Several(choices):
                question = f"“{words}” can be several times: which?"
            case Unknown(because, guess):
                choices = (guess,) if guess else ()
                question = f"{because[0].upper()}{because[1:]}."
                question += " Is it" if guess else ""
        said = tuple(choice.spoken for choice in choices)
        values = tuple(choice.exact for choice in choices)
        if not choices and not self._spec.argument(name).required:
            question, said, values = f"{question} Do it", ("without a time",), ("",)
        doubt = Doubt(self._task.id, name, question, said, values, open=not said)
        self._doubts.append(doubt)
        return words


def _words(value: Value) -> str | None:
    """The words of a time argument, "" for none; None for a reference."""
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else None
