"""The production path on a Mac, through a stand-in for osascript."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.conftest import Write, doing
from tests.desktop.test_processes import gone, pid_in
from tinyagent_cli.core.errors import HalfDone, NotFound, NotReady, TimedOut, ToolError
from tinyagent_cli.desktop.engine import Fault
from tinyagent_cli.desktop.mac import MacDesktop, Programs, cut, error_number, terminal_name
from tinyagent_cli.desktop.simulated import SimulatedDesktop

ROOT = Path(__file__).parents[2]


def faked(program: Write, folder: Path, *faults: Fault, **programs: str) -> MacDesktop:
    """A Mac whose osascript runs our scripts in the simulated Mac of *folder*."""
    osascript = program(
        "osascript",
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\n"
        "from tests.fakes.osascript import main\n"
        "from tinyagent_cli.desktop.engine import Fault\n"
        f"sys.exit(main(Path({str(folder)!r}), sys.argv[1:], {list(faults)!r}))",
    )
    variables = {"HOME": str(folder / "home"), "TERM_PROGRAM": "iTerm.app"}
    return MacDesktop(variables, Programs(osascript=osascript, **programs))


def saying(program: Write, text: str, seconds: float = 20) -> MacDesktop:
    """A Mac whose osascript does what *text*, Python, says."""
    return MacDesktop({"HOME": "/h"}, Programs(osascript=program("osascript", text)), seconds)


NOTE: dict[str, Any] = {"name": "x", "html": ""}


async def test_a_script_runs_and_answers(program: Write, desktop: SimulatedDesktop) -> None:
    """The same file, through argv and stdout, does the same thing."""
    mac = faked(program, desktop.folder)
    made = await mac.script("notes/create_note.js", {"name": "Fähre ⛴", "html": "<div>a</div>"})
    assert (made["name"], made["folder"]) == ("Fähre ⛴", "Notes")
    assert {"name": "Fähre ⛴", "text": "Fähre ⛴\na"} in desktop.snapshot()["notes"]["Notes"]


async def test_people_who_were_looked_up_are_known_by_name(
    program: Write, desktop: SimulatedDesktop
) -> None:
    """What Contacts said is remembered, for telling whom a text went to."""
    mac = faked(program, desktop.folder)
    await mac.script("contacts/find_person.js", {"name": "Lutfi"})
    assert mac.name_of("+15105550119") == "Lutfi Eren"
    assert mac.name_of("LUTFI.EREN@example.org") == "Lutfi Eren"
    assert mac.name_of("+15105550000") == "+15105550000"


async def test_a_long_text_goes_in_pieces(program: Write, desktop: SimulatedDesktop) -> None:
    """100 kB of text arrive whole, though one argument may not be that long."""
    mac = faked(program, desktop.folder)
    text = '\N{SAILBOAT}é"\\\n' * 20_000
    await mac.script("messages/send_message.js", {"handle": "+14155550132", "text": text})
    assert desktop.snapshot()["messages"][0]["text"] == text


def test_a_text_beyond_any_command_line_is_refused_before_anything_runs() -> None:
    """The limit is ours, with a size in it, not the kernel's E2BIG."""
    with pytest.raises(ToolError, match="too long"):
        cut({"text": "x" * 1_000_000})


async def test_a_refusal_of_the_script_keeps_its_choices(
    program: Write, desktop: SimulatedDesktop
) -> None:
    """An error that a script foresees comes back as ours, with what there is instead."""
    mac = faked(program, desktop.folder)
    with pytest.raises(NotFound) as caught:
        await mac.script("notes/create_note.js", NOTE | {"folder": "Nowhere"})
    assert "Work" in caught.value.choices


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (-1743, NotReady, "Automation → iTerm"),
        (-1712, TimedOut, "permission dialog"),
        (1002, NotReady, "Accessibility → iTerm"),
        (-600, ToolError, "open Notes"),
        (-1708, ToolError, "bug of tinyagent"),
        (-10000, ToolError, "refused"),
    ],
)
async def test_an_error_number_is_told_with_its_remedy(
    program: Write, desktop: SimulatedDesktop, number: int, kind: type[Exception], words: str
) -> None:
    """The number decides, not the words, which are in the user's language."""
    mac = faked(program, desktop.folder, Fault("Notes", number))
    with pytest.raises(kind, match=words):
        await mac.script("notes/create_note.js", NOTE | {"folder": "Work"})


