"""The quirk catalogue is whole: what it says is simulated, is shown, and is no more than known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macos_tools import ROOT
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.desktop import macos
from tinyagent_cli.desktop.engine import APPS, SIMULATOR
from tinyagent_cli.desktop.quirks import Quirk, always, catalogue, sometimes
from tinyagent_cli.tools.toolbox import load_manifest

TESTS = Path(__file__).parents[2]
TOOLS = {spec.name: spec.app for spec in load_manifest()}

each_quirk = pytest.mark.parametrize("quirk", catalogue(), ids=lambda quirk: quirk.id)


@each_quirk
def test_a_quirk_is_of_an_app_and_of_tools_that_there_are(quirk: Quirk) -> None:
    """Its tools belong to its app."""
    assert quirk.app in ("", *APPS)
    assert quirk.tools
    for tool in quirk.tools:
        assert tool == "*" or quirk.app in ("", TOOLS[tool])


@each_quirk
def test_a_quirk_has_a_source_and_is_handled_in_words(quirk: Quirk) -> None:
    """Where it was met, and what is done about it, each in one line."""
    assert quirk.sources
    assert all(source.strip() for source in quirk.sources)
    for text in (quirk.happens, quirk.handled):
        assert text.strip()
        assert "\n" not in text
        assert len(text) <= 120


@each_quirk
def test_a_quirk_is_shown_by_a_test_that_there_is(quirk: Quirk) -> None:
    """All but those that nothing can simulate."""
    if not quirk.shown:
        assert quirk.by == ""
        return
    path, _, name = quirk.shown.partition("::")
    text = (TESTS / path).read_text("utf-8")
    assert not name or f"def {name}(" in text


@each_quirk
def test_a_quirk_is_on_versions_that_can_be_simulated(quirk: Quirk) -> None:
    """From one that is known on."""
    assert quirk.since in macos.versions()
    assert quirk.until in ("", *macos.versions())


def test_the_simulator_and_the_catalogue_know_the_same_quirks() -> None:
    """Nothing is simulated without a source, and nothing is listed as simulated that is not."""
    text = "".join(path.read_text("utf-8") for path in SIMULATOR.rglob("*.js"))
    named = set(re.findall(r"quirks\.has\('([\w-]+)'\)", text))
    for group in re.findall(r"(?:slow\w+|unseen|unfilterable): \{([^}]*)\}", text):
        named |= set(re.findall(r": '([\w-]+)'", group))
    kinds = macos.table("Messages", "13")["enumerations"]["service type"]
    named |= {f"no-{kind}" for kind in kinds if "`no-${" in text}
    assert named == {quirk.id for quirk in catalogue() if quirk.by == "quirk"}


def test_ids_are_each_given_once() -> None:
    """A quirk is switched on by its id."""
    ids = [quirk.id for quirk in catalogue()]
    assert len(ids) == len(set(ids))


def test_what_is_always_so_is_not_sometimes_so() -> None:
    """Of each version."""
    for version in macos.versions():
        assert always(version)
        for app in APPS:
            assert not always(version) & set(sometimes(app, version))


def test_an_unknown_mac_is_refused_with_those_that_are_known() -> None:
    """By version and by language."""
    with pytest.raises(UsageError, match="13, 14, 15, 26, 27"):
        macos.table("Notes", "12")
    with pytest.raises(UsageError, match="en, de, fr"):
        macos.language("xx")


def test_the_data_lies_in_the_package() -> None:
    """It ships: what the program says of its proofs is read from it."""
    assert (ROOT / "quirks.toml").is_file()
    assert (ROOT / "macos.toml").is_file()
