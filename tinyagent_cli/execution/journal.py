"""The journal: what was asked, planned and done, in SQLite, true at any moment.

Why it looks like this.  An action is written down and committed before it begins and after
it ended.  Whenever the program dies between the two, the row says ``started``, and as the
process that wrote it no longer lives, readers are told *interrupted*: it may or may not have
happened, which is all that anybody can know.

* Rows of actions that change something are forced to the disk (``synchronous=FULL``), since
  a text that went out must not be forgotten in a power cut; look-ups are not, nobody waits
  for their rows, and they are collected for a moment, since waking a thread costs more than
  the look-up of a fast tool.
* A commit takes from 0.1 to 20 ms, so one thread does them all, in order.  What has piled up
  meanwhile goes into one commit; awaiting a write is awaiting its commit.
* A write that was asked for is done, also if who asked is cancelled while waiting.

Without history (:meth:`Journal.private`) the same tables live in memory and end with the
program.
"""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import threading
import unicodedata
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import NotReady, UsageError
from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.execution.outcomes import Outcome
from tinyagent_cli.execution.presence import Presence, lives
from tinyagent_cli.execution.records import (
    Action,
    ActionRecord,
    State,
    TurnRecord,
    as_json,
    ending,
    read_action,
    read_turn,
)
from tinyagent_cli.execution.schema import migrate
from tinyagent_cli.tools.spec import Effect

_PATIENCE: Final = 10.0  # seconds that one process waits for another's commit
_MOST: Final = 2**63 - 1  # the largest number that SQLite knows
_LATER: Final = 0.02  # seconds within which a look-up is written down

_BEGIN = """
    INSERT INTO actions (turn, attempt, task, tool, arguments, effect, started_at, state, owner)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'started', ?)
"""
_FINISH = """
    UPDATE actions SET ended_at = ?, state = ?, says = ?, details = ?, undo = ?
    WHERE turn = ? AND attempt = ? AND task = ?
"""
_MOVE = """
    UPDATE actions SET state = ?, owner = ?
    WHERE turn = ? AND attempt = ? AND task = ? AND state = ? AND owner = ?
"""


@dataclass(slots=True)
class _Write:
    sql: str
    values: Sequence[Any]
    durable: bool
    written: Future[sqlite3.Cursor] = field(default_factory=Future)


