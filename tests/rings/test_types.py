"""R0: every script is right by the types of its app's dictionary, and tsc would tell if not."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from macos_tools import ROOT
from tests.rings import typings
from tests.rings.compiler import MISSING, SCRIPTS, TSC, check
from tests.rings.seeded import SEEDS
from tinyagent_cli.desktop.engine import APPS, SIMULATOR

Errors = Mapping[str, list[tuple[int, int, str]]]

needs_tsc = pytest.mark.skipif(not TSC.exists(), reason=MISSING)


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> Errors:
    """What tsc finds in the scripts, and in a script for each seeded error."""
    sources = {script: (ROOT / script).read_text("utf-8") for script in SCRIPTS}
    for number, seed in enumerate(SEEDS):
        sources[f"seeded/{number}.js"] = sources[seed.script].replace(seed.old, seed.new, 1)
    return check(tmp_path_factory.mktemp("types"), sources)


@needs_tsc
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_right_by_the_types_of_its_app(errors: Errors, script: str) -> None:
    """What it reads, writes, makes and commands is in the dictionary, with these types."""
    assert errors.get(script, []) == []


@needs_tsc
def test_the_typings_themselves_are_right(errors: Errors) -> None:
    """Nothing but seeded errors is an error."""
    assert {name for name in errors if not name.startswith("seeded/")} == set()


@needs_tsc
@pytest.mark.parametrize("number", range(len(SEEDS)), ids=[seed.what for seed in SEEDS])
def test_a_seeded_error_is_found(errors: Errors, number: int) -> None:
    """Where nothing else is wrong, and for the reason that was meant."""
    seed = SEEDS[number]
    assert seed.old in (ROOT / seed.script).read_text("utf-8"), "there is no such place any more"
    found = errors.get(f"seeded/{number}.js", [])
    assert seed.code in {code for _, code, _ in found}, found


@pytest.mark.parametrize("app", APPS)
def test_no_name_passes_that_the_dictionary_does_not_have(app: str) -> None:
    """An index signature by name would let everything pass."""
    text = typings.typings(app)
    assert "string]:" not in text
    assert ": any" not in text
    assert "<any" not in text


@pytest.mark.parametrize("app", APPS)
def test_every_name_of_a_dictionary_is_in_its_typings(app: str) -> None:
    """Properties, with a setter unless they are read-only, verbs and parameters."""
    table = json.loads((ROOT / "terms" / f"{app}.json").read_text("utf-8"))
    text = typings.typings(app)
    for kind, known in table["classes"].items():
        start = text.index(f"interface {typings.capital(kind)}Object ")
        own = text[start : text.index("\n  }", start)]
        for name, said in known.get("properties", {}).items():
            assert f"get {name}()" in own
            assert (f"set {name}(value" in own) == said.endswith("w")
    for verb, command in table["commands"].items():
        line = next(line for line in text.splitlines() if line.startswith(f"    {verb}("))
        for parameter, types in command["parameters"].items():
            assert f"{parameter}{'?' if types.endswith('?') else ''}: " in line


def test_what_is_given_at_birth_alone_is_what_the_simulated_mac_takes() -> None:
    """The one place where a dictionary is known to be wrong."""
    import quickjs

    found = {}
    for app in APPS:
        context = quickjs.Context()
        context.eval((SIMULATOR / "apps" / f"{app.lower()}.js").read_text("utf-8"))
        born = json.loads(context.eval(f"JSON.stringify({app.upper()}.settableAtBirth || {{}})"))
        found |= {(app, kind): tuple(names) for kind, names in born.items()}
    assert found == typings.AT_BIRTH
