"""The scripts do the same in another engine: V8 and QuickJS answer alike, event by event."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from macos_tools import ROOT
from tinyagent_cli.desktop import engine, seed
from tinyagent_cli.desktop.answers import APP_OF_FOLDER, app_of

NOW = "2026-11-23T09:00:00"
TEXT = "“Ä” \\ \" ' \n </div> 👩‍👩‍👧 \u202e x"
NOTE = "x-coredata://notes/note/p14"

CALLS: list[tuple[str, dict[str, Any]]] = [
    ("contacts/find_person.js", {"name": "rivera"}),
    ("contacts/find_person.js", {"name": "Brooks Ashley"}),
    ("contacts/find_person.js", {"name": "ШЕВЧЕНКО"}),
    ("calendar/create_event.js", {"title": TEXT, "start": NOW, "end": NOW, "invitees": ["a@b.c"]}),
    ("calendar/create_event.js", {"title": "x", "start": NOW, "end": NOW, "calendar": "holidays"}),
    ("calendar/read_calendars.js", {}),
    ("calendar/delete_event.js", {"uid": "EVENT-101", "calendar": "Home", "title": "x"}),
    ("mail/compose.js", {"to": ["a@b.c"], "cc": [], "subject": TEXT, "attachments": ["/x"]}),
    ("mail/reply.js", {"cc": ["a@b.c"], "attachments": []}),
    ("mail/forward.js", {"to": ["a@b.c"], "cc": [], "attachments": []}),
    ("mail/read_selected.js", {}),
    ("mail/read_selection.js", {}),
    ("mail/delete_draft.js", {"id": 1, "subject": ""}),
    ("messages/read_accounts.js", {"handle": "+14155550132"}),
    ("messages/send_message.js", {"handle": "+14155550132", "text": TEXT}),
    ("messages/send_message.js", {"handle": "12", "text": "x"}),
    ("notes/create_note.js", {"name": TEXT, "html": "<div>x</div>", "folder": "WORK"}),
    ("notes/find_note.js", {"name": "list"}),
    ("notes/find_note.js", {"name": "shopping"}),
    ("notes/open_note.js", {"id": NOTE}),
    ("notes/append_note.js", {"id": NOTE, "html": "<div>x</div>"}),
    ("notes/read_folders.js", {}),
    ("notes/read_note.js", {"id": NOTE}),
    ("notes/restore_note.js", {"id": NOTE, "before": "", "after": ""}),
    ("notes/delete_note.js", {"id": NOTE, "text": "x"}),
    ("reminders/create_reminder.js", {"name": TEXT, "due": "2026-11-27", "list": "work"}),
    ("reminders/read_lists.js", {}),
    ("reminders/delete_reminder.js", {"id": "x-apple-reminder://101", "name": "x"}),
    *((f"{folder}/probe.js", {}) for folder in sorted(APP_OF_FOLDER)),
    ("calendar/probe_place.js", {}),
    ("calendar/probe_place.js", {"remove": True}),
    ("mail/probe_draft.js", {"subject": "TinyAgent probe"}),
    ("notes/probe_place.js", {}),
    ("reminders/probe_place.js", {}),
]

# A script's own scope is that of the file, as it is under osascript.
NODE = """
const vm = require('vm'), fs = require('fs');
const { host, calls } = JSON.parse(fs.readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(calls.map(({ source, input, argv }) => {
  const context = vm.createContext({});
  vm.runInContext(host, context);
  vm.runInContext(source, context);
  return JSON.parse(context.simulateScript(JSON.stringify(input), JSON.stringify(argv)));
})));
"""


def test_every_script_is_called() -> None:
    """No script goes unproven in the other engine."""
    scripts = {f"{p.parent.name}/{p.name}" for p in ROOT.glob("*/*.js")}
    assert {script for script, _ in CALLS} == scripts


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_two_engines_answer_alike(tmp_path: Path) -> None:
    """The same printed answer, the same Apple events, the same state afterwards."""
    states = seed.states(datetime.fromisoformat(NOW))
    calls, expected = [], []
    for script, payload in CALLS:
        app, source = app_of(script), (ROOT / script).read_text("utf-8")
        argv = [json.dumps(payload)]
        given = engine.given(app, states[app], NOW)
        calls.append({"source": source, "input": given, "argv": argv})
        found = engine.run(app, source, argv, states[app], NOW)
        expected.append(
            {
                "printed": found.printed,
                "error": found.error,
                "events": list(found.events),
                "state": found.state,
            }
        )
    asked = json.dumps({"host": engine.host(), "calls": calls})
    ran = subprocess.run(
        ["node", "-e", NODE], input=asked, capture_output=True, text=True, check=True, timeout=50
    )
    assert json.loads(ran.stdout) == expected
    assert sum(answer["error"] is None for answer in expected) == len(CALLS)
