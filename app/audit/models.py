"""One entry of the audit chain; and incidents, which wait for a human."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Index, String, event, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id


class AuditEntry(Base):
    """Something somebody did or looked at (操作の記録).

    `sequence` counts from 1 without gaps, in the order of the commits. `fields` are names of answers
    and columns, never their values. `hash` seals everything else in the row and the entry before it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_kind", "subject_id", "sequence"),
        Index("ix_audit_entry_actor", "actor_kind", "actor_id", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID | None]
    reference_number: Mapped[str | None] = mapped_column(String(40))
    fields: Mapped[list[str]]
    purpose: Mapped[str | None] = mapped_column(String(200))
    request_id: Mapped[str | None] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


# Any number that no other lock of ours uses. Within a volatile function every statement sees what has been
# committed before it begins: the second one, what others have written until the lock was ours.
CHAIN_END = """
CREATE OR REPLACE FUNCTION audit_chain_end() RETURNS TABLE (sequence bigint, hash varchar)
LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_xact_lock(1835099247);
    SELECT e.sequence, e.hash FROM audit_entry AS e ORDER BY e.sequence DESC LIMIT 1;
$$
"""


# What was written stays as it was written, whoever asks: the rights of the role come on top (docs/operations.md).
# Nothing of ours ever deletes an entry; only the owner of the table can take these away.
KEEPING = {
    "postgresql": (
        """
CREATE OR REPLACE FUNCTION audit_entry_stays() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'an audit entry stays as it is'; END $$
""",
        """
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays()
""",
    ),
    "sqlite": tuple(
        f"""
CREATE TRIGGER audit_entry_stays_on_{deed} BEFORE {deed} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'an audit entry stays as it is'); END
"""
        for deed in ("update", "delete")
    ),
}


@event.listens_for(AuditEntry.__table__, "after_create")
def _create_chain_end(_table: Any, connection: Connection, **_options: Any) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(CHAIN_END))
    for statement in KEEPING[connection.dialect.name]:
        connection.execute(text(statement))


class IncidentKind(StrEnum):
    """What went wrong, here or at somebody we depend on."""

    DOCUMENT_REFUSED = "document_refused"
    AUDIT_BROKEN = "audit_broken"
    CLOCK_STEPPED = "clock_stepped"
    MAIL_GIVEN_UP = "mail_given_up"
    SCANNER_SILENT = "scanner_silent"
    JOB_PARKED = "job_parked"


class Incident(Base):
    """An error signal (異常). It stays open until a human says why it may be closed, whatever happens meanwhile.

    `about` is what it is about within its kind: a number, a word, or nothing. There is one open incident of a kind
    about a thing: `times` counts the signals, `last_at` is the newest. `reason` is the human's.
    """

    __tablename__ = "incident"
    __table_args__ = (
        Index(
            "uq_incident_open",
            "kind",
            "about",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[IncidentKind]
    about: Mapped[str] = mapped_column(String(100))
    opened_at: Mapped[datetime]
    last_at: Mapped[datetime]
    times: Mapped[int] = mapped_column(default=1)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(EncryptedJson)
