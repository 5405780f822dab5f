"""Pairs with other names, times, titles, files, places and messages."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Final

from tinyagent_cli.lab.example import BadExampleError, Example, check
from tinyagent_cli.lab.paper import Template
from tinyagent_cli.lab.phrasing import inventions, when
from tinyagent_cli.lab.phrasing.compose import disturb
from tinyagent_cli.lab.phrasing.markup import marked_at, plain
from tinyagent_cli.lab.phrasing.plans import MisalignedError, settle
from tinyagent_cli.lab.phrasing.words import Words

# How a reader of pairs calls the places that name somebody, a note, or what is said.
_PEOPLE: Final = frozenset({"person", "get_email_address.name", "get_phone_number.name"})
_NOTES: Final = frozenset({"create_note.name", "open_note.name", "append_note_content.name"})
_SAID: Final = frozenset({"message", "context", "content"})
_SAYING: Final = (" that ", "saying ", "saying: ")
_OTHERWISE_SAID: Final = 0.5


def multiply(
    templates: list[Template], rng: random.Random, words: Words, times: int
) -> list[Example]:
    """*times* variants of each template with fresh names, times, titles, files and places."""
    examples: list[Example] = []
    for template in templates:
        for _ in range(times):
            try:
                example = _variant(template, rng, words)
                check(example)
            except (MisalignedError, BadExampleError):
                continue
            examples.append(example)
    return examples


def _fresh(kind: str, old: str, rng: random.Random, words: Words, before: str) -> str | None:
    """Something else of the same kind as *old*, or None where it has to stay."""
    match kind:
        case _ if kind in _PEOPLE:
            return _somebody(old, rng, words, before)
        case _ if kind in _NOTES and before.endswith((" called ", " titled ", " named ")):
            return words.title(rng)
        case _ if kind in _SAID and before.endswith(_SAYING) and rng.random() < _OTHERWISE_SAID:
            return plain(words.say("statement", rng))
        case "calendar":
            return words.say("folder", rng)
        case "open_and_get_file_path.file_name" | "file_name" | "file":
            extension = re.search(r"\.(\w{2,5})$", old)
            if extension:
                return inventions.file_name(rng, words, extension.group(1))
            return f"{words.say('topic', rng)} {words.say('document', rng)}"
        case "folder":
            return words.say("folder", rng)
        case "location" | "start_location" | "end_location":
            return words.place(rng)
        case "when":
            if before.endswith((" at ", "ing ")):
                return when.clock(rng)
            if before.endswith((" on ", " by ", " due ", "for ")):
                return f"{when.day(rng)}{rng.choice((' at ', ' ', ', '))}{when.clock(rng)}"
            return next(m for p, m in iter(lambda: when.moment(rng), None) if not p)
        case "duration":
            return when.duration(rng)
        case "list_name":
            return words.say("list", rng)
    return None


def _somebody(old: str, rng: random.Random, words: Words, before: str) -> str:
    """Somebody else, reached as *old* is: by address, number, role or name."""
    if "@" in old:
        return inventions.mail_address(rng, words)
    if re.search(r"\d{3}", old):
        return inventions.phone_number(rng)
    if re.search(r"\b(?:my|our|her|his|their) $", before):
        return words.say("relation", rng)
    return words.say("group", rng) if before.endswith(" the ") else words.name(rng)


def _variant(template: Template, rng: random.Random, words: Words) -> Example:
    """The pair with other words at the places that are names of something."""
    marked = disturb(varied(template, rng, words), "paper", rng)
    if rng.random() < 0.06:
        marked = marked.lower()
    request, calls = settle(marked, list(template.nodes))
    return Example(request, calls, source="paper", family=f"paper/{template.identifier}")


def varied(template: Template, rng: random.Random, words: Words, cast: Sequence[str] = ()) -> str:
    """The marked request with other words at the places that are names of something.

    Some of its people are of the *cast*.  Raises MisalignedError where a mark got lost.
    """
    request, places = template.request, template.places
    changes: dict[tuple[int, int], str] = {}
    said: dict[str, str] = {}
    for number, ranges in places.items():
        start, end = ranges[0]
        old = request[start:end]
        kind = template.kinds[number]
        quoted = request[max(0, start - 1) : start] in ('"', "'", "“")
        new = _fresh(kind, old, rng, words, request[max(0, start - 9) : start])
        named = kind in _PEOPLE and old[:1].isupper() and not re.search(r"@|\d", old)
        if named and cast and rng.random() < 0.4:
            new = rng.choice(cast)
        if kind.endswith("location") and not quoted and old[:1].islower():
            new = None
        if new is not None and re.search(r"\bthe $", request[:start]):
            new = re.sub(r"^(?:the|an?) ", "", new)
        if new is None and quoted and len(old.split()) <= 6:
            new = words.title(rng)
        if new is None or new in said.values() or rng.random() < 0.12:
            continue
        new = said.setdefault(old.lower(), new)
        for hit in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", request):
            changes[hit.span()] = new
    return marked_at(*_moved(request, places, changes))


def _moved(
    request: str, places: dict[int, list[tuple[int, int]]], changes: dict[tuple[int, int], str]
) -> tuple[str, dict[int, list[tuple[int, int]]]]:
    """*request* after *changes*, and where its marks stand then."""
    bounds = {x for ranges in places.values() for r in ranges for x in r}
    out: list[str] = []
    position, shift = 0, 0
    shifts: list[tuple[int, int]] = []
    for (start, end), new in sorted(changes.items()):
        if start < position or any(start < b < end for b in bounds):
            continue
        out += [request[position:start], new]
        shift += len(new) - (end - start)
        shifts.append((end, shift))
        position = end
    out.append(request[position:])

    def at(x: int) -> int:
        return x + next((s for e, s in reversed(shifts) if x >= e), 0)

    return "".join(out), {n: [(at(a), at(b)) for a, b in rs] for n, rs in places.items()}
