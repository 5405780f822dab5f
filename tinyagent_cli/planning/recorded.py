"""A prompt in the words of a published record, for a model that was trained on such words.

`planning.record` takes one apart; here it is put together again, for the tools on offer and the
request of the day.  With the tools, the time and the request of the record, the record's own
words come out, letter by letter.  The file is kept beside the model, ``NAME.prompt.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.core.whole_file import write_whole
from tinyagent_cli.planning.examples import MOST, OURS, Example
from tinyagent_cli.planning.prompt import STOP, beside, typed
from tinyagent_cli.planning.prompted import Asked, Prompt
from tinyagent_cli.tools.spec import ToolSpec

_CALL: Final = re.compile(r"^\d+\. (\w+)\(", re.MULTILINE)


class Place(StrEnum):
    """What stands in a prompt where something changes."""

    NUMBER = "number"  # of tools, join() among them
    TOOLS = "tools"
    DATE = "date"
    EXAMPLES = "examples"


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a prompt that stays."""

    text: str


Piece = Text | Place


@dataclass(frozen=True, slots=True)
class RecordedPrompt:
    """The *system* part, and what stands *before* and *after* the request in the user's.

    *tools* tells of each tool as the record does; *date* is how it writes the time, for
    `strftime`; *examples* are its own, between two of which stands *separator*; *source* is
    the record's id.
    """

    system: tuple[Piece, ...]
    before: str
    after: str
    tools: Mapping[str, str]
    date: str = ""
    examples: tuple[str, ...] = ()
    separator: str = ""
    source: str = ""

    def __call__(self, asked: Asked) -> Prompt:
        """What is *asked*, in the record's words: see `planning.prompted.Words`.

        Tools that it does not know are told of in its form.  What it has no words for, a text
        that was piped in and a plan that failed, stands in ours before the request.
        """
        system, changes = "", None
        new = [e for e in asked.examples if e not in OURS and e.asked is None]
        for piece in self.system:
            if changes is None and (piece is Place.DATE or (piece is Place.EXAMPLES and new)):
                changes = len(system)
            system += self._put(piece, asked, new)
        parts = beside(asked.piped, asked.failure)
        if not self.date:
            parts.insert(0, f"Now it is {asked.now:%A %Y-%m-%d %H:%M}.")
        told = "".join(f"{part}\n\n" for part in parts)
        user = f"{told}{self.before}{asked.request}{self.after}"
        return Prompt(system, user, tuple(asked.tools), asked.request, changes)

    def _put(self, piece: Piece, asked: Asked, new: Sequence[Example]) -> str:
        match piece:
            case Text(text):
                return "".join(self._fitting(text, {tool.name for tool in asked.tools}))
            case Place.NUMBER:
                return str(len(asked.tools) + 1)
            case Place.TOOLS:
                told = self._told(asked.tools)
                return "".join(f"{i}. {text}" for i, text in enumerate(told, start=1))
            case Place.DATE:
                return asked.now.strftime(self.date)
            case Place.EXAMPLES:
                return self.separator.join(self._shown(asked, new))

    def _fitting(self, text: str, offered: set[str]) -> Iterator[str]:
        """The lines of *text*, without rules that name only tools that are not *offered*."""
        for line in text.splitlines(keepends=True):
            named = self.tools.keys() & set(re.findall(r"\w+", line))
            if not named or named & offered:
                yield line

    def _told(self, tools: Sequence[ToolSpec]) -> Iterator[str]:
        """What is said of *tools*, those that the record knows first, in its order."""
        offered = {tool.name: tool for tool in tools}
        yield from (text for name, text in self.tools.items() if name in offered)
        yield from (_told(tool) for tool in tools if tool.name not in self.tools)

    def _shown(self, asked: Asked, new: Sequence[Example]) -> list[str]:
        """The record's examples that call none but tools on offer, or else ours; then *new*."""
        offered = {tool.name for tool in asked.tools} | {"join"}
        own = [text for text in self.examples if set(_CALL.findall(text)) <= offered]
        own = own or [_example(e) for e in asked.examples if e in OURS]
        most = max(MOST, len(self.examples))  # those of its own are as many as it was taught with
        return [*own[: most - len(new)], *map(_example, new)]


def _told(tool: ToolSpec) -> str:
    lines = [f"{typed(tool)} -> str", f" - {tool.summary}"]
    lines += [f" - {a.name}: {a.about}" for a in tool.arguments if a.about]
    return "".join(f"{line}\n" for line in lines)


def _example(example: Example) -> str:
    return f"Question: {example.request}\n{example.plan.rstrip()}{STOP}\n"


def kept_beside(model: Path) -> Path:
    """Where the prompt for the *model* file is kept."""
    return model.with_name(f"{model.name.removesuffix('.gguf')}.prompt.json")


def kept_for(folder: Path, name: str) -> Path:
    """Where the prompt for the model called *name* is kept, in the *folder* of models.

    A server may call its model by the file that it is in: then the prompt is beside that.
    """
    file = Path(name).expanduser()
    if file.suffix == ".gguf" and file.is_file():
        return kept_beside(file.absolute())
    plain = re.sub(r"[^A-Za-z0-9_.+-]", "_", name.removesuffix(".gguf"))
    return folder / f"{plain}.prompt.json"


def save(prompt: RecordedPrompt, path: Path) -> None:
    """Write *prompt* to *path*, whole or not at all."""
    private_dir(path.parent)
    table = asdict(prompt) | {
        "system": [p.text if isinstance(p, Text) else {"place": p} for p in prompt.system]
    }
    write_whole(path, json.dumps(table, ensure_ascii=False, indent=1))


def load(path: Path) -> RecordedPrompt | None:
    """The prompt in *path*; None where there is none.  Raises NotReady for one that is broken."""
    try:
        table = json.loads(path.read_text("utf-8"))
        system = [Text(p) if isinstance(p, str) else Place(p["place"]) for p in table["system"]]
        lists = {"system": tuple(system), "examples": tuple(table["examples"])}
        return RecordedPrompt(**table | lists)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, LookupError) as error:
        hint = "tinyagent models prompt NAME FILE makes it anew"
        raise NotReady(f"{path} is no prompt of ours", hint) from error
