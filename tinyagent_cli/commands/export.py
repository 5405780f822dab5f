"""``tinyagent history export``: turns as JSON or Markdown, to be kept or handed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinyagent_cli.commands import history, opening
from tinyagent_cli.commands.new_file import write_new
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError, did_you_mean
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.printable import count, printable
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from tinyagent_cli.execution.journal import Journal
    from tinyagent_cli.execution.records import TurnRecord

FORMATS: Final = ("json", "markdown")
_ALL: Final = 10**9
_MARKDOWN: Final = (".md", ".markdown")


def export(
    environment: Environment,
    file: Path,
    *,
    form: str = "",
    turns: str = "",
    search: str = "",
) -> int:
    """Write the *turns* ("3-9,12"; all without) that have the words of *search* to *file*.

    *form* is by the ending of *file* where none is said; ``-`` is stdout, and nothing is
    written over.  Raises UsageError.
    """
    screen = Screen(environment)
    with opening.journal_of(environment) as journal:
        text, number = exported(journal, file, form=form, turns=turns, search=search)
    if str(file) == "-":
        screen.raw(text)
    else:
        path = write_new(file, text)
        screen.tell(f"{count(number, 'turn')} in {path}")
    return Exit.DONE


def exported(
    journal: Journal, file: Path, *, form: str = "", turns: str = "", search: str = ""
) -> tuple[str, int]:
    """The text for *file*, and how many turns are in it; as `export`."""
    how = form or ("markdown" if file.suffix.lower() in _MARKDOWN else "json")
    if how not in FORMATS:
        hint = did_you_mean(how, FORMATS, f"one of {', '.join(FORMATS)}")
        raise UsageError(f"there is no format {how}", hint)
    spans = _spans(turns)
    found = [
        turn
        for turn in reversed(journal.turns(_ALL, search))
        if not spans or any(first <= turn.id <= last for first, last in spans)
    ]
    if how == "json":
        return line({"turns": [history.turn_json(turn) for turn in found]}), len(found)
    return "".join(f"{row}\n" for row in _markdown(found)), len(found)


def _spans(turns: str) -> list[tuple[int, int]]:
    """``3-9,12`` as first and last numbers.  Raises UsageError."""
    spans = []
    for part in filter(None, (part.strip() for part in turns.split(","))):
        match = re.fullmatch(r"(\d{1,18})(?:\s*-\s*(\d{1,18}))?", part)
        if match is None or int(match[2] or match[1]) < int(match[1]):
            raise UsageError(f"{part} names no turns", "--turns 3-9,12")
        spans.append((int(match[1]), int(match[2] or match[1])))
    return spans


def _markdown(turns: Sequence[TurnRecord]) -> Iterator[str]:
    yield f"# tinyagent: {count(len(turns), 'turn')}"
    for turn in turns:
        yield from ("", f"## {turn.id}. {_said(history.asked(turn))}", "")
        about = (f"{turn.started_at:%Y-%m-%d %H:%M}", turn.planner, turn.desktop)
        yield " · ".join(_said(part) for part in (*about, history.ending(turn)) if part)
        if turn.plan:
            yield from ("", *_fenced(turn.plan))
        if turn.actions:
            yield ""
        for action in turn.actions:
            said = f": {_said(action.says)}" if action.says else ""
            yield f"- {action.task}. `{action.tool}` {action.state}{said}"
        if turn.answer:
            yield ""
            yield from (f"> {_said(row)}".rstrip() for row in turn.answer.splitlines())


def _said(text: str) -> str:
    """*text* in one line, in which nothing is markup."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", printable(text))


def _fenced(text: str) -> Iterator[str]:
    """*text* as it is, whatever ticks are in it."""
    longest = max((len(ticks) for ticks in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (fence, *printable(text, lines=True).rstrip("\n").split("\n"), fence)
