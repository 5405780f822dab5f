"""Words that point back: "him", "his", "it", "that note", "there", and what they point at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tinyagent_cli.agent.naming import TIME, listed
from tinyagent_cli.agent.remembered import Remembered
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.tools.spec import Kind, ToolSpec

Specs = Mapping[str, ToolSpec]

# "Her" alone: before most other words it says whose something is.
_HIM: Final = re.compile(
    r"\b(?:him|them|her(?=[,:.?!]|$| (?:that|to|about|the|an?|if|whether|when|i|i'm|we|by|at|on"
    r"|in|for|saying|and|know|what|where|how|my|our|too|as well|again|back|later|now|soon|first"
    r"|today|tonight|tomorrow|next|this|before|after|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"\b))(?!\w)",
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
class Pointed:
    """A line with what it points at said in full, or the *question* who is meant by a word of it.

    The *choices* are those who can be meant; none where nobody was spoken of.
    """

    text: str
    own_words: bool = True
    question: str = ""
    choices: tuple[str, ...] = ()


def pointed(line: str, turns: Sequence[Remembered], specs: Specs, whom: str = "") -> Pointed | None:
    """*line* after *turns*, the latest first; *whom* somebody in it means, where that was asked.

    None where it points at nothing.
    """
    text, own_words = line, True
    people, spoken_in = _people(turns, specs)
    if whom:
        people = [whom]
    for pattern, told in ((_HIS, "{}'s "), (_HIM, "{}")):
        match = _first(pattern, text)
        if match is None:
            continue
        word = match.group().strip().lower()
        many = word in ("them", "their")
        if (not people and pattern is _HIS) or (len(people) > 1 and not many):
            return Pointed(line, question=f"Who is “{word}”?", choices=tuple(people[::-1]))
        if people:
            meant = listed(people) if many else people[0]
            text = text[: match.start()] + told.format(meant) + text[match.end() :]
            own_words = own_words and (spoken_in is None or spoken_in.own_words)
    for patterns, find in (((_THAT, _IT), thing_of), ((_THERE,), _place)):
        for turn in turns:
            if meant := find(turn, specs):
                put = next((p for p in map(_putting(text, meant), patterns) if p != text), text)
                own_words = own_words and (put == text or turn.own_words)
                text = put
                break
    return Pointed(text, own_words) if text != line else None


def thing_of(turn: Remembered, specs: Specs) -> str:
    """What the plan of *turn* came to, as a request says it; "" where it is no thing."""
    tasks = turn.plan.tasks
    used = {id for task in tasks for id in task.depends_on}
    last = (t for t in reversed(_well(turn).tasks) if t.id not in used and callable_task(t, specs))
    return next((thing for task in last if (thing := _said(task, turn.plan))), "")


def texts_of(plan: Plan, specs: Specs, *kinds: Kind) -> list[str]:
    """The texts that stand in arguments of *kinds*, each once; none of tools not in *specs*."""
    found = [
        value
        for task in plan.tasks
        if callable_task(task, specs)
        for argument, value in zip(specs[task.tool].arguments, task.arguments, strict=True)
        if argument.kind in kinds and isinstance(value, str) and value
    ]
    return list(dict.fromkeys(found))


def callable_task(task: Task, specs: Specs) -> bool:
    """Whether the tool of *task* is there, and takes so many arguments."""
    spec = specs.get(task.tool)
    return spec is not None and len(spec.arguments) == len(task.arguments)


def _people(turns: Sequence[Remembered], specs: Specs) -> tuple[list[str], Remembered | None]:
    """Whom the latest of *turns* that named anybody named, and which that was."""
    for turn in turns:
        if found := texts_of(_well(turn), specs, Kind.PERSON):
            return found, turn
    return [], None


def _place(turn: Remembered, specs: Specs) -> str:
    places = texts_of(_well(turn), specs, Kind.PLACE)
    return f"to {places[-1]}" if places else ""


def _well(turn: Remembered) -> Plan:
    """What of the plan of *turn* ended well."""
    return Plan(tuple(task for task in turn.plan.tasks if task.id not in turn.failed))


def _first(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match among the first words of *text*, where nobody was named before it."""
    match = pattern.search(text)
    if match is None or len(text[: match.start()].split()) >= _FIRST_WORDS:
        return None
    named = (m.group() for m in _NAMED.finditer(text[: match.start()]))
    return None if any(not TIME.fullmatch(name) for name in named) else match


def _putting(text: str, other: str) -> Callable[[re.Pattern[str]], str]:
    """What puts *other* into *text* in the place of the first match of a pattern."""

    def put(pattern: re.Pattern[str]) -> str:
        return pattern.sub(lambda match: match["before"] + other, text, count=1)

    return put


def _said(task: Task, plan: Plan) -> str:
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
