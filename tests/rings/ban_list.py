"""What no script of macos_tools may hold, looked for in its syntax tree.

What would run code, reach past the app, or be newer than the JavaScript of an old macOS has no
way in: the syntax, the globals and the subscripts that a script may use are listed, and the
properties that lead elsewhere are banned by name.  (tsc says of the other properties whether an
app has them.)
"""

from __future__ import annotations

from collections.abc import Iterator

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

LANGUAGE = Language(tree_sitter_javascript.language())


def words(text: str) -> frozenset[str]:
    """The words of *text*."""
    return frozenset(text.split())


# Plain ES5 with const and let.  No templates (code is never made of text), no classes, `this`,
# imports, generators or async, no `?.` and `??` (ES2020).
SYNTAX = words("""
    arguments array assignment_expression augmented_assignment_expression binary_expression
    call_expression catch_clause comment else_clause escape_sequence expression_statement false
    for_statement formal_parameters function_declaration function_expression identifier
    if_statement lexical_declaration member_expression new_expression null number object pair
    parenthesized_expression program property_identifier regex regex_flags regex_pattern
    return_statement statement_block string string_fragment subscript_expression
    ternary_expression throw_statement true try_statement unary_expression undefined
    variable_declarator
""")
TOKENS = words("""
    ! !== % && ' ( ) * + += , - . / : ; < = === > >= ? [ ] catch const else for function if let new
    return throw try typeof { || }
""")

# Neither eval, Function, Intl nor globalThis; neither ObjC, $, Ref, Automation nor console.
GLOBALS = frozenset(
    {"Application", "Boolean", "Date", "Error", "JSON", "Object", "Path", "String", "undefined"}
)

PROPERTIES = {
    "code from text": words("constructor prototype __proto__ call apply bind caller callee"),
    "a shell": words("doShellScript runScript loadScript storeScript systemAttribute"),
    "StandardAdditions": words("includeStandardAdditions currentApplication displayDialog"),
    "typing on the user's behalf": words("keystroke keyCode processes uiElements"),
    "a dead property": words("htmlContent vcardPath"),
    "newer than ES2019": words("""
        at allSettled any findLast findLastIndex groupBy hasOwn isWellFormed matchAll replaceAll
        toReversed toSorted toSpliced toWellFormed
    """),
}
SENDS = "messages/send_message.js"  # the one script that may send

# What would switch the types off, or leave a hole in them.
# Object(…) is one, needed where a Mac is asked for a name that no dictionary has.
ASKS_FOR_WHAT_IS_NOT = "notes/probe.js"
HOLES = ("@ts-", "{any}", "{*}", "{Object}", "{Function}")


def parse(text: str) -> Node:
    """The syntax tree of a script."""
    return Parser(LANGUAGE).parse(text.encode()).root_node


def nodes(node: Node) -> Iterator[Node]:
    """*node* and all that is below it."""
    yield node
    for child in node.children:
        yield from nodes(child)


def breaches(script: str, text: str) -> list[str]:
    """What of the list *text*, as the script *script*, breaks."""
    root = parse(text)
    known = GLOBALS | declared(root)
    return [
        f"line {node.start_point.row + 1}: {what}" for node, what in _found(root, script, known)
    ]


def declared(root: Node) -> frozenset[str]:
    """The names that a script gives to something of its own."""
    names = set()
    for node in nodes(root):
        if node.type == "formal_parameters":
            names |= {_text(child) for child in node.named_children}
        for field in ("name", "parameter"):
            if node.type in ("function_declaration", "variable_declarator", "catch_clause") and (
                name := node.child_by_field_name(field)
            ):
                names.add(_text(name))
    return frozenset(names)


def _found(root: Node, script: str, known: frozenset[str]) -> Iterator[tuple[Node, str]]:
    shadowed = declared(root) & GLOBALS
    if shadowed:
        yield root, f"its own {', '.join(sorted(shadowed))}"
    for node in nodes(root):
        allowed = SYNTAX if node.is_named else TOKENS
        if node.type not in allowed:
            yield node, f"syntax that scripts do without: {node.type}"
        elif node.type == "identifier" and _text(node) not in known:
            yield node, f"a name from elsewhere: {_text(node)}"
        elif node.type == "property_identifier":
            yield from _property(node, script)
        elif node.type == "subscript_expression" and not _plain_index(node):
            # What a plain name holds is for tsc to say.
            yield node, "a property whose name is made of text"
        elif node.type == "call_expression":
            called = _text(node.children[0])
            if called == "Application" and not _bundle(node):
                yield node, "an app that is not named by its bundle id"
            if called == "Object" and script != ASKS_FOR_WHAT_IS_NOT:
                yield node, "a hole in the types: Object(…)"
        elif node.type == "regex_flags" and not set(_text(node)) <= set("gimsuy"):
            yield node, f"flags newer than ES2019: {_text(node)}"
        elif node.type == "number" and set(_text(node)) & set("n_"):
            yield node, f"a number newer than ES2019: {_text(node)}"
        elif node.type == "comment":
            for hole in HOLES:
                if hole in _text(node):
                    yield node, f"a hole in the types: {hole}"


def _property(node: Node, script: str) -> Iterator[tuple[Node, str]]:
    name = _text(node)
    for what, names in PROPERTIES.items():
        if name in names:
            yield node, what
    if name == "send" and script != SENDS:
        yield node, "sending"


def _plain_index(node: Node) -> bool:
    index = node.child_by_field_name("index")
    assert index is not None
    if index.type == "binary_expression":
        operator = index.child_by_field_name("operator")
        return operator is not None and operator.type == "-"
    return index.type in ("identifier", "number", "subscript_expression")


def _bundle(node: Node) -> bool:
    arguments = node.child_by_field_name("arguments")
    assert arguments is not None
    given = arguments.named_children
    return len(given) == 1 and given[0].type == "string" and _text(given[0])[1:11] == "com.apple."


def _text(node: Node) -> str:
    assert node.text is not None
    return node.text.decode()
