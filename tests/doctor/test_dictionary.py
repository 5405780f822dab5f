"""A Mac's dictionaries against our tables: read as they are, compared name by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from macos_tools import ROOT
from tests.fakes.installed import install, place
from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.doctor.apps import SCRIPTED, MacApp, dictionary_of
from tinyagent_cli.doctor.dictionary import compared, concerned, differences, names

MAIL, CALENDAR, NOTES = SCRIPTED[0], SCRIPTED[1], SCRIPTED[4]


def ours(app: MacApp) -> Any:
    """Our table of *app*."""
    return json.loads((ROOT / "terms" / f"{app.name}.json").read_text("utf-8"))


@pytest.mark.parametrize("app", SCRIPTED, ids=lambda app: app.name)
def test_the_same_names_said_in_apples_way_are_the_same(app: MacApp, tmp_path: Path) -> None:
    """<contents>, class-extension, xi:include, several types, plurals: nothing differs."""
    install(tmp_path, app)
    found = compared(app, tmp_path)
    assert (found.missing, found.changed, found.added) == ((), (), ())


def test_calendars_dictionary_has_its_old_name(tmp_path: Path) -> None:
    """iCal.sdef, as its Info.plist says; without one the first that is there."""
    path = dictionary_of(install(tmp_path, CALENDAR))
    assert path is not None
    assert path.name == "iCal.sdef"
    (place(tmp_path, CALENDAR) / "Contents" / "Info.plist").unlink()
    assert dictionary_of(place(tmp_path, CALENDAR)) == path


def test_an_info_plist_cannot_lead_elsewhere(tmp_path: Path) -> None:
    """The name in it is a name, and no way out of the app."""
    from tests.fakes.installed import plist

    app = install(tmp_path, NOTES)
    (tmp_path / "secret.sdef").write_text("<dictionary/>")
    told = {"OSAScriptingDefinition": "../../../../../secret.sdef"}
    plist(app / "Contents" / "Info.plist", told)
    found = dictionary_of(app)
    assert found is not None
    assert found.name == "Notes.sdef"


@pytest.mark.parametrize(
    ("section", "name", "said"),
    [
        ("properties", "body", "note.body"),
        ("elements", "attachment", "note > attachment"),
        ("verbs", "show", "note does show"),
    ],
)
def test_what_is_missing_is_named(section: str, name: str, said: str) -> None:
    """A property, an element, a verb of a class."""
    theirs = ours(NOTES)
    entry = theirs["classes"]["note"][section]
    entry.remove(name) if isinstance(entry, list) else entry.pop(name)
    found = differences(ours(NOTES), theirs)
    assert found.missing == (said,)
    assert found.harmful
    assert differences(theirs, ours(NOTES)).added == (said,)
    assert not differences(theirs, ours(NOTES)).harmful


def test_commands_parameters_and_values_count_too() -> None:
    """Each has a name of its own."""
    theirs = ours(MAIL)
    theirs["commands"]["reply"]["parameters"]["openingWindow"] = "integer"
    del theirs["commands"]["forward"]
    theirs["enumerations"] = {}
    found = differences(ours(MAIL), theirs)
    assert "reply(openingWindow): boolean? → integer" in found.changed
    assert "forward()" in found.missing
    assert any(" = " in name for name in found.missing)


def test_the_scripts_that_say_a_name_are_named() -> None:
    """So that a volunteer's report says what is at stake."""
    theirs = ours(NOTES)
    del theirs["classes"]["note"]["properties"]["plaintext"]
    del theirs["classes"]["note"]["properties"]["creationDate"]
    found = concerned(NOTES, differences(ours(NOTES), theirs))
    assert "notes/create_note.js" in found
    assert "notes/find_note.js" not in found
    theirs = ours(NOTES)
    theirs["classes"]["folder"]["elements"]["note"] = "r"
    assert "notes/find_note.js" in concerned(NOTES, differences(ours(NOTES), theirs))


def test_no_description_of_apples_is_among_the_names(tmp_path: Path) -> None:
    """Names, types and access: facts."""
    install(tmp_path, NOTES)
    assert not any("prose" in text for pair in names(ours(NOTES)) for text in pair)


def test_an_app_without_a_dictionary_is_an_error(tmp_path: Path) -> None:
    """Of the tree, to be told in a line."""
    with pytest.raises(ToolError, match="has no scripting dictionary"):
        compared(NOTES, tmp_path)
