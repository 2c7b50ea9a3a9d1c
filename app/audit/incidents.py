"""Incidents: opened by whatever notices that something is wrong, closed by a human and by nothing else."""

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.audit.incident_queries import find_newest
from app.audit.models import Incident, IncidentKind
from app.errors import Conflict, Invalid

log = logging.getLogger(__name__)

SUBJECT = "incident_record"
REASON_LIMIT = 1000


def open_incident(
    session: Session, kind: IncidentKind, about: str = "", *, at: datetime, since: datetime | None = None
) -> None:
    """With this transaction. `since`: when a signal came that is seen again and again; a human may know it already."""
    known, came = find_newest(session, kind, about), since or at
    if known is not None and known.closed_at is None:
        if came != known.last_at:
            known.last_at, known.times = came, known.times + 1
        return
    # Closed in the future means that the clock was wrong then: it tells nothing.
    if since is not None and known is not None and known.closed_at and since <= known.closed_at <= at:
        return
    opened = Incident(kind=kind, about=about, opened_at=came, last_at=came)
    try:
        with session.begin_nested():
            session.add(opened)
    except IntegrityError:
        return  # somebody else has just opened the same
    log.error("an incident was opened", extra={"kind": kind.value})
    record(session, _event("open_incident", opened.id, "system", None, at))


def close_incident(session: Session, incident: Incident, reason: str, *, by: UUID, now: datetime) -> None:
    """Raises Invalid without a reason, Conflict when somebody else was quicker."""
    if incident.closed_at is not None:
        raise Conflict
    if not reason.strip():
        raise Invalid("閉じる理由を入力してください。")
    if len(reason) > REASON_LIMIT:
        raise Invalid(f"理由は{REASON_LIMIT}文字までで入力してください。")
    incident.closed_at, incident.closed_by, incident.reason = now, by, reason.strip()
    record(session, _event("close_incident", incident.id, "staff", by, now))


def _event(
    action: str, incident_id: UUID, actor_kind: str, actor_id: UUID | None, at: datetime
) -> AuditEvent:
    return AuditEvent(
        at=at,
        actor_kind=actor_kind,
        actor_id=actor_id,
        action=action,
        subject_kind=SUBJECT,
        subject_id=incident_id,
    )
