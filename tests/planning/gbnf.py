"""Reads GBNF: texts derived from a grammar at random, and whether it derives a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from random import Random

_TOKEN = re.compile(
    r'\s*(?:(?P<literal>"(?:[^"\\]|\\.)*")|(?P<chars>\[(?:[^\]\\]|\\.)*\])'
    r"|(?P<name>[a-zA-Z][a-zA-Z0-9-]*)|(?P<times>[?*+]|\{\d+,\d+\})|(?P<mark>[()|]))"
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_TIMES = {"?": (0, 1), "*": (0, 4), "+": (1, 4)}  # as often as that in a random text


Node = tuple[str, object]


class Gbnf:
    """A grammar, its rules by name."""

    def __init__(self, text: str) -> None:
        lines = (line.split("::=", 1) for line in text.splitlines() if line.strip())
        self.rules = {name.strip(): _alternatives(_tokens(body)) for name, body in lines}

    def accepts(self, text: str) -> bool:
        """Whether the grammar derives *text*."""
        return len(text) in self._ends(self.rules["root"], text, 0)

    def derive(self, random: Random) -> str:
        """Some text that the grammar derives."""
        return self._some(self.rules["root"], random)

    def _ends(self, node: Node, text: str, at: int) -> set[int]:
        """Where a text that *node* derives, from *at* on, may end."""
        match node:
            case "or", list(sequences):
                return {end for each in sequences for end in self._after(each, text, at)}
            case "repeat", (what, str(times)):
                low, high = {"?": (0, 1), "*": (0, 9999), "+": (1, 9999)}.get(times) or _span(times)
                ends, new, count = {at} if low == 0 else set(), {at}, 0
                while new and count < high:
                    count += 1
                    new = {end for place in new for end in self._ends(what, text, place)} - ends
                    ends |= new if count >= low else set()
                return ends
            case "literal", str(literal):
                return {at + len(literal)} if text.startswith(literal, at) else set()
            case "chars", re.Pattern() as chars:
                return {at + 1} if chars.match(text, at) else set()
            case "name", str(name):
                return self._ends(self.rules[name], text, at)
        raise AssertionError(node)

    def _after(self, sequence: Sequence[Node], text: str, at: int) -> set[int]:
        places = {at}
        for node in sequence:
            places = {end for place in places for end in self._ends(node, text, place)}
        return places

    def _some(self, node: Node, random: Random) -> str:
        match node:
            case "or", list(sequences):
                return "".join(self._some(part, random) for part in random.choice(sequences))
            case "repeat", (what, str(times)):
                count = random.randint(*(_TIMES.get(times) or _span(times)))
                return "".join(self._some(what, random) for _ in range(count))
            case "literal", str(literal):
                return literal
            case "chars", re.Pattern() as chars:
                return random.choice(_fitting(chars))
            case "name", str(name):
                return self._some(self.rules[name], random)
        raise AssertionError(node)


def _span(times: str) -> tuple[int, int]:
    low, high = times[1:-1].split(",")
    return int(low), int(high)


@cache
def _fitting(chars: re.Pattern[str]) -> list[str]:
    some = "".join(map(chr, range(128))) + "äß—😀\u2028\u202e\x85"
    return chars.findall(some)


def _tokens(body: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while match := _TOKEN.match(body, at):
        assert match.lastgroup
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    assert not body[at:].strip(), body[at:]
    return found


def _alternatives(tokens: list[tuple[str, str]]) -> Node:
    """Tokens up to the closing parenthesis, as alternatives; takes them from the list."""
    sequences: list[list[Node]] = [[]]
    while tokens:
        kind, text = tokens.pop(0)
        match kind, text:
            case "mark", "(":
                sequences[-1].append(_alternatives(tokens))
            case "mark", ")":
                break
            case "mark", "|":
                sequences.append([])
            case "times", _:
                sequences[-1][-1] = ("repeat", (sequences[-1][-1], text))
            case "literal", _:
                sequences[-1].append((kind, _plain(text[1:-1])))
            case "chars", _:
                sequences[-1].append((kind, re.compile(text)))
            case _:
                sequences[-1].append((kind, text))
    assert all(sequences), "an empty alternative"
    return ("or", sequences)


def _plain(text: str) -> str:
    """What the escapes in *text* stand for."""
    return _ESCAPE.sub(lambda m: {"n": "\n", "r": "\r", "t": "\t"}.get(m[1], m[1]), text)
