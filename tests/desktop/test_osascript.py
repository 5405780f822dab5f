"""osascript at its worst: whatever it says, and whether it ends, there is one clear error."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from pathlib import Path

import pytest

from macos_tools import ROOT
from tests.desktop.conftest import Write
from tests.desktop.test_mac import NOTE, saying
from tests.desktop.test_processes import gone, pid_in
from tests.fakes import osascript
from tinyagent_cli.core.errors import HalfDone, NotReady, TimedOut, ToolError
from tinyagent_cli.core.programs import Programs
from tinyagent_cli.desktop import mac, processes, scripts
from tinyagent_cli.desktop.actions.messages import send
from tinyagent_cli.desktop.engine import Fault
from tinyagent_cli.desktop.mac import MacDesktop, error_number
from tinyagent_cli.desktop.scripts import SUMS, genuine, sums
from tinyagent_cli.desktop.simulated import SimulatedDesktop

CREATE = "notes/create_note.js"
FIND = "contacts/find_person.js"
SEND = "messages/send_message.js"

# As reported from Macs in these languages; the head is osascript's own and not translated.
LOCALISED = {
    "fr": "execution error: Erreur: Error: Non autorisé à envoyer des événements Apple à Mail.",
    "de": "execution error: Fehler: Error: Keine Berechtigung, um Apple-Events an Mail zu senden.",
    "ja": "execution error: エラー: Error: Mailにアップルイベントを送信する権限がありません。",
    "ar": "execution error: خطأ: Error: غير مصرح بإرسال أحداث",
}


def stderr(text: str, code: int = 1) -> str:
    """Python that writes *text* to stderr as UTF-8 and ends with *code*."""
    return f"sys.stderr.buffer.write({text!r}.encode()); sys.exit({code})"


@pytest.mark.parametrize("language", LOCALISED)
@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (-1743, NotReady, "Automation"),
        (-1712, TimedOut, "did not answer in time"),
        (-600, ToolError, "does not run"),
        (-1728, ToolError, "no such object"),
    ],
)
async def test_a_number_is_enough_in_any_language(
    program: Write, language: str, number: int, kind: type[Exception], words: str
) -> None:
    """The words around it are never read."""
    text = f"/x/create_note.js: {LOCALISED[language]} ({number})\n"
    with pytest.raises(kind, match=words):
        await saying(program, stderr(text)).script(CREATE, NOTE)


@pytest.mark.parametrize("text", [*LOCALISED.values(), "", "Trace/BPT trap: 5", "(", "\0\x1b[2J"])
async def test_without_a_number_nobody_says_that_nothing_happened(
    program: Write, text: str
) -> None:
    """A write may have been done; a look-up only failed."""
    saying_mac = saying(program, stderr(text))
    with pytest.raises(HalfDone):
        await saying_mac.script(SEND, {"handle": "+14155550132", "text": "x"})
    with pytest.raises(ToolError) as caught:
        await saying_mac.script(FIND, {"name": "x"})
    assert not isinstance(caught.value, HalfDone)


def test_numbers_in_log_lines_around_the_error_are_not_its_number() -> None:
    """macOS writes warnings of its own to stderr, before and after."""
    message = (
        "objc[412]: Class X is implemented in both A (0x1) and B (12345). One will be used.\n"
        "2026-11-25 10:00:00.000 osascript[412:99] (777) warning: ignored\n"
        "x.js: execution error: Error: Délai dépassé (-1712)\r\n"
        "CoreText note: Client requested name “.SF” (4321) instead\n"
    )
    assert error_number(message) == -1712


async def test_warnings_beside_an_answer_do_not_harm_it(program: Write) -> None:
    """stderr is not read where the script answered."""
    text = 'print(\'{"ok": true, "result": 7}\'); ' + stderr("Error loading x.osax (-1743)", 0)
    assert await saying(program, text).script(CREATE, NOTE) == 7


@pytest.mark.parametrize("size", [1_000_000, processes.OUTPUT - 100])
async def test_a_huge_answer_arrives_whole(program: Write, size: int) -> None:
    """Up to the limit on output, every byte."""
    answer = f"sys.stdout.write('{{\"ok\": true, \"result\": \"' + 'é' * {size // 2} + '\"}}')"
    mac = saying(program, "sys.stdout.reconfigure(encoding='utf-8')\n" + answer)
    assert await mac.script(CREATE, NOTE) == "é" * (size // 2)


@pytest.mark.parametrize("cut", [1, 11, 40, 60])
async def test_an_answer_cut_in_the_middle_is_no_answer(program: Write, cut: int) -> None:
    """Killed while it wrote, in a character or between two: never a success."""
    whole = json.dumps({"ok": True, "result": {"name": "Fähre ⛴", "id": "x" * 40}})
    text = f"sys.stdout.buffer.write({whole.encode()[:cut]!r}); sys.stdout.flush()\n"
    with pytest.raises(HalfDone):
        await saying(program, text + "import os; os.kill(os.getpid(), 9)").script(CREATE, NOTE)
    with pytest.raises(ToolError):
        await saying(program, text).script(CREATE, NOTE)


async def test_who_closes_its_output_and_hangs_is_ended(program: Write, tmp_path: Path) -> None:
    """Pipes at their end are not the end: the process goes when its time is up."""
    file = tmp_path / "pid"
    text = (
        f"import os, time; print(os.getpid(), file=open({str(file)!r}, 'w', 1))\n"
        "os.close(1); os.close(2); time.sleep(60)"
    )
    with pytest.raises(TimedOut):
        await saying(program, text, seconds=1).script(CREATE, NOTE)
    assert await gone(await pid_in(file))


async def test_who_ignores_the_polite_signal_is_killed_with_all_it_started(
    program: Write, tmp_path: Path
) -> None:
    """TERM, a grace, KILL to the whole group: no osascript stays behind."""
    files = [tmp_path / "parent", tmp_path / "child"]
    text = (
        "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"file = {[str(f) for f in files]!r}[os.fork() == 0]\n"
        "print(os.getpid(), file=open(file, 'w', 1)); time.sleep(60)"
    )
    with pytest.raises(TimedOut):
        await saying(program, text, seconds=1).script(CREATE, NOTE)
    for file in files:
        assert await gone(await pid_in(file))


async def test_a_send_that_had_to_be_ended_may_have_reached_the_second_one(
    program: Write,
) -> None:
    """After a first text went out, a hanging second is told as unknown, and who was reached."""
    from tests.desktop.conftest import NOW
    from tinyagent_cli.core.clock import Clock
    from tinyagent_cli.core.settings import Settings
    from tinyagent_cli.tools.spec import Hands

    answer = {"ok": True, "result": {"state": "handed_over", "service": "iMessage"}}
    text = f"import time\nif '0199' in sys.argv[4]: time.sleep(60)\nprint({json.dumps(answer)!r})"
    hands = Hands(saying(program, text, seconds=1), Settings(), Clock.stopped(NOW))
    with pytest.raises(HalfDone) as caught:
        await send(hands, {"recipients": ["+14155550132", "+14155550199"], "message": "late"})
    assert caught.value.reached == ("+14155550132",)


@pytest.mark.parametrize("mode", [None, 0o644])
async def test_a_program_that_is_missing_or_may_not_run(
    program: Write, tmp_path: Path, mode: int | None
) -> None:
    """A matter of readiness, exit code 3, with the program's path."""
    path = Path(program("osascript", "pass"))
    path.unlink() if mode is None else path.chmod(mode)
    with pytest.raises(NotReady, match="osascript cannot be run"):
        await MacDesktop({}, Programs(osascript=str(path))).script(CREATE, NOTE)


