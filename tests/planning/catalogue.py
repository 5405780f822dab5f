"""120 invented tools with usage examples, and two requests for each that are none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tinyagent_cli.tools.spec import Argument, Effect, Kind, ToolSpec

_TOOL = re.compile(r"(\w+)\((.*?)\) (.+?): (.+)")


@dataclass(frozen=True)
class Wanted:
    """Two requests that want one *tool*: in *plain* words, and in *other* words."""

    plain: str
    other: str
    tool: ToolSpec


def read_catalogue() -> list[Wanted]:
    """Every tool of ``catalogue.txt`` with its requests, in the file's order."""
    text = (Path(__file__).parent / "catalogue.txt").read_text("utf-8")
    found: list[Wanted] = []
    head = plain = ""
    examples: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("- "):
            examples.append(line[2:])
        elif line.startswith("= "):
            plain = line[2:]
        elif line.startswith("? "):
            found.append(Wanted(plain, line[2:], _tool(head, examples)))
            examples = []
        else:
            head = line
    return found


def _tool(head: str, examples: list[str]) -> ToolSpec:
    match = _TOOL.fullmatch(head)
    assert match is not None, head
    name, arguments, app, summary = match.groups()
    takes = tuple(Argument(a, Kind.TEXT) for a in arguments.split(", ") if a)
    return ToolSpec(name, summary, app, Effect.READ, takes, examples=tuple(examples))
