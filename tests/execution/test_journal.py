"""The journal: true at any moment, private, shared by several processes."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import unicodedata
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.fakes.acting import NOW, World
from tinyagent_cli.core.errors import NotReady, ToolError, UsageError
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Cancelled, Done, Failed, Refused, Skipped
from tinyagent_cli.execution.records import Action, State
from tinyagent_cli.execution.schema import MIGRATIONS
from tinyagent_cli.plan.task import Reference, Template
from tinyagent_cli.tools.spec import Effect, Result, Undo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal may be."""
    return tmp_path / "state" / "journal.db"


def action(turn: int, task: int = 1, effect: Effect = Effect.CREATE, **arguments: object) -> Action:
    """An action of *turn*."""
    return Action(turn, 1, task, "note", arguments, effect)


async def test_a_turn_is_remembered_from_request_to_answer(path) -> None:
    """Also by the next program that opens the file."""
    with Journal.open(path, NOW) as journal:
        turn = await journal.begin_turn("note: milk", piped="abc", planner="p", desktop="d")
        await journal.plan_turn(turn, '1. note("milk")\n2. join()\n')
        await journal.end_turn(turn, 0, "Noted: milk")
    with Journal.open(path) as journal:
        record = journal.turn(turn)
    assert (record.request, record.piped, record.planner, record.desktop) == (
        "note: milk",
        3,
        "p",
        "d",
    )
    assert (record.exit, record.answer, record.plan) == (
        0,
        "Noted: milk",
        '1. note("milk")\n2. join()\n',
    )
    assert record.started_at == record.ended_at == datetime(2026, 11, 23, 9, 0)
    assert not record.interrupted


@pytest.mark.parametrize(
    ("outcome", "state", "says"),
    [
        (Done(Result("x", "made x")), State.DONE, "made x"),
        (Failed(ToolError("no", "do so")), State.FAILED, "no (do so)"),
        (Failed(ToolError("no"), unsure=True), State.FAILED, "may have happened"),
        (Skipped(3), State.SKIPPED, "it needs task 3"),
        (Refused(), State.REFUSED, "you said no"),
        (Cancelled(), State.CANCELLED, "before it began"),
        (Cancelled(started=True), State.CANCELLED, "may have happened"),
    ],
)
async def test_every_way_to_end_is_told_apart(outcome, state, says) -> None:
    """In the words that history shows."""
    with Journal.private() as journal:
        turn = await journal.begin_turn("x")
        await journal.begin(action(turn))
        await journal.finish(action(turn), outcome)
        journal.note(action(turn, 2), outcome)
        began, noted = journal.turn(turn).actions
    assert began.state is noted.state is state
    assert says in began.says
    assert began.started_at is not None
    assert noted.started_at is None


async def test_arguments_details_and_the_way_back_are_kept_as_data() -> None:
    """Paths, times, references and half characters included."""
    done = Done(
        Result(Path("/x"), "ok", Undo("u.js", {"id": "7"}, "unmake"), {"at": Path("/y"), "n": 1})
    )
    with Journal.private() as journal:
        turn = await journal.begin_turn("half \ud83d a character")
        made = action(
            turn, a="half \ud83d", b=[Path("/p")], c=Reference(1), d=Template(("x", Reference(2)))
        )
        await journal.begin(made)
        await journal.finish(made, done)
        (record,) = journal.turn(turn).actions
    assert record.arguments == {"a": "half \ud83d", "b": ["/p"], "c": "$1", "d": "x${2}"}
    assert record.details == {"at": "/y", "n": 1}
    assert record.undo == Undo("u.js", {"id": "7"}, "unmake")


