"""Nested data as an indented outline, for people to read: what is in the simulated apps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Group
from rich.text import Text

from tinyagent_cli.view.printable import printable

_STEP: Final = "  "


def outline(data: Mapping[str, Any]) -> Group:
    """*data* as headings, with what stands under each indented below it."""
    lines: list[Text] = []
    for heading, content in data.items():
        if lines:
            lines.append(Text())
        lines.append(Text(printable(heading), "bold"))
        lines.extend(_indented(content, 1))
    return Group(*lines)


def _indented(content: Any, depth: int) -> Iterator[Text]:
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from _entry(printable(name), value, depth)
    elif isinstance(content, Sequence) and not isinstance(content, str):
        for item in content:
            yield from _item(item, depth)
        if not content:
            yield Text(_STEP * depth + "nothing", "dim")
    else:
        yield Text(_STEP * depth + printable(content))


def _entry(name: str, value: Any, depth: int) -> Iterator[Text]:
    if isinstance(value, Mapping) or _is_list_of_things(value):
        yield Text(_STEP * depth + name)
        yield from _indented(value, depth + 1)
    else:
        yield Text.assemble(_STEP * depth, (f"{name} ", "dim"), _inline(value))


def _item(item: Any, depth: int) -> Iterator[Text]:
    """A thing of a list: one line with what is short, lines below with what is long."""
    if not isinstance(item, Mapping):
        yield Text(_STEP * depth + printable(item))
        return
    head = Text(_STEP * depth)
    below: list[Text] = []
    for i, (name, value) in enumerate(item.items()):
        if _is_list_of_things(value) or isinstance(value, Mapping):
            inner = value if _is_list_of_things(value) else [value]
            below += [line for thing in inner for line in _item(thing, depth + 2)]
        elif i == 0:
            head.append(_inline(value))
        else:
            head.append("  ").append(f"{name} ", "dim").append(_inline(value))
    yield head
    yield from below


def _inline(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(printable(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return printable(value)


def _is_list_of_things(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and any(isinstance(item, Mapping) for item in value)
    )
