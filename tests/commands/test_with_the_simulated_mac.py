"""The commands with their real middle, on a simulated Mac: a small life from end to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Call
from tinyagent_cli.commands.desktop import SHOWN
from tinyagent_cli.execution.consent import Answer
from tinyagent_cli.execution.standing import StandingConsents
from tinyagent_cli.lab.documents import pdf

pytestmark = pytest.mark.usefixtures("nobody_at_the_terminal")

NOTE = '1. create_note("Cake plans", "cake", "")\n2. join()\n'


def test_a_plan_is_run_shown_remembered_and_taken_back(tinyagent: Call) -> None:
    """run, desktop show, history, undo, desktop show."""
    ended = tinyagent("run", "-", "--yes", stdin=NOTE)
    assert ended.code == 0
    assert "Cake plans" in ended.out
    assert '"Cake plans"' in tinyagent("desktop", "show", "notes", "--json").out
    turns = json.loads(tinyagent("history", "--json").out)["turns"]
    assert (len(turns), turns[0]["exit"]) == (1, 0)
    assert turns[0]["actions"][0]["tool"] == "create_note"
    assert tinyagent("undo").out == "Deleted the note “Cake plans”\n"
    folders = json.loads(tinyagent("desktop", "show", "notes", "--json").out)["notes"]
    assert [f for f, notes in folders.items() if "Cake plans" in str(notes)] == ["Recently Deleted"]
    assert "undone" in tinyagent("history").out


def test_history_shows_one_turn(tinyagent: Call) -> None:
    """Its request, its actions, its answer; a number that is not there is a usage error."""
    tinyagent("do", "what's Sid's number")
    told = tinyagent("history", "show", "1").out
    assert "what's Sid's number" in told
    assert "✓ 1  get_phone_number" in told
    assert tinyagent("history", "show", "9").code == 2


def test_history_searches(tinyagent: Call) -> None:
    """Only the turns with the word in them."""
    tinyagent("run", "-", "--yes", stdin=NOTE)
    tinyagent("do", "what's Sid's number")
    assert len(tinyagent("history", "--search", "Sid").out.splitlines()) == 1
    assert len(tinyagent("history", "list").out.splitlines()) == 2
    assert tinyagent("history", "--search", "nowhere").out == ""


def test_nothing_to_take_back(tinyagent: Call) -> None:
    """A usage error, not a success."""
    assert tinyagent("undo").code == 2


def test_a_broken_plan_is_5_and_does_nothing(tinyagent: Call) -> None:
    """The line and the column are named."""
    ended = tinyagent("run", "-", "--yes", stdin=NOTE.replace("join()", 'create_note("x"'))
    assert ended.code == 5
    assert "line" in ended.err
    assert '"Cake plans"' not in tinyagent("desktop", "show", "notes", "--json").out


def test_local_things_need_a_yes_too(tinyagent: Call) -> None:
    """With nobody to ask and no ``--yes``: 4, and nothing made."""
    assert tinyagent("run", "-", stdin=NOTE).code == 4
    assert '"Cake plans"' not in tinyagent("desktop", "show", "notes", "--json").out


def test_a_text_message_cannot_be_taken_back(tinyagent: Call) -> None:
    """Where nothing else was done, undo says that, and not only that there is nothing."""
    plan = '1. send_sms(["+14155550132"], "late")\n2. join()\n'
    assert tinyagent("run", "-", "--yes", stdin=plan).code == 0
    ended = tinyagent("undo")
    assert ended.code == 2
    assert "a text message cannot be called back (turn 1)" in ended.err


def test_desktop_show_has_all_parts(tinyagent: Call) -> None:
    """The names that Tab completes are those that are there."""
    assert tuple(json.loads(tinyagent("desktop", "show", "--json").out)) == SHOWN
    assert tinyagent("desktop", "show", "contacts").out.startswith("Jamie Rivera")
    assert tinyagent("desktop", "show", "bogus").code == 2


def test_desktop_reset_forgets(tinyagent: Call) -> None:
    """In a script it does not ask."""
    tinyagent("run", "-", "--yes", stdin=NOTE)
    assert tinyagent("desktop", "reset").code == 0
    assert '"Cake plans"' not in tinyagent("desktop", "show", "notes", "--json").out


def test_desktop_import_brings_people_in(tinyagent: Call, tmp_path: Path) -> None:
    """A vCard; anything else is refused."""
    card = tmp_path / "card.vcf"
    card.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nN:Quux;Zoë;;;\nFN:Zoë Quux\nTEL:+14155550999\nEND:VCARD\n",
        "utf-8",
    )
    ended = tinyagent("desktop", "import", str(card))
    assert "1 contact" in ended.out
    assert "Zoë Quux" in tinyagent("desktop", "show", "contacts").out
    assert tinyagent("desktop", "import", __file__).code == 2


def test_tools_lists_and_shows(tinyagent: Call) -> None:
    """A table with tabs in a pipe, one in full, all as JSON."""
    names = [row.split("\t")[0] for row in tinyagent("tools").out.splitlines()]
    assert len(names) == 16
    assert names[0] == "create_calendar_event"
    assert "recipients" in tinyagent("tools", "send_sms").out
    specs = json.loads(tinyagent("tools", "--json").out)["tools"]
    assert [spec["name"] for spec in specs] == names
    assert tinyagent("tools", "bogus").code == 2


def test_models_and_plugins(tinyagent: Call, tmp_path: Path) -> None:
    """The built-in weights, a GGUF of one's own, the planners that there are."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "mine.gguf").write_bytes(b"GGUF")
    models = json.loads(tinyagent("models", "list", "--json").out)["models"]
    assert [model["name"] for model in models][:2] == ["embedded", "mine"]
    assert tinyagent("models", "path").out == f"{tmp_path / 'models'}\n"
    found = json.loads(tinyagent("plugins", "--json").out)
    assert {"embedded", "llama", "http"} <= set(found["planners"])
    assert "send_sms" in found["tools"]


