"""`tinyagent do` as a script sees it: streams, JSON, exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Call

pytestmark = pytest.mark.usefixtures("nobody_at_the_terminal")


def test_the_answer_alone_goes_to_stdout(with_fake: Call) -> None:
    """The rest is on stderr, in plain lines without a single escape."""
    ended = with_fake("do", "hello")
    assert ended.code == 0
    assert ended.out == "Done.\n"
    assert ended.err.splitlines() == [
        "planned 1 task in 10 ms by fake",
        "done 1 get_phone_number Sid: +1 415 555 0134 (10 ms)",
        "finished in 100 ms, the simulated Mac, turn 1",
    ]


def test_words_need_no_quotes(with_fake: Call) -> None:
    """``tinyagent do hello there``."""
    assert json.loads(with_fake("do", "hello", "there", "--json").out)["request"] == "hello there"


def test_json_is_one_object(with_fake: Call) -> None:
    """With exactly the keys that scripts rely on."""
    turn = json.loads(with_fake("do", "hello", "--json").out)
    assert list(turn) == [
        "request",
        "plan",
        "tasks",
        "answer",
        "exit",
        "seconds",
        "planner",
        "turn",
    ]
    assert turn["plan"] == '1. get_phone_number("Sid")\n2. join()'
    assert turn["tasks"] == [
        {
            "id": 1,
            "tool": "get_phone_number",
            "args": {"name": "Sid"},
            "depends_on": [],
            "state": "done",
            "result": "+1 415 555 0134",
            "seconds": 0.01,
        }
    ]


def test_json_tells_a_failure(with_fake: Call) -> None:
    """``error`` in place of ``result``, and the exit code twice."""
    ended = with_fake("do", "fail", "--json")
    turn = json.loads(ended.out)
    assert ended.code == turn["exit"] == 1
    assert turn["tasks"][0]["state"] == "failed"
    assert "Xy" in turn["tasks"][0]["error"]


def test_json_is_there_when_nothing_could_be_done(with_fake: Call) -> None:
    """A script gets its object also where the turn broke, with the reason in it."""
    ended = with_fake("do", "weights", "--json")
    turn = json.loads(ended.out)
    assert ended.code == turn["exit"] == 3
    assert turn["error"] == {"message": "the model is not there", "hint": "tinyagent doctor"}
    assert turn["plan"] is None


def test_events_are_lines_and_the_last_is_the_result(with_fake: Call) -> None:
    """Each with its version; references stand as $N."""
    ended = with_fake("do", "hello", "--events")
    events = [json.loads(row) for row in ended.out.splitlines()]
    assert all(event["v"] == 1 for event in events)
    assert [event["event"] for event in events] == [
        "turn",
        "task.planned",
        "plan",
        "task.started",
        "task.finished",
        "answer",
        "result",
    ]
    assert events[-1]["exit"] == 0


@pytest.mark.parametrize("how", ["--json", "--events"])
@pytest.mark.parametrize(
    ("words", "code"),
    [(["do", " "], 2), (["do", "--audio", "no-such.wav"], 2), (["run", "no-such.plan"], 2),
     (["do", "--dry-run", "broken"], 5)],
)  # fmt: skip
def test_scripts_hear_of_what_went_wrong_before_the_turn(
    with_fake: Call, words: list[str], code: int, how: str
) -> None:
    """An empty request, a file that is not there, no plan to look at."""
    ended = with_fake(*words, how)
    result = json.loads(ended.out.splitlines()[-1])
    assert (ended.code, result["exit"]) == (code, code)
    assert result["error"]["message"] in ended.err


def test_events_end_with_a_result_when_the_turn_breaks(with_fake: Call) -> None:
    """A reader of lines never waits for an end that does not come."""
    ended = with_fake("do", "weights", "--events")
    last = json.loads(ended.out.splitlines()[-1])
    assert (last["event"], last["exit"]) == ("result", 3)


def test_consent_with_nobody_there_is_4(with_fake: Call) -> None:
    """No terminal anywhere: nothing is sent, and the hint says what to do."""
    ended = with_fake("do", "text sid")
    assert ended.code == 4
    assert "there is no terminal to ask on" in ended.err
    assert "--yes" in ended.err


def test_quiet_is_silent_beside_the_answer(with_fake: Call) -> None:
    """Nothing on stderr."""
    ended = with_fake("do", "hello", "-q")
    assert (ended.out, ended.err) == ("Done.\n", "")


def test_dry_run_does_nothing(with_fake: Call) -> None:
    """The plan is shown and nobody is asked."""
    ended = with_fake("do", "text sid", "--dry-run")
    assert ended.code == 0
    assert "nothing was done" in ended.err
    assert ended.out.endswith("join()\n")
    turn = json.loads(with_fake("do", "text sid", "--dry-run", "--json").out)
    assert [task["state"] for task in turn["tasks"]] == ["waiting", "waiting"]


def test_a_dash_reads_the_request(with_fake: Call) -> None:
    """``echo hello | tinyagent do -``."""
    turn = json.loads(with_fake("do", "-", "--json", stdin="hello from a pipe\n").out)
    assert turn["request"] == "hello from a pipe"


def test_speech_without_its_packages_is_one_line(
    tinyagent: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The install command is named."""
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    audio = tmp_path / "speech.wav"
    audio.write_bytes(b"RIFF")
    ended = tinyagent("do", "--voice", "--audio", str(audio))
    assert ended.code == 3
    assert "tinyagent-cli[voice]" in ended.err


def test_speech_that_is_not_there(tinyagent: Call) -> None:
    """A missing file is a usage error; no file means no microphone yet."""
    assert tinyagent("do", "--audio", "no-such.wav").code == 2
    assert tinyagent("do", "--voice").code == 3
