"""Reading incidents."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import Incident, IncidentKind
from app.errors import NotFound


def find_newest(session: Session, kind: IncidentKind, about: str) -> Incident | None:
    """Open or closed; the open one first."""
    same = select(Incident).where(Incident.kind == kind, Incident.about == about)
    newest = same.order_by(Incident.closed_at.is_(None).desc(), Incident.closed_at.desc()).limit(1)
    return session.scalar(newest)


def has_open(session: Session, kind: IncidentKind) -> bool:
    found = select(Incident.id).where(Incident.kind == kind, Incident.closed_at.is_(None)).limit(1)
    return session.scalar(found) is not None


def get_incident(session: Session, incident_id: UUID, *, to_change: bool = False) -> Incident:
    found = session.get(Incident, incident_id, with_for_update=to_change or None)
    if found is None:
        raise NotFound
    return found


def list_open(session: Session) -> list[Incident]:
    """The oldest first."""
    return list(session.scalars(select(Incident).where(Incident.closed_at.is_(None)).order_by(Incident.id)))


def list_closed(session: Session, limit: int = 50) -> list[Incident]:
    """The last ones closed first."""
    closed = select(Incident).where(Incident.closed_at.is_not(None)).order_by(Incident.closed_at.desc())
    return list(session.scalars(closed.limit(limit)))


def count_open(session: Session) -> int:
    return session.scalar(select(func.count()).where(Incident.closed_at.is_(None))) or 0
