"""Looking up codes with which a draft changes hands."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.handover.models import Direction, HandOverCode


def find_by_digest(session: Session, code_digest: str) -> HandOverCode | None:
    return session.scalars(select(HandOverCode).where(HandOverCode.code_digest == code_digest)).one_or_none()


def find_newest(session: Session, application_id: UUID, direction: Direction) -> HandOverCode | None:
    """Used or not."""
    of_draft = select(HandOverCode).where(
        HandOverCode.application_id == application_id, HandOverCode.direction == direction
    )
    return session.scalars(of_draft.order_by(HandOverCode.created_at.desc()).limit(1)).first()
