"""R0: nothing of the ban list is in a script, and each entry of the list would be found."""

from __future__ import annotations

import pytest

from macos_tools import ROOT
from tests.rings.ban_list import SENDS, breaches, parse
from tests.rings.compiler import SCRIPTS

# What would run code, leave the app, or break an old Mac, and what the list says of it.
BANNED = [
    ("eval('1')", "elsewhere: eval"),
    ("new Function('return 1')()", "elsewhere: Function"),
    ("act.constructor('return 1')()", "code from text"),
    ("[].constructor.constructor('return 1')()", "code from text"),
    ("act['const' + 'ructor']", "made of text"),
    ("notes['do' + kind]()", "made of text"),
    ("notes['show']()", "made of text"),
    ("notes[`show`]()", "made of text"),
    ("({}).__proto__", "code from text"),
    ("act.call(null)", "code from text"),
    ("ObjC.import('Foundation')", "elsewhere: ObjC"),
    ("$.NSString", "elsewhere: $"),
    ("$('x')", "elsewhere: $"),
    ("Ref()", "elsewhere: Ref"),
    ("Automation.getDisplayString(1)", "elsewhere: Automation"),
    ("notes.doShellScript('date')", "a shell"),
    ("notes.includeStandardAdditions = true", "StandardAdditions"),
    ("Application.currentApplication()", "StandardAdditions"),
    ("notes.displayDialog('x')", "StandardAdditions"),
    ("notes.keystroke('x')", "typing"),
    ("notes.keyCode(36)", "typing"),
    ("Application('System Events')", "bundle id"),
    ("Application('Notes')", "bundle id"),
    ("Application('com.apple.' + name)", "bundle id"),
    ("Application(name)", "bundle id"),
    ("Application()", "bundle id"),
    ("notes.send('x')", "sending"),
    ("note.htmlContent = 'x'", "dead"),
    ("console.log(1)", "elsewhere: console"),
    ("globalThis.run", "elsewhere: globalThis"),
    ("this.run", "syntax"),
    ("Intl.NumberFormat()", "elsewhere: Intl"),
    ("structuredClone(1)", "elsewhere: structuredClone"),
    ("setTimeout(act, 1)", "elsewhere: setTimeout"),
    ("`<b>${1}</b>`", "syntax"),
    ("a?.b", "syntax"),
    ("a ?? b", "syntax"),
    ("a ||= b", "syntax"),
    ("1n", "number"),
    ("1_000", "number"),
    ("(async function () {})()", "syntax"),
    ("(function* () {})()", "syntax"),
    ("class A {}", "syntax"),
    ("import('x')", "syntax"),
    ("import x from 'x'", "syntax"),
    ("with (notes) {}", "syntax"),
    ("label: for (;;) {}", "syntax"),
    ("var x = 1", "syntax"),
    ("debugger", "syntax"),
    ("/a/v", "flags"),
    ("'a'.replaceAll('a', 'b')", "newer"),
    ("[1].at(-1)", "newer"),
    ("'a'.matchAll(/a/g)", "newer"),
    ("Object.hasOwn({}, 'a')", "newer"),
    ("Object.groupBy([], act)", "newer"),
    ("const Path = 1", "its own Path"),
    ("// @ts-ignore", "hole"),
    ("/** @type {any} */", "hole"),
    ("Object(notes).anything()", "hole"),
    ("/** @param {*} x */", "hole"),
    ("const x = ;", "syntax"),
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_that_is_banned(script: str) -> None:
    """No shell, no code from text, no typing, no app by its name, nothing too new."""
    assert breaches(script, (ROOT / script).read_text("utf-8")) == []


@pytest.mark.parametrize(("code", "what"), BANNED, ids=[code for code, _ in BANNED])
def test_what_is_banned_is_found(code: str, what: str) -> None:
    """Put into a script that is right otherwise."""
    text = (ROOT / "notes/open_note.js").read_text("utf-8") + code + "\n"
    assert what in "; ".join(breaches("notes/open_note.js", text))


def test_one_script_may_send() -> None:
    """And no other."""
    text = (ROOT / SENDS).read_text("utf-8")
    assert breaches(SENDS, text) == []
    assert any("sending" in found for found in breaches("messages/other.js", text))


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_javascript(script: str) -> None:
    """The parser, which mends what it can, had nothing to mend."""
    assert not parse((ROOT / script).read_text("utf-8")).has_error
