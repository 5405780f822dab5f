"""The tree of errors: drawn as it is, and one hint for what was probably meant."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tinyagent_cli.core import errors
from tinyagent_cli.core.errors import TinyagentError, did_you_mean


def branches(error: type[TinyagentError], depth: int = 0) -> list[tuple[int, str, int]]:
    """*error* and all below it in the module: how deep, what it is called, its exit code."""
    below = [kind for kind in error.__subclasses__() if kind.__module__ == errors.__name__]
    return [
        (depth, error.__name__, int(error.exit)),
        *(row for kind in below for row in branches(kind, depth + 1)),
    ]


def test_the_drawing_shows_the_classes_as_they_are() -> None:
    """Names, order, parents and exit codes of the docstring are those of the code."""
    drawing = re.findall(r"^ {4}([│├└─ ]*)(\w+) +(\d+) {3}", errors.__doc__ or "", re.MULTILINE)
    drawn = [(len(lines) // 4, name, int(code)) for lines, name, code in drawing]
    assert drawn == branches(TinyagentError)


PROGRAM = Path(errors.__file__).parents[1]
NAMES = ("Contacts ", "Zoom ")  # of apps, which begin a message as they are written
ERRORS = {name for _, name, _ in branches(TinyagentError)} - {"MissingExtra"}


def texts(node: ast.expr) -> tuple[str, str]:
    """How the text that *node* makes begins and ends, "" where only running it tells."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    ends = [part.value if isinstance(part, ast.Constant) else "" for part in parts]
    return str(ends[0]), str(ends[-1])


def messages() -> Iterator[tuple[str, str, str]]:
    """Where an error of the tree is made, and how its message begins and ends."""
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id in ERRORS and node.args:
                yield f"{path.relative_to(PROGRAM)}:{node.lineno}", *texts(node.args[0])


def test_messages_are_in_one_style() -> None:
    """They start in lower case and have no full stop, since a hint or a comma may follow."""
    found = list(messages())
    assert len(found) > 50
    assert [
        where
        for where, start, end in found
        if (start[:1].isupper() and not start.startswith(NAMES)) or end.endswith((".", "!"))
    ] == []


def test_an_error_is_one_line_with_what_mends_it() -> None:
    """The hint stands in parentheses behind the message, if there is one."""
    assert str(TinyagentError("it broke")) == "it broke"
    assert str(TinyagentError("it broke", "mend it")) == "it broke (mend it)"


@pytest.mark.parametrize(
    ("name", "hint"), [("embeded", "did you mean embedded?"), ("zzz", "look at the list")]
)
def test_a_hint_names_the_near_name_or_where_to_look(name: str, hint: str) -> None:
    """Nothing is suggested that is not near."""
    assert did_you_mean(name, ("embedded", "llama"), "look at the list") == hint
