"""A journal that cannot be written: held by another, read-only, damaged while it is open."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.faults.conftest import Home
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.execution import journal
from tinyagent_cli.execution.journal import Journal

NOTE = '1. create_note("Second", "milk", "")\n2. join()\n'


@contextmanager
def held(home: Home, seconds: float | None = None) -> Iterator[None]:
    """Another process is writing the journal, for *seconds* or until the end."""
    with closing(sqlite3.connect(home.path / "journal.db", check_same_thread=False)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(seconds or 3600, other.execute, ["ROLLBACK"])
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


@pytest.fixture
def used(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with a turn in its journal, for whose lock nobody waits long."""
    monkeypatch.setattr(journal, "_PATIENCE", 1.0)
    home.tinyagent("run", "-", "--yes", stdin=NOTE.replace("Second", "First"))
    return home


def test_a_lock_that_is_let_go_of_in_time_is_waited_for(used: Home) -> None:
    """Nothing is lost."""
    with held(used, 0.3):
        code, out, _ = used.tinyagent("run", "-", "--yes", stdin=NOTE)
    assert code == 0
    assert "Second" in out
    assert used.states() == ["done"]


def test_a_lock_that_is_held_for_too_long_keeps_everything_from_being_done(used: Home) -> None:
    """One line says so; what was done before can be read meanwhile."""
    with held(used):
        code, out, err = used.tinyagent("run", "-", "--yes", "--quiet", stdin=NOTE)
        assert (code, out) == (3, "")
        assert "another tinyagent is writing: try again" in err
        assert used.tinyagent("history")[0] == 0
    assert "Second" not in used.notes()


async def test_an_action_whose_end_cannot_be_written_may_have_happened(used: Home) -> None:
    """The journal never says that it did not."""
    from tests.fakes.acting import NOW, World
    from tinyagent_cli.execution.outcomes import Failed
    from tinyagent_cli.execution.records import State

    path = used.path / "journal.db"
    holding = held(used)
    with Journal.open(path, NOW) as mine:

        async def deed(arguments: object) -> object:
            await asyncio.to_thread(holding.__enter__)
            return (await World().run('note("x")'))[1].result  # type: ignore[union-attr]

        world = World(journal=mine, deeds={"note": deed})  # type: ignore[dict-item]
        outcome = (await world.run('note("a")'))[1]
        holding.__exit__(None, None, None)
    assert isinstance(outcome, Failed)
    assert outcome.unsure
    with Journal.open(path) as others:
        assert [a.state for a in others.turns(1)[0].actions] == [State.INTERRUPTED]


def test_a_journal_that_may_only_be_read_is_said_so(used: Home) -> None:
    """By SQLite's own word for it; nothing is done then."""
    with Journal.open(used.path / "journal.db") as mine:
        mine._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(NotReady, match="readonly") as caught:
            asyncio.run(mine.begin_turn("x"))
    assert "yours to write" in caught.value.hint


def test_a_journal_of_a_newer_version_keeps_everything_from_being_done(used: Home) -> None:
    """Also where it was brought up to date while an older program had it open before."""
    with closing(sqlite3.connect(used.path / "journal.db")) as newer:
        newer.execute("PRAGMA user_version = 999")
    code, out, err = used.tinyagent("run", "-", "--yes", stdin=NOTE)
    assert (code, out) == (3, "")
    assert "pip install -U tinyagent-cli" in err
