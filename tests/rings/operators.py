"""Operators: every small mistake that could be made in a piece of JavaScript, one at a time.

The source is read by tree-sitter, so that a mistake is made of what stands there and never of a
comment or half a string.  Each operator takes a node and yields what could stand in its place.
After Jia and Harman, "An Analysis and Survey of the Development of Mutation Testing" (2011);
those that are left out (types, constants of other programs) have nothing to change here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node, Parser


@dataclass(frozen=True, slots=True)
class Mutant:
    """*file* with the bytes from *start* to *end* replaced by *instead*, as *operator* does it.

    *line* is the text of the line that it is in, *was* what stood there; *again*: how many such
    mutants of such a line come before it.
    """

    file: str
    operator: str
    line: str
    was: str
    instead: str
    start: int
    end: int
    row: int
    again: int = 0

    @property
    def key(self) -> str:
        """What it is called in the list of those that change nothing: it goes stale by itself."""
        said = f"{_brief(self.was)} → {_brief(self.instead)}"
        number = f" #{self.again + 1}" if self.again else ""
        return f"{self.file} · {self.operator} · {self.line} · {said}{number}"

    def of(self, source: str) -> str:
        """*source* with the mistake in it."""
        raw = source.encode()
        return (raw[: self.start] + self.instead.encode() + raw[self.end :]).decode()


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:40]}…{line[-19:]}"


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """Every mutant of *source*, in the order of the text."""
    lines, seen = source.split("\n"), dict[tuple[str, ...], int]()
    for node in _nodes(_parser().parse(source.encode()).root_node):
        for operator, change in OPERATORS.items():
            for start, end, instead in change(node):
                was = source.encode()[start:end].decode()
                if was == instead:
                    continue
                row = node.start_point[0]
                line = lines[row].strip()
                again = seen.get(key := (operator, line, was, instead), 0)
                seen[key] = again + 1
                yield Mutant(file, operator, line, was, instead, start, end, row + 1, again)


def statements(source: str) -> list[tuple[int, int]]:
    """The spans in bytes of all statements of *source* within functions, outer before inner."""
    return [
        (node.start_byte, node.end_byte)
        for node in _nodes(_parser().parse(source.encode()).root_node)
        if _is_statement(node) and node.parent and node.parent.type == "statement_block"
    ]


def declarations(source: str) -> list[tuple[str, int, int]]:
    """The functions and constants at the outermost level: their names and spans in bytes."""
    found = []
    for node in _parser().parse(source.encode()).root_node.children:
        if node.type in ("function_declaration", *_DECLARING):
            one = node if node.type == "function_declaration" else node.named_children[0]
            name = one.child_by_field_name("name")
            if name:
                found.append((_text(name), node.start_byte, node.end_byte))
    return found


@cache
def _parser() -> Parser:
    import tree_sitter_javascript
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_javascript.language()))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def _is_statement(node: Node) -> bool:
    return node.is_named and (node.type.endswith("_statement") or node.type in _DECLARING)


Change = Callable[["Node"], Iterator[tuple[int, int, str]]]
_DECLARING: Final = ("lexical_declaration", "variable_declaration")


def _with(node: Node, instead: str) -> tuple[int, int, str]:
    return node.start_byte, node.end_byte, instead


def _renamed(node: Node) -> Iterator[tuple[int, int, str]]:
    """A property, verb, parameter or class of another name."""
    if node.type in ("property_identifier", "shorthand_property_identifier_pattern"):
        if node.type == "property_identifier":
            yield _with(node, f"{_text(node)}_")
        else:
            yield _with(node, f"{_text(node)}_: {_text(node)}")
    elif node.type == "shorthand_property_identifier":
        yield _with(node, f"{_text(node)}_: {_text(node)}")


def _texts(node: Node) -> Iterator[tuple[int, int, str]]:
    """Another text."""
    if node.type == "string":
        said = _text(node)
        if said != "'use strict'":
            yield _with(
                node, f"{said[:-1]}_{said[-1]}" if len(said) > 2 else f"{said[0]}_{said[0]}"
            )
    elif node.type == "string_fragment" and node.parent and node.parent.type == "template_string":
        yield _with(node, f"{_text(node)}_")


def _numbers(node: Node) -> Iterator[tuple[int, int, str]]:
    """One more, which is the boundary, too."""
    if node.type == "number":
        yield _with(node, f"({_text(node)} + 1)")


def _flags(node: Node) -> Iterator[tuple[int, int, str]]:
    """Yes for no."""
    if node.type in ("true", "false"):
        yield _with(node, "false" if node.type == "true" else "true")


def _conditions(node: Node) -> Iterator[tuple[int, int, str]]:
    """A condition turned round."""
    if node.type in ("if_statement", "while_statement", "ternary_expression"):
        condition = node.child_by_field_name("condition")
        if condition:
            yield _with(condition, f"(!({_text(condition)}))")
    elif node.type == "unary_expression" and _text(node).startswith("!"):
        yield _with(node, _text(node)[1:])


_OTHER: Final = {
    "===": "!==", "!==": "===", "<": "<=", "<=": "<", ">": ">=", ">=": ">",
    "&&": "||", "||": "&&", "+": "-", "-": "+", "*": "/", "/": "*", "%": "*",
    "+=": "-=", "-=": "+=", "in": "instanceof",
}  # fmt: skip


def _signs(node: Node) -> Iterator[tuple[int, int, str]]:
    """Another sign: the boundary in or out, and for or."""
    if node.type in ("binary_expression", "augmented_assignment_expression"):
        sign = node.child_by_field_name("operator")
        if sign and (other := _OTHER.get(_text(sign))):
            yield _with(sign, other)
    elif node.type == "update_expression":
        yield _with(node, _text(node).replace("++", "--"))
    elif node.type == "unary_expression" and _text(node).startswith("-"):
        yield _with(node, _text(node)[1:])


def _left_out(node: Node) -> Iterator[tuple[int, int, str]]:
    """A statement that is not there: a guard, a throw, an assignment, an event, an answer."""
    kinds = ("expression_statement", "if_statement", "throw_statement", "return_statement",
             "break_statement", "continue_statement", "for_in_statement")  # fmt: skip
    if node.type in kinds and node.parent and "'use strict'" not in _text(node):
        yield _with(node, ";")


def _swapped(node: Node) -> Iterator[tuple[int, int, str]]:
    """The first two arguments change places."""
    if node.type == "arguments" and node.named_child_count >= 2:
        one, other = node.named_children[:2]
        yield (one.start_byte, other.end_byte, f"{_text(other)}, {_text(one)}")


def _fewer(node: Node) -> Iterator[tuple[int, int, str]]:
    """An argument, an item, a field that is not there."""
    if node.type in ("arguments", "array") and node.named_child_count:  # none holds a comment
        last = node.named_children[-1]
        before = last.prev_sibling
        start = before.start_byte if before and before.type == "," else last.start_byte
        yield (start, last.end_byte, "")
    elif node.type == "object":
        for field in (one for one in node.named_children if one.type != "comment"):
            after = field.next_sibling
            end = after.end_byte if after and after.type == "," else field.end_byte
            yield (field.start_byte, end, "")


def _not_called(node: Node) -> Iterator[tuple[int, int, str]]:
    """A call that is not made: what it would be asked of is taken as it is."""
    called = node.child_by_field_name("function") if node.type == "call_expression" else None
    if called and called.type == "member_expression":
        asked = called.child_by_field_name("object")
        if asked and _text(asked) not in ("Object", "JSON", "Array", "Math", "Reflect", "Number"):
            yield _with(node, _text(asked))


def _patterns(node: Node) -> Iterator[tuple[int, int, str]]:
    """A pattern that takes anything, one that takes nothing, one without its flags."""
    if node.type == "regex":
        flags = node.child_by_field_name("flags")
        said = _text(flags) if flags else ""
        yield _with(node, f"/(?:)/{said}")
        yield _with(node, f"/(?!)/{said}")
        if flags:
            yield _with(flags, "")


OPERATORS: Final[dict[str, Change]] = {
    "renamed": _renamed,
    "other text": _texts,
    "other number": _numbers,
    "yes for no": _flags,
    "condition turned": _conditions,
    "other sign": _signs,
    "left out": _left_out,
    "swapped": _swapped,
    "fewer": _fewer,
    "not called": _not_called,
    "other pattern": _patterns,
}
