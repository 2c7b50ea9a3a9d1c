"""Looking up applications."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.applications.lifecycle import FINAL, State
from app.applications.models import Application
from app.errors import NotFound
from app.payments.lifecycle import PaymentState
from app.payments.models import Payment

OPEN_STATES = tuple(state for state in State if state not in FINAL and state is not State.DRAFT)
PAGE = 50


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
    mine = (
        or_(Application.owner_id == owner_id, Application.id.in_(also))
        if also
        else Application.owner_id == owner_id
    )
    return list(
        session.scalars(select(Application).where(mine).order_by(Application.saved_at.desc()).limit(100))
    )


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


@dataclass(frozen=True)
class QueueFilter:
    """`states` empty means every open one; `words` is a number, a name, kana or a phone number, folded."""

    sections: frozenset[str]
    states: tuple[State, ...] = ()
    procedure_key: str = ""
    words: tuple[str, ...] = ()
    page: int = 1


def list_queue(session: Session, wanted: QueueFilter) -> list[Application]:
    """By the day the law or the town expects an answer; one more than a page, to tell whether there is another."""
    order = (Application.due_on.is_(None), Application.due_on, Application.arrived_at)
    found = select(Application).where(_matches(wanted)).order_by(*order)
    return list(session.scalars(found.limit(PAGE + 1).offset((wanted.page - 1) * PAGE)))


def count_by_state(session: Session, sections: frozenset[str]) -> dict[State, int]:
    mine = and_(Application.section.in_(sections), Application.state != State.DRAFT)
    counted = select(Application.state, func.count()).where(mine).group_by(Application.state)
    return dict(session.execute(counted).tuples())


def count_overdue(session: Session, sections: frozenset[str], today: date) -> int:
    late = and_(
        Application.section.in_(sections), Application.state.in_(OPEN_STATES), Application.due_on < today
    )
    return session.scalar(select(func.count()).select_from(Application).where(late)) or 0


def _matches(wanted: QueueFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [
        Application.section.in_(wanted.sections),
        Application.state.in_(wanted.states or OPEN_STATES),
    ]
    if wanted.procedure_key:
        conditions.append(Application.procedure_key == wanted.procedure_key)
    for word in wanted.words:
        conditions.append(_any_column_has(word))
    return and_(*conditions)


def _any_column_has(word: str) -> ColumnElement[bool]:
    columns = (
        Application.reference_number,
        Application.name_folded,
        Application.kana_folded,
        Application.phone,
        Application.address_folded,
    )
    return or_(*(column.contains(word, autoescape=True) for column in columns))


def list_unpaid_due(session: Session, day: date) -> list[Payment]:
    """Fees that fall due on that day and have not been paid."""
    unpaid = and_(Payment.due_on == day, Payment.state.not_in([PaymentState.PAID, PaymentState.CANCELLED]))
    return list(session.scalars(select(Payment).where(unpaid).limit(1000)))
