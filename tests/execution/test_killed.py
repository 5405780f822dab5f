"""kill -9 at any moment leaves a true account."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.acting import SID, FakeDesktop, FakePerson, World
from tinyagent_cli.core.errors import ConsentNeeded
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.records import State
from tinyagent_cli.execution.undo import take_back

NOTES = ["a", "ba", "cba"]
NOTING = '1. note("a")\n2. note("b$1")\n3. note("c$2")\n4. join()'
TEXT = f'text(["{SID}"], "late")'


def run_and_kill(tmp_path: Path, step: int, plan: str = NOTING) -> tuple[bool, list[str], Path]:
    """Run the plan in a process that dies at *step*; whether it survived, and what happened."""
    journal, facts = tmp_path / "journal.db", tmp_path / "facts"
    facts.touch()
    ran = subprocess.run(
        [sys.executable, "-m", "tests.execution.killed", str(journal), str(step), str(facts), plan],
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )
    survived = "survived" in ran.stdout
    assert survived or ran.returncode == -9, ran.stderr
    return survived, facts.read_text().split(), journal


@pytest.mark.parametrize("step", [*range(1, 23), 999])
async def test_the_journal_never_lies(tmp_path, step) -> None:
    """Done means it happened, no row means it did not, interrupted means nobody can know."""
    survived, facts, path = run_and_kill(tmp_path, step)
    with Journal.open(path) as journal:
        turns = journal.turns()
        actions = [action for turn in turns for action in turn.actions]
        for turn in turns:
            assert turn.interrupted == (turn.ended_at is None)
    told = {str(action.arguments["text"]): action.state for action in actions}
    for text in NOTES:
        match told.get(text):
            case State.DONE:
                assert text in facts
            case None:
                assert text not in facts
            case state:
                assert state is State.INTERRUPTED
    assert list(told.values()).count(State.INTERRUPTED) <= 1
    assert facts == NOTES[: len(facts)]
    if survived:
        assert list(told.values()) == [State.DONE] * 3
    assert (
        not (path.parent / "journal.writers").exists()
        or not survived
        or not list((path.parent / "journal.writers").iterdir())
    )


async def test_the_next_program_works_on_after_a_kill(tmp_path) -> None:
    """The file is whole, and what was interrupted is reported by undo as unknown."""
    _, _, path = run_and_kill(tmp_path, 6)
    with Journal.open(path) as journal:
        (turn,) = journal.turns()
        assert [action.state for action in turn.actions] == [State.INTERRUPTED]
        (taken,) = await take_back(journal, FakeDesktop(), turn.id)
        assert "nobody knows" in taken.why
        assert await journal.begin_turn("the next") == turn.id + 1


@pytest.mark.parametrize("step", [*range(1, 10), 999])
async def test_a_text_is_never_sent_twice_by_running_it_again(tmp_path: Path, step: int) -> None:
    """Whenever the first run was killed: what may have gone out needs somebody to look."""
    _, facts, path = run_and_kill(tmp_path, step, f"1. {TEXT}\n2. join()")
    with Journal.open(path) as journal:
        again = World(journal=journal, person=FakePerson(present=False), allow=(SID,))
        began = any(action.started_at for turn in journal.turns() for action in turn.actions)
        if facts or began:
            with pytest.raises(ConsentNeeded, match="got the same"):
                await again.run(TEXT, yes=True)
        else:
            await again.run(TEXT, yes=True)
    assert len(facts) + again.calls.count("text") <= 1
