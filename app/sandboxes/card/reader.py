"""The two PINs of a card, and how many wrong ones it bears."""

import hmac
import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from app.auth.jpki.profile import Purpose
from app.sandboxes.card.memory import Memory
from app.sandboxes.card.personas import Persona

# As a real card: 利用者証明用 locks after three, 署名用 after five.
TRIES = {Purpose.AUTHENTICATION: 3, Purpose.SIGNATURE: 5}


class PinVerdict(StrEnum):
    """What the card answers to a PIN; asking a locked card costs nothing more."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True)
class Reader:
    """What every card remembers of its PINs."""

    memory: Memory

    def tries_left(self, persona: Persona, purpose: Purpose = Purpose.AUTHENTICATION) -> int:
        with self.memory.writing() as database:
            return TRIES[purpose] - _failed(database, persona, purpose)

    def try_pin(self, persona: Persona, pin: str, purpose: Purpose = Purpose.AUTHENTICATION) -> PinVerdict:
        """Counts the try before it compares, so that tries sent together cannot share one count."""
        with self.memory.writing() as database:
            failed = _failed(database, persona, purpose)
            if failed >= TRIES[purpose]:
                return PinVerdict.LOCKED
            right = hmac.compare_digest(pin.encode(), persona.pins[purpose].encode())
            _set_failed(database, persona, purpose, 0 if right else failed + 1)
        if right:
            return PinVerdict.RIGHT
        return PinVerdict.LOCKED if failed + 1 >= TRIES[purpose] else PinVerdict.WRONG

    def unlock(self, persona: Persona) -> None:
        """What the counter of a town does, after looking at a face."""
        with self.memory.writing() as database:
            database.execute("DELETE FROM pin WHERE person = ?", (persona.key,))


def _failed(database: sqlite3.Connection, persona: Persona, purpose: Purpose) -> int:
    asked = (persona.key, purpose)
    row = database.execute("SELECT failed FROM pin WHERE person = ? AND purpose = ?", asked).fetchone()
    return int(row[0]) if row else 0


def _set_failed(database: sqlite3.Connection, persona: Persona, purpose: Purpose, failed: int) -> None:
    database.execute("INSERT OR REPLACE INTO pin VALUES (?, ?, ?)", (persona.key, purpose, failed))
