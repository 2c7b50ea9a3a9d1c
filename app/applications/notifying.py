"""Something happened → a notice in the same transaction, to be delivered by a job."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.applications.models import ActorKind, Application
from app.auth.contact_models import ContactKind
from app.auth.contact_queries import list_proven
from app.jobs.enqueue import enqueue
from app.jobs.kinds import DeliverNotice
from app.mandates.kinds import MandateDeed
from app.mandates.queries import find_mandate
from app.mandates.rules import may_act
from app.notices.preparing import prepare_notice
from app.procedures.publication import get_procedure


def notify(session: Session, application: Application, kind: str, *, now: datetime) -> None:
    """Nothing is sent to somebody who left no address: the page and the telephone remain."""
    procedure = get_procedure(session, application.revision_id)
    address = application.answers.get(procedure.contact.get("email", "")) or _proven_email(
        session, application
    )
    for each in dict.fromkeys([address, *_of_the_mandate(session, application, procedure.category, now)]):
        if each:
            _send(session, application, kind, each, now)
    if kind == "arrived":
        _tell_person(session, application, now)


def _tell_person(session: Session, application: Application, now: datetime) -> None:
    """Somebody has filed for them: they hear of it where they gave an address when they entrusted it."""
    if application.owner_kind is ActorKind.MANDATE:
        mandate = find_mandate(session, application.owner_id)
        if mandate is not None and mandate.grantor_email:
            _send(session, application, "mandate_used", mandate.grantor_email, now)


def _of_the_mandate(session: Session, application: Application, category: str, now: datetime) -> list[str]:
    """The proxy, as long as they may read notices of it."""
    if application.owner_kind is not ActorKind.MANDATE:
        return []
    mandate = find_mandate(session, application.owner_id)
    if mandate is None or not may_act(mandate.power, MandateDeed.NOTICES, category, now):
        return []
    return [mandate.proxy_email] if mandate.proxy_email else []


def _send(session: Session, application: Application, kind: str, address: str, now: datetime) -> None:
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


def _proven_email(session: Session, application: Application) -> str | None:
    """Where the owner has read a code before, though the form did not ask for an address."""
    proven = list_proven(session, application.owner_id)
    return next((each.target for each in proven if each.kind is ContactKind.EMAIL), None)


def warn_of_expiry(session: Session, draft: Application, *, now: datetime) -> None:
    """Once, two weeks before a draft is removed."""
    draft.expiry_notice_at = None
    notify(session, draft, "draft_expiring", now=now)
