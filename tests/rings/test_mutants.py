"""Mistakes in scripts, simulator and term tables do not go unseen: a sample of them, each time.

The complete run is ``python -m tests.rings.mutants``.
"""

from __future__ import annotations

from functools import cache

import pytest

pytest.importorskip("tree_sitter_javascript", reason="pip install --group dev")

from tests.rings.bench import Engine, Told, host, parts, scripts, text_of
from tests.rings.mutants import (
    HELD,
    AnyMutant,
    all_of,
    equivalent,
    files,
    sample,
    told_for,
)
from tests.rings.operators import OPERATORS, Mutant, declarations, mutants, statements
from tests.rings.repeated import HOMES, copies
from tests.rings.terms import TermMutant, term_mutants

SEED = 7
A_FILE = 2  # mutants of each file, a run


@cache
def right(told: Told) -> str:
    """What comes of a case without a mistake."""
    return _play(told, [text_of(part) for part in parts()], told.source)


@cache
def _engine() -> Engine:
    return Engine()


def _play(told: Told, texts: list[str], source: str, asked: str = "") -> str:
    import quickjs

    engine = _engine()
    try:
        engine.load(host(texts), source)
    except quickjs.JSException:
        return "it cannot be read"
    return engine.simulate(asked or told.asked(), told.argv)


def caught(mutant: AnyMutant) -> bool:
    """Whether a case tells it from what it should be."""
    texts = {part: text_of(part) for part in parts()}
    for told in told_for(mutant.file):
        source, asked = told.source, ""
        if isinstance(mutant, TermMutant):
            asked = told.asked().replace(mutant.was, mutant.instead, 1)
        elif mutant.file in texts:
            texts[mutant.file] = mutant.of(text_of(mutant.file))
        else:
            source = mutant.of(told.source)
        if _play(told, list(texts.values()), source, asked) != right(told):
            return True
    return False


@pytest.mark.parametrize("file", HELD)
def test_a_mistake_is_caught(file: str) -> None:
    """Whichever it is: other ones with each seed."""
    missed = [one.key for one in sample(file, A_FILE, SEED) if not caught(one)]
    assert missed == [], "add a case to tests/rings/corners.py or probes.py"


def test_what_is_said_to_change_nothing_is_there_still() -> None:
    """A line that was changed is looked at anew."""
    keys = {one.key for file in files() for one in all_of(file)}
    assert sorted(set(equivalent()) - keys) == []
    assert all(equivalent().values())


def test_what_scripts_repeat_is_one_text_in_all_of_them() -> None:
    """It is mutated in one of them; these few differ from app to app, and are not repeated more."""
    texts = {name: len(found) for name, found in copies().items() if len(found) > 1}
    assert texts == {
        "act": len(scripts()), "asItStands": 3, "bare": 2, "fold": 2, "localTime": 2, "remove": 3,
    }  # fmt: skip


def test_what_scripts_repeat_has_its_mutants_in_one_of_them() -> None:
    """None of them is left out, and none is there twice."""
    frame = dict.fromkeys(scripts(), 0)
    for script in frame:
        (start,) = (at for name, at, _ in declarations(text_of(script)) if name == "run")
        frame[script] = sum(
            isinstance(one, Mutant) and one.start >= start for one in all_of(script)
        )
    assert [script for script, count in frame.items() if count] == [HOMES[0]]


def test_every_operator_finds_something_in_scripts_and_simulator() -> None:
    """None of them is idle."""
    for group in (scripts(), parts()):
        found = {one.operator for file in group for one in all_of(file)}  # type: ignore[union-attr]
        assert found == set(OPERATORS)


@pytest.mark.parametrize(
    ("source", "operator", "made"),
    [
        ("a.b;", "renamed", ["a.b_;"]),
        ("f({a});", "renamed", ["f({a_: a});"]),
        ("f('x', '');", "other text", ["f('x_', '');", "f('x', '_');"]),
        ("f(1);", "other number", ["f((1 + 1));"]),
        ("f(true);", "yes for no", ["f(false);"]),
        ("if (a) b();", "condition turned", ["if (!((a))) b();"]),
        ("a < b;", "other sign", ["a <= b;"]),
        ("a && b;", "other sign", ["a || b;"]),
        ("while (a) { g(); }", "left out", ["while (a) { ; }"]),
        ("f(a, b, c);", "swapped", ["f(b, a, c);"]),
        ("f(a, b);", "fewer", ["f(a);"]),
        ("x = {a: 1, b: 2};", "fewer", ["x = { b: 2};", "x = {a: 1, };"]),
        ("a.b().c();", "not called", ["a.b();", "a.c();"]),
        ("/a/i;", "other pattern", ["/(?:)/i;", "/(?!)/i;", "/a/;"]),
        ("// if (a) b(1);", "other number", []),
    ],
)  # fmt: skip
def test_what_an_operator_makes(source: str, operator: str, made: list[str]) -> None:
    """Of code, never of a comment."""
    found = [one.of(source) for one in mutants("x.js", source) if one.operator == operator]
    assert found == made


def test_keys_tell_mutants_apart() -> None:
    """Also those of one line."""
    for file in files():
        keys = [one.key for one in all_of(file)]
        assert len(keys) == len(set(keys)), file


def test_statements_are_those_within_functions() -> None:
    """Outer before inner."""
    source = "const a = 1;\nfunction f() { if (a) { g(); } }"
    raw = source.encode()
    assert [raw[start:end] for start, end in statements(source)] == [b"if (a) { g(); }", b"g();"]


def test_a_term_is_renamed_left_out_and_turned() -> None:
    """In every table; each differs from the table as it is."""
    found = list(term_mutants("Notes"))
    assert {"note.body renamed", "note.body left out", "note.body rw → r"} <= {
        m.said for m in found
    }
    assert all(one.was != one.instead for one in found)
