"""What a card and its reader remember: the PIN tries left, and codes that can be exchanged once.

Kept in a small SQLite file, so that a card stays locked when the sandbox is started again.
"""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from app.sandboxes.card.personas import Persona

# The user authentication certificate of a real card locks after three wrong PINs.
TRIES = 3
CODE_FOR = timedelta(seconds=60)

_TABLES = """
CREATE TABLE IF NOT EXISTS card (person TEXT PRIMARY KEY, failed INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS code (
    digest TEXT PRIMARY KEY, person TEXT NOT NULL, redirect_uri TEXT NOT NULL, issued_at TEXT NOT NULL
) STRICT;
"""


class PinVerdict(StrEnum):
    """What the card answers to a PIN; asking a locked card costs nothing more."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True)
class Reader:
    """The file is made when it is not there."""

    path: Path

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._writing() as database:
            for statement in _TABLES.split(";"):
                database.execute(statement)

    def tries_left(self, persona: Persona) -> int:
        with self._writing() as database:
            return TRIES - _failed(database, persona)

    def try_pin(self, persona: Persona, pin: str) -> PinVerdict:
        """Counts the try before it compares, so that tries sent together cannot share one count."""
        with self._writing() as database:
            failed = _failed(database, persona)
            if failed >= TRIES:
                return PinVerdict.LOCKED
            right = hmac.compare_digest(pin.encode(), persona.pin.encode())
            _set_failed(database, persona, 0 if right else failed + 1)
        if right:
            return PinVerdict.RIGHT
        return PinVerdict.LOCKED if failed + 1 >= TRIES else PinVerdict.WRONG

    def unlock(self, persona: Persona) -> None:
        """What the counter of a town does, after looking at a face."""
        with self._writing() as database:
            _set_failed(database, persona, 0)

    def issue_code(self, persona: Persona, redirect_uri: str, *, now: datetime) -> str:
        code = secrets.token_urlsafe(32)
        with self._writing() as database:
            database.execute("DELETE FROM code WHERE issued_at < ?", ((now - CODE_FOR).isoformat(),))
            row = (_digest(code), persona.key, redirect_uri, now.isoformat())
            database.execute("INSERT INTO code VALUES (?, ?, ?, ?)", row)
        return code

    def redeem_code(self, code: str, redirect_uri: str, *, now: datetime) -> str | None:
        """The person's key, once, within a minute, for the address the code was sent to."""
        with self._writing() as database:
            row = database.execute(
                "DELETE FROM code WHERE digest = ? RETURNING person, redirect_uri, issued_at",
                (_digest(code),),
            ).fetchone()
        if row is None or row[1] != redirect_uri or now - datetime.fromisoformat(row[2]) > CODE_FOR:
            return None
        return str(row[0])

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            with database:
                yield database


def _failed(database: sqlite3.Connection, persona: Persona) -> int:
    row = database.execute("SELECT failed FROM card WHERE person = ?", (persona.key,)).fetchone()
    return int(row[0]) if row else 0


def _set_failed(database: sqlite3.Connection, persona: Persona, failed: int) -> None:
    database.execute("INSERT OR REPLACE INTO card VALUES (?, ?)", (persona.key, failed))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