async def test_turns_are_listed_newest_first_and_searched(path) -> None:
    """By words of the request, the plan or the answer; a search without words finds nothing."""
    with Journal.open(path) as journal:
        for request in ("buy milk", "100% sure", "call Bo", "100 sure"):
            turn = await journal.begin_turn(request)
            await journal.end_turn(turn, 0, f"done: {request}")
        assert [t.request for t in journal.turns(2)] == ["100 sure", "call Bo"]
        assert [t.request for t in journal.turns(search="mil")] == ["buy milk"]
        assert [t.request for t in journal.turns(search="done: call")] == ["call Bo"]
        assert journal.turns(search="%") == ()
        with pytest.raises(UsageError, match="no turn 99"):
            journal.turn(99)


async def test_nobody_else_can_read_it(path) -> None:
    """Messages and numbers stand in it: files 0600, folders 0700."""
    with Journal.open(path) as journal:
        await journal.begin_turn("secret")
        for file in path.parent.rglob("*"):
            mode = stat.S_IMODE(file.stat().st_mode)
            assert mode == (0o700 if file.is_dir() else 0o600), file
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert sum(1 for file in path.parent.rglob("*") if file.is_file()) >= 3


async def test_a_file_that_others_can_read_is_made_private(path) -> None:
    """Such as one that was copied back from somewhere."""
    Journal.open(path).close()
    path.chmod(0o644)
    Journal.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_private_journal_leaves_nothing_behind(tmp_path) -> None:
    """It works while the program runs, undo included."""
    with Journal.private() as journal:
        assert not journal.kept
        turn = await journal.begin_turn("secret")
        await journal.begin(action(turn))
        await journal.finish(action(turn), Done(Result("", "", Undo("u.js", {}, ""))))
        record = journal.last_undoable()
        assert record is not None
        assert record.id == turn
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", [b"not a database at all, but long enough to be read as one" * 40])
async def test_a_damaged_file_is_reported_and_not_touched(path, text) -> None:
    """With the way out."""
    path.parent.mkdir()
    path.write_bytes(text)
    with pytest.raises(NotReady, match="cannot be opened") as caught:
        Journal.open(path)
    assert "history.keep" in caught.value.hint
    assert path.read_bytes() == text


async def test_a_newer_file_is_left_alone(path) -> None:
    """An older program does not write into tables that it does not know."""
    Journal.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(NotReady, match="newer"):
        Journal.open(path)


async def test_an_action_is_in_the_file_before_it_begins(path) -> None:
    """Another process sees it as under way while this one lives, and the turn as going on."""
    with Journal.open(path) as mine:
        turn = await mine.begin_turn("x")
        await mine.begin(action(turn))
        with Journal.open(path) as others:
            record = others.turn(turn)
            assert [a.state for a in record.actions] == [State.STARTED]
            assert not record.interrupted
            assert record.ended_at is None


async def test_what_was_to_be_written_is_written_though_the_writer_is_cancelled(path) -> None:
    """Ctrl-C while a commit is awaited."""
    with Journal.open(path) as journal:
        turn = await journal.begin_turn("x")
        await journal.begin(action(turn))
        finish = asyncio.create_task(journal.finish(action(turn), Done(Result("", "made"))))
        await asyncio.sleep(0)
        finish.cancel()
        with pytest.raises(asyncio.CancelledError):
            await finish
    with Journal.open(path) as journal:
        assert [a.says for a in journal.turn(turn).actions] == ["made"]


async def test_several_journals_on_one_file_do_not_lose_anything(path) -> None:
    """Two terminals at once, each with its turns."""
    with Journal.open(path) as one, Journal.open(path) as two:

        async def use(journal: Journal) -> None:
            for _ in range(10):
                turn = await journal.begin_turn("x")
                for task in range(1, 4):
                    await journal.begin(action(turn, task))
                    await journal.finish(action(turn, task), Done(Result("", "")))
                await journal.end_turn(turn, 0, "")

        await asyncio.gather(use(one), use(two))
        turns = one.turns(100)
    assert len(turns) == 20
    assert all(len(turn.actions) == 3 for turn in turns)
    assert all(a.state is State.DONE for turn in turns for a in turn.actions)


