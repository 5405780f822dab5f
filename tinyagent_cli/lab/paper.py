"""The request-and-plan pairs of the TinyAgent authors, turned into examples.

Their plans hold texts; ours point.  An argument that stands in the request becomes a
span; a date becomes the words that said when; an invented text becomes the words of the
request it was made from, or nothing.  The graph of a plan stays as it is, except where
the house's rules differ: the sender of a mail that is replied to is not looked up, a note
is not opened before something is added to it, a lookup nobody uses or asked for is left out.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tinyagent_cli.lab.example import (
    JOINED,
    LOOKUPS,
    MAIL_LISTS,
    SHAPES,
    BadExampleError,
    Example,
    check,
)
from tinyagent_cli.lab.phrasing import when
from tinyagent_cli.lab.phrasing.markup import marked_at
from tinyagent_cli.lab.phrasing.overlap import closest
from tinyagent_cli.lab.phrasing.plans import (
    Argument,
    MisalignedError,
    Node,
    Part,
    Said,
    Together,
    needed,
    parts_of,
    settle,
)
from tinyagent_cli.planning.embedded.pointing import Choice
from tinyagent_cli.planning.embedded.pointing import words as cut_words

_FILES: Final = frozenset({"open_and_get_file_path"})
_TIMES: Final = {"start_date", "due_date", "start_time"}
_LINE: Final = re.compile(r"^\s*(\d+)\.\s*(\w+)\((.*)\)\s*$")
_REF: Final = re.compile(r"\$\{?(\d+)\}?")
_ASKS_NUMBER: Final = re.compile(r"phone|number|contact|e-?mail address", re.IGNORECASE)


_END: Final = (
    r"(?=\s+(?:via|by|using|through|and (?:then |also )?[a-z]+ (?:an?|the)|to the note)\b|[.,;]|$)"
)
# Words that say what a message is about or what is added, for texts that were invented.
_SAYS: Final = {
    "send_sms": re.compile(
        r"(?:sms|text|message|messages|texting|inform\w*|notify\w*|remind\w*|updat\w+)\b[^.;]*?"
        r"\b(?:about|regarding|of|with|that|saying|providing|sharing|containing"
        r"|including|for|to remember to)\s+"
        r"(?:the |a |an )?(?P<what>(?!the\b)[a-z][^.,;\"]+?)" + _END,
        re.IGNORECASE,
    ),
    "create_reminder": re.compile(
        r"remind(?:er)?(?: me| us| myself)? (?:to|for|about|of)\s+(?:the |a |an )?"
        r"(?P<what>(?!the\b)[a-z][^.,;\"]+?)(?=\s+(?:on|by|at|before|due|tomorrow|today|tonight|next|this|with"
        r"|in|for|every|and)\b|[.,;]|$)",
        re.IGNORECASE,
    ),
    "append_note_content": re.compile(
        r"(?:append|add|update)\w*\s+(?:the |any |some |an? )?"
        r"(?P<what>[a-z][^.,;\"]*?)\s+(?:to|in|into|with)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True)
class Template:
    """A pair as text and symbolic plan: *places* are character ranges of the marks."""

    identifier: str
    request: str
    nodes: tuple[Node, ...]
    places: dict[int, list[tuple[int, int]]]
    kinds: dict[int, str]


def kept_aside(identifier: str) -> bool:
    """Whether the pair with this id is for testing only: a third of them is."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 3 == 0


