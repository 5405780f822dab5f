"""`tinyagent chat` as a person at a terminal lives in it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from tests.terminal.session import PROGRAM, Session

PROMPT = "›"


@pytest.fixture
def person(tmp_path: Path) -> Session:
    """Somebody who opened a chat."""
    session = Session(tmp_path, ["chat"])
    session.wait_for("Ctrl-D leaves")
    session.wait_for(PROMPT)
    return session


def test_a_request_is_done_and_the_next_one_can_be_typed(person: Session) -> None:
    """Two turns, then Ctrl-D; the session ends well."""
    person.type("hello\r")
    person.wait_for("Done.")
    person.type("\x04")
    assert person.ends() == 0
    assert "✓ 1  get_phone_number" in person.screen


def test_a_question_is_answered_in_stride(person: Session) -> None:
    """The answer is typed where the question stands, and the next line is a request again."""
    person.type("sarah likeliest\r")
    person.wait_for("Enter for 1")
    person.type("bell\r")
    person.wait_for("chose 1")
    person.wait_for(PROMPT)
    person.type("whom\r")
    person.wait_for("Who is “her”?")
    person.type("Sid\r")
    person.wait_for("heard Sid")
    person.type("\x04")
    assert person.ends() == 0


def test_ctrl_c_clears_the_line(person: Session) -> None:
    """What was typed is gone, and the session goes on."""
    person.type("text everybody")
    person.wait_for("text everybody")
    person.type("\x03")
    person.wait_until_gone("text everybody")
    person.type("hello\r")
    person.wait_for("Done.")


def test_ctrl_c_on_an_empty_line_says_how_to_leave(person: Session) -> None:
    """However often it is pressed, the session stays."""
    person.type("\x03")
    person.wait_for("/help helps")
    person.type("\x03")
    person.type("hello\r")
    person.wait_for("Done.")


def test_ctrl_c_stops_the_turn_that_runs_and_not_the_session(person: Session) -> None:
    """The tree says what was stopped, and the prompt is back."""
    person.type("wait\r")
    person.wait_for("1 running")
    person.type("\x03")
    person.wait_for("stopped half way")
    person.type("hello\r")
    person.wait_for("Done.")
    person.type("\x04")
    assert person.ends() == 0


def test_what_was_typed_while_a_turn_ran_outlives_its_end_by_ctrl_c(person: Session) -> None:
    """It stands on the next line, as far as it was typed."""
    person.type("wait\r")
    person.wait_for("1 running")
    person.type("hello you")
    person.type("\x03")
    person.wait_for("stopped half way")
    person.wait_for(f"{PROMPT} hello you")


def test_what_was_typed_at_a_question_goes_with_it(person: Session) -> None:
    """A half answer is no request."""
    person.type("text sid\r")
    person.wait_for("[y/N")
    person.type("yes")
    person.wait_for("] yes")
    person.type("\x03")
    person.wait_for("not started")
    person.type("hello\r")
    person.wait_for(f"{PROMPT} hello")
    person.wait_for("Done.")


def test_ctrl_c_at_a_question_stops_the_turn(person: Session) -> None:
    """A question is part of the turn."""
    person.type("text sid\r")
    person.wait_for("[y/N")
    person.type("\x03")
    person.wait_for("not started")
    person.type("\x04")
    assert person.ends() == 0


def test_consent_in_a_chat(person: Session) -> None:
    """The question is asked between two prompts, and answered as anywhere."""
    person.type("text sid\r")
    person.wait_for("[y/N")
    person.type("y\r")
    person.wait_for("Done.")


def test_an_error_is_a_line_and_the_session_goes_on(person: Session) -> None:
    """What is not ready is said, with what mends it."""
    person.type("weights\r")
    person.wait_for("try: tinyagent doctor")
    person.type("hello\r")
    person.wait_for("Done.")


def test_many_pasted_lines_are_one_request(person: Session) -> None:
    """Bracketed paste: nothing is sent until Enter is pressed."""
    person.type("\x1b[200~hello\nand hello again\x1b[201~")
    person.wait_for("and hello again")
    assert "Done." not in person.screen
    person.type("\r")
    screen = person.wait_for("Done.")
    assert screen.count("Done.") == 1


@pytest.mark.parametrize("keys", ["\x1b\r", "\n"])
def test_alt_enter_and_ctrl_j_start_a_new_line(person: Session, keys: str) -> None:
    """Two lines, one request."""
    person.type(f"hello{keys}there")
    person.wait_for("there")
    assert "Done." not in person.screen


def test_what_was_typed_is_remembered_and_private(tmp_path: Path) -> None:
    """The next session finds it with the arrow and with Ctrl-R; nobody else can read it."""
    first = Session(tmp_path, ["chat"])
    first.wait_for(PROMPT)
    first.type("hello number one\r")
    first.wait_for("Done.")
    first.type("\x04")
    first.ends()
    assert stat.S_IMODE((tmp_path / "prompt_history").stat().st_mode) == 0o600
    second = Session(tmp_path, ["chat"])
    second.wait_for(PROMPT)
    second.type("\x1b[A")
    second.wait_for("hello number one")
    second.type("\x03")
    second.wait_until_gone("hello number one")
    second.type("\x12number")
    second.wait_for("hello number one")


def test_slash_help_lists_the_table(person: Session) -> None:
    """Help, and unique beginnings."""
    person.type("/he\r")
    screen = person.wait_for("/quit")
    for command in ("/plan", "/undo", "/history", "/tools", "/desktop", "/model", "/config"):
        assert command in screen


def test_slash_commands_complete(person: Session) -> None:
    """Tab shows and takes what fits."""
    person.type("/mo")
    person.wait_for("who plans")
    person.type("\t")
    person.wait_for("/model")


def test_an_unknown_slash_command_names_the_near_one(person: Session) -> None:
    """A slip is no request."""
    person.type("/halp\r")
    person.wait_for("did you mean /help?")


def test_slash_plan_runs_nothing(person: Session) -> None:
    """The plan is shown, and nobody is asked."""
    person.type("/plan text sid\r")
    person.wait_for("2 tasks planned in")
    assert "[y/N" not in person.screen


def test_slash_quit_leaves(person: Session) -> None:
    """As Ctrl-D does."""
    person.type("/quit\r")
    assert person.ends() == 0


def test_the_bottom_line_tells_who_plans_where_and_how_fast(person: Session) -> None:
    """It stands below the prompt and changes with the last plan."""
    person.type("hello\r")
    person.wait_for("Done.")
    person.wait_for("fake · the simulated Mac · planned in 10 ms")
    assert person.screen.endswith("fake · the simulated Mac · planned in 10 ms")


def test_forty_columns(tmp_path: Path) -> None:
    """The prompt and the bottom line fit."""
    person = Session(tmp_path, ["chat"], columns=40)
    person.wait_for("\n/help, Ctrl-D leaves")  # no word is cut in two
    person.wait_for(PROMPT)
    person.type("hello\r")
    person.wait_for("Done.")
    person.type("\x04")
    assert person.ends() == 0


def test_no_colour(tmp_path: Path) -> None:
    """NO_COLOR holds for the prompt, too."""
    person = Session(tmp_path, ["chat"], variables={"NO_COLOR": "1"})
    person.wait_for(PROMPT)
    person.type("\x04")
    assert person.ends() == 0
    assert b"\x1b[0;36" not in person.raw


def test_from_a_pipe_each_line_is_a_request(tmp_path: Path) -> None:
    """Answers go to stdout, one failure makes the exit code 1, later lines are still done."""
    person = Session(
        tmp_path, [], pipeline="printf 'hello\\nweights\\n\\nhello\\n' | {tinyagent} chat -q"
    )
    assert person.ends() == 1
    assert person.screen.count("Done.") == 2
    assert "the model is not there" in person.screen


def test_sigterm_ends_the_session(tmp_path: Path) -> None:
    """A closed terminal or a kill leaves no session behind."""
    person = Session(tmp_path, ["chat"])
    person.wait_for(PROMPT)
    person.process.kill(15)
    assert person.ends() == 143


def test_a_dumb_terminal(tmp_path: Path) -> None:
    """Without cursor movement a chat is still a chat."""
    person = Session(tmp_path, ["chat"], variables={"TERM": "dumb"})
    person.wait_for("Ctrl-D leaves")
    person.wait_for(PROMPT)
    person.type("hello\r")
    person.wait_for("Done.")
    person.type("\x04")
    assert person.ends() == 0


def test_what_was_typed_before_is_suggested(person: Session) -> None:
    """A ghost of it stands behind the cursor; the right arrow takes it."""
    person.type("whom shall I greet\r")
    person.wait_for("Who is “her”?")
    person.type("Sid\r")
    person.wait_for("heard Sid")
    person.wait_for(PROMPT)
    person.type("\x0cwho")  # Ctrl-L clears the screen
    person.wait_for("whom shall I greet")
    person.type("\x1b[C\r")
    person.wait_for("Who is “her”?")


def test_a_request_can_be_typed_while_another_runs(person: Session) -> None:
    """It is taken as soon as the first has ended, and tears nothing apart meanwhile."""
    person.type("slowly\r")
    person.wait_for("1 running")
    person.type("whom next\r")
    asked = person.wait_for("Who is “her”?")
    assert "Done." in asked
    person.type("Sid\r")
    person.wait_for("heard Sid")


def test_what_was_begun_while_another_runs_can_be_finished(person: Session) -> None:
    """Without Enter it is a draft on the next line."""
    person.type("slowly\r")
    person.wait_for("1 running")
    person.type("whom ne")
    person.wait_for("Done.")
    person.wait_for("› whom ne")
    person.type("xt\r")
    person.wait_for("Who is “her”?")


def test_ctrl_z_suspends_and_the_line_is_there_again(tmp_path: Path) -> None:
    """As in a shell: it stops, `fg` brings it back with what was typed."""
    person = Session(tmp_path, [], pipeline="bash --norc -i", variables={"PS1": "$ "})
    person.wait_for("$")
    person.type(f"{sys.executable} {' '.join(PROGRAM)} chat\r")
    person.wait_for("Ctrl-D leaves")
    person.wait_for(PROMPT)
    person.type("hel\x1a")
    person.wait_for("Stopped")
    person.type("clear; fg\r")
    person.wait_for("› hel")
    person.type("lo\r")
    person.wait_for("Done.")


@pytest.mark.parametrize("editing", ["emacs", "vi"])
def test_the_editor_gives_the_line_back_and_sends_nothing(tmp_path: Path, editing: str) -> None:
    """Ctrl-X Ctrl-E, in both manners of editing; Enter sends."""
    (tmp_path / "config.toml").write_text(f'[repl]\nediting = "{editing}"\n', "utf-8")
    person = Session(tmp_path, ["chat"], variables={"EDITOR": "sed -i s/hullo/hello/"})
    person.wait_for(PROMPT)
    person.type("hullo\x18\x05")
    person.wait_for(f"{PROMPT} hello")
    assert "Done." not in person.screen
    person.type("\r")
    person.wait_for("Done.")


def test_a_private_chat_changes_no_file_but_the_desktops(tmp_path: Path) -> None:
    """Not by what is typed, asked about and answered with “always”, or edited and left."""
    real = {"REAL_ASSISTANT": "1", "EDITOR": "sed -i s/once/twice/"}
    before = Session(tmp_path, ["chat"], variables=real)
    before.wait_for(PROMPT)
    before.type("what's Sid's number\r")
    before.wait_for("Sid Patel’s number")
    before.type("\x04")
    before.ends()
    kept = _files(tmp_path)
    assert {"journal.db", "prompt_history"} <= set(kept)
    private = Session(tmp_path, ["chat", "--private"], variables=real)
    private.wait_for(PROMPT)
    private.type("text Sid zebraword\r")
    private.wait_for("Go on?")
    private.type("a\r")
    private.wait_for("Texted Sid Patel")
    private.type("zebra once more\x18\x05")
    private.wait_for("zebra twice more")
    private.type("\x03")
    private.wait_until_gone("zebra twice more")
    private.type("\x04")
    assert private.ends() == 0
    assert _files(tmp_path) == kept


def _files(home: Path) -> dict[str, bytes]:
    """What every file but those of the simulated Mac holds."""
    return {
        str(file.relative_to(home)): file.read_bytes()
        for file in home.rglob("*")
        if file.is_file() and "simulated-mac" not in file.parts
    }