async def test_a_failed_send_is_told_as_unknown(program: Write, desktop: SimulatedDesktop) -> None:
    """Once a send began nobody may say that nothing happened."""
    mac = faked(program, desktop.folder, Fault("Messages", -1712, event="send"))
    with pytest.raises(HalfDone, match="when it had begun"):
        await mac.script("messages/send_message.js", {"handle": "+14155550132", "text": "x"})


async def test_an_uncaught_error_is_read_from_stderr(program: Write) -> None:
    """The second net: a script that could not even answer."""
    line = "x.js: execution error: Error: Délai dépassé pour un AppleEvent. (-1712)"
    mac = saying(program, f"sys.stderr.write({line!r}); sys.exit(1)")
    with pytest.raises(TimedOut):
        await mac.script("notes/create_note.js", NOTE)


@pytest.mark.parametrize(
    "text",
    [
        "print('no JSON')",
        "print('[]')",
        "pass",
        "sys.stdout.buffer.write(b'\\xff\\xfe\\x00')",
        "print('{\"ok\": true')",
        "sys.exit(5)",
    ],
)
async def test_rubbish_from_osascript_is_one_clear_error(program: Write, text: str) -> None:
    """Whatever is printed, there is no crash and no false success."""
    with pytest.raises(ToolError):
        await saying(program, text).script("notes/create_note.js", NOTE)


async def test_bytes_that_are_no_utf8_do_not_break_the_answer(program: Write) -> None:
    """A broken byte inside a text is replaced, the rest is kept."""
    answer = b'{"ok": true, "result": "a\\xffb"}'.decode("unicode_escape").encode("latin-1")
    mac = saying(program, f"sys.stdout.buffer.write({answer!r})")
    assert await mac.script("notes/create_note.js", NOTE) == "a\N{REPLACEMENT CHARACTER}b"


async def test_a_flood_from_osascript_is_cut_off(program: Write) -> None:
    """Output is taken up to a limit."""
    mac = saying(program, "[sys.stdout.write('x' * 1_000_000) for _ in range(40)]")
    with pytest.raises(ToolError, match="wrote more than"):
        await mac.script("notes/create_note.js", NOTE)


async def test_a_wedged_app_is_given_up_on(program: Write) -> None:
    """There is no time limit in JXA; ours ends the process."""
    mac = saying(program, "import time; time.sleep(60)", seconds=0.5)
    with pytest.raises(TimedOut):
        await mac.script("notes/create_note.js", NOTE)


@pytest.mark.parametrize(("script", "begun"), [("find_note", False), ("create_note", True)])
async def test_a_script_that_only_looks_had_begun_nothing(
    program: Write, script: str, begun: bool
) -> None:
    """Given up on, it is said to have changed nothing; of the others nobody knows."""
    mac = saying(program, "import time; time.sleep(60)", seconds=0.5)
    with pytest.raises(TimedOut) as late:
        await mac.script(f"notes/{script}.js", NOTE)
    assert late.value.begun is begun


