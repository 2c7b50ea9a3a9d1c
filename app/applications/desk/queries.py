"""Looking up what waits on the desk, in few statements however long the list is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.applications.desk.filters import ARRIVED_STATES, OPEN_STATES, DeskFilter, matches, order_of
from app.applications.identity_models import IdentityCheck, IdentityState
from app.applications.lifecycle import Fulfilment, State
from app.applications.models import Application, SubmittedVersion
from app.applications.review_models import Correction
from app.auth.models import StaffAccount
from app.payments.lifecycle import PaymentState
from app.payments.models import Payment
from app.procedures.models import ProcedureRevision

PAGE = 50


@dataclass(frozen=True)
class Listed:
    """One line of the list; nothing in it had to be decrypted."""

    id: UUID
    reference_number: str
    procedure_key: str
    state: State
    fulfilment: Fulfilment
    name_shown: str | None
    arrived_at: datetime
    channel: str
    due_on: date | None
    correction_due_on: date | None
    payment_state: PaymentState | None
    identity_state: IdentityState | None
    assignee_id: UUID | None
    assignee_name: str | None


def list_cases(session: Session, wanted: DeskFilter) -> list[Listed]:
    """One more than a page, to tell whether there is another."""
    found = _columns().where(matches(wanted)).order_by(*order_of(wanted))
    page = found.limit(PAGE + 1).offset((wanted.page - 1) * PAGE)
    return [Listed(**row) for row in session.execute(page).mappings()]


def count_cases(session: Session, wanted: DeskFilter) -> int:
    return session.scalar(select(func.count()).select_from(Application).where(matches(wanted))) or 0


def count_by_state(session: Session, sections: frozenset[str]) -> dict[State, int]:
    mine = and_(Application.section.in_(sorted(sections)), Application.state.in_(ARRIVED_STATES))
    counted = select(Application.state, func.count()).where(mine).group_by(Application.state)
    return dict(session.execute(counted).all())


def list_ids(session: Session, wanted: DeskFilter, at_most: int) -> list[UUID]:
    """In the order of the list, one more than asked for when there are more."""
    found = select(Application.id).where(matches(wanted)).order_by(*order_of(wanted)).limit(at_most + 1)
    return list(session.scalars(found))


def list_applications(session: Session, ids: Collection[UUID]) -> list[Application]:
    return list(session.scalars(select(Application).where(Application.id.in_(ids))))


def list_latest_versions(session: Session, ids: Collection[UUID]) -> dict[UUID, SubmittedVersion]:
    """What arrived last of each of them."""
    found = select(SubmittedVersion).where(SubmittedVersion.application_id.in_(ids))
    ordered = session.scalars(found.order_by(SubmittedVersion.number))
    return {version.application_id: version for version in ordered}


def list_titles(session: Session) -> dict[str, str]:
    """Procedure key → its short title as last published, without reading whole definitions."""
    title = ProcedureRevision.content["short_title"]["ja"].as_string()
    newest_last = select(ProcedureRevision.procedure_key, title).order_by(ProcedureRevision.number)
    return dict(session.execute(newest_last).all())


def names_of_staff(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    found = select(StaffAccount.id, StaffAccount.display_name).where(StaffAccount.id.in_(ids))
    return dict(session.execute(found).all()) if ids else {}


def sections_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str | None]:
    """Which section each case belongs to; None for a draft."""
    found = select(Application.id, Application.section).where(Application.id.in_(ids))
    return dict(session.execute(found).all()) if ids else {}


def list_same_person(session: Session, application: Application) -> list[tuple[str, State]]:
    """Number and state of other open cases of the procedure by, it seems, the same person.

    Name and reading, or name and telephone: whoever mistypes one of them is still found by the other.
    """
    same = and_(
        Application.id != application.id,
        Application.procedure_key == application.procedure_key,
        Application.section == application.section,
        Application.state.in_(OPEN_STATES),
        Application.name_folded == application.name_folded,
        or_(Application.kana_folded == application.kana_folded, Application.phone == application.phone),
    )
    found = select(Application.reference_number, Application.state).where(same)
    rows = session.execute(found.order_by(Application.arrived_at).limit(10))
    return [(number, state) for number, state in rows if number]


def _columns() -> Select[*tuple[Any, ...]]:
    waiting = and_(Correction.application_id == Application.id, Correction.answered_at.is_(None))
    return (
        select(
            Application.id,
            Application.reference_number,
            Application.procedure_key,
            Application.state,
            Application.fulfilment,
            Application.name_shown,
            Application.arrived_at,
            Application.channel,
            Application.due_on,
            Correction.due_on.label("correction_due_on"),
            Payment.state.label("payment_state"),
            IdentityCheck.state.label("identity_state"),
            Application.assignee_id,
            StaffAccount.display_name.label("assignee_name"),
        )
        .outerjoin(Correction, waiting)
        .outerjoin(Payment, Payment.id == Application.payment_id)
        .outerjoin(IdentityCheck, IdentityCheck.application_id == Application.id)
        .outerjoin(StaffAccount, StaffAccount.id == Application.assignee_id)
    )
