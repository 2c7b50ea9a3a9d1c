"""Looking up which papers were seen at the counter."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.applications.seen_models import SeenPaper


def list_seen(session: Session, application_id: UUID) -> list[SeenPaper]:
    found = select(SeenPaper).where(SeenPaper.application_id == application_id)
    return list(session.scalars(found.order_by(SeenPaper.question_key)))


def forget_seen(session: Session, application_id: UUID) -> None:
    session.execute(delete(SeenPaper).where(SeenPaper.application_id == application_id))
