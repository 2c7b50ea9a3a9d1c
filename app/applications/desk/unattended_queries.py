"""Cases that would be forgotten: nobody to answer for them, no next step, or no day by which (I-55)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.applications.desk.filters import OPEN_STATES
from app.applications.lifecycle import State
from app.applications.models import Application
from app.applications.review_models import Correction
from app.auth.identity import Role
from app.auth.models import StaffAccount
from app.language import Message, noted

NO_SECTION = noted("担当の課がありません。")
NO_STAFF = noted("担当の課に、審査できる職員がいません。")
LEFT = noted("担当の職員が、もう使えないアカウントです。")
NO_DAY = noted("期限の日がありません。")
NO_REQUEST = noted("補正を待っていますが、補正の依頼がありません。")
LOOKED_AT = 200


@dataclass(frozen=True)
class Unattended:
    """`section` is None where it belongs to nobody: then everybody may know."""

    reference_number: str
    section: str | None
    why: Message
    arrived_at: datetime


def list_unattended(session: Session, sections: Collection[str]) -> list[Unattended]:
    """Of all open cases; `sections` are those the town has. The oldest first."""
    staffed, working = _staff(session)
    waiting = and_(Correction.application_id == Application.id, Correction.answered_at.is_(None))
    fine = and_(
        Application.section.in_(sorted(staffed & set(sections))),
        or_(Application.assignee_id.is_(None), Application.assignee_id.in_(working)),
        or_(
            and_(Application.state != State.CORRECTION_REQUESTED, Application.due_on.is_not(None)),
            and_(Application.state == State.CORRECTION_REQUESTED, Correction.due_on.is_not(None)),
        ),
    )
    found = (
        select(Application, Correction.due_on)
        .outerjoin(Correction, waiting)
        .where(Application.state.in_(OPEN_STATES), or_(Application.section.is_(None), ~fine))
        .order_by(Application.arrived_at)
        .limit(LOOKED_AT)
    )
    return [
        Unattended(
            case.reference_number or "",
            case.section if case.section in sections else None,
            _why(case, asked_until is not None, sections, staffed, working),
            case.arrived_at or case.saved_at,
        )
        for case, asked_until in session.execute(found)
    ]


def _staff(session: Session) -> tuple[set[str], set[UUID]]:
    """Sections in which somebody can review, and everybody who can sign in."""
    working = session.scalars(select(StaffAccount).where(StaffAccount.disabled_at.is_(None))).all()
    able = (each for each in working if {Role.CLERK, Role.APPROVER} & each.role_set)
    return {section for each in able for section in each.sections}, {each.id for each in working}


def _why(
    case: Application, is_asked: bool, sections: Collection[str], staffed: set[str], working: set[UUID]
) -> Message:
    if case.section not in sections:
        return NO_SECTION
    if case.section not in staffed:
        return NO_STAFF
    if case.assignee_id and case.assignee_id not in working:
        return LEFT
    return NO_REQUEST if case.state is State.CORRECTION_REQUESTED and not is_asked else NO_DAY
