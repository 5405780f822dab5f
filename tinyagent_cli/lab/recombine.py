"""The authors' pairs taken apart into clauses, and put together anew.

A request of theirs strings three or four wishes together, and each pair has a set of tools
of its own: what a model has to learn from 640 of them is composition.  So a pair is cut where
one wish ends and the next begins, wherever no call reaches over the cut, and the clauses of
several pairs, with fresh names, times and titles, make a new request whose plan is theirs
together.  Compare the good-enough compositional augmentation of Andreas 2020.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tinyagent_cli.lab.example import LOOKUPS, BadExampleError, Example, check
from tinyagent_cli.lab.paper import Template
from tinyagent_cli.lab.phrasing.compose import (
    MOST_CALLS,
    SERVED,
    Wish,
    disturb,
    draw_wish,
    join,
)
from tinyagent_cli.lab.phrasing.markup import renumbered
from tinyagent_cli.lab.phrasing.plans import (
    Argument,
    MisalignedError,
    Node,
    Part,
    Said,
    Together,
    needed,
    settle,
)
from tinyagent_cli.lab.phrasing.scene import Scene
from tinyagent_cli.lab.phrasing.words import Words
from tinyagent_cli.lab.variants import varied
from tinyagent_cli.planning.embedded.once import Once
from tinyagent_cli.planning.embedded.pointing import Choice, PipedText
from tinyagent_cli.planning.embedded.pointing import words as cut_words

# How a wish of theirs begins; "attach", "include" and "invite" go on with the one before.
_VERBS: Final = (
    "create|open|send|reply|forward|append|compose|summarize|show|get|add|set|schedule|find|check|text|email"
    "|make|generate|retrieve|locate|provide|share|write|prepare|remind|give|look|search|draft|note|message"
)  # fmt: skip
_CUT: Final = re.compile(
    rf"""
    (?:[.;]\s+|,?\s+(?:and|then)\s+|,\s+)
    (?:(?:and|then|also|please|finally|lastly|additionally|afterwards?|next|later|after\ that
       |once\ done|in\ addition|furthermore|moreover),?\s+)*
    (?=(?:{_VERBS})\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENING: Final = re.compile(rf"(?:please\s+)?(?=(?:{_VERBS})\b)", re.IGNORECASE)
# What a clause that stands for itself does not say: it speaks of another one.
_REFERS: Final = re.compile(
    r"\b(?:it|them|same|above|(?:the|this|that|these) (?:summary|link|notes?|file|document|pdf|"
    r"directions|location|event|email address|phone number|meeting))\b",
    re.IGNORECASE,
)
_WISHES: Final = (2, 2, 3, 3, 3, 4)
_CAST: Final = 3  # people who come up in more than one clause
_SYNTHETIC_SHARE: Final = 0.3  # of the clauses of a new request


@dataclass(frozen=True)
class Clause:
    """One wish of a pair, or several that hang together; places count from its own start."""

    template: Template
    alone: bool  # speaks of nothing outside itself


def clauses(template: Template) -> list[Clause]:
    """The clauses of a pair, in order; none where it cannot be told what belongs where."""
    request = template.request
    cuts = [m.span() for m in _CUT.finditer(request)]
    pieces = list(pairwise([0, *(x for cut in cuts for x in cut), len(request)]))[::2]
    if not _OPENING.match(request):
        return []
    reaches: list[tuple[int, int]] = []  # first and last piece of each node
    for node in template.nodes:
        said = [r for n in _marks(node) for r in template.places[n]]
        within = [i for i, (a, b) in enumerate(pieces) if any(a <= x and y <= b for x, y in said)]
        if not said or any(not any(a <= x and y <= b for a, b in pieces) for x, y in said):
            return []
        reaches.append((within[0], within[-1]))
    found: list[Clause] = []
    for first, last, members in _groups(reaches, len(pieces)):
        if members:
            start, end = pieces[first][0], pieces[last][1]
            found.append(_clause(template, start, end, [template.nodes[i] for i in members]))
    return found


def _marks(argument: Argument) -> Iterator[int]:
    match argument:
        case Said(marks):
            yield from marks
        case Node(_, parts) | Together(parts):
            for part in parts:
                yield from _marks(part)
        case tuple():
            for part in argument:
                yield from _marks(part)


def _groups(
    reaches: Sequence[tuple[int, int]], pieces: int
) -> Iterator[tuple[int, int, list[int]]]:
    """Runs of pieces that no node reaches out of: first piece, last piece, their nodes."""
    together = {i for low, high in reaches for i in range(low, high)}  # piece i and i + 1
    first = 0
    for last in range(pieces):
        if last not in together:
            yield first, last, [i for i, (low, _) in enumerate(reaches) if first <= low <= last]
            first = last + 1


def _clause(template: Template, start: int, end: int, nodes: list[Node]) -> Clause:
    used = sorted({n for node in nodes for n in _marks(node)})
    own = Template(
        template.identifier,
        template.request[start:end],
        tuple(nodes),
        {n: [(a - start, b - start) for a, b in template.places[n]] for n in used},
        {n: template.kinds[n] for n in used},
    )
    inner = any(need.tool not in LOOKUPS for node in nodes for need in needed(node))
    return Clause(own, inner or not _REFERS.search(own.request))


def recombined(
    templates: Sequence[Template], rng: random.Random, words: Words, count: int
) -> Iterator[Example]:
    """*count* new requests of clauses that stand for themselves."""
    pool = [c for t in templates for c in clauses(t) if c.alone]
    while pool and count:
        example = _new(pool, rng, words)
        if example is not None:
            count -= 1
            yield example


def _new(pool: Sequence[Clause], rng: random.Random, words: Words) -> Example | None:
    scene = Scene(rng, words, "paper")
    cast = [words.name(rng) for _ in range(_CAST)]
    wishes: list[Wish] = []
    for _ in range(rng.choice(_WISHES)):
        if rng.random() < _SYNTHETIC_SHARE:
            wish = draw_wish(rng, scene, SERVED, words.aside, command=True)
        else:
            wish = _wish(rng.choice(pool).template, scene, cast)
        if wish is None:
            return None
        wishes.append(wish)
    text = disturb(join(rng, "paper", wishes), "paper", rng)
    try:
        request, calls = settle(text, [n for w in wishes for n in w.nodes])
        once = Once(request, cut_words(request))
        told = tuple(c for c in map(once.told, calls) if c is not None)
        if len(told) > MOST_CALLS:
            return None
        example = Example(request, told, False, "paper", "+".join(w.family for w in wishes))
        check(example)
    except (MisalignedError, BadExampleError):
        return None
    return example


def _wish(template: Template, scene: Scene, cast: Sequence[str]) -> Wish | None:
    """*template* with other names, its marks counted on from the scene's."""
    first = scene.marks
    scene.marks += max(template.places)
    marked = renumbered(varied(template, scene.rng, scene.words, cast), first)
    text = _OPENING.sub("", marked.rstrip(" .;,"), count=1)
    nodes = [_shifted(node, first) for node in template.nodes]
    return Wish(text[:1].lower() + text[1:], True, nodes, f"paper/{template.identifier}")


def _shifted(node: Node, by: int) -> Node:
    """*node* with its marks counted on by *by*."""

    def argument(a: Argument) -> Argument:
        return tuple(part(p) for p in a) if isinstance(a, tuple) else a and part(a)

    def part(p: Part) -> Part:
        match p:
            case Node():
                return _shifted(p, by)
            case Together(parts):
                return Together(tuple(plain(q) for q in parts))
            case _:
                return p if isinstance(p, Choice) else plain(p)

    def plain(p: Said | Node | PipedText) -> Said | Node | PipedText:
        match p:
            case Said(marks):
                return Said(tuple(m + by for m in marks))
            case Node():
                return _shifted(p, by)
            case PipedText():
                return p

    return Node(node.tool, tuple(argument(a) for a in node.arguments))