def test_the_doctor_finds_everything_well(tinyagent: Call) -> None:
    """The planner is really asked for a plan; extras that are missing are no error."""
    ended = tinyagent("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(ended.out)["checks"]}
    assert ended.code == 0
    assert checks["planner"]["status"] == "ok"
    assert "plans in" in checks["planner"]["message"]
    assert {check["status"] for check in checks.values()} <= {"ok", "off", "warning"}


def test_the_doctor_finds_what_is_wrong(tinyagent: Call, tmp_path: Path) -> None:
    """Settings that do not parse, a damaged journal: 3, each named."""
    (tmp_path / "config.toml").write_text("[planner\n", "utf-8")
    (tmp_path / "journal.db").write_bytes(b"this is no database" * 100)
    ended = tinyagent("doctor", "--json")
    checks = {check["name"]: check["status"] for check in json.loads(ended.out)["checks"]}
    assert ended.code == 3
    assert checks["settings"] == checks["journal"] == "error"


def test_eval_reports_success(tinyagent: Call, tmp_path: Path) -> None:
    """On one row that the planner gets right and one that no tool can serve."""
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        '{"id": 1, "request": "What is Sid\'s phone number?",'
        ' "plan": "1. get_phone_number(\\"Sid\\")\\n2. join()"}\n'
        '{"id": 2, "request": "Turn the heating down"}\n',
        "utf-8",
    )
    report = json.loads(tinyagent("eval", str(rows), "--json").out)
    assert report["rows"] == 2
    assert report["planner"] == "embedded"
    assert {"success", "strict_success", "abstention", "latency"} <= set(report)
    assert "success" in tinyagent("eval", str(rows)).out


def test_the_doctor_names_a_home_that_cannot_be(tinyagent: Call, tmp_path: Path) -> None:
    """Without class names and error numbers, and with the variable that moves it."""
    (tmp_path / "file").write_text("")
    ended = tinyagent("doctor", TINYAGENT_HOME=str(tmp_path / "file"))
    assert ended.code == 3
    assert "file/config.toml: not a directory" in ended.out
    assert "TINYAGENT_HOME names" in ended.out
    assert "Errno" not in ended.out


