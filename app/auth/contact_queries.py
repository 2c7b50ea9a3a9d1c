"""Looking up codes under way and addresses that were proven."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.auth.contact_models import ContactCode, ProvenContact


def find_newest_code(session: Session, subject_id: UUID) -> ContactCode | None:
    """The only one that counts: an older one is worth nothing once another was asked for."""
    mine = select(ContactCode).where(ContactCode.subject_id == subject_id)
    return session.scalars(
        mine.order_by(ContactCode.created_at.desc(), ContactCode.id.desc()).limit(1)
    ).first()


def find_code(session: Session, code_id: UUID) -> ContactCode | None:
    return session.get(ContactCode, code_id)


def count_codes(
    session: Session, subject_id: UUID, target_digest: str, since: datetime
) -> tuple[int, int, int]:
    """Sent since then: for this subject, to this address, to anybody."""
    each = (ContactCode.subject_id == subject_id, ContactCode.target_digest == target_digest)
    counted = [func.coalesce(func.sum(case((fits, 1), else_=0)), 0) for fits in each]
    row = session.execute(select(*counted, func.count()).where(ContactCode.created_at > since)).one()
    return int(row[0]), int(row[1]), int(row[2])


def list_proven(session: Session, subject_id: UUID) -> list[ProvenContact]:
    """The newest first."""
    mine = select(ProvenContact).where(ProvenContact.subject_id == subject_id)
    return list(session.scalars(mine.order_by(ProvenContact.proven_at.desc())))
