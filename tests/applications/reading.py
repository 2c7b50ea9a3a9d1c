"""What a case has left behind: entries of the audit trail, notices, jobs."""

import json
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.database import Database
from app.notices.models import Notice


def audited(database: Database, subject_id: UUID) -> list[tuple[str, str, tuple[str, ...]]]:
    """Action, kind of actor and fields of every entry about the case, the oldest first. Written at the commit."""
    with database.read() as session:
        about = select(AuditEntry).where(AuditEntry.subject_id == subject_id).order_by(AuditEntry.sequence)
        return [(entry.action, entry.actor_kind, tuple(entry.fields)) for entry in session.scalars(about)]


def notices(session: Session, subject_id: UUID) -> list[str]:
    """The kinds of notices prepared for the case, in order."""
    session.flush()
    found = select(Notice).where(Notice.subject_id == subject_id).order_by(Notice.id)
    return [notice.kind.value for notice in session.scalars(found)]


def jobs(session: Session) -> list[str]:
    """What has been put off until later, in order."""
    session.flush()
    rows = session.execute(text("SELECT inputs FROM workflow_input ORDER BY rowid")).scalars()
    return [job["kind"] for inputs in rows for job in json.loads(inputs)["positionalArgs"][:1]]
