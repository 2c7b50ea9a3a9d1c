"""A mandate went on → an entry of the audit chain, and a notice to both sides, in the same transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.jobs.enqueue import enqueue
from app.jobs.kinds import DeliverNotice
from app.mandates.models import Mandate
from app.notices.kinds import NoticeKind
from app.notices.preparing import prepare_notice

SUBJECT = "mandate"


def event_of(actor: tuple[str, UUID | None], action: str, mandate_id: UUID, now: datetime) -> AuditEvent:
    """`actor`: resident, staff or system, and whose account it is."""
    return AuditEvent(now, *actor, action, SUBJECT, mandate_id)


def note(session: Session, mandate: Mandate, action: str, by: tuple[str, UUID | None], now: datetime) -> None:
    record(session, event_of(by, action, mandate.id, now))


def tell(session: Session, mandate: Mandate, kind: NoticeKind, *to: str | None, now: datetime) -> None:
    """Says that something happened, and neither who nor what; whoever left no address reads it on their page."""
    for address in dict.fromkeys(each for each in to if each):
        notice = prepare_notice(
            session,
            kind,
            subject_id=mandate.id,
            reference_number=None,
            to_address=address,
            language=mandate.language,
            now=now,
        )
        enqueue(session, DeliverNotice(notice_id=notice.id))


def tell_both(session: Session, mandate: Mandate, kind: NoticeKind, *, now: datetime) -> None:
    tell(session, mandate, kind, mandate.grantor_email, mandate.proxy_email, now=now)