async def test_the_last_undoable_turn_is_the_last_with_something_to_take_back() -> None:
    """Look-ups after it do not hide it."""
    world = World()
    assert world.journal.last_undoable() is None
    await world.run('note("milk")')
    await world.run('look("x")')
    record = world.journal.last_undoable()
    assert record is not None
    assert record.id == 1


async def test_a_journal_that_was_damaged_is_told_from_a_full_disk(path) -> None:
    """Whoever reads the error knows whether to make room or to move the file away."""
    with Journal.open(path) as journal:
        await journal.begin_turn("x" * 9_000)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    path.write_bytes(data)
    with Journal.open(path) as journal, pytest.raises(NotReady) as caught:
        journal.turns()
    assert "move journal.db away" in caught.value.hint


async def test_columns_that_make_no_sense_are_damage_and_no_crash(path) -> None:
    """A state that no program wrote."""
    with Journal.open(path) as journal:
        turn = await journal.begin_turn("x")
        await journal.begin(action(turn))
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE actions SET state = 'elsewhere'")
        other.commit()
    with Journal.open(path) as journal, pytest.raises(NotReady, match="elsewhere"):
        journal.turns()


async def test_a_value_that_the_journal_does_not_take_is_an_error_and_no_endless_wait(path) -> None:
    """A plugin may make tasks with any number."""
    with Journal.open(path) as journal:
        turn = await journal.begin_turn("x")
        with pytest.raises(NotReady, match="too large"):
            await asyncio.wait_for(journal.begin(action(turn, 10**30)), 5)


async def test_a_journal_that_another_program_holds_says_so(path, monkeypatch) -> None:
    """It is not the disk's fault."""
    monkeypatch.setattr("tinyagent_cli.execution.journal._PATIENCE", 0.01)
    with Journal.open(path) as journal, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotReady) as caught:
            await journal.begin_turn("x")
    assert "try again" in caught.value.hint


async def test_a_search_minds_neither_accents_nor_capitals_nor_order(path) -> None:
    """Every word has to be there, or its beginning, in the request, the plan or the answer."""
    with Journal.open(path, NOW) as journal:
        turn = await journal.begin_turn("email Zoë the résumé")
        await journal.plan_turn(turn, '1. get_email_address("Zoë")\n2. join()\n')
        await journal.end_turn(turn, 0, "Drafted an e-mail")
        await journal.begin_turn("text Bo")
        apart = unicodedata.normalize("NFD", "Zoë résumé")  # as macOS writes it in file names
        for search in ("resume ZOE", apart, "draft", "get_email", "zo", 'e-mail "'):
            assert [t.id for t in journal.turns(search=search)] == [turn], search
        for search in ("resume Bo", "ésumé zoëlle", "oe"):
            assert journal.turns(search=search) == (), search


@pytest.mark.parametrize("number", [-1, 0, 2, 10**20])
async def test_a_turn_that_is_not_there_is_a_usage_error(path, number: int) -> None:
    """However large its number."""
    with Journal.open(path, NOW) as journal:
        await journal.begin_turn("text Bo")
        with pytest.raises(UsageError, match="there is no turn"):
            journal.turn(number)
        assert len(journal.turns(10**20)) == 1


async def test_a_journal_of_an_earlier_version_can_be_searched(path) -> None:
    """What was written before there was an index is in it."""
    path.parent.mkdir(parents=True)
    old = sqlite3.connect(path)
    for statement in MIGRATIONS[0]:
        old.execute(statement)
    old.execute(
        "INSERT INTO turns (request, piped, planner, desktop, started_at, owner)"
        " VALUES ('text Sid', 0, 'embedded', 'x', '2026-11-23T09:00:00', '')"
    )
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    with Journal.open(path, NOW) as journal:
        assert [t.request for t in journal.turns(search="sid")] == ["text Sid"]