def for_choosing(identifier: str) -> bool:
    """Whether the pair with this id is for choosing between runs: a ninth of them is."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 9 == 1


def convert(rows: list[dict[str, Any]]) -> tuple[list[Template], dict[str, int]]:
    """The templates that *rows* give, and how many were kept."""
    counts: Counter[str] = Counter()
    found: list[Template] = []
    for row in rows:
        counts["rows"] += 1
        try:
            template = _Reader(str(row["id"]), row["request"]).read(row["plan"])
            check(plain_example(template))
        except (BadExampleError, MisalignedError, SyntaxError, ValueError, KeyError) as error:
            counts[f"left: {error}"[:46]] += 1
            continue
        counts["kept"] += 1
        found.append(template)
    return found, dict(counts)


def plain_example(template: Template) -> Example:
    """The pair itself."""
    request, calls = settle(marked_at(template.request, template.places), list(template.nodes))
    return Example(request, calls, source="paper", family=f"paper/{template.identifier}")


class _Reader:
    """Reads one plan against its request."""

    def __init__(self, identifier: str, request: str) -> None:
        self.identifier = identifier
        self.request = request
        self.cut = cut_words(request)
        self.places: dict[int, list[tuple[int, int]]] = {}
        self.kinds: dict[int, str] = {}
        self.taken: dict[tuple[int, int], int] = {}

    def read(self, plan: str) -> Template:
        """The whole plan; raises ValueError where it cannot be pointed at."""
        nodes: dict[int, Node] = {}
        for line in plan.splitlines():
            match = _LINE.match(line)
            if match is None or match.group(2) == "join":
                continue
            number, tool = int(match.group(1)), match.group(2)
            arguments = ast.literal_eval(f"[{match.group(3)}]")
            nodes[number] = self._node(tool, arguments, nodes)
        if not nodes:
            raise ValueError("an empty plan")
        kept = self._housekept(list(dict.fromkeys(nodes.values())))
        return Template(self.identifier, self.request, tuple(kept), self.places, self.kinds)

    # -- words -----------------------------------------------------------------------

    def _said(self, start: int, end: int, kind: str) -> Said:
        number = self.taken.setdefault((start, end), len(self.taken) + 1)
        self.places[number] = [(start, end)]
        self.kinds.setdefault(number, kind)
        return Said((number,))

    def _find(self, text: str, kind: str) -> Said | None:
        text = text.strip().strip("\"'.")
        if not text:
            return None
        pattern = re.escape(text).replace(r"\ ", r"\s+")
        hits = [m.span() for m in re.finditer(pattern, self.request, re.IGNORECASE)]
        hits = [h for h in hits if self._aligned(h)]
        if not hits:
            return None
        return self._said(*min(hits, key=self._hidden), kind)

    def _hidden(self, hit: tuple[int, int]) -> int:
        """0 for a whole quotation, 1 for bare words, 2 for a part of some other quotation."""
        for start, end in self._quotes():
            if start < hit[0] and hit[1] < end:
                return 0 if end - start - (hit[1] - hit[0]) <= 3 else 2
        return 1

    def _quotes(self) -> list[tuple[int, int]]:
        return [m.span() for m in re.finditer(r'"[^"]*"', self.request)]

    def _aligned(self, hit: tuple[int, int]) -> bool:
        return any(w.start == hit[0] for w in self.cut) and any(w.end == hit[1] for w in self.cut)

    def _near(self, text: str, kind: str, least: int) -> Said | None:
        exact = self._find(text, kind)
        if exact is not None:
            return exact
        taken = [p for r in self.places.values() for p in r] if least > 1 else []
        window = closest(text, self.cut, least, taken + self._quotes())
        return self._said(*window, kind) if window is not None else None

    # -- calls -----------------------------------------------------------------------

    def _node(self, tool: str, arguments: list[Any], nodes: dict[int, Node]) -> Node:
        shape = SHAPES[tool]
        parts: list[Argument] = []
        for (name, kind), value in zip(shape, arguments, strict=False):
            parts.append(self._argument(tool, name, kind, value, nodes))
        told = 0 if tool == "create_reminder" else 1
        if tool in _SAYS and len(parts) > told and parts[told] is None:
            parts[told] = self._talk(tool)
        return self._timed(_attached(Node(tool, tuple(parts))), tool)

    def _talk(self, tool: str) -> Said | None:
        """What a message or an addition is about, where its text was invented."""
        match = _SAYS[tool].search(self.request)
        if match is None or not self._aligned(match.span("what")):
            return None
        return self._said(*match.span("what"), "content")

    def _argument(
        self, tool: str, name: str, kind: str, value: Any, nodes: dict[int, Node]
    ) -> Argument:
        if kind == "c":
            return Choice(value if value in ("d", "w", "r") else "d")
        if kind == "l":
            values = value if isinstance(value, list) else [value] if value else []
            atoms = [self._atom(tool, name, str(v), nodes) for v in values]
            return tuple(dict.fromkeys(a for a in atoms if a is not None)) or None
        if name in _TIMES or name == "end_date" or not isinstance(value, str) or not value.strip():
            return self._number(name, value)
        results = [nodes[n] for n in map(int, _REF.findall(value)) if n in nodes]
        if results and tool in LOOKUPS and results[0].tool in LOOKUPS:
            return results[0].arguments[0]  # a number looked up for an address that was
        if results and kind == "f":
            return _text(results) if name in JOINED else results[0]
        if kind == "f" and tool != "summarize_pdf" and name != "location":
            return self._near(value, name, 3 if name == "notes" else 2)
        if name == "start_location" and value.lower() in ("here", "current location"):
            return None
        least = 2 if name in ("folder", "list_name", "calendar", "location") else 1
        if name == "file_name":
            value = (
                re.sub(r"(?<=[a-z])(?=[A-Z])|_|\.\w{2,4}$", " ", value)
                if not self._find(value, "file")
                else value
            )
        return self._near(value, name if name != "name" else f"{tool}.name", least)

    def _number(self, name: str, value: Any) -> Argument:
        if name == "priority" and value:
            match = re.search(
                r"(high|medium|low|urgent|top)(?= priority| importance)",
                self.request,
                re.IGNORECASE,
            )
            return self._said(*match.span(), "priority") if match else None
        if name == "duration":
            match = re.search(
                rf"(?<=\bof ){when.LENGTH}|(?<=\bfor ){when.LENGTH}|\b{when.LENGTH}",
                self.request,
                re.IGNORECASE,
            )
            if match:
                lead = re.match(r"(?:for|in)\s+", match.group(), re.IGNORECASE)
                span = (match.start() + (lead.end() if lead else 0), match.end())
                return self._said(*span, "duration") if self._aligned(span) else None
        return None

    def _atom(self, tool: str, name: str, value: str, nodes: dict[int, Node]) -> Part | None:
        reference = _REF.fullmatch(value.strip())
        if reference:
            node = nodes[int(reference.group(1))]
            wants_mail = name in MAIL_LISTS or (name == "recipients" and tool != "send_sms")
            if wants_mail or name == "recipients":
                who = node.arguments[0] if node.arguments else None
                address = isinstance(who, Said) and self._text(who)
                if address and ("@" in address or re.search(r"\d{3}", address)):
                    return who if isinstance(who, Said) else None
                if node.tool in ("get_phone_number", "get_email_address"):
                    right = "get_email_address" if wants_mail else "get_phone_number"
                    return replace(node, tool=right)
            return node
        if name == "attachments":
            said = self._find(value, "file")
            return Node("open_and_get_file_path", (said,)) if said else None
        said = self._find(value, "person")
        if said and "@" not in value and not re.search(r"\d{3}", value):
            tool = "get_phone_number" if tool == "send_sms" else "get_email_address"
            return Node(tool, (said,))
        return said

    def _text(self, said: Said) -> str:
        start, end = self.places[said.marks[0]][0]
        return self.request[start:end]

    def _timed(self, node: Node, tool: str) -> Node:
        """The node with the words that say when: those nearest to its title."""
        index = {"create_calendar_event": 1, "create_reminder": 1, "get_zoom_meeting_link": 1}.get(
            tool
        )
        if index is None or len(node.arguments) <= index:
            return node
        title = node.arguments[0]
        spans = [s for s in when.find(self.request) if self._aligned(s) and not self._inside(s)]
        if not spans:
            return node
        anchor = self.places[title.marks[0]][0][1] if isinstance(title, Said) else 0
        stop = [m.start() for m in re.finditer(r"[.;] ", self.request)]

        def cost(span: tuple[int, int]) -> int:
            crossed = sum(min(anchor, span[0]) < s < max(anchor, span[0]) for s in stop)
            return abs(span[0] - anchor) + 200 * crossed + (40 if span[0] < anchor else 0)

        best = min(spans, key=cost)
        arguments = list(node.arguments)
        if tool == "get_zoom_meeting_link":  # its length is an argument of its own
            said = self.request[best[0] : best[1]]
            length = re.search(rf"\s+{when.LENGTH}$", said, re.IGNORECASE)
            best = (best[0], best[0] + length.start()) if length else best
        start = re.match(r"(?:on|at|by)\s+", self.request[best[0] : best[1]], re.IGNORECASE)
        arguments[index] = self._said(best[0] + (start.end() if start else 0), best[1], "when")
        return replace(node, arguments=tuple(arguments))

    def _inside(self, span: tuple[int, int]) -> bool:
        before = self.request[: span[0]]
        return before.count('"') % 2 == 1

    # -- house rules -----------------------------------------------------------------

    def _housekept(self, nodes: list[Node]) -> list[Node]:
        nodes = [self._without_sender(n) for n in nodes]
        appended = {n.arguments[0] for n in nodes if n.tool == "append_note_content"}
        used = _used(nodes)
        kept: list[Node] = []
        for node in nodes:
            if node in used:
                continue
            unasked = not _ASKS_NUMBER.search(self.request)
            if node.tool in ("get_phone_number", "get_email_address") and unasked:
                continue
            if (
                node.tool == "open_note"
                and node.arguments[0] in appended
                and "open" not in self.request.lower()
            ):
                continue
            kept.append(node)
        return kept

    def _without_sender(self, node: Node) -> Node:
        if node.tool != "reply_to_email" or not isinstance(node.arguments[0], tuple):
            return node
        kept = []
        for part in node.arguments[0]:
            who = part.arguments[0] if isinstance(part, Node) else part
            name = re.escape(self._text(who)) if isinstance(who, Said) else ""
            if not re.search(
                rf"{name}['’]s? (?:\w+ ){{0,2}}(?:e-?mail|message)|from {name}\b"
                rf"|(?:reply|respond)\w* to {name}\b",
                self.request,
            ):
                kept.append(part)
        return replace(node, arguments=(tuple(kept) or None, *node.arguments[1:]))


def _attached(node: Node) -> Node:
    """*node* with files alone attached; what else was attached is what the mail says."""
    shape = [name for name, _ in SHAPES[node.tool]]
    if "attachments" not in shape or len(node.arguments) != len(shape):
        return node
    arguments = list(node.arguments)
    at, context = shape.index("attachments"), shape.index("context")
    attached = arguments[at] if isinstance(arguments[at], tuple) else ()
    assert isinstance(attached, tuple)
    rest = [p for p in attached if not isinstance(p, Node) or p.tool not in _FILES]
    results = [p for p in rest if isinstance(p, Node) and p.tool not in LOOKUPS]
    if results:
        said = [p for p in parts_of(arguments[context]) if isinstance(p, Said | Node)]
        arguments[context] = _text([*said, *results])
    elif rest and arguments[context] is None:
        arguments[context] = rest[-1]
    arguments[at] = tuple(p for p in attached if p not in rest) or None
    return replace(node, arguments=tuple(arguments))


def _text(parts: Sequence[Said | Node]) -> Said | Node | Together:
    """*parts* as one text, each once."""
    first, *more = dict.fromkeys(parts)
    return Together((first, *more)) if more else first


def _used(nodes: list[Node]) -> set[Node]:
    return {need for node in nodes for need in needed(node)}
