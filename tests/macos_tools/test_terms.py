"""The term tables are facts about names, and can be made anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macos_tools import ROOT
from tinyagent_cli.desktop.engine import APPS
from tinyagent_cli.doctor.sdef import camel
from tinyagent_cli.lab import terms

SDEF = """<?xml version="1.0"?>
<dictionary title="Notes Terminology">
  <suite name="Notes Suite" code="notS" description="prose that is not ours">
    <class name="note" code="note" plural="notes" description="prose">
      <property name="password protected" code="prot" type="boolean" access="r"/>
      <property name="URL" code="url " access="rw"><type type="text"/>
        <type type="missing value"/></property>
      <contents name="content" code="ctnt" type="rich text"/>
      <element type="attachment" access="r"/>
      <responds-to command="show"/>
    </class>
    <class-extension extends="application"><element type="note"/>
      <property name="selection"><type type="note" list="yes"/></property></class-extension>
    <command name="open note location" code="x"><direct-parameter type="text"/>
      <parameter name="opening window" code="y" optional="yes" type="boolean"/>
      <result type="note"/></command>
    <command name="sort" code="z"><direct-parameter><type type="note" list="yes"/>
      <type type="folder"/></direct-parameter></command>
    <command name="rest" code="r"/>
    <enumeration name="kind" code="k"><enumerator name="plain text" code="p"/></enumeration>
  </suite>
</dictionary>
"""


def test_a_table_is_made_of_a_dictionary(tmp_path: Path) -> None:
    """Names in JavaScript's spelling, types, access, verbs; not one word of description."""
    (tmp_path / "Notes.sdef").write_text(SDEF, "utf-8")
    terms.main(tmp_path, tmp_path)
    text = (tmp_path / "Notes.json").read_text("utf-8")
    assert "prose" not in text
    assert json.loads(text) == {
        "app": "Notes",
        "bundle": "com.apple.Notes",
        "classes": {
            "application": {
                "properties": {"selection": "list of note rw"},
                "elements": {"note": "rw"},
            },
            "note": {
                "plural": "notes",
                "properties": {
                    "URL": "text|missing value rw",
                    "content": "rich text rw",
                    "passwordProtected": "boolean r",
                },
                "elements": {"attachment": "r"},
                "verbs": ["show"],
            },
        },
        "commands": {
            "openNoteLocation": {
                "direct": "text",
                "parameters": {"openingWindow": "boolean?"},
                "gives": "note",
            },
            "rest": {"direct": False, "parameters": {}},
            "sort": {"direct": "list of note|folder", "parameters": {}},
        },
        "enumerations": {"kind": ["plain text"]},
    }


@pytest.mark.parametrize("app", [*APPS, "Standard"])
def test_a_table_holds_names_and_nothing_to_read(app: str) -> None:
    """No value is longer than a list of types may be."""
    table = json.loads((ROOT / "terms" / f"{app}.json").read_text("utf-8"))
    for entry in table["classes"].values():
        assert entry.keys() <= {"is", "plural", "properties", "elements", "verbs"}
        for said in entry.get("properties", {}).values():
            types, _, access = said.rpartition(" ")
            assert types
            assert access in ("r", "w", "rw")
            assert len(said) < 60
    for command in table["commands"].values():
        assert {"direct", "parameters"} <= command.keys() <= {"direct", "parameters", "gives"}


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("all day event", "allDayEvent"),
        ("URL", "URL"),
        ("GetURL", "getURL"),
        ("OLD compose message", "OLDComposeMessage"),
        ("MIME type", "MIMEType"),
        ("AIM Handle", "AIMHandle"),
        ("name", "name"),
    ],
)
def test_terms_are_spelt_as_javascript_spells_them(term: str, name: str) -> None:
    """Acronyms stay as they are."""
    assert camel(term) == name
