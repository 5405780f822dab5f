"""Nested data as an indented outline, for people to read: what is in the simulated apps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from tinyagent_cli.view.printable import printable

_STEP: Final = 2
_LONG: Final = 60  # characters; a longer text stands below its thing
_NOTHING: Final[tuple[object, ...]] = ("", None, [], {}, ())


class Outline:
    """*data* as headings, with what stands under each indented below it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.lines = list(_outlined(data))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines; one that is too long goes on below its own beginning."""
        for depth, text in self.lines:
            indent = " " * (_STEP * depth)
            room = max(20, options.max_width - len(indent))
            for line in text.wrap(console, room):
                line.rstrip()
                yield Text.assemble(indent, line)


def outline(data: Mapping[str, Any]) -> Outline:
    """An `Outline` of *data*."""
    return Outline(data)


Line = tuple[int, Text]


def _outlined(data: Mapping[str, Any]) -> Iterator[Line]:
    for number, (heading, content) in enumerate(data.items()):
        if number:
            yield 0, Text()
        yield 0, Text(printable(heading), "bold")
        yield from _content(content, 1)


def _content(content: Any, depth: int) -> Iterator[Line]:
    if content in _NOTHING:
        yield depth, Text("nothing", "dim")
    elif isinstance(content, Mapping):
        for name, value in content.items():
            if isinstance(value, Mapping) or _is_list_of_things(value):
                yield depth, Text(printable(name))
                yield from _content(value, depth + 1)
            elif value not in _NOTHING:
                yield depth, Text.assemble((f"{name} ", "dim"), _inline(value))
    elif isinstance(content, Sequence) and not isinstance(content, str):
        for item in content:
            yield from _thing(item, depth)
    else:
        yield depth, Text(printable(content))


def _thing(thing: Any, depth: int) -> Iterator[Line]:
    """One of a list: a line with what is short, below it what is long or has parts."""
    if not isinstance(thing, Mapping):
        yield depth, Text(printable(thing))
        return
    head = Text()
    below: list[Line] = []
    for name, value in thing.items():
        if isinstance(value, Mapping) or _is_list_of_things(value):
            below += _content(value, depth + 2)
        elif value in _NOTHING:
            continue
        elif not head:
            head.append(_inline(value))
        elif len(said := _inline(value)) > _LONG:
            below.append((depth + 2, Text.assemble((f"{name} ", "dim"), said)))
        else:
            head.append("  ").append("" if name == "value" else f"{name} ", "dim").append(said)
    yield depth, head
    yield from below


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(printable(item) for item in value)
    return printable(value)


def _is_list_of_things(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and any(isinstance(item, Mapping) for item in value)
    )
