"""The journal's tables, one migration after the other; what is there is never changed."""

from __future__ import annotations

import sqlite3
from typing import Final

from tinyagent_cli.core.errors import NotReady

# The words of a turn, for `Journal.turns` to search; it holds no text of its own.
_INDEX: Final = (
    """
    CREATE VIRTUAL TABLE words USING fts5 (
        request, plan, answer, content='turns', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2'
    )
    """,
    "INSERT INTO words (words) VALUES ('rebuild')",
    """
    CREATE TRIGGER turn_begun AFTER INSERT ON turns BEGIN
        INSERT INTO words (rowid, request, plan, answer)
        VALUES (new.id, new.request, new.plan, new.answer);
    END
    """,
    """
    CREATE TRIGGER turn_told AFTER UPDATE OF request, plan, answer ON turns BEGIN
        INSERT INTO words (words, rowid, request, plan, answer)
        VALUES ('delete', old.id, old.request, old.plan, old.answer);
        INSERT INTO words (rowid, request, plan, answer)
        VALUES (new.id, new.request, new.plan, new.answer);
    END
    """,
)
MIGRATIONS: Final = (
    (
        """
    CREATE TABLE turns (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        request TEXT NOT NULL,
        piped INTEGER NOT NULL,       -- how many characters came in with it
        planner TEXT NOT NULL,
        desktop TEXT NOT NULL,
        plan TEXT NOT NULL DEFAULT '',
        started_at TEXT NOT NULL,     -- local time, ISO
        ended_at TEXT,
        exit INTEGER,
        answer TEXT NOT NULL DEFAULT '',
        owner TEXT NOT NULL           -- whose presence tells whether it goes on
    )
    """,
        """
    CREATE TABLE actions (
        turn INTEGER NOT NULL REFERENCES turns (id),
        attempt INTEGER NOT NULL,
        task INTEGER NOT NULL,
        tool TEXT NOT NULL,
        arguments TEXT NOT NULL,      -- JSON
        effect TEXT NOT NULL,
        started_at TEXT,
        ended_at TEXT,
        state TEXT NOT NULL,
        says TEXT NOT NULL DEFAULT '',
        details TEXT NOT NULL DEFAULT '{}',
        undo TEXT,                    -- JSON: script, payload, says, tells
        owner TEXT NOT NULL,          -- who is doing it, or taking it back
        PRIMARY KEY (turn, attempt, task)
    ) WITHOUT ROWID
    """,
    ),
    _INDEX,
    # What went out lately is asked before anything goes out.
    ("CREATE INDEX outward ON actions (started_at) WHERE effect = 'outward'",),
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, once, however many processes begin at the same time.

    Raises NotReady if a newer program made them.
    """
    # Nothing is written where nothing is to be done: what was done can be read while another
    # process writes, and on a full disk.
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        for migration in MIGRATIONS[version:]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk ends it by itself
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    """How many migrations were done; raises NotReady for more than there are."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise NotReady(
            "the journal was written by a newer tinyagent", "pip install -U tinyagent-cli"
        )
    return version
