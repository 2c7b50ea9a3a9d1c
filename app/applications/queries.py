"""Looking up applications."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from app.applications.lifecycle import FINAL, State
from app.applications.models import ActorKind, Application, SubmittedVersion
from app.applications.review_models import Decision
from app.errors import NotFound
from app.mandates.models import Mandate
from app.payments.lifecycle import OVER, PaymentState
from app.payments.models import Payment

OPEN_STATES = tuple(state for state in State if state not in FINAL and state is not State.DRAFT)


# Put together once: every page of an application begins with one of these. Whose it is stands in the question, so
# that somebody else's case costs what a case costs that never was: the same statement, and nothing to unseal.
# What is filed under a mandate belongs to the mandate, and is of the person who gave it.
_FOR_ME = select(Mandate.id).where(Mandate.grantor_id == bindparam("owner_id"))
_MINE = or_(
    Application.owner_id == bindparam("owner_id"),
    Application.owner_id.in_(_FOR_ME),
    Application.id.in_(bindparam("also", expanding=True)),
)
_OWN_BY_ID = select(Application).where(Application.id == bindparam("id"), _MINE)
_OWN_BY_NUMBER = select(Application).where(Application.reference_number == bindparam("number"), _MINE)
_OWNED = select(Application).where(_MINE).order_by(Application.saved_at.desc()).limit(100)
_OF_SECTIONS = select(Application).where(
    Application.reference_number == bindparam("number"),
    Application.section.in_(bindparam("sections", expanding=True)),
)


def find_own(
    session: Session, application_id: UUID, owner_id: UUID, also: Collection[UUID] = ()
) -> Application | None:
    """`also`: cases of others whose receipts have been shown."""
    told = {"id": application_id, "owner_id": owner_id, "also": list(also)}
    return session.scalars(_OWN_BY_ID, told).one_or_none()


def find_own_by_number(
    session: Session, reference_number: str, owner_id: UUID, also: Collection[UUID] = ()
) -> Application | None:
    told = {"number": reference_number, "owner_id": owner_id, "also": list(also)}
    return session.scalars(_OWN_BY_NUMBER, told).one_or_none()


def get_of_sections(session: Session, reference_number: str, sections: Collection[str]) -> Application:
    """Raises NotFound for a case of another section as for one that never was."""
    told = {"number": reference_number, "sections": sorted(sections)}
    found = session.scalars(_OF_SECTIONS, told).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_by_matter(session: Session, matter_key: str, *, other_than: UUID) -> Application | None:
    """The application that has taken the matter, if it is another one."""
    return session.scalars(
        select(Application).where(Application.matter_key == matter_key, Application.id != other_than)
    ).first()


def find_by_number(session: Session, reference_number: str) -> Application | None:
    return session.scalars(
        select(Application).where(Application.reference_number == reference_number)
    ).first()


def get_by_number(session: Session, reference_number: str) -> Application:
    application = find_by_number(session, reference_number)
    if application is None:
        raise NotFound
    return application


def find_by_resume_code(session: Session, code: str) -> Application | None:
    return session.scalars(select(Application).where(Application.resume_code == code)).first()


def find_by_payment(session: Session, payment_id: UUID) -> Application | None:
    return session.scalars(select(Application).where(Application.payment_id == payment_id)).first()


def list_owned(session: Session, owner_id: UUID, also: Collection[UUID] = ()) -> list[Application]:
    """Drafts and applications, the most recently touched first."""
    told = {"owner_id": owner_id, "also": list(also)}
    return list(session.scalars(_OWNED, told))


def list_answered_by(
    session: Session, resident_id: UUID, most: int
) -> list[tuple[dict[str, Any], datetime, UUID]]:
    """What a resident sent: (answers, when it arrived, revision), the newest first.

    Both the case and the hand that sent it must be theirs: a case begun by a guest may have been handed over.
    """
    theirs = (
        select(SubmittedVersion.answers, SubmittedVersion.submitted_at, Application.revision_id)
        .join(SubmittedVersion.application)
        .where(Application.owner_kind == ActorKind.RESIDENT, Application.owner_id == resident_id)
        .where(SubmittedVersion.actor_kind == ActorKind.RESIDENT, SubmittedVersion.actor_id == resident_id)
        .order_by(SubmittedVersion.submitted_at.desc())
        .limit(most)
    )
    return [(answers, at, revision_id) for answers, at, revision_id in session.execute(theirs)]


def list_open_of(session: Session, assignee_id: UUID) -> list[Application]:
    """What that officer has in hand, whatever its section."""
    mine = and_(Application.assignee_id == assignee_id, Application.state.in_(OPEN_STATES))
    return list(session.scalars(select(Application).where(mine)))


def find_draft(session: Session, owner_id: UUID, procedure_key: str) -> Application | None:
    """The newest draft of this procedure: starting again continues it."""
    wanted = and_(
        Application.owner_id == owner_id,
        Application.procedure_key == procedure_key,
        Application.state == State.DRAFT,
    )
    return session.scalars(
        select(Application).where(wanted).order_by(Application.saved_at.desc()).limit(1)
    ).first()


def list_expired_drafts(session: Session, now: datetime) -> list[Application]:
    expired = and_(Application.state == State.DRAFT, Application.expires_at < now)
    return list(session.scalars(select(Application).where(expired).limit(500)))


def list_drafts_to_warn(session: Session, now: datetime) -> list[Application]:
    """Fourteen days before the end, once."""
    soon = and_(Application.state == State.DRAFT, Application.expiry_notice_at < now)
    return list(session.scalars(select(Application).where(soon).limit(500)))


def list_unpaid_due(session: Session, day: date) -> list[Payment]:
    """Fees that fall due on that day; not those that somebody may have paid a moment ago."""
    settled = [*OVER, PaymentState.CONFIRMING]
    unpaid = and_(Payment.due_on == day, Payment.state.not_in(settled))
    return list(session.scalars(select(Payment).where(unpaid).limit(1000)))


def list_document_keys(session: Session) -> set[str]:
    """Of every notice that was issued: its bytes are kept for ever."""
    issued = Decision.document_key.is_not(None)
    return {key for key in session.scalars(select(Decision.document_key).where(issued)) if key}
