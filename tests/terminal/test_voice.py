"""Speaking to the program at a terminal: the sound is real PCM, and the words are in it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.terminal.session import REPOSITORY, Session
from tinyagent_cli.view.keys import ASK, POP, PUSH

PLUGINS = REPOSITORY / "tests" / "fakes" / "plugins"
REQUEST = "text sid that i'm late"
KEY = "\x14"  # Ctrl-T
DOWN, UP = "\x1b[116;5u", "\x1b[116;5:3u"  # the same by Kitty's protocol


def speaking(home: Path, words: Sequence[str], hears: str = REQUEST, **variables: str) -> Session:
    """Somebody with a microphone, into which *hears* is said as soon as it is on."""
    (home / "config.toml").write_text('[voice]\ntranscriber = "tones"\n')
    path = f"{REPOSITORY}:{PLUGINS}"
    session = Session(
        home,
        words,
        variables={
            "HEARS": hears,
            "PYTHONPATH": path,
            "MICROPHONE_LOG": str(home / "microphone"),
            **variables,
        },
    )
    if words[0] == "chat":
        session.wait_for("Ctrl-T speaks")
        session.wait_for("›")
    return session


def microphone(home: Path) -> str:
    """How often it was opened, and whether it is still on."""
    return (home / "microphone").read_text()


def test_the_meter_is_seen_and_the_words_land_in_a_line_to_send(tmp_path: Path) -> None:
    """`do --voice`: nothing is done before Enter, and an outward call is still asked about."""
    person = speaking(tmp_path, ["do", "--voice"])
    assert "▮" in person.wait_for("0:01")
    person.wait_for("that i'm late")  # what was understood so far
    person.type("\r")
    assert "[y/N" not in person.wait_for("Enter does it")
    person.type(" really\r")
    assert "› text sid that i'm late really" in person.wait_for("[y/N")
    person.type("y\r")
    assert person.ends() == 0
    assert microphone(tmp_path) == "1 False"


@pytest.mark.parametrize("key", ["\x1b", "\x03"])
def test_a_recording_is_called_off(tmp_path: Path, key: str) -> None:
    """By Escape or Ctrl-C: nothing is planned, and the microphone is off."""
    person = speaking(tmp_path, ["do", "--voice"])
    person.wait_for("0:01")
    person.type(key)
    assert person.ends() == 130
    assert microphone(tmp_path) == "1 False"


def test_what_was_typed_is_kept_and_words_are_added_by_two_taps(tmp_path: Path) -> None:
    """The key starts, the key stops, the line is there to be changed."""
    person = speaking(tmp_path, ["chat", "--voice"])
    person.type("please ")
    person.wait_for("please")
    person.type(KEY)
    person.wait_for("0:01")
    person.type(KEY)
    person.wait_for("› please text sid")
    person.type("\x03\x04")
    assert person.ends() == 0


def test_a_doubtful_word_is_underlined(tmp_path: Path) -> None:
    """And no other."""
    person = speaking(tmp_path, ["chat", "--voice"], "hello lutfi")
    person.type(KEY)
    person.wait_for("0:01")
    person.type("\r")
    person.wait_for("› hello lutfi")
    row = person.terminal.buffer[person.screen.split("\n").index("› hello lutfi")]
    assert [row[column].underscore for column in range(2, 13)] == [False] * 6 + [True] * 5


def test_a_key_is_held_where_the_terminal_tells_of_its_release(tmp_path: Path) -> None:
    """The protocol is switched on for the recording, and off after it."""
    person = speaking(tmp_path, ["chat", "--voice"])
    person.type(KEY)
    person.wait_for("0:00")
    person.type("\x1b[?0u\x1b[?62c")  # a terminal that knows it
    person.wait_for("0:01")
    assert person.raw.count(PUSH.encode()) == 1
    person.type(UP)
    person.wait_for("› text sid")
    assert person.raw.rindex(POP.encode()) > person.raw.rindex(PUSH.encode())
    person.type("\x03")
    person.wait_until_gone("text sid")
    person.type(KEY)  # known by now
    person.wait_for("0:01")
    assert person.raw.count(ASK.encode()) == 1
    assert person.raw.count(PUSH.encode()) == 2
    person.type("\x1b[99;5u")  # Ctrl-C, as it comes then
    person.wait_until_gone("0:01")
    assert person.raw.count(POP.encode()) == 2


@pytest.mark.parametrize(("number", "code"), [(15, 143), (1, 129), (3, 143)])
def test_the_terminal_is_left_as_it_was_when_the_program_is_killed(
    tmp_path: Path, number: int, code: int
) -> None:
    """SIGTERM, SIGHUP or SIGQUIT in the middle of a recording."""
    person = speaking(tmp_path, ["do", "--voice"])
    person.wait_for("0:00")
    person.type("\x1b[?0u\x1b[?62c")
    person.wait_for("0:01")
    person.process.kill(number)
    assert person.ends() == code
    assert person.raw.count(PUSH.encode()) == person.raw.count(POP.encode()) == 1


def test_a_key_that_repeats_records_while_it_is_down(tmp_path: Path) -> None:
    """On an ordinary terminal: it ends soon after the last repetition."""
    person = speaking(tmp_path, ["chat", "--voice"])
    person.type(KEY)
    person.wait_for("0:00")
    for _ in range(40):
        person.type(KEY)
        person._feed(1e12)
        if "0:01" in person.screen:
            break
    person.wait_for("› text sid")


def test_speech_answers_no_question(tmp_path: Path) -> None:
    """While consent is asked for the microphone is off and its key does nothing but say no."""
    person = speaking(tmp_path, ["chat", "--voice"], "text sid")
    person.type("text sid\r")
    person.wait_for("[y/N")
    person.type(f"{KEY}\r")
    person.type("\r\r")
    person.wait_for("Not everything was done.")
    person.wait_for("›")
    person.type("\x04")
    assert person.ends() == 0
    assert microphone(tmp_path) == "0 False"


def test_voice_send_sends_what_reaches_nobody_and_nothing_else(tmp_path: Path) -> None:
    """A lookup goes by itself, as one that nobody saw; a text waits in the line."""
    person = speaking(tmp_path, ["chat", "--voice-send"], "hello there")
    person.type(KEY)
    person.wait_for("0:01")
    person.type(KEY)
    person.wait_for("Done, unseen.")
    person.type("hello there\r")
    person.wait_for("Done.")
    other = speaking(tmp_path, ["chat", "--voice-send"], "text sid")
    other.type(KEY)
    other.wait_for("0:01")
    other.type(KEY)
    other.wait_for("› text sid")
    assert "[y/N" not in other.screen


def test_what_do_sends_by_itself_was_not_seen(tmp_path: Path) -> None:
    """What Enter sends was."""
    person = speaking(tmp_path, ["do", "--voice", "--voice-send"], "hello there")
    person.wait_for("0:01")
    person.type("\r")
    person.wait_for("Done, unseen.")
    other = speaking(tmp_path, ["do", "--voice"], "hello there")
    other.wait_for("0:01")
    other.type("\r")
    other.wait_for("Enter does it")
    other.type("\r")
    other.wait_for("Done.")


@pytest.mark.parametrize(
    ("variables", "code", "said"),
    [
        ({"HEARS_ZEROS": "1", "TERM_PROGRAM": "iTerm.app"}, 3, "Microphone, allow iTerm"),
        ({"NO_MICROPHONE": "1"}, 3, "there is no microphone"),
        ({"HEARS": ""}, 2, "nothing was said"),
        ({"UNPLUGGED": "1.3"}, 0, "the microphone went away"),
    ],
)
def test_voice_test_says_what_is_wrong(
    tmp_path: Path, variables: dict[str, str], code: int, said: str
) -> None:
    """A line each, and what mends it."""
    person = speaking(tmp_path, ["voice", "test"], **{"hears": REQUEST, **variables})
    if not {"NO_MICROPHONE", "UNPLUGGED"} & set(variables):
        person.wait_for("0:01")
        person.type("\r")  # all three seconds are no surer
    assert person.ends() == code
    assert said in person.screen.replace("\n", "")


def test_voice_is_switched_on_in_a_chat(tmp_path: Path) -> None:
    """And off."""
    (tmp_path / "config.toml").write_text('[voice]\ntranscriber = "tones"\n')
    variables = {"HEARS": REQUEST, "PYTHONPATH": f"{REPOSITORY}:{PLUGINS}"}
    person = Session(tmp_path, ["chat"], variables=variables)
    person.wait_for("›")
    person.type("/voice on\r")
    person.wait_for("voice is on: Ctrl-T speaks")
    person.type("/voice off\r")
    person.wait_for("voice is off")


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash, for its jobs")
def test_ctrl_z_stops_the_program_and_it_listens_anew_when_it_goes_on(tmp_path: Path) -> None:
    """The protocol is off while the shell has the terminal, and so is the microphone."""
    program = f"{sys.executable} -m tests.terminal.tinyagent_with_fake do --voice"
    (tmp_path / "config.toml").write_text('[voice]\ntranscriber = "tones"\n')
    variables = {"HEARS": REQUEST, "PYTHONPATH": f"{REPOSITORY}:{PLUGINS}", "PS1": "ready> "}
    person = Session(tmp_path, [], variables=variables, pipeline="exec bash --norc -i")
    person.wait_for("ready>")
    person.type(f"{program}\r")
    person.wait_for("0:00")
    person.type("\x1b[?0u\x1b[?62c")
    person.wait_for("0:01")
    person.type("\x1b[122;5u")  # Ctrl-Z, as it comes then
    person.wait_for("Stopped")
    assert person.raw.count(PUSH.encode()) == person.raw.count(POP.encode()) == 1
    person.type("clear; fg\r")
    person.wait_for("0:01")
    person.type("\x1b")
    person.wait_for("called off")