class Journal:
    """A journal file, open; or a private one, which leaves nothing behind.

    Reading is immediate; writing raises NotReady where the disk refuses.  *kept* says
    whether anything outlives the program.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path | None, clock: Clock) -> None:
        self.kept = folder is not None
        self._connection = connection
        self._folder = folder  # of the signs of life
        self.clock = clock
        self._presence: Presence | None = None
        self._using = threading.Lock()  # the connection: the writing thread, or a reader
        self._waiting: deque[_Write] = deque()
        self._later = False  # a look at what waits is due
        self._writer = ThreadPoolExecutor(1, "journal")

    @classmethod
    def open(cls, path: Path, clock: Clock | None = None) -> Self:
        """The journal in the file *path*, made if it is not there, for its owner alone.

        Raises NotReady where it cannot be read or made.
        """
        try:
            private_dir(path.parent)
            if not path.exists():
                # Made by hand, since SQLite would make it readable for all.
                os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
            elif path.stat().st_mode & 0o077:
                path.chmod(0o600)
            connection = _connect(str(path))
        except OSError as error:
            raise NotReady(
                f"the journal {path} cannot be opened: {str(error.strerror or error).lower()}",
                "TINYAGENT_HOME names the folder; or: tinyagent config set history.keep false",
            ) from error
        except sqlite3.Error as error:
            raise _unusable(error, f"the journal {path} cannot be opened") from error
        return cls(connection, path.with_suffix(".writers"), clock or Clock())

    @classmethod
    def private(cls, clock: Clock | None = None) -> Self:
        """A journal in memory: it keeps nothing."""
        return cls(_connect(":memory:"), None, clock or Clock())

    def rehearsal(self) -> Journal:
        """A journal in memory that begins with all that this one holds, and keeps nothing."""
        copied = Journal.private(self.clock)
        self._drain()
        with self._using:
            self._connection.backup(copied._connection)
        return copied

    def close(self) -> None:
        """Write what is still to be written, and end."""
        self._drain()
        self._writer.shutdown(wait=True)
        self._connection.close()
        if self._presence is not None:
            self._presence.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    async def begin_turn(
        self, request: str, *, piped: str | None = None, planner: str = "", desktop: str = ""
    ) -> int:
        """Take note of a request; the number of its turn."""
        cursor = await self._written(
            "INSERT INTO turns (request, piped, planner, desktop, started_at, owner)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (request, len(piped or ""), planner, desktop, self._now(), self._owner()),
        )
        return cursor.lastrowid or 0

    async def plan_turn(self, turn: int, plan: str) -> None:
        """Take note of the text of the *plan*; a later one replaces it."""
        await self._written("UPDATE turns SET plan = ? WHERE id = ?", (plan, turn))

    async def end_turn(self, turn: int, code: int, answer: str) -> None:
        """Take note that *turn* is over, with the exit *code*."""
        await self._written(
            "UPDATE turns SET ended_at = ?, exit = ?, answer = ? WHERE id = ?",
            (self._now(), int(code), answer, turn),
        )

    async def begin(self, action: Action) -> None:
        """Take note that *action* is about to begin; it may when this returns."""
        wait = self._write(_BEGIN, self._row(action, self._now()), action.effect)
        await self._committed(wait, action.effect)

    async def finish(self, action: Action, outcome: Outcome) -> None:
        """Take note of how *action*, which began, ended."""
        values = (self._now(), *ending(outcome), action.turn, action.attempt, action.task)
        await self._committed(self._write(_FINISH, values, action.effect), action.effect)

    def note(self, action: Action, outcome: Outcome) -> None:
        """Take note, by and by, of an *action* that never began, and why."""
        self._write(_BEGIN, self._row(action, None), Effect.READ)
        values = (self._now(), *ending(outcome), action.turn, action.attempt, action.task)
        self._write(_FINISH, values, Effect.READ)

    async def claim(self, action: ActionRecord) -> bool:
        """Mark *action* as being taken back by us; False if somebody else was quicker."""
        before = State.UNDOING if action.state is State.INTERRUPTED else action.state
        key = (action.turn, action.attempt, action.task, before, action.owner)
        return (await self._written(_MOVE, (State.UNDOING, self._owner(), *key))).rowcount == 1

    async def settle(self, action: ActionRecord, state: State) -> None:
        """Say how it ended to take back *action*, which we claimed: UNDONE, or DONE as before."""
        key = (action.turn, action.attempt, action.task, State.UNDOING, self._owner())
        await self._written(_MOVE, (state, self._owner(), *key))

    async def flush(self) -> None:
        """Wait until everything is written."""
        await asyncio.shield(asyncio.wrap_future(self._writer.submit(self._drain)))

    def turns(self, limit: int = 20, search: str = "") -> tuple[TurnRecord, ...]:
        """The latest turns, newest first; with *search*, those that have all of its words.

        A word may be the beginning of one; capitals and accents make no difference.
        """
        composed = unicodedata.normalize("NFC", search)  # a mark by itself would end a word
        wanted = " ".join(f'"{word}"*' for word in re.findall(r"\w+", composed))
        if search and not wanted:
            return ()
        which = "WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?1)" if wanted else ""
        rows = self._read(
            f"SELECT * FROM turns {which} ORDER BY id DESC LIMIT ?2", (wanted, min(limit, _MOST))
        )
        return tuple(self._turn(row) for row in rows)

    def turn(self, number: int) -> TurnRecord:
        """The turn with this number.  Raises UsageError if there is none."""
        known = 0 < number <= _MOST
        rows = self._read("SELECT * FROM turns WHERE id = ?", (number,)) if known else []
        if not rows:
            raise UsageError(f"there is no turn {number}", "tinyagent history shows them")
        return self._turn(rows[0])

    def outward_within(
        self, span: timedelta, desktop: str, apart: tuple[int, int] = (0, 0)
    ) -> tuple[ActionRecord, ...]:
        """What was begun on *desktop* within *span* and reaches other people, earliest first.

        By the clock that the journal is written by, whatever time a request was asked at.
        *apart* from the actions of one attempt of a turn.
        """
        since = _before(self.clock.now(), span).isoformat(timespec="milliseconds")
        rows = self._read(
            "SELECT actions.* FROM actions JOIN turns ON turns.id = turn"
            " WHERE effect = 'outward' AND actions.started_at >= ? AND desktop = ?"
            " AND (turn, attempt) != (?, ?) ORDER BY actions.started_at, turn, attempt, task",
            (since, desktop, *apart),
        )
        return self._actions(rows)

    def worked(self, limit: int) -> tuple[TurnRecord, ...]:
        """The latest turns that did all of a plan made of the user's words alone, newest first.

        A plan that was given, that mended another, or of which anything was taken back is
        none of them.
        """
        rows = self._read(
            "SELECT * FROM turns WHERE exit = 0 AND piped = 0 AND planner != 'given'"
            " AND id IN (SELECT turn FROM actions GROUP BY turn"
            " HAVING max(attempt) = 1 AND min(state = 'done')) ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return tuple(self._turn(row) for row in rows)

    def last_that_left_something(self) -> TurnRecord | None:
        """The latest turn with something done that is more than looking and showing."""
        rows = self._read(
            "SELECT * FROM turns WHERE id = (SELECT max(turn) FROM actions"
            " WHERE state = 'done' AND effect NOT IN ('read', 'open'))",
            (),
        )
        return self._turn(rows[0]) if rows else None

    def last_undoable(self) -> TurnRecord | None:
        """The latest turn with something done that can be taken back, or was half way."""
        rows = self._read(
            "SELECT DISTINCT turn FROM actions WHERE state IN ('done', 'undoing')"
            " AND undo IS NOT NULL ORDER BY turn DESC",
            (),
        )
        turns = (self.turn(row["turn"]) for row in rows)
        return next((turn for turn in turns if any(map(_undoable, turn.actions))), None)

    def _turn(self, row: sqlite3.Row) -> TurnRecord:
        rows = self._read(
            "SELECT * FROM actions WHERE turn = ? ORDER BY attempt, task", (row["id"],)
        )
        actions = self._actions(rows)
        try:
            return read_turn(row, actions, self._alive())
        except (ValueError, TypeError) as error:  # columns that we did not write so
            raise _unusable(error) from error

    def _actions(self, rows: Sequence[sqlite3.Row]) -> tuple[ActionRecord, ...]:
        alive = self._alive()
        try:
            return tuple(read_action(row, alive) for row in rows)
        except (ValueError, TypeError) as error:  # as above
            raise _unusable(error) from error

    def _alive(self) -> Callable[[str], bool]:
        """Whether the process of an owner lives; each is asked once."""
        folder = self._folder

        @cache
        def alive(owner: str) -> bool:
            return folder is None or lives(folder, owner)

        return alive

    def _read(self, sql: str, values: Sequence[Any]) -> list[sqlite3.Row]:
        self._drain()
        try:
            with self._using:
                return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise _unusable(error) from error

    def _now(self) -> str:
        return self.clock.now().isoformat(timespec="milliseconds")

    def _owner(self) -> str:
        if self._presence is None and self._folder is not None:
            self._presence = Presence(self._folder)
        return self._presence.name if self._presence else ""

    def _row(self, action: Action, began: str | None) -> tuple[Any, ...]:
        return (
            action.turn,
            action.attempt,
            action.task,
            action.tool,
            as_json(action.arguments),
            action.effect,
            began,
            self._owner(),
        )

    def _write(self, sql: str, values: Sequence[Any], effect: Effect) -> _Write:
        clean = [v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values]
        write = _Write(sql, clean, durable=effect.needs_consent)
        self._waiting.append(write)
        if effect is not Effect.READ:
            self._writer.submit(self._drain)
        elif not self._later:
            self._later = True
            asyncio.get_running_loop().call_later(_LATER, self._drain_later)
        return write

    async def _written(self, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
        write = self._write(sql, values, Effect.CREATE)
        return await asyncio.shield(asyncio.wrap_future(write.written))

    async def _committed(self, write: _Write, effect: Effect) -> None:
        if effect is not Effect.READ:
            await asyncio.shield(asyncio.wrap_future(write.written))

    def _drain_later(self) -> None:
        if self._waiting:  # else it is written already, and we may be closed
            self._writer.submit(self._drain)

    def _drain(self) -> None:
        """Write all that waits in one commit (in the writing thread, or before reading)."""
        with self._using:
            self._later = False
            writes = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if not writes:
                return
            try:
                cursors = self._commit(writes)
            except Exception as error:  # a value that SQLite does not take, too: somebody waits
                for write in writes:
                    write.written.set_exception(_unusable(error))
            else:
                for write, cursor in zip(writes, cursors, strict=True):
                    write.written.set_result(cursor)

    def _commit(self, writes: Sequence[_Write]) -> list[sqlite3.Cursor]:
        durable = any(write.durable for write in writes)
        self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            cursors = [self._connection.execute(w.sql, w.values) for w in writes]
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return cursors


def _before(now: datetime, span: timedelta) -> datetime:
    """The local time that was *span* before *now*, or earlier.

    Where the clocks went forward meanwhile, an hour of local time was never there; where they
    went back, one was there twice.
    """
    try:
        truly = (now.astimezone(UTC) - span).astimezone().replace(tzinfo=None, fold=0)
    except (OverflowError, ValueError, OSError):  # a clock that is far off
        truly = now
    return min(now - span, truly)


def _undoable(action: ActionRecord) -> bool:
    """Whether *action* can be taken back; nobody else may be about it."""
    return bool(action.undo) and action.state in (State.DONE, State.INTERRUPTED)


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


_AWAY: Final = "move journal.db away: tinyagent doctor says where it is"
_REMEDIES: Final = {
    "FULL": "make room on the disk",
    "IOERR": "make room on the disk, and see that it is well",
    "BUSY": "another tinyagent is writing: try again",
    "LOCKED": "another tinyagent is writing: try again",
    "READONLY": "make journal.db and its folder yours to write: tinyagent doctor says where it is",
    "CORRUPT": _AWAY,
    "NOTADB": _AWAY,
}


def _unusable(error: Exception, what: str = "the journal cannot be used") -> NotReady:
    """*error* with what mends it, by SQLite's own name for it; *what* could not be done."""
    _, _, name = getattr(error, "sqlite_errorname", "").partition("_")
    remedy = _REMEDIES.get(name.partition("_")[0], _AWAY)
    return NotReady(
        f"{what}: {error}",
        f"{remedy}, or: tinyagent config set history.keep false",
    )
