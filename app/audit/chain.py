"""Noting events and sealing them into the chain, last thing before the commit.

Events wait with the session. When it commits, everything else is written first, then the chain is
locked, read at its end and continued: the lock is held for one statement and a commit. What is rolled
back, in whole or to a savepoint, leaves no entry and no gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import event, insert
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

from app.audit.events import GENESIS, AuditEvent, row_of, sealed
from app.audit.models import AuditEntry
from app.audit.queries import lock_last
from app.database import Database
from app.failpoints import reach
from app.logs import current_request_id

_WAITING = "audit_events"
_INSTALLED = "audit_key"


@dataclass(frozen=True)
class _Waiting:
    event: AuditEvent
    transaction: SessionTransaction | None

    def began_within(self, transaction: SessionTransaction) -> bool:
        """Whether it was noted in this transaction or in a savepoint of it."""
        outer = self.transaction
        while outer is not None and outer is not transaction:
            outer = outer.parent
        return outer is not None


def install(sessions: sessionmaker[Session], keys: Sequence[bytes]) -> None:
    """Once per `Database.sessions`, before the first request. Sealing uses the first key."""
    sessions.configure(info={_INSTALLED: keys[0]})
    event.listen(sessions, "before_commit", _seal_waiting)
    event.listen(sessions, "after_soft_rollback", _forget_rolled_back)
    event.listen(sessions, "after_transaction_end", _forget_ended)


def record(session: Session, noted: AuditEvent) -> None:
    """Notes it with this transaction: both are committed or neither is. Carries the id the logs carry meanwhile.

    Raises RuntimeError where `install` was forgotten, rather than lose an entry in silence.
    """
    if _INSTALLED not in session.info:
        raise RuntimeError("the audit chain is not installed on this session")
    within = session.get_nested_transaction() or session.get_transaction()
    said = noted if noted.request_id else replace(noted, request_id=current_request_id())
    session.info.setdefault(_WAITING, []).append(_Waiting(said, within))


def record_view(database: Database, seen: AuditEvent) -> None:
    """Commits that somebody is about to see something: no entry, no page."""
    with database.write() as session:
        record(session, seen)


def _seal_waiting(session: Session) -> None:
    if session.in_nested_transaction():
        return
    waiting: list[_Waiting] = session.info.pop(_WAITING, [])
    if waiting:
        session.flush()
        rows = _placed_last(session, [row_of(one.event) for one in waiting])
        session.execute(insert(AuditEntry), rows)
        reach("audit_written")


def _placed_last(session: Session, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sequence, hashed = lock_last(session) or (0, GENESIS)
    placed = []
    for row in rows:
        sequence += 1
        placed.append(sealed(row, sequence, hashed, session.info[_INSTALLED]))
        hashed = placed[-1]["hash"]
    return placed


def _forget_rolled_back(session: Session, rolled_back: SessionTransaction) -> None:
    waiting: list[_Waiting] = session.info.get(_WAITING, [])
    session.info[_WAITING] = [one for one in waiting if not one.began_within(rolled_back)]


def _forget_ended(session: Session, ended: SessionTransaction) -> None:
    """A session closed without a commit must not carry its events into the next transaction."""
    if ended.parent is None:
        session.info.pop(_WAITING, None)
