"""What the sandbox remembers, in one small SQLite file: a kill loses nothing."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_TABLES = (
    """CREATE TABLE IF NOT EXISTS document (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX IF NOT EXISTS document_kind ON document (kind, seq)",
    # No key on purpose: a second charge of one flow must show, not fail.
    "CREATE TABLE IF NOT EXISTS charge (flow TEXT NOT NULL, yen INTEGER NOT NULL, at TEXT NOT NULL) STRICT",
    """CREATE TABLE IF NOT EXISTS answer (
        key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS delivery (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, due TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0, outcome TEXT
    ) STRICT""",
    "CREATE TABLE IF NOT EXISTS switch (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)


class Store:
    """`path` None keeps everything in memory. One connection, one user of it at a time."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._depth = 0
        self._database = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        with self.writing() as database:
            for statement in _TABLES:
                database.execute(statement)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, alone; a block inside another one is part of it."""
        with self._lock:
            if self._depth == 0:
                self._database.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield self._database
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._database.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._database.execute("COMMIT")

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def put(self, kind: str, document_id: str, body: Json) -> None:
        with self.writing() as database:
            database.execute(
                "INSERT INTO document (id, kind, body) VALUES (?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                (document_id, kind, json.dumps(body, ensure_ascii=False)),
            )

    def find(self, kind: str, document_id: str) -> Json | None:
        with self.writing() as database:
            row = database.execute(
                "SELECT body FROM document WHERE kind = ? AND id = ?", (kind, document_id)
            ).fetchone()
        return json.loads(row[0]) if row else None

    def newest(
        self, kind: str, limit: int, *, after: str | None = None, before: str | None = None
    ) -> list[Json]:
        """The newest first; `after` and `before` are ids that come earlier and later in this order."""
        where, values = ["kind = ?"], [kind]
        if after:
            where.append("seq < (SELECT seq FROM document WHERE id = ?)")
            values.append(after)
        if before:
            where.append("seq > (SELECT seq FROM document WHERE id = ?)")
            values.append(before)
        order = "ASC" if before and not after else "DESC"
        wanted = " AND ".join(where)
        statement = f"SELECT body FROM document WHERE {wanted} ORDER BY seq {order} LIMIT ?"  # noqa: S608  # our parts
        with self.writing() as database:
            found = [json.loads(body) for (body,) in database.execute(statement, (*values, limit))]
        return found if order == "DESC" else found[::-1]

    def open_until(self, at: str) -> list[Json]:
        """The checkout sessions that are open and should no longer be."""
        with self.writing() as database:
            rows = database.execute(
                "SELECT body FROM document WHERE kind = 'checkout.session' AND "
                "json_extract(body, '$.status') = 'open' AND json_extract(body, '$.expires_at') <= ?",
                (at,),
            )
            return [json.loads(body) for (body,) in rows]

    def count_charges(self) -> tuple[int, int]:
        """How many, and how many yen together."""
        with self.writing() as database:
            row = database.execute("SELECT count(*), coalesce(sum(yen), 0) FROM charge").fetchone()
        return int(row[0]), int(row[1])

    def switches(self) -> dict[str, str]:
        with self.writing() as database:
            return dict(database.execute("SELECT name, value FROM switch").fetchall())

    def switch(self, name: str, value: str) -> None:
        with self.writing() as database:
            database.execute("INSERT OR REPLACE INTO switch VALUES (?, ?)", (name, value))