def chat(
    home: Path, *lines: str, options: tuple[str, ...] = (), **variables: str
) -> subprocess.CompletedProcess[str]:
    """``tinyagent chat --yes`` with *lines* piped in."""
    return subprocess.run(
        [sys.executable, "-m", "tinyagent_cli", "chat", "--yes", *options],
        env={
            "TINYAGENT_HOME": str(home),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PATH": os.defpath,
            **variables,
        },
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_lines_of_a_chat_know_each_other(tinyagent: Call, tmp_path: Path) -> None:
    """Somebody else too, whose address, another time, undone: and the history has it all."""
    ended = chat(
        tmp_path,
        "Text Sid I'm running late",
        "and Lutfi too",
        "what's his email?",
        "Schedule lunch with Sid tomorrow at noon",
        "actually make it 3pm",
        "undo that",
    )
    assert ended.returncode == 0
    told = ended.stdout.splitlines()
    assert [line.partition(":")[0] for line in told[:2]] == [
        "Texted Sid Patel",
        "Texted Lutfi Eren",
    ]
    assert told[2] == "Lutfi Eren’s address is lutfi.eren@example.org"
    assert [line.partition(" ")[0] for line in told[3:]] == [
        "Added",
        "Added",
        "Deleted",
        "Deleted",
        "Added",
    ]
    assert "12:00–13:00" in told[3]
    assert "15:00–16:00" in told[4]
    assert "understood: what's Lutfi Eren's email?" in ended.stderr
    turns = json.loads(tinyagent("history", "--json").out)["turns"]
    assert {turn["request"] for turn in turns} >= {"and Lutfi too", "actually make it 3pm"}


def test_a_plan_is_edited_before_it_runs(tmp_path: Path) -> None:
    """What the editor saves is run; an editor that gives up runs nothing."""
    ended = chat(tmp_path, "/edit Text Sid I'm late", "/retry", EDITOR="sed -i s/Sid/Lutfi/")
    assert ended.stdout.splitlines() == ["Texted Lutfi Eren: “I'm late”"] * 2
    given_up = chat(tmp_path, "/edit Text Sid I'm late", EDITOR="false")
    assert (given_up.stdout, "nothing was run" in given_up.stderr) == ("", True)
    same = chat(tmp_path, "Text Sid I'm late", "/edit", EDITOR="true")
    assert (same.stdout.count("Texted"), "nothing was run" in same.stderr) == (1, True)
    broken = chat(tmp_path, "/edit Text Sid I'm late", EDITOR="sed -i s/send_sms/send_owl/")
    assert broken.stdout == ""
    assert "send_owl" in broken.stderr


@pytest.mark.parametrize("editor", ["rm", "cp -f /bin/sh"])
def test_an_editor_that_leaves_no_text_runs_nothing(tmp_path: Path, editor: str) -> None:
    """It is said in a line, and the chat goes on."""
    ended = chat(tmp_path, "/edit Text Sid I'm late", "what's Lutfi's email?", EDITOR=editor)
    assert "the editor left no text in UTF-8" in ended.stderr
    assert ended.stdout.splitlines() == ["Lutfi Eren’s address is lutfi.eren@example.org"]


def test_without_a_turn_there_is_nothing_to_edit_or_to_try_again(tmp_path: Path) -> None:
    """Both say so."""
    ended = chat(tmp_path, "/edit", "/retry")
    assert ended.returncode == 1
    assert "there is no plan yet" in ended.stderr
    assert "nothing was asked yet" in ended.stderr


def test_what_stands_is_listed_and_revoked(tinyagent: Call, tmp_path: Path) -> None:
    """By number or all of it; a number that is not there is a usage error."""
    standing = StandingConsents.open(tmp_path / "consents.json")
    standing.take("send_sms", ["+14155550132"], Answer.ALWAYS)
    standing.take("send_sms", ["+15105550119"], Answer.NEVER)
    listed = tinyagent("config", "consent").out
    assert "+14155550132" in listed
    assert "never" in listed
    assert tinyagent("config", "consent", "--revoke", "5").code == 2
    assert tinyagent("config", "consent", "--revoke", "2").code == 0
    rows = json.loads(tinyagent("config", "consent", "--json").out)["consents"]
    assert rows == [{"tool": "send_sms", "to": "+14155550132", "answer": "always"}]
    # It is good in a pipe, too, where nobody can be asked.
    told = tinyagent("do", "Text Sid I'm late").out
    assert told == "Texted Sid Patel: “I'm late”\n"
    assert tinyagent("config", "consent", "--revoke-all").code == 0
    assert tinyagent("do", "Text Sid I'm late").code == 4


def test_a_chat_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    """What was said is shown, and the next line can speak of it."""
    chat(tmp_path, "Text Sid I'm late", "what's Ana's email?", "Text Nick I'm early")
    again = chat(tmp_path, "and Lutfi too", options=("--continue",))
    assert again.stdout == "Texted Lutfi Eren: “I'm early”\n"
    assert "Text Sid I'm late" in again.stderr
    first = chat(tmp_path, "/resume 1", "and Lutfi too")
    assert first.stdout == "Texted Lutfi Eren: “I'm late”\n"
    nothing = chat(tmp_path / "new", "/resume")
    assert "no turn to go on from" in nothing.stderr


@pytest.mark.parametrize("line", ["and Lutfi too", "/edit"])
def test_no_yes_stands_for_what_follows_a_turn_with_piped_text(
    tinyagent: Call, tmp_path: Path, line: str
) -> None:
    """Others wrote what it would send; neither --yes nor an "always" knows what that is."""
    StandingConsents.open(tmp_path / "consents.json").take(
        "send_sms", ["+15105550119", "+14155550132"], Answer.ALWAYS
    )
    told = tinyagent("do", "--yes", "text this to Sid", stdin="lunch is on me")
    assert told.out == "Texted Sid Patel: “lunch is on me”\n"
    after = chat(tmp_path, line, options=("--continue",), EDITOR="sed -i s/lunch/dinner/")
    assert (after.stdout, after.returncode) == ("", 1)
    assert "needs your consent" in after.stderr


def test_a_private_chat_leaves_no_trace(tmp_path: Path) -> None:
    """It can undo while it lasts; afterwards neither history nor a consent tells of it."""
    lines = ("make a note called Secret", "undo that", "make a note called Secret", "/history")
    ended = chat(tmp_path, *lines, options=("--private",))
    assert "Deleted the note “Secret”" in ended.stdout
    assert not (tmp_path / "journal.db").exists()
    assert not (tmp_path / "prompt_history").exists()


def test_a_plan_that_was_shown_is_approved_or_saved(tmp_path: Path) -> None:
    """Nothing runs before; a file that is there is not written over."""
    file = tmp_path / "late.plan"
    lines = ("/plan Text Sid I'm late", f"/save {file}", f"/save {file}", "/approve", "/approve")
    ended = chat(tmp_path, *lines)
    assert ended.stdout.splitlines()[-1] == "Texted Sid Patel: “I'm late”"
    assert ended.stdout.count("Texted") == 1
    assert file.read_text() == (
        '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m late")\n3. join()\n'
    )
    assert "is there already" in ended.stderr
    assert "no plan waits for you" in ended.stderr


def test_bad_words_for_a_command_are_said_in_a_line(tmp_path: Path) -> None:
    """And the chat goes on."""
    lines = ("/plan Text Sid I'm late", "/save ~nobody-of-that-name/x", "/history 0", "/approve")
    ended = chat(tmp_path, *lines)
    assert "~nobody-of-that-name/x cannot be written" in ended.stderr
    assert "there is no turn 0" in ended.stderr
    assert ended.stdout.splitlines()[-1] == "Texted Sid Patel: “I'm late”"


def test_why_tells_all_that_is_known_of_the_last_turn(tmp_path: Path) -> None:
    """What was asked, called and reached, the plan, and how sure the planner was."""
    ended = chat(tmp_path, "Text Sid I'm late", "/why")
    told = ended.stdout.split("Texted Sid Patel: “I'm late”\n", 1)[1]
    assert "Text Sid I'm late" in told
    assert "+14155550132" in told
    assert '2. send_sms(["$1"], "I\'m late")' in told
    assert "% sure" in ended.stderr


def test_a_file_elsewhere_is_read_where_its_path_was_typed(
    tinyagent: Call, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In the request; in a plan that somebody sent it is refused, and the setting is named."""
    path = tmp_path_factory.mktemp("elsewhere") / "tides.pdf"
    path.write_bytes(pdf("High water is at noon. Low water is at six in the evening."))
    assert "High water is at noon" in tinyagent("do", f"summarize {path}").out
    sent = f'1. summarize_pdf("{path}")\n2. join()\n'
    assert "files.folders" in tinyagent("run", "-", stdin=sent).err
    tinyagent("config", "set", "files.folders", str(path.parent))
    assert "High water is at noon" in tinyagent("run", "-", stdin=sent).out
