"""Which cases of the desk are wanted, as a condition, and in which order."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_

from app.applications.desk.words import SearchWord
from app.applications.identity_models import IdentityCheck, IdentityState
from app.applications.lifecycle import FINAL, State
from app.applications.models import Application
from app.applications.review_models import Correction, Decision

OPEN_STATES = tuple(state for state in State if state not in FINAL and state is not State.DRAFT)
ARRIVED_STATES = tuple(state for state in State if state is not State.DRAFT)


@dataclass(frozen=True)
class DeskFilter:
    """`states` empty means everything that has arrived; `unassigned`: states also wanted where nobody has it.

    `due_by`: due on that day or before, or asked of the resident with a day that is past on `today`.
    `identity_waits`: only where papers handed in for the card wait to be looked at.
    `not_proposed_by`: leaves out what that person proposed, for nobody decides on their own proposal.
    """

    sections: frozenset[str]
    states: tuple[State, ...] = ()
    unassigned: tuple[State, ...] = ()
    procedure_key: str = ""
    words: tuple[SearchWord, ...] = ()
    due_by: date | None = None
    today: date = date.min
    assignee_id: UUID | None = None
    identity_waits: bool = False
    not_proposed_by: UUID | None = None
    newest_first: bool = False
    page: int = 1


def order_of(wanted: DeskFilter) -> tuple[Any, ...]:
    number = Application.reference_number
    if wanted.newest_first:
        return (Application.arrived_at.desc(), number.desc())
    return (Application.due_on.is_(None), Application.due_on, Application.arrived_at, number)


def matches(wanted: DeskFilter) -> ColumnElement[bool]:
    conditions = [
        Application.section.in_(sorted(wanted.sections)),
        _in_state(wanted),
        *(_found_somewhere(word) for word in wanted.words),
    ]
    if wanted.procedure_key:
        conditions.append(Application.procedure_key == wanted.procedure_key)
    if wanted.due_by:
        conditions.append(_pressing(wanted.due_by, wanted.today))
    if wanted.assignee_id:
        conditions.append(Application.assignee_id == wanted.assignee_id)
    if wanted.identity_waits:
        conditions.append(_identity_waits())
    if wanted.not_proposed_by:
        conditions.append(~_proposed_by(wanted.not_proposed_by))
    return and_(*conditions)


def _in_state(wanted: DeskFilter) -> ColumnElement[bool]:
    there = Application.state.in_(wanted.states or ARRIVED_STATES)
    if not wanted.unassigned:
        return there
    return or_(there, and_(Application.state.in_(wanted.unassigned), Application.assignee_id.is_(None)))


def _pressing(due_by: date, today: date) -> ColumnElement[bool]:
    """What waits for the resident presses only once the resident is late."""
    same = Correction.application_id == Application.id
    late = and_(same, Correction.answered_at.is_(None), Correction.due_on < today)
    ours = and_(Application.state != State.CORRECTION_REQUESTED, Application.due_on <= due_by)
    return or_(ours, exists().where(late).correlate(Application))


def _identity_waits() -> ColumnElement[bool]:
    waiting = and_(
        IdentityCheck.application_id == Application.id, IdentityCheck.state == IdentityState.WAITING
    )
    return exists().where(waiting).correlate(Application)


def _proposed_by(staff_id: UUID) -> ColumnElement[bool]:
    own = and_(
        Decision.application_id == Application.id,
        Decision.proposed_by == staff_id,
        Decision.approved_at.is_(None),
        Decision.sent_back_at.is_(None),
    )
    return exists().where(own).correlate(Application)


def _found_somewhere(word: SearchWord) -> ColumnElement[bool]:
    searched = (
        (Application.reference_number, word.number),
        (Application.name_folded, word.name),
        (Application.kana_folded, word.kana),
        (Application.phone, word.phone),
        (Application.address_folded, word.address),
    )
    found = [column.contains(form, autoescape=True) for column, form in searched if form]
    return or_(false(), *found)
