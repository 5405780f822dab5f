"""Reads requests and plans that were written by hand, and says what is wrong with them.

    python -m tinyagent_cli.lab.written FILE…

A pair is a request on one line and a call on each line after it; a blank line ends it and
``#`` begins a remark::

    Mail Ana the Q3 deck, then remind me Friday at 9 to call her.
    1 get_email_address("Ana")
    2 open_and_get_file_path("Q3 deck")
    3 compose_new_email([$1], attachments=[$2])
    4 create_reminder("call her", "Friday at 9")

An argument is words that stand in the request (``"Ana"[2]``: where they stand for the second
time; ``"Friday" & "9 am"``: a time in two places), an earlier result (``$1``), ``PIPED``, a list
of them, or several as one text (``"my thanks" + $2``); the transport of directions is ``"d"``,
``"w"`` or ``"r"``.  What nobody spoke of is left out.  A request without calls is one that no
tool can serve.
"""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Final

from tinyagent_cli.lab.example import LOOKUPS, MAIL_LISTS, SHAPES, BadExampleError, Example, check
from tinyagent_cli.lab.paper import Template, plain_example
from tinyagent_cli.lab.phrasing.plans import Argument, MisalignedError, Node, Part, Said, Together
from tinyagent_cli.planning.embedded.grammar import Grammar, GrammarError, walk
from tinyagent_cli.planning.embedded.pointing import Choice, PipedText
from tinyagent_cli.planning.embedded.pointing import words as cut_words

_CALL: Final = re.compile(r"^(\d+)\.? +(\w+\(.*\))$")
_TIMES: Final = frozenset({"start_date", "end_date", "due_date", "start_time"})


class WrittenError(ValueError):
    """A pair breaks the form; the message says where and how to mend it."""


@dataclass(frozen=True)
class Written:
    """A pair, as *template* and as *example*."""

    template: Template
    example: Example

    @property
    def piped(self) -> bool:
        """Whether text was piped in with the request."""
        return self.example.piped


def for_choosing(pair: Written) -> bool:
    """Whether the pair is for choosing between runs, by its request alone: a tenth of them is."""
    digest = hashlib.sha256(pair.template.request.encode()).hexdigest()
    return int(digest, 16) % 10 == 1


def shipped() -> list[Written]:
    """The pairs that are part of the lab.  Raises WrittenError where one is broken."""
    return [
        pair
        for source in sorted(files("tinyagent_cli.lab.pairs").iterdir(), key=lambda f: f.name)
        if source.name.endswith(".txt")
        for pair in read(source.read_text(encoding="utf-8"), source.name.removesuffix(".txt"))
    ]


