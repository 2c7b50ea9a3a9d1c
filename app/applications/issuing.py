"""Papers leave the house: made once, of the right case, of a decision that still stands — or not at all."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from app.applications.models import Actor, ActorKind, Application
from app.applications.proving import notice_claim
from app.applications.statuses import is_decided
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.audit.incidents import open_incident
from app.audit.models import IncidentKind
from app.audit.queries import INCIDENT
from app.database import Database
from app.documents.reading import NotWhole
from app.documents.stamp import Claim, Stamp
from app.errors import Conflict, Unavailable
from app.files.store import FileStore
from app.municipality.town import Municipality
from app.procedures.publication import get_procedure

log = logging.getLogger(__name__)

SYSTEM = Actor(ActorKind.SYSTEM)


class NotIssued(Unavailable):
    message = "書類に問題が見つかったので、お渡ししませんでした。町の電話でお問い合わせください。"


def made_whole(
    database: Database, subject_id: UUID, number: str, make: Callable[[], bytes], *, now: datetime
) -> bytes:
    """What `make` makes. Raises NotIssued when it was not this case's; the office is told, and nothing is kept."""
    try:
        return make()
    except NotWhole as cause:
        log.exception("a document was not that of its case and was not issued")
        incident = AuditEvent(
            at=now,
            actor_kind=SYSTEM.kind,
            actor_id=None,
            action="document_refused",
            subject_kind=INCIDENT,
            subject_id=subject_id,
            reference_number=number,
        )
        with database.write() as session:
            record(session, incident)
            open_incident(session, IncidentKind.DOCUMENT_REFUSED, number, at=now)
        raise NotIssued from cause


def issue_decision_notice(
    database: Database,
    store: FileStore,
    town: Municipality,
    stamp: Stamp,
    application_id: UUID,
    *,
    now: datetime,
) -> None:
    """Makes the document once and keeps it: opened again it is the same, byte for byte. Safe to run twice.

    The decision is read again where it is issued: between looking and issuing somebody may have undone it.
    Raises Conflict when it was changed meanwhile, so that the job runs again, and NotIssued.
    """
    with database.read() as session:
        application = session.get_one(Application, application_id)
        if not _is_to_be_issued(application):
            return
        procedure = get_procedure(session, application.revision_id)
        claim = notice_claim(application, procedure, town)
    number = claim.document.reference_number
    pdf = made_whole(database, application_id, number, lambda: stamp.issue(claim), now=now)
    key = store.put(pdf)
    with database.write() as session:
        again = session.get_one(Application, application_id, with_for_update=True)
        if not _is_to_be_issued(again):
            return
        _refuse_another(claim, notice_claim(again, procedure, town))
        decision = again.decisions[-1]
        decision.document_key, decision.document_hash = key, hashlib.sha256(pdf).hexdigest()


def _is_to_be_issued(application: Application) -> bool:
    if not is_decided(application) or not application.decisions:
        return False
    decision = application.decisions[-1]
    return decision.sent_back_at is None and decision.document_key is None


def _refuse_another(made: Claim, stands: Claim) -> None:
    if made != stands:
        raise Conflict
