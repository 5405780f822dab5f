"""What every script of macos_tools holds to."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from macos_tools import ROOT
from tinyagent_cli.desktop import engine, seed
from tinyagent_cli.desktop.answers import APP_OF_FOLDER, app_of

SCRIPTS = sorted(path for folder in APP_OF_FOLDER for path in (ROOT / folder).glob("*.js"))
GUARD = "// The same lines end every script"


def code(path: Path) -> str:
    """A script without its comments."""
    bare = re.sub(r"^\s*/\*\*.*?\*/\n", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^\s*//.*$", "", bare, flags=re.MULTILINE)


def test_there_is_a_script_for_every_use() -> None:
    """What the hands call is there, and what is there is called."""
    sources = (ROOT.parent / "tinyagent_cli" / "desktop" / "actions").glob("*.py")
    people = ROOT.parent / "tinyagent_cli" / "tools" / "people.py"
    rehearsal = ROOT.parent / "tinyagent_cli" / "desktop" / "rehearsal.py"
    probes = (ROOT.parent / "tinyagent_cli" / "doctor").glob("*.py")
    text = "".join(path.read_text("utf-8") for path in [*sources, people, rehearsal, *probes])
    called = set(re.findall(r'"(\w+/\w+\.js)"', text))
    there = {f"{path.parent.name}/{path.name}" for path in SCRIPTS}
    in_any_folder = set(re.findall(r'f"\{\w+\}/(\w+\.js)"', text))
    called |= {script for script in there if script.partition("/")[2] in in_any_folder}
    assert called == there


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_the_frame_is_the_same_in_every_script(path: Path) -> None:
    """JSON in, JSON out, errors by number: one text, repeated since osascript takes one file."""
    frames = {script.read_text("utf-8").partition(GUARD)[2] for script in SCRIPTS}
    assert len(frames) == 1
    assert code(path).count("function run(argv)") == 1
    assert code(path).count("function act(payload)") == 1


@pytest.mark.parametrize("folder", sorted(APP_OF_FOLDER))
def test_what_scripts_of_one_app_share_is_the_same_text(folder: str) -> None:
    """A function of one name does one thing, in whichever script it is repeated."""
    texts: dict[str, set[str]] = {}
    for path in (ROOT / folder).glob("*.js"):
        for function in re.findall(r"^function .*?^}", code(path), re.DOTALL | re.MULTILINE):
            name = re.match(r"function (\w+)", function)
            assert name is not None
            texts.setdefault(name[1], set()).add(function)
    assert {name for name, found in texts.items() if len(found) > 1} <= {"act"}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_what_it_takes_and_gives(path: Path) -> None:
    """In words of types, which tests/rings holds it to."""
    doc = path.read_text("utf-8").partition("function act(payload)")[0].rpartition("/**")[2]
    assert re.search(r"^ \* @param \{.*\} payload$", doc, re.MULTILINE | re.DOTALL)
    assert " * @returns {" in doc


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_speaks_to_the_app_of_its_folder(path: Path) -> None:
    """And to that one alone."""
    app = app_of(f"{path.parent.name}/{path.name}")
    bundle = json.loads((ROOT / "terms" / f"{app}.json").read_text("utf-8"))["bundle"]
    assert set(re.findall(r"com\.apple\.\w+", code(path))) == {bundle}


@pytest.mark.parametrize("argv", [[], ["{"], ["null"], ['{"name": 5}'], ["[]"]], ids=str)
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_wrong_payload_is_an_answer_and_not_a_crash(path: Path, argv: list[str]) -> None:
    """Whatever comes in, JSON comes out."""
    app = app_of(f"{path.parent.name}/{path.name}")
    state = seed.states(datetime(2026, 11, 23))[app]
    found = engine.run(app, path.read_text("utf-8"), argv, state, "2026-11-23T09:00:00")
    assert found.error is None
    answer = json.loads(found.printed or "")
    assert answer.keys() in ({"ok", "result"}, {"ok", "error"})
    assert answer["ok"] or isinstance(answer["error"]["number"], int)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_every_script_is_javascript_to_another_engine_too() -> None:
    """V8 parses what QuickJS runs; JavaScriptCore is next of kin."""
    source = (
        "const vm = require('vm'), fs = require('fs');"
        "for (const f of process.argv.slice(1)) new vm.Script(fs.readFileSync(f, 'utf8'))"
    )
    subprocess.run(["node", "-e", source, *map(str, SCRIPTS)], check=True, capture_output=True)
