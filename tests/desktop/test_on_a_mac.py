"""Every tool once, as a process, on a Mac made of files: it answers as the simulated one does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from macos_tools import ROOT as SCRIPTS
from tests.fakes.macos import ROOT, calls
from tinyagent_cli.desktop.actions import builtin_tools

PLAN = """\
1. get_phone_number("Sid")
2. get_email_address("Lutfi")
3. create_calendar_event("Review", "2026-11-27 15:00:00", "2026-11-27 16:00:00", "Room “5”", ["$2"], "x", "Work")
4. open_and_get_file_path("project.pdf")
5. summarize_pdf("$4")
6. compose_new_email(["$2"], [], "Budget", "Here it is — “so” & <so>", [])
7. reply_to_email([], "Thanks, that works", [])
8. forward_email(["$2"], [], "Have a look", ["$4"])
9. maps_open_location("Golden Gate Park")
10. maps_show_directions("", "LAX Airport", "r")
11. create_note("Ideas for 2027", "a talk\\nabout <small> models \\\\ \\"; exit", "Work")
12. open_note("Shopping list", "")
13. append_note_content("Gift Ideas", "and a kite", "")
14. create_reminder("Call the dentist", "2026-11-24", "", "", 1, True)
15. send_sms(["$1"], "I'm running late 🚀")
16. get_zoom_meeting_link("Standup", "2026-11-30 10:00:00", 30, [])
17. join()
"""  # noqa: E501  # a task is one line

TOOLS = [tool.spec.name for tool in builtin_tools()]
PASTED = "; its text is on the clipboard: press ⌘V in the window"  # which only a Mac's user must
SETTINGS = """\
[consent]
allow = ["+14155550132", "lutfi.eren@example.org"]
[desktop]
kind = "{kind}"
"""
LINK = "https://zoom.us/j/27339804911?pwd=a49726ca607f1947"


@contextmanager
def zoom() -> Iterator[str]:
    """Where Zoom's interface is, with one meeting to give."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(201)
            self.end_headers()
            self.wfile.write(json.dumps({"id": 27339804911, "join_url": LINK}).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def run(module: list[str], home: Path, words: list[str], **variables: str) -> Any:
    """What the program of *module* says with ``--json``, its files in *home*."""
    ended = subprocess.run(
        [sys.executable, "-m", *module, *words, "--json"],
        env={
            "TINYAGENT_HOME": str(home),
            "HOME": str(home / "simulated-mac" / "home"),
            "PYTHONPATH": str(ROOT),
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "TERM_PROGRAM": "ghostty",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    # Each has a home of its own.
    return json.loads(ended.stdout.replace(str(home), "HOME"))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, Path]:
    """The plan as it ran on a Mac and on the simulated one, and the programs of the former."""
    folder = tmp_path_factory.mktemp("both")
    ran = []
    for kind in ("mac", "simulated"):
        home = folder / kind
        home.mkdir()
        (home / "config.toml").write_text(SETTINGS.format(kind=kind), "utf-8")
        (home / "plan").write_text(PLAN, "utf-8")
        words = ["run", str(home / "plan"), "--yes", "--now", "2026-11-23T09:00"]
        module = ["tinyagent_cli"]
        if kind == "mac":
            module = ["tests.fakes.on_a_mac", str(folder / "disk"), str(home / "simulated-mac")]
        with zoom() as api:
            turn = run(module, home, words, ZOOM_API=api, ZOOM_TOKEN="t", SECRET="s")
        (home / "config.toml").write_text(SETTINGS.format(kind="simulated"), "utf-8")
        state = run(["tinyagent_cli"], home, ["desktop", "show"])
        ran.append({"turn": turn, "state": state})
    return ran[0], ran[1], folder / "disk" / "bin"


def said(ran: Any, tool: str) -> tuple[str, str]:
    """How the call of *tool* ended, and with what."""
    [task] = [task for task in ran["turn"]["tasks"] if task["tool"] == tool]
    return task["state"], task.get("result", task.get("error", ""))


@pytest.mark.parametrize("tool", [name for name in TOOLS if name != "get_zoom_meeting_link"])
def test_a_tool_does_on_a_mac_what_it_does_in_rehearsal(
    both: tuple[Any, Any, Path], tool: str
) -> None:
    """Through argv, exit codes and pipes comes the answer that comes without them."""
    mac, simulated, _ = both
    assert said(mac, tool) == said(simulated, tool)
    assert said(mac, tool)[0] == "done"


def test_zoom_is_asked_for_the_link(both: tuple[Any, Any, Path]) -> None:
    """A Mac asks Zoom itself; the simulated one makes a link of its own."""
    assert said(both[0], "get_zoom_meeting_link") == ("done", LINK)


def test_what_is_told_is_the_same(both: tuple[Any, Any, Path]) -> None:
    """But for the paste, which is the user's to press."""
    mac, simulated = (ran["turn"]["answer"] for ran in both[:2])
    assert PASTED in mac
    assert [line for line in mac.replace(PASTED, "").splitlines() if "Zoom" not in line] == [
        line for line in simulated.splitlines() if "Zoom" not in line
    ]


@pytest.mark.parametrize("app", ["calendar", "notes", "reminders", "messages", "mail", "maps"])
def test_what_is_in_the_apps_afterwards_is_the_same(both: tuple[Any, Any, Path], app: str) -> None:
    """Drafts with their pasted words, notes, events, reminders, texts, places."""

    def sorted_out(value: Any) -> Any:
        # Calls of several lanes run at once: the order of what they made is not the point.
        if isinstance(value, dict):
            return {key: sorted_out(item) for key, item in value.items() if key not in ("id", "at")}
        if isinstance(value, list):
            return sorted((sorted_out(item) for item in value), key=json.dumps)
        return value

    mac, simulated = (sorted_out(ran["state"][app]) for ran in both[:2])
    assert mac == simulated


def test_the_programs_were_called_as_apple_has_them(both: tuple[Any, Any, Path]) -> None:
    """By absolute path, a script of the package, one JSON argument; and each program was."""
    made = calls(both[2])
    assert {call["program"] for call in made} == {"osascript", "open", "mdfind", "pbcopy"}
    for call in made:
        argv = call["argv"]
        assert isinstance(argv, list)
        if call["program"] == "osascript":
            assert argv[:2] == ["-l", "JavaScript"]
            assert Path(argv[2]).is_relative_to(SCRIPTS)
            assert isinstance(json.loads("".join(argv[3:])), dict)
            assert argv[3].isascii()


def test_nothing_of_the_users_environment_goes_to_a_program(both: tuple[Any, Any, Path]) -> None:
    """No token, no path, no setting of the shell: only what Apple's tools need."""
    for call in calls(both[2]):
        variables = call["variables"]
        assert isinstance(variables, dict)
        # Python itself, which the stand-ins are written in, sets LC_CTYPE where LANG is unknown.
        assert set(variables) - {"LC_CTYPE"} == {"HOME", "PATH", "LANG"}
        assert variables["PATH"] == "/usr/bin:/bin:/usr/sbin:/sbin"


def test_a_request_in_words_goes_the_same_way(tmp_path: Path) -> None:
    """``do``, with the planner that ships."""
    (tmp_path / "config.toml").write_text(SETTINGS.format(kind="mac"), "utf-8")
    module = ["tests.fakes.on_a_mac", str(tmp_path / "disk"), str(tmp_path / "simulated-mac")]
    turn = run(module, tmp_path, ["do", "Text Sid that I'm running late", "--yes"])
    assert [task["state"] for task in turn["tasks"]] == ["done", "done"]
    assert "Texted Sid Patel" in turn["answer"]
    assert [call["program"] for call in calls(tmp_path / "disk" / "bin")] == ["osascript"] * 2