def read(text: str, name: str) -> Iterator[Written]:
    """The pairs of *text*; raises WrittenError at the first that is broken."""
    for first, lines in _blocks(text):
        try:
            yield _pair(f"{name}/{first}", lines)
        except (WrittenError, BadExampleError, MisalignedError) as error:
            raise WrittenError(f"{name}:{first}: {error}: {lines[0][:60]}") from None


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines with the number of their first."""
    block: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.startswith("#"):
            continue
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _pair(identifier: str, lines: list[str]) -> Written:
    reader = _Reader(lines[0])
    for number, line in enumerate(lines[1:], start=1):
        match = _CALL.match(line)
        if match is None or int(match.group(1)) != number:
            raise WrittenError(f"line {number} of the plan is no call with that number: {line}")
        reader.nodes.append(reader.call(match.group(2)))
    template = Template(
        identifier, reader.request, tuple(reader.nodes), reader.places, reader.kinds
    )
    example = replace(plain_example(template), piped=reader.piped, source="written")
    check(example)
    try:
        walk(example.calls, Grammar(len(cut_words(example.request)), reader.piped))
    except GrammarError as error:
        raise WrittenError(f"the planner's grammar cannot say this plan ({error})") from None
    if len(example.calls) != len(lines) - 1:
        raise WrittenError(f"two of the calls are the same call: {lines[0][:60]}")
    return Written(template, example)


class _Reader:
    """Reads the calls of one plan against its *request*."""

    def __init__(self, request: str) -> None:
        self.request = request
        self.nodes: list[Node] = []
        self.places: dict[int, list[tuple[int, int]]] = {}
        self.kinds: dict[int, str] = {}
        self.taken: dict[tuple[int, int], int] = {}
        self.piped = False
        self._cut = cut_words(request)

    def call(self, text: str) -> Node:
        """The call that *text* writes."""
        try:
            tree = ast.parse(re.sub(r"\$(\d+)", r"_\1", text), mode="eval").body
        except SyntaxError as error:
            raise WrittenError(f"{error.msg}: {text}") from None
        if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
            raise WrittenError(f"no call: {text}")
        tool = tree.func.id
        if tool not in SHAPES:
            raise WrittenError(f"no such tool: {tool}")
        names = [name for name, _ in SHAPES[tool]]
        given = dict(zip(names, tree.args, strict=False))
        given |= {k.arg: k.value for k in tree.keywords if k.arg is not None}
        if len(tree.args) > len(names):
            raise WrittenError(f"{tool} takes {len(names)} arguments")
        if stray := set(given) - set(names):
            raise WrittenError(f"{tool} has no argument {', '.join(sorted(stray))}")
        arguments = [
            self._argument(given.get(name), tool, name, kind) for name, kind in SHAPES[tool]
        ]
        while arguments and not arguments[-1]:
            arguments.pop()
        return Node(tool, tuple(arguments))

    def _argument(self, tree: ast.expr | None, tool: str, name: str, kind: str) -> Argument:
        if tree is None or (isinstance(tree, ast.Constant) and tree.value is None):
            return Choice("d") if kind == "c" else None
        if kind == "c":
            if not isinstance(tree, ast.Constant) or tree.value not in ("d", "w", "r"):
                raise WrittenError(f'{name} is "d", "w" or "r"')
            return Choice(str(tree.value))
        if isinstance(tree, ast.List) != (kind == "l"):
            raise WrittenError(f"{tool}.{name} is {'a' if kind == 'l' else 'no'} list")
        if isinstance(tree, ast.List):
            return tuple(self._part(part, tool, name) for part in tree.elts) or None
        return self._part(tree, tool, name)

    def _part(self, tree: ast.expr, tool: str, name: str) -> Part:
        match tree:
            case ast.Name("PIPED"):
                self.piped = True
                return PipedText()
            case ast.Name(reference) if reference[:1] == "_" and reference[1:].isdigit():
                number = int(reference[1:])
                if not 1 <= number <= len(self.nodes):
                    raise WrittenError(f"${number} is no earlier call")
                return self.nodes[number - 1]
            case ast.BinOp(left, ast.Add(), right):
                parts = [self._part(t, tool, name) for t in (left, right)]
                flat = [q for p in parts for q in (p.parts if isinstance(p, Together) else (p,))]
                return Together(tuple(p for p in flat if isinstance(p, Said | Node | PipedText)))
            case ast.BinOp(left, ast.BitAnd(), right):
                marks = [self._part(t, tool, "in parts") for t in (left, right)]
                return Said(tuple(m for p in marks if isinstance(p, Said) for m in p.marks))
            case ast.Subscript(ast.Constant(str(text)), ast.Constant(int(nth))):
                return self._said(text, _kind(tool, name), nth)
            case ast.Constant(str(text)):
                return self._said(text, _kind(tool, name))
            case _:
                raise WrittenError(f"{tool}.{name} cannot be {ast.unparse(tree)}")

    def _said(self, text: str, kind: str, nth: int = 1) -> Said:
        starts, ends = {w.start for w in self._cut}, {w.end for w in self._cut}
        hits = [m.span() for m in re.finditer(re.escape(text), self.request)]
        hits = [h for h in hits if h[0] in starts and h[1] in ends]
        if len(hits) < nth:
            found = "not in the request" if not hits else f"there {len(hits)} times only"
            raise WrittenError(f'"{text}" is {found} (letter by letter, whole words)')
        number = self.taken.setdefault(hits[nth - 1], len(self.taken) + 1)
        self.places[number] = [hits[nth - 1]]
        self.kinds.setdefault(number, kind)
        return Said((number,))


def _kind(tool: str, name: str) -> str:
    """What the words are the name of, as :mod:`~tinyagent_cli.lab.variants` knows it."""
    if name in _TIMES:
        return "when"
    if name in MAIL_LISTS or name == "recipients":
        return "person"
    if name == "attachments":
        return "file"
    if tool in LOOKUPS or name == "name":
        return f"{tool}.{name}"
    return name if name != "file_name" else "file"


def main(names: Iterable[str]) -> int:
    """Check the files *names*; prints every broken pair, and how many are right."""
    broken = right = 0
    for path in names:
        with open(path, encoding="utf-8") as source:
            text = source.read()
        for first, lines in _blocks(text):
            try:
                _pair(f"{path}/{first}", lines)
                right += 1
            except (WrittenError, BadExampleError, MisalignedError) as error:
                broken += 1
                print(f"{path}:{first}: {error}\n    {lines[0]}")
    print(f"{right} pairs are right, {broken} are broken")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
