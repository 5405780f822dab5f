"""`tinyagent do` as a person at a terminal sees it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.terminal.session import Session


def test_consent_is_asked_below_the_tree_and_yes_goes_on(tmp_path: Path) -> None:
    """The question shows person, number and full text; after a yes the tree is done."""
    person = Session(tmp_path, ["do", "text sid"])
    asked = person.wait_for("[y/N")
    assert "✓ 1  get_phone_number" in asked
    assert "? 2  └ send_sms" in asked
    assert "+1 415 555 0134  Sid Patel, mobile, from Contacts" in asked
    assert "message     I'm running late" in asked
    person.type("y\r")
    assert person.ends() == 0
    assert "✓ 2  └ send_sms" in person.screen
    assert "2 done in" in person.screen
    assert person.screen.endswith("Done.")


def test_the_question_is_gone_when_it_was_answered(tmp_path: Path) -> None:
    """After the answer the tree stands once, and nothing of the question is left."""
    person = Session(tmp_path, ["do", "text sid"])
    person.wait_for("[y/N")
    person.type("y\r")
    person.ends()
    assert person.screen.count("get_phone_number") == 1
    assert "[y/N" not in person.screen


@pytest.mark.parametrize("keys", ["\r", "n\r", "yess\r", "\x04"])
def test_anything_but_yes_is_a_no(tmp_path: Path, keys: str) -> None:
    """Enter, n, a slip of the finger and Ctrl-D all refuse."""
    person = Session(tmp_path, ["do", "text sid"])
    person.wait_for("[y/N")
    person.type(keys)
    assert person.ends() == 1
    assert "⊘ 2  └ send_sms" in person.screen
    assert "you said no" in person.screen


def test_a_question_mark_tells_what_can_be_answered(tmp_path: Path) -> None:
    """And the question waits for the answer."""
    person = Session(tmp_path, ["do", "text sid"], lines=40)
    person.wait_for("[y/N/?]")
    person.type("?\r")
    person.wait_for("always: this tool and these people")
    person.type("a\r")
    assert person.ends() == 0
    assert "✓ 2  └ send_sms" in person.screen


def test_keys_typed_before_the_question_do_not_answer_it(tmp_path: Path) -> None:
    """A y that was typed ahead is thrown away: nobody can agree to what they did not see."""
    person = Session(tmp_path, ["do", "text sid"])
    person.type("y\r")
    person.wait_for("[y/N")
    person.type("\r")
    assert person.ends() == 1


def test_ctrl_c_stops_a_running_plan_with_130(tmp_path: Path) -> None:
    """The tree that stays says what was stopped half way."""
    person = Session(tmp_path, ["do", "wait"])
    person.wait_for("1 running")
    person.type("\x03")
    assert person.ends() == 130
    assert "■ 1  get_phone_number" in person.screen
    assert "stopped half way" in person.screen
    assert "Traceback" not in person.screen


def test_ctrl_c_at_the_question_is_no_consent(tmp_path: Path) -> None:
    """Ctrl-C while being asked ends the program at once, with the tree alone on the screen."""
    person = Session(tmp_path, ["do", "text sid"])
    person.wait_for("[y/N")
    person.type("\x03")
    assert person.ends() == 130
    assert "not started" in person.screen
    assert "[y/N" not in person.screen
    assert person.screen.count("get_phone_number") == 1


def test_sigterm_ends_it_as_cleanly(tmp_path: Path) -> None:
    """A kill leaves the same picture, and the exit status that says so."""
    person = Session(tmp_path, ["do", "wait"])
    person.wait_for("1 running")
    person.process.kill(15)
    assert person.ends() == 143
    assert "stopped half way" in person.screen


def test_keys_typed_while_it_runs_do_not_tear_the_tree(tmp_path: Path) -> None:
    """Nothing typed during a run is echoed."""
    person = Session(tmp_path, ["do", "wait"])
    person.wait_for("1 running")
    person.type("what is going on\r\r")
    person.wait_for("1 running")
    person.type("\x03")
    person.ends()
    assert "what is going on" not in person.screen


def test_which_of_two_is_asked_by_number(tmp_path: Path) -> None:
    """A wrong number is asked again; a right one is taken."""
    person = Session(tmp_path, ["do", "sarah"])
    person.wait_for("Number [1-2")
    assert "1  Sarah Ahn" in person.screen
    person.type("7\r")
    person.wait_for("none] 7")
    person.type("2\r")
    assert person.ends() == 0


@pytest.mark.parametrize(("keys", "chosen"), [("2\r", 1), ("bell\r", 1), ("\r", 0)])
def test_one_of_two_is_named_by_number_by_a_word_or_by_enter(
    tmp_path: Path, keys: str, chosen: int
) -> None:
    """Where one of them is likeliest, the prompt says what Enter means."""
    person = Session(tmp_path, ["do", "sarah likeliest"])
    person.wait_for("[1-2, Enter for 1]")
    person.type(keys)
    assert person.ends() == 0
    assert f"chose {chosen}" in person.screen


def test_words_are_asked_for_in_a_line(tmp_path: Path) -> None:
    """Who is only pointed at is named in words, and the question goes."""
    person = Session(tmp_path, ["do", "whom"])
    person.wait_for("Who is “her”?")
    person.type("Sarah Bell\r")
    assert person.ends() == 0
    assert "heard Sarah Bell" in person.screen
    assert "Who is" not in person.screen


def test_forty_columns(tmp_path: Path) -> None:
    """At 40 columns everything is there, and no line runs over."""
    person = Session(tmp_path, ["do", "text sid"], columns=40)
    asked = person.wait_for("[y/N")
    assert "+1 415 555 0134" in asked
    assert "Sid Patel, mobile, from Contacts" in " ".join(asked.split())
    person.type("y\r")
    assert person.ends() == 0
    assert "✓ 2  └send_sms ← 1" in person.screen


def test_a_plan_taller_than_the_screen_folds_while_it_runs(tmp_path: Path) -> None:
    """Sixty tasks in twelve lines; what Ctrl-C kept from starting stays folded."""
    person = Session(tmp_path, ["do", "crowd wait"], lines=12)
    running = person.wait_for("1 running")
    assert "get_phone_number  Person 1" in running
    assert "waiting" in running
    person.type("\x03")
    assert person.ends() == 130
    assert "2–60  59 cancelled" in person.screen
    assert "stopping" not in person.screen  # it has stopped
    assert person.screen.count("stopped half way") == 1


def test_a_plan_taller_than_the_screen_stands_in_full_after(tmp_path: Path) -> None:
    """Every task once, for whoever scrolls back."""
    person = Session(tmp_path, ["do", "crowd"], lines=80)
    assert person.ends() == 0
    assert all(person.screen.count(f"Person {i} ") == 1 for i in range(1, 61))


@pytest.mark.parametrize("columns", [[60, 40], [120], [40, 100]])
def test_a_window_that_changes_its_width_keeps_one_tree(tmp_path: Path, columns: list[int]) -> None:
    """What the terminal wrapped when it was made narrower goes with the frame it belonged to."""
    person = Session(tmp_path, ["do", "crowd wait"], lines=24)
    person.wait_for("1 running")
    for width in columns:
        person.resize(width)
        person.wait_until_drawn_anew()
    person.type("\x03")
    assert person.ends() == 130
    assert person.screen.count("Person 1\n") + person.screen.count("Person 1 ") == 1
    assert "waiting" not in person.screen


def test_the_tree_folds_so_that_a_question_is_seen_whole(tmp_path: Path) -> None:
    """Nine tasks in twelve lines; of the question nothing is left, and the tree stands once."""
    person = Session(tmp_path, ["do", "text many"], lines=12)
    asked = person.wait_for("[y/N")
    assert asked.startswith("  ✓ 1–5  5 done")
    assert "? 9" in asked
    assert "9  send_sms  Messages" in asked
    assert "+1 415 555 0134" in asked
    person.type("y\r")
    assert person.ends() == 0
    assert person.screen.count("Person 8 ") == 1
    assert "[y/N" not in person.screen


def test_who_is_reached_is_seen_above_the_question_however_long_it_is(tmp_path: Path) -> None:
    """A message of forty lines scrolls the recipient away; whom it reaches is said once more."""
    plan = tmp_path / "plan.txt"
    text = "\\n".join(f"line {number}" for number in range(1, 41))
    plan.write_text(f'1. send_sms(["+12025550199"], "{text}")\n2. join()\n')
    person = Session(
        tmp_path / "home", ["run", str(plan)], lines=12, variables={"REAL_ASSISTANT": "1"}
    )
    asked = person.wait_for("[y/N")
    assert "line 40" in asked
    assert "in all  1 send_sms" in asked
    assert "to  +12025550199" in asked
    assert "recipients" not in asked
    person.type("n\r")
    person.ends()


def test_a_question_in_a_window_that_was_made_narrower_is_wiped(tmp_path: Path) -> None:
    """With the rows that its lines took there."""
    person = Session(tmp_path, ["do", "text sid"], lines=30)
    person.wait_for("[y/N")
    person.resize(50)
    person.type("y\r")
    assert person.ends() == 0
    assert person.screen.count("get_phone_number") == 1
    assert "[y/N" not in person.screen


def test_ctrl_z_gives_the_shell_its_cursor_and_goes_on_below(tmp_path: Path) -> None:
    """What the shell showed meanwhile is not drawn over."""
    person = Session(tmp_path, ["do", "wait"])
    person.wait_for("1 running")
    person.type("\x1a")
    person.wait_for_code(b"\x1b[?25h")
    person.wait_until_stopped()
    person.shows("the shell's own line\r\n")
    os.kill(person.process.pid, signal.SIGCONT)
    person.wait_until_drawn_anew()
    person.type("\x03")
    assert person.ends() == 130
    assert "the shell's own line" in person.screen


def test_no_colour_when_asked(tmp_path: Path) -> None:
    """NO_COLOR leaves the tree and takes the colours."""
    person = Session(tmp_path, ["do", "hello"], variables={"NO_COLOR": "1"})
    assert person.ends() == 0
    assert "✓ 1  get_phone_number" in person.screen
    assert not any(f"\x1b[{code}m".encode() in person.raw for code in (31, 32, 36, "1;32"))


def test_a_dumb_terminal_gets_plain_lines(tmp_path: Path) -> None:
    """TERM=dumb: no escape sequence at all, one line a task, and questions still."""
    person = Session(tmp_path, ["do", "text sid"], variables={"TERM": "dumb"})
    person.wait_for("[y/N")
    person.type("y\r")
    assert person.ends() == 0
    assert b"\x1b" not in person.raw
    assert "done 2 send_sms" in person.screen


def test_an_ascii_terminal_gets_ascii(tmp_path: Path) -> None:
    """Where the encoding has no ✓, a + stands for it."""
    person = Session(
        tmp_path, ["do", "hello"], variables={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    )
    assert person.ends() == 0
    assert "+ 1  get_phone_number" in person.screen
    assert person.raw.isascii()


def test_events_on_a_terminal_are_not_torn_apart_by_a_tree(tmp_path: Path) -> None:
    """Nothing else is drawn there."""
    person = Session(tmp_path, ["do", "--events", "hello"], columns=2000)
    assert person.ends() == 0
    assert all(row.startswith('{"v": 1') for row in person.screen.splitlines())


def test_quiet_shows_the_answer_alone(tmp_path: Path) -> None:
    """--quiet: no tree, no footer."""
    person = Session(tmp_path, ["do", "--quiet", "hello"])
    assert person.ends() == 0
    assert person.screen == "Done."


def test_a_pipe_on_stdin_leaves_the_question_to_the_terminal(tmp_path: Path) -> None:
    """With stdin a pipe, consent is asked on the terminal that started the pipe."""
    person = Session(tmp_path, [], pipeline="echo some context | {tinyagent} do text sid")
    person.wait_for("[y/N")
    person.type("y\r")
    assert person.ends() == 0
    assert person.screen.endswith("Done.")


def test_the_answer_goes_down_the_pipe_and_the_tree_stays_on_the_terminal(tmp_path: Path) -> None:
    """`do … | cat`: stdout is the answer, the tree is still live on stderr."""
    person = Session(tmp_path, [], pipeline="{tinyagent} do hello | sed s/Done/DONE/")
    assert person.ends() == 0
    assert "✓ 1  get_phone_number" in person.screen
    assert "DONE." in person.screen


def test_everything_piped_still_asks_the_person_who_is_there(tmp_path: Path) -> None:
    """With all three streams redirected the question goes to /dev/tty."""
    log = tmp_path / "log"
    person = Session(
        tmp_path, [], pipeline=f"echo x | {{tinyagent}} do text sid 2>{log} | cat >/dev/null"
    )
    person.wait_for("[y/N")
    person.type("y\r")
    assert person.ends() == 0
    assert "done 2 send_sms" in log.read_text("utf-8")
