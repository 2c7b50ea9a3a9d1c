"""Looking up help on the telephone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.applications.help_models import HelpCall
from app.applications.models import Application


def find_call(session: Session, call_id: UUID) -> HelpCall | None:
    return session.get(HelpCall, call_id)


def find_joined(session: Session, call_id: UUID, staff_id: UUID) -> tuple[HelpCall, Application] | None:
    """A call that this clerk has joined; nobody else's is there for them."""
    both = select(HelpCall, Application).join(Application, Application.id == HelpCall.application_id)
    row = session.execute(both.where(HelpCall.id == call_id, HelpCall.staff_id == staff_id)).one_or_none()
    return (row[0], row[1]) if row else None


def find_by_digest(session: Session, digest: str) -> tuple[HelpCall, Application] | None:
    """With the application whose pages are shown."""
    both = select(HelpCall, Application).join(Application, Application.id == HelpCall.application_id)
    row = session.execute(both.where(HelpCall.code_digest == digest)).one_or_none()
    return (row[0], row[1]) if row else None


def list_living(session: Session, application_id: UUID) -> list[HelpCall]:
    """Those nobody has ended; their time may be over."""
    mine = select(HelpCall).where(HelpCall.application_id == application_id, HelpCall.ended_at.is_(None))
    return list(session.scalars(mine))


def delete_before(session: Session, at: datetime) -> None:
    session.execute(delete(HelpCall).where(HelpCall.opened_at <= at))