async def test_a_program_that_is_none_is_one_clear_error(tmp_path: Path) -> None:
    """A file of another processor, or of no kind at all."""
    path = tmp_path / "osascript"
    path.write_bytes(b"\xca\xfe\xba\xbe" + bytes(60))
    path.chmod(0o755)
    with pytest.raises(ToolError, match="could not be started"):
        await MacDesktop({}, Programs(osascript=str(path))).script(CREATE, NOTE)


async def test_nothing_of_the_environment_reaches_a_script(
    program: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what Python's own process has nor what the user's shell exported."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("DYLD_INSERT_LIBRARIES", "/x")
    text = 'import json, os; print(json.dumps({"ok": True, "result": sorted(os.environ)}))'
    variables = {"HOME": "/h", "ZOOM_TOKEN": "t", "DYLD_INSERT_LIBRARIES": "/x", "USER": "u"}
    desktop = MacDesktop(variables, Programs(osascript=program("osascript", text)))
    assert set(await desktop.script(CREATE, NOTE)) - {"LC_CTYPE"} == {
        "HOME",
        "USER",
        "PATH",
        "LANG",
    }


async def test_no_piece_of_a_long_text_is_taken_for_an_option(
    program: Write, desktop: SimulatedDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A piece may begin with a dash: behind the file it is the script's, as Apple reads it."""
    monkeypatch.setattr(mac, "PIECE", 1)
    text = "-l AppleScript -e -- -i"
    pieces = mac.cut({"handle": "+14155550132", "text": text})
    assert "-" in pieces
    assert osascript.main(desktop.folder, ["-l", "JavaScript", str(ROOT / SEND), *pieces]) == 0
    assert desktop.snapshot()["messages"][0]["text"] == text


@pytest.mark.parametrize("argv", [[], ["-e", "1"], ["-l", "JavaScript", "-e", "1"], ["x.scpt"]])
def test_the_stand_in_takes_no_call_that_we_must_not_make(argv: list[str], tmp_path: Path) -> None:
    """Text as a script, AppleScript, a path that depends on the working folder."""
    assert osascript.main(tmp_path, argv) == 64


def test_an_uncaught_fault_ends_as_osascript_ends(
    desktop: SimulatedDesktop, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, nothing on stdout, the number last."""
    bare = desktop.folder.parent / "notes" / "bare.js"
    bare.parent.mkdir()
    bare.write_text("function run() { return Application('com.apple.Notes').notes.name(); }")
    call = ["-l", "JavaScript", str(bare)]
    assert osascript.main(desktop.folder, call, [Fault("Notes", -1743)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("(-1743)\n")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The scripts in a folder that can be written to."""
    return Path(shutil.copytree(ROOT, tmp_path / "macos_tools"))


@pytest.mark.parametrize("change", ["edit", "cut", "remove", "add", "no list"])
def test_a_script_that_was_changed_never_runs(copied: Path, change: str) -> None:
    """A character more or less, a script that was never released, no list to compare with."""
    script, path = CREATE, copied / CREATE
    match change:
        case "edit":
            path.write_text(path.read_text("utf-8").replace("push(note)", "push( note)"), "utf-8")
        case "cut":
            os.truncate(path, 100)
        case "remove":
            path.unlink()
        case "add":
            script = "notes/other.js"
            (copied / script).write_text("function run() {}")
        case "no list":
            (copied / SUMS).unlink()
    with pytest.raises(NotReady) as caught:
        genuine(script, copied)
    assert "reinstall" in caught.value.hint


async def test_nothing_is_started_for_a_script_that_was_changed(
    program: Write, copied: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The check comes before osascript."""
    monkeypatch.setattr(mac, "genuine", lambda script: genuine(script, copied))
    (copied / CREATE).write_text("function run() { return 1; }")
    desktop = saying(program, f"open({str(tmp_path / 'started')!r}, 'w')")
    with pytest.raises(NotReady, match="was changed"):
        await desktop.script(CREATE, NOTE)
    assert not (tmp_path / "started").exists()


def test_every_script_is_on_the_list_as_it_is() -> None:
    """After a change: cd macos_tools && sha256sum */*.js > scripts.sha256"""
    found = {f"{path.parent.name}/{path.name}" for path in ROOT.glob("*/*.js")}
    assert set(sums()) == found
    for script in found:
        assert scripts.genuine(script)


async def test_two_at_once_do_not_mix_their_answers(program: Write) -> None:
    """Each call has its own process and its own pipes."""
    text = 'import json; print(json.dumps({"ok": True, "result": json.loads(sys.argv[4])["name"]}))'
    desktop = saying(program, text)
    names = [f"n{number}" for number in range(8)]
    found = await asyncio.gather(*(desktop.script(CREATE, NOTE | {"name": n}) for n in names))
    assert found == names
