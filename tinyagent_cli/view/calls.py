"""A call as people read it: names and times in place of literals, nothing that was not said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from rich.cells import cell_len
from rich.text import Text

from tinyagent_cli.plan.task import Reference, Task, Template, Value
from tinyagent_cli.tools.spec import Argument, Kind, ToolSpec
from tinyagent_cli.view.glyphs import Glyphs
from tinyagent_cli.view.moments import as_moment, say_moment
from tinyagent_cli.view.printable import cut_middle, printable

REFERENCE_STYLE: Final = "cyan"
_SHORTEST: Final = 8  # an argument cut shorter than this tells nothing
_KEPT: Final = 2_000  # characters at each end of a text
_NOTHING: Final[tuple[object, ...]] = ("", None, (), [])


def call_arguments(
    task: Task, spec: ToolSpec | None, glyphs: Glyphs, today: date, width: int | None = None
) -> Text:
    """The arguments of *task* in at most *width* cells: the longest are cut in the middle.

    The first argument, a time and a text need no name; what is at its default is left out.
    """
    said = [
        (argument, value)
        for argument, value in zip(_arguments(task, spec), task.arguments, strict=False)
        if value not in _NOTHING and value != argument.default
    ]
    text = _joined(said, glyphs, today, None)
    if width is None or text.cell_len <= width:
        return text
    limit = max((_value(value, Kind.NAME, glyphs, None).cell_len for _, value in said), default=0)
    while text.cell_len > width and limit > _SHORTEST:
        limit -= max(1, (text.cell_len - width) // len(said))
        text = _joined(said, glyphs, today, max(limit, _SHORTEST))
    if text.cell_len > width:
        text.truncate(max(0, width - cell_len(glyphs.cut)), overflow="crop")
        text.append(glyphs.cut, "dim")
    return text


def _arguments(task: Task, spec: ToolSpec | None) -> tuple[Argument, ...]:
    if spec is not None:
        return spec.arguments
    return tuple(Argument(f"{i}", Kind.NAME) for i, _ in enumerate(task.arguments, 1))


def _joined(
    said: Sequence[tuple[Argument, Value]], glyphs: Glyphs, today: date, limit: int | None
) -> Text:
    text = Text(no_wrap=True, end="")
    day: date | None = None
    before: Argument | None = None
    for argument, value in said:
        moment = as_moment(value) if argument.kind is Kind.TIME else None
        if moment is not None and day is not None and before and before.kind is Kind.TIME:
            text.append(f" {glyphs.dash} {say_moment(moment, today, after=day)}")
            continue
        text.append("  " if before else "")
        if argument.kind is Kind.FLAG and value is True:
            text.append(argument.name)
            continue
        if before and not _speaks_for_itself(argument, said):
            text.append(f"{argument.name} ", "dim")
        if moment is not None:
            text.append(say_moment(moment, today))
            day = moment.date() if isinstance(moment, datetime) else moment
        else:
            text.append_text(_value(value, argument.kind, glyphs, limit))
        before = argument
    return text


def _speaks_for_itself(argument: Argument, said: Sequence[tuple[Argument, Value]]) -> bool:
    """Whether *argument* is the first time or text among *said*: its look tells what it is."""
    if argument.kind not in (Kind.TIME, Kind.TEXT):
        return False
    return next(other for other, _ in said if other.kind is argument.kind) is argument


def _value(value: Value, kind: Kind, glyphs: Glyphs, limit: int | None) -> Text:
    match value:
        case Reference(id):
            return Text(f"${id}", REFERENCE_STYLE)
        case tuple():
            return Text(", ").join(_items(value, kind, glyphs, limit))
        case Template(parts):
            whole = Text("").join(_part(part, glyphs, limit) for part in parts)
            return _quoted(whole, glyphs) if kind is Kind.TEXT else whole
        case _:
            shown = printable(_ends(str(value)))
            shown = cut_middle(shown, limit, glyphs.cut) if limit else shown
            return _quoted(Text(shown), glyphs) if kind is Kind.TEXT else Text(shown)


def _ends(text: str) -> str:
    """*text* without its middle where no screen holds it: it is drawn a dozen times a second."""
    return text if len(text) <= 2 * _KEPT else f"{text[:_KEPT]}…{text[-_KEPT:]}"


def _part(part: str | Reference, glyphs: Glyphs, limit: int | None) -> Text:
    """A part of a template; the blanks that set it off from its neighbours stay."""
    if isinstance(part, Reference):
        return _value(part, Kind.NAME, glyphs, limit)
    if not part.strip():
        return Text(" " * bool(part))
    shown = _value(part, Kind.NAME, glyphs, limit)
    return Text.assemble(" " * part[0].isspace(), shown, " " * part[-1].isspace())


def _items(
    values: tuple[Value, ...], kind: Kind, glyphs: Glyphs, limit: int | None
) -> Iterator[Text]:
    """Each of *values*; a row of references is a span: ``$1–$7``."""
    for together, group in groupby(values, key=lambda value: isinstance(value, Reference)):
        if not together:
            yield from (_value(item, kind, glyphs, limit) for item in group)
            continue
        for first, last in _runs([value.id for value in group if isinstance(value, Reference)]):
            dash = ", " if last == first + 1 else glyphs.dash
            span = f"${first}" if first == last else f"${first}{dash}${last}"
            yield Text(span, REFERENCE_STYLE)


def _quoted(text: Text, glyphs: Glyphs) -> Text:
    return Text.assemble(glyphs.quotes[0], text, glyphs.quotes[1])


def named_arguments(task: Task, spec: ToolSpec | None) -> dict[str, Any]:
    """The arguments of *task* by name, as plain data: references are ``"$1"``, lists lists."""
    names = [argument.name for argument in _arguments(task, spec)]
    return {name: plain_value(value) for name, value in zip(names, task.arguments, strict=False)}


def plain_value(value: Value) -> Any:
    """*value* as JSON can hold it."""
    match value:
        case Reference(id):
            return f"${id}"
        case Template(parts):
            return "".join(p if isinstance(p, str) else f"${p.id}" for p in parts)
        case tuple():
            return [plain_value(item) for item in value]
        case _:
            return value


def dependencies(task: Task, glyphs: Glyphs) -> str:
    """``← 1, 2``, runs joined: ``← 1–4, 7``; "" for a task that needs nothing."""
    spans = [
        f"{a}" if a == b else f"{a}{glyphs.dash}{b}" for a, b in _runs(sorted(task.depends_on))
    ]
    return f"{glyphs.needs} {', '.join(spans)}" if spans else ""


def _runs(ids: list[int]) -> Iterator[tuple[int, int]]:
    start = end = None
    for number in ids:
        if end is not None and number == end + 1:
            end = number
            continue
        if start is not None and end is not None:
            yield start, end
        start = end = number
    if start is not None and end is not None:
        yield start, end