async def test_a_read_is_asked_again_when_its_app_was_not_running(
    program: Write, tmp_path: Path
) -> None:
    """Contacts is started and asked once more; what changes something never is."""
    log = tmp_path / "log"
    said = "execution error: Error: Application isn't running. (-600)"
    mac = MacDesktop(
        {},
        Programs(
            osascript=program(
                "osascript",
                f"open({str(log)!r}, 'a').write('asked\\n')\n"
                f"if open({str(log)!r}).read().count('asked') < 2: sys.exit({said!r})\n"
                'print(\'{"ok": true, "result": []}\')',
            ),
            open=program("open", f"open({str(log)!r}, 'a').write(' '.join(sys.argv[1:]) + '\\n')"),
        ),
    )
    assert await mac.script("contacts/find_person.js", {"name": "x"}) == []
    assert log.read_text() == "asked\n-g -b com.apple.AddressBook\nasked\n"
    log.unlink()
    with pytest.raises(ToolError, match="does not run"):
        await mac.script("notes/create_note.js", NOTE)
    assert log.read_text() == "asked\n"


@pytest.fixture
def opened(program: Write, tmp_path: Path) -> tuple[MacDesktop, Path]:
    """A Mac whose open and pbcopy write down what they are given."""
    log = tmp_path / "opened"
    write = f"open({str(log)!r}, 'a').write"
    programs = Programs(
        open=program("open", f"{write}(repr(sys.argv[1:]) + '\\n')"),
        pbcopy=program("pbcopy", f"{write}(sys.stdin.buffer.read().decode('utf-8'))"),
    )
    return MacDesktop({"HOME": str(tmp_path)}, programs), log


async def test_a_document_is_opened_and_a_program_only_shown(
    opened: tuple[MacDesktop, Path], tmp_path: Path
) -> None:
    """By its name or by its first bytes, what would run is revealed in Finder."""
    mac, log = opened
    files = {
        "a.pdf": b"%PDF-1.4",
        "b.command": b"echo",
        "c.txt": b"#!/bin/sh",
        "d": b"\xcf\xfa\xed\xfe....",
    }
    for name, start in files.items():
        (tmp_path / name).write_bytes(start)
        await mac.open_file(tmp_path / name)
    shown = [line.startswith("['-R'") for line in log.read_text().splitlines()]
    assert shown == [False, True, True, True]


async def test_links_are_opened_by_argument(opened: tuple[MacDesktop, Path]) -> None:
    """A URL goes to open as one argument, with the app's bundle id where one is wanted."""
    mac, log = opened
    await mac.open_url("https://maps.apple.com/?q=a%20b", "com.apple.Maps")
    await mac.open_url("mailto:a@example.com")
    assert log.read_text().splitlines() == [
        "['-b', 'com.apple.Maps', 'https://maps.apple.com/?q=a%20b']",
        "['mailto:a@example.com']",
    ]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "-a", "x-apple.systempreferences:x", "/x"])
async def test_no_other_link_is_opened(opened: tuple[MacDesktop, Path], url: str) -> None:
    """Files, options and deep links do not get through as URLs."""
    mac, log = opened
    with pytest.raises(ToolError, match="no link that may be opened"):
        await mac.open_url(url)
    assert not log.exists()


async def test_the_text_of_a_reply_goes_to_the_clipboard(
    opened: tuple[MacDesktop, Path], program: Write, desktop: SimulatedDesktop
) -> None:
    """A body set by script would be quoted or lost; the user is told to paste."""
    copying, log = opened
    mac = faked(program, desktop.folder, pbcopy=copying.programs.pbcopy)
    result = await doing(mac)("reply_to_email", context="Schön, bis dann")
    assert log.read_text("utf-8") == "Schön, bis dann"
    assert "press ⌘V" in result.says


async def test_files_are_found_by_spotlight(program: Write, tmp_path: Path) -> None:
    """mdfind gets the name as an argument; hidden and library files are left out."""
    home = tmp_path / "home"
    listed = [home / "a.pdf", home / "Library" / "b.pdf", home / ".x" / "c.pdf", Path("/etc/d")]
    text = "\0".join(map(str, listed)) + "\0"
    check = "assert sys.argv[1:3] == ['-0', '-onlyin'] and sys.argv[4:] == ['-name', '\"a\\';$(x)']"
    mdfind = program("mdfind", f"{check}\nsys.stdout.write({text!r})")
    mac = MacDesktop({"HOME": str(home)}, Programs(mdfind=mdfind))
    assert await mac.find_files("\"a';$(x)") == (home / "a.pdf",)


