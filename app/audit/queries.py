"""Reading the audit chain."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Text, Uuid, cast, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from app.audit.models import AuditEntry
from app.database import UtcDateTime

# The kind of subject under which an incident stands beside its case, so that it is found without reading all.
INCIDENT = "incident"

# As text, in UTC, to the microsecond: what SQLite stores anyway and PostgreSQL makes faster than we parse.
_MICROSECONDS = "YYYY-MM-DD HH24:MI:SS.US"


def find_last(session: Session) -> tuple[int, str] | None:
    """Number and hash of the newest entry."""
    newest = select(AuditEntry.sequence, AuditEntry.hash).order_by(AuditEntry.sequence.desc()).limit(1)
    row = session.execute(newest).one_or_none()
    return (row.sequence, row.hash) if row else None


def find_last_at(session: Session) -> datetime | None:
    """The time that the newest entry tells."""
    return session.scalar(select(AuditEntry.at).order_by(AuditEntry.sequence.desc()).limit(1))


def lock_last(session: Session) -> tuple[int, str] | None:
    """The same, after everybody else has committed: nobody continues the chain until this transaction ends."""
    if session.get_bind().dialect.name == "sqlite":
        return find_last(session)  # SQLite's writers already queue for the whole transaction
    end = func.audit_chain_end().table_valued("sequence", "hash")
    row = session.execute(select(end.c.sequence, end.c.hash)).one_or_none()
    return (row.sequence, row.hash) if row else None


def stream_plain(session: Session) -> Iterator[tuple[Any, ...]]:
    """Every entry in order, its columns as plain text and numbers, the hash last; 5,000 in memory."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    columns = [_plain(column, is_sqlite) for column in AuditEntry.__table__.columns]
    rows = select(*columns).order_by(AuditEntry.sequence)
    for batch in session.execute(rows, execution_options={"yield_per": 5000}).partitions():
        yield from batch


def _plain(column: ColumnElement[Any], is_sqlite: bool) -> ColumnElement[Any]:
    if is_sqlite or not isinstance(column.type, UtcDateTime | Uuid | JSON):
        return type_coerce(column, NullType())
    if isinstance(column.type, UtcDateTime):
        return func.to_char(func.timezone("UTC", column), _MICROSECONDS)
    as_text = cast(column, Text)
    return func.replace(as_text, "-", "") if isinstance(column.type, Uuid) else as_text


def find_newest_act(
    session: Session, subject_kind: str, subject_id: UUID, action: str, since: datetime
) -> AuditEntry | None:
    """The last time that was done to one thing, not before `since`."""
    same = (AuditEntry.subject_kind == subject_kind, AuditEntry.subject_id == subject_id)
    found = select(AuditEntry).where(*same, AuditEntry.action == action, AuditEntry.at >= since)
    return session.scalars(found.order_by(AuditEntry.sequence.desc()).limit(1)).first()


def list_about(
    session: Session, subject_kind: str, subject_id: UUID, *, before: int | None = None, limit: int = 100
) -> list[AuditEntry]:
    """What happened to one thing and who looked at it, the newest first; pages on from `before`."""
    same = (AuditEntry.subject_kind == subject_kind, AuditEntry.subject_id == subject_id)
    found = select(AuditEntry).where(*same)
    if before is not None:
        found = found.where(AuditEntry.sequence < before)
    return list(session.scalars(found.order_by(AuditEntry.sequence.desc()).limit(limit)))


def list_acts(
    session: Session,
    subject_kind: str,
    subject_ids: Collection[UUID],
    actor_kinds: Collection[str],
    *,
    before: int | None = None,
    limit: int = 100,
) -> list[AuditEntry]:
    """The same of several things, and of some kinds of actors only: what their owner is told of."""
    found = select(AuditEntry).where(
        AuditEntry.subject_kind == subject_kind,
        AuditEntry.subject_id.in_(subject_ids),
        AuditEntry.actor_kind.in_(actor_kinds),
    )
    if before is not None:
        found = found.where(AuditEntry.sequence < before)
    return list(session.scalars(found.order_by(AuditEntry.sequence.desc()).limit(limit)))


def list_by(
    session: Session, actor_kind: str, actor_id: UUID, *, before: int | None = None, limit: int = 100
) -> list[AuditEntry]:
    """What one person did and saw, the newest first: whom it concerns when an account was misused."""
    found = select(AuditEntry).where(AuditEntry.actor_kind == actor_kind, AuditEntry.actor_id == actor_id)
    if before is not None:
        found = found.where(AuditEntry.sequence < before)
    return list(session.scalars(found.order_by(AuditEntry.sequence.desc()).limit(limit)))


def list_incidents(session: Session, since: datetime, *, limit: int = 100) -> list[AuditEntry]:
    """What the service refused to do because it would have harmed somebody, the newest first."""
    found = select(AuditEntry).where(AuditEntry.subject_kind == INCIDENT, AuditEntry.at >= since)
    return list(session.scalars(found.order_by(AuditEntry.sequence.desc()).limit(limit)))


def has_looked(session: Session, actor_id: UUID, subject_id: UUID, *, since: datetime) -> bool:
    """Whether this person has anything noted about this thing since then."""
    noted = select(AuditEntry.sequence).where(
        AuditEntry.actor_id == actor_id, AuditEntry.subject_id == subject_id, AuditEntry.at >= since
    )
    return session.scalar(noted.limit(1)) is not None


def list_latest(session: Session, *, before: int | None = None, limit: int = 100) -> list[AuditEntry]:
    """The whole chain from its end."""
    found = select(AuditEntry)
    if before is not None:
        found = found.where(AuditEntry.sequence < before)
    return list(session.scalars(found.order_by(AuditEntry.sequence.desc()).limit(limit)))
