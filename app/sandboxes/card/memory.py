"""What the sandbox remembers, in one small SQLite file: a card stays locked when it is started again.

Errands, codes and tokens are kept under their digests; none of them can be read out again.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_TABLES = """
CREATE TABLE IF NOT EXISTS pin (
    person TEXT NOT NULL, purpose TEXT NOT NULL, failed INTEGER NOT NULL, PRIMARY KEY (person, purpose)
) STRICT;
CREATE TABLE IF NOT EXISTS handed_out (
    kind TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (kind, digest)
) STRICT;
CREATE TABLE IF NOT EXISTS made (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS switch (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True)
class Memory:
    """The file is made when it is not there."""

    path: Path

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.writing() as database:
            for statement in _TABLES.split(";"):
                database.execute(statement)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and nobody else meanwhile."""
        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            with database:
                yield database

    def hand_out(self, kind: str, secret: str, body: Json, *, now: datetime, good_for: timedelta) -> bool:
        """False where this secret has been handed out before and is not forgotten yet."""
        with self.writing() as database:
            database.execute("DELETE FROM handed_out WHERE until < ?", (now.isoformat(),))
            row = (kind, _digest(secret), json.dumps(body), (now + good_for).isoformat())
            return database.execute("INSERT OR IGNORE INTO handed_out VALUES (?, ?, ?, ?)", row).rowcount == 1

    def find(self, kind: str, secret: str, *, now: datetime) -> Json | None:
        with self.writing() as database:
            row = database.execute(
                "SELECT body FROM handed_out WHERE kind = ? AND digest = ? AND until >= ?",
                (kind, _digest(secret), now.isoformat()),
            ).fetchone()
        return json.loads(row[0]) if row else None

    def take_back(self, kind: str, secret: str, *, now: datetime) -> Json | None:
        """Once: whoever asks second gets nothing."""
        with self.writing() as database:
            row = database.execute(
                "DELETE FROM handed_out WHERE kind = ? AND digest = ? RETURNING body, until",
                (kind, _digest(secret)),
            ).fetchone()
        return json.loads(row[0]) if row and row[1] >= now.isoformat() else None

    def made(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What was made under this name: now, if it never was. Two who make it at once both get the first."""
        found = self.look_up(name)
        if found is not None:
            return found
        content = make()
        with self.writing() as database:
            database.execute("INSERT OR IGNORE INTO made VALUES (?, ?)", (name, content))
        return self.look_up(name) or content

    def look_up(self, name: str) -> bytes | None:
        with self.writing() as database:
            row = database.execute("SELECT content FROM made WHERE name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else None

    def forget(self, name: str) -> None:
        with self.writing() as database:
            database.execute("DELETE FROM made WHERE name = ?", (name,))

    def switch(self, name: str, value: str) -> None:
        with self.writing() as database:
            database.execute("INSERT OR REPLACE INTO switch VALUES (?, ?)", (name, value))

    def switched(self, name: str, *, off: bool = False) -> str:
        """Empty where nobody has; `off` takes it back in the same instant."""
        with self.writing() as database:
            row = database.execute("SELECT value FROM switch WHERE name = ?", (name,)).fetchone()
            if off:
                database.execute("DELETE FROM switch WHERE name = ?", (name,))
        return str(row[0]) if row else ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