async def test_without_spotlight_the_usual_folders_are_looked_through(
    program: Write, tmp_path: Path
) -> None:
    """A Mac that does not index still finds what lies about."""
    for name in ("Documents/a.pdf", "Documents/.b.pdf", "Movies/c.mov", "Desktop/x/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    mac = MacDesktop({"HOME": str(tmp_path)}, Programs(mdfind=program("mdfind", "pass")))
    found = {path.name for path in await mac.find_files("a")}
    assert found == {"a.pdf", "d.txt"}


async def test_cancelling_a_tool_ends_its_script(program: Write, tmp_path: Path) -> None:
    """No osascript is left behind when the user presses Ctrl-C."""
    file = tmp_path / "up"
    text = f"import os, time; print(os.getpid(), file=open({str(file)!r}, 'w', 1)); time.sleep(60)"
    mac = saying(program, text)
    task = asyncio.create_task(mac.script("notes/create_note.js", NOTE))
    pid = await pid_in(file)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await gone(pid)


async def test_without_credentials_zoom_says_what_to_set() -> None:
    """No account, no request."""
    with pytest.raises(NotReady, match="ZOOM_TOKEN"):
        await MacDesktop({}).zoom_meeting("x", datetime(2026, 11, 27, 10), 60, [])


def test_nobody_on_a_real_mac_is_allowed_by_nature() -> None:
    """Behind every address is somebody."""
    assert MacDesktop({}).allowed_addresses() == frozenset()


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("x.js: execution error: Error: Error: Can't get object. (-1728)", -1728),
        ("execution error: Error (3) of 4: délai dépassé (-1712)", -1712),
        ("no number at all", None),
    ],
)
def test_the_number_is_the_last_one_in_parentheses(message: str, number: int | None) -> None:
    """Whatever the language of the text around it."""
    assert error_number(message) == number


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Terminal"),
        ({"TERM_PROGRAM": "vscode"}, "Visual Studio Code"),
        ({"TERM_PROGRAM": "WezTerm"}, "WezTerm"),
        ({"TERM_PROGRAM": "tmux"}, "your terminal"),
        ({}, "your terminal"),
    ],
)
def test_the_terminal_is_named_as_the_settings_pane_names_it(
    variables: dict[str, str], name: str
) -> None:
    """Permission belongs to the program that the user sees."""
    assert terminal_name(variables) == name


@pytest.mark.parametrize(
    "ending", ["import os; os.kill(os.getpid(), 9)", "print('')", "sys.exit(1)", "print('{')"]
)
async def test_a_script_that_dies_in_the_middle_may_have_acted(program: Write, ending: str) -> None:
    """Nobody says that a text was not sent because osascript did not live to tell."""
    mac = saying(program, ending)
    with pytest.raises(HalfDone):
        await mac.script("messages/send_message.js", {"handle": "+14155550132", "text": "x"})
    with pytest.raises(ToolError) as caught:
        await mac.script("contacts/find_person.js", {"name": "x"})
    assert not isinstance(caught.value, HalfDone)


async def test_a_name_that_begins_with_a_dash_is_no_option_of_spotlight(
    program: Write, tmp_path: Path
) -> None:
    """`-rf`, `-onlyin`: a name is looked for without its dashes, and ranked with them."""
    mdfind = program("mdfind", "sys.stdout.write(sys.argv[-1] if sys.argv[-2] == '-name' else '')")
    (tmp_path / "Documents").mkdir()
    (tmp_path / "Documents" / "-rf").touch()
    mac = MacDesktop({"HOME": str(tmp_path)}, Programs(mdfind=mdfind))
    assert [path.name for path in await mac.find_files("-rf")] == ["-rf"]
