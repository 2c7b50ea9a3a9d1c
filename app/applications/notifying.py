"""Something happened → a notice in the same transaction, to be delivered by a job."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.jobs.enqueue import enqueue
from app.jobs.kinds import DeliverNotice
from app.notices.preparing import prepare_notice
from app.procedures.publication import get_procedure


def notify(session: Session, application: Application, kind: str, *, now: datetime) -> None:
    """Nothing is sent to somebody who left no address: the page and the telephone remain."""
    procedure = get_procedure(session, application.revision_id)
    address = application.answers.get(procedure.contact.get("email", ""))
    if not address:
        return
    notice = prepare_notice(
        session,
        kind,
        subject_id=application.id,
        reference_number=application.reference_number,
        to_address=address,
        language=application.language,
        now=now,
    )
    enqueue(session, DeliverNotice(notice_id=notice.id))


def warn_of_expiry(session: Session, draft: Application, *, now: datetime) -> None:
    """Once, two weeks before a draft is removed."""
    draft.expiry_notice_at = None
    notify(session, draft, "draft_expiring", now=now)
