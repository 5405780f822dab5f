"""Reads records of the paper's published training set, to ask a model as it was trained.

A record is ``{"input": request, "output": [{"type": "plan", "raw_input": messages, …}, …]}``, its
messages a list of ``{"role", "content"}``, written as Python or JSON writes it.  The system's
message counts and lists the tools (``1. name(argument: type, …) -> str`` and what belongs to
it, the last one ``join``), gives rules, the date among them, and examples (``Question: …``, a
plan, ``<END_OF_PLAN>``) with ``###`` between two; the user's message asks the question.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.planning.prompt import STOP
from tinyagent_cli.planning.recorded import Piece, Place, RecordedPrompt, Text

_LARGEST: Final = 100 << 20  # bytes of a file; the published test set has 12.8 MB
_ENTRY: Final = re.compile(r"^(\d+)\. (\w+)\(", re.MULTILINE)
_DATE: Final = re.compile(
    r"(?i:\b(?:today|date|now)\b)[^\n]{0,40}?"
    r"(?P<date>(?:(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?P<after>,? ))?"
    r"\d{4}-\d\d-\d\d(?P<time> \d\d:\d\d)?(?P<seconds>:\d\d)?)"
)
_QUESTION: Final = "Question: "
_FORM: Final = "a record has “input” and “output”, a list with one of type “plan” in it"


def read(path: Path) -> RecordedPrompt:
    """The prompt of the records in *path*: of the one with the most tools.

    What that one does not tell of a tool, the others do.  Raises UsageError, in one line, for
    what has no such record.
    """
    prompts: list[RecordedPrompt] = []
    why = _no_record(path.name, "has neither input nor output")
    for record in _records(path):
        try:
            prompts.append(taken_apart(record))
        except UsageError as error:
            why = _no_record(path.name, error.message.removeprefix("it "))
    if not prompts:
        raise why
    richest = max(prompts, key=lambda prompt: len(prompt.tools))
    tools = dict(richest.tools)
    for prompt in prompts:
        for name, text in prompt.tools.items():
            tools.setdefault(name, text)
    return replace(richest, tools=tools)


def taken_apart(record: Mapping[str, Any]) -> RecordedPrompt:
    """The prompt of one *record*.  Raises UsageError that says what it lacks."""
    system, user = _messages(record)
    before, after = _around(record.get("input"), user)
    tools, cuts = _tools(system)
    shown = _examples(system, cuts[-1].end)
    if shown:
        cuts.append(Cut(shown[0].begin, shown[-1].end, Place.EXAMPLES))
    date = _date(system, cuts)
    if date:
        cuts.append(Cut(*date.span("date"), Place.DATE))
    between = [system[a.end : b.begin] for a, b in pairwise(shown)]
    return RecordedPrompt(
        system=tuple(_pieces(system, sorted(cuts, key=lambda cut: cut.begin))),
        before=before,
        after=after,
        tools=tools,
        date=_form_of(date) if date else "",
        examples=tuple(system[cut.begin : cut.end] for cut in shown),
        separator=between[0] if between else "###\n",
        source=str(record.get("id", "")),
    )


def _around(asked: object, user: str) -> tuple[str, str]:
    """What the *user* says before and after the question, which is *asked* as the record says.

    It stands after the word for it, if anywhere; a short one may stand elsewhere as well.
    """
    for question in (asked, *re.findall(rf"{_QUESTION}([^\n]+)", user)[-1:]):
        if isinstance(question, str) and question:
            before, found, after = user.rpartition(f"{_QUESTION}{question}")
            if found:
                return f"{before}{_QUESTION}", after
    before, found, after = user.rpartition(asked) if isinstance(asked, str) and asked else ("",) * 3
    if not found:
        raise _lacks("its input in the user's message")
    return before, after


@dataclass(frozen=True, slots=True)
class Cut:
    """A run of letters in the place of which something else may stand."""

    begin: int
    end: int
    place: Place


def _pieces(text: str, cuts: Sequence[Cut]) -> Iterator[Piece]:
    at = 0
    for cut in cuts:
        if text[at : cut.begin]:
            yield Text(text[at : cut.begin])
        yield cut.place
        at = cut.end
    if text[at:]:
        yield Text(text[at:])


def _tools(system: str) -> tuple[dict[str, str], list[Cut]]:
    """What is said of each tool, and where: the list, and the numbers that count it."""
    entries: list[re.Match[str]] = []
    for match in _ENTRY.finditer(system):
        if int(match[1]) != len(entries) + 1:
            break
        entries.append(match)
        if match[2] == "join":
            break
    if len(entries) < 2 or entries[-1][2] != "join":
        raise _lacks("a list of tools in the system's message: 1. name(…) and on to join")
    tools = {a[2]: system[a.start(2) : b.start()] for a, b in pairwise(entries)}
    begin, last = entries[0].start(), entries[-1]
    cuts = [Cut(begin, last.start(), Place.TOOLS), Cut(*last.span(1), Place.NUMBER)]
    counted = [m for m in re.finditer(r"\b\d+\b", system[:begin]) if m[0] == last[1]]
    return tools, [*(Cut(*m.span(), Place.NUMBER) for m in counted[-1:]), *cuts]


def _examples(system: str, begin: int) -> list[Cut]:
    """Where the worked examples stand after *begin*, each with the end of its last line."""
    pattern = rf"^{_QUESTION}.*?{re.escape(STOP)}\n?"
    found = re.compile(pattern, re.MULTILINE | re.DOTALL).finditer(system, begin)
    return [Cut(*match.span(), Place.EXAMPLES) for match in found]


def _date(system: str, cuts: Sequence[Cut]) -> re.Match[str] | None:
    """The time that the message says it is; not one in a tool's text or an example.

    A rule may show by another one how times are written: today's comes first, and a weekday's.
    """
    dates = [
        date
        for date in _DATE.finditer(system)
        if not any(cut.begin <= date.start("date") < cut.end for cut in cuts)
    ]
    return max(dates, key=lambda d: ("today" in d[0].lower(), bool(d["day"])), default=None)


def _form_of(date: re.Match[str]) -> str:
    day = f"%A{date['after']}" if date["day"] else ""
    time = " %H:%M" if date["time"] else ""
    return f"{day}%Y-%m-%d{time}{':%S' if date['seconds'] else ''}"


def _messages(record: Mapping[str, Any]) -> tuple[str, str]:
    """What the system and the user say where the record asks for a plan."""
    outputs = record.get("output")
    plans = [o for o in outputs if _is_plan(o)] if isinstance(outputs, list) else []
    if not plans:
        raise _lacks("an output of type “plan” with a raw_input")
    messages = _literal(plans[0]["raw_input"])
    try:
        roles = {str(m["role"]): str(m["content"]) for m in messages}
    except (TypeError, LookupError):
        roles = {}
    user = roles.pop("user", roles.pop("human", None))
    system = roles.pop("system", None)
    if user is None or system is None or roles:
        raise _lacks("a message of the system and one of the user in raw_input")
    try:
        f"{system}{user}".encode()
    except UnicodeEncodeError as error:
        raise _lacks("the other half of a letter in raw_input") from error
    return system, user


def _is_plan(output: object) -> bool:
    return isinstance(output, dict) and output.get("type") == "plan" and "raw_input" in output


def _literal(written: Any) -> Any:
    """The value that a text writes, as JSON or as Python does."""
    if not isinstance(written, str):
        return written
    for reads in (json.loads, ast.literal_eval):  # Python would halve the letters of JSON
        try:
            with warnings.catch_warnings(action="ignore"):  # of escapes that Python does not know
                return reads(written)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    return None


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    """The records in a file of JSON (one, a list, or by id) or of JSON lines."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(
                f"{path.name} is larger than {_LARGEST >> 20} MB",
                "the test set has the same words; or take one record of it",
            )
        text = path.read_text("utf-8")
    except OSError as error:
        why = str(error.strerror or error).lower()
        raise UsageError(f"{path} cannot be read: {why}", "name a file of JSON") from error
    except UnicodeDecodeError as error:
        raise _no_record(path.name, "is no text") from error
    try:
        yield from _among(json.loads(text))
    except (ValueError, RecursionError):
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                try:
                    yield from _among(json.loads(line))
                except (ValueError, RecursionError) as error:
                    raise _no_record(path.name, f"is no JSON in line {number}") from error


def _among(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict) and "output" in value:
        yield value
    elif isinstance(value, dict):
        yield from ({"id": key, **v} for key, v in value.items() if isinstance(v, dict))
    elif isinstance(value, list):
        yield from (v for v in value if isinstance(v, dict))


def _lacks(what: str) -> UsageError:
    return UsageError(f"it lacks {what}", _FORM)


def _no_record(name: str, why: str) -> UsageError:
    return UsageError(f"{name} is no record of the training set: it {why}", _FORM)
