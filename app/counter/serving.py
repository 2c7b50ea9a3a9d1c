"""Sitting down at a desk, calling the next person, and what is wiped when somebody goes."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.numbering import next_number
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import sessions
from app.auth.models import SessionKind
from app.clock import japan_date
from app.counter import noting, queries, talking
from app.counter.lifecycle import VisitAction
from app.counter.models import CounterVisit, Desk
from app.database import new_id
from app.errors import Conflict
from app.japan.reference_numbers import visit_number

DESK = "counter_desk"
# As long as a member of staff may be silent: whoever was in front has gone by then.
SILENT_FOR = timedelta(minutes=30)


def take_desk(session: Session, place: str, key: str, staff_id: UUID, *, now: datetime) -> Desk:
    """One desk for each of them, and each desk for one. Whoever was served there by somebody else is not any more."""
    before = queries.find_desk_of(session, staff_id)
    if before is not None and (before.place, before.key) == (place, key):
        return before
    if before is not None:
        leave_desk(session, before, now=now)
    desk = queries.find_desk(session, place, key)
    if desk is None:
        desk = Desk(place=place, key=key)
        session.add(desk)
        session.flush()
    if desk.staff_id is not None:
        leave_desk(session, desk, now=now)
    desk.staff_id = staff_id
    session.flush()
    record(session, AuditEvent(now, "staff", staff_id, "take_desk", DESK, desk.id))
    return desk


def leave_desk(session: Session, desk: Desk, *, now: datetime) -> None:
    by = ("staff", desk.staff_id)
    end_current(session, desk, VisitAction.LEAVE, by, now=now)
    record(session, AuditEvent(now, *by, "leave_desk", DESK, desk.id))
    desk.staff_id = None
    session.flush()


def next_person(
    session: Session,
    desk: Desk,
    staff_id: UUID,
    *,
    now: datetime,
    ends: VisitAction = VisitAction.CALL_NEXT,
) -> CounterVisit:
    """次の方: the visit before is wiped, and whoever comes gets a new subject and a new epoch."""
    end_current(session, desk, ends, ("staff", staff_id), now=now)
    return _receive(session, desk, ("staff", staff_id), now, after_denial=False)


def deny(session: Session, desk: Desk, visit: CounterVisit, *, now: datetime) -> CounterVisit:
    """「違います」: somebody else is in front than the screen says, so they get a visit of their own."""
    by = ("guest", visit.subject_id)
    staff_id = visit.staff_id
    end_current(session, desk, VisitAction.DENY, by, now=now)
    return _receive(session, desk, ("staff", staff_id), now, after_denial=True)


def goes_on(visit: CounterVisit, now: datetime) -> bool:
    """Whether the person may still be in front."""
    return visit.is_open and now - visit.last_seen_at < SILENT_FOR


def is_serving(session: Session, desk: Desk, *, now: datetime) -> bool:
    current = queries.find_visit(session, desk.current_visit_id) if desk.current_visit_id else None
    return current is not None and goes_on(current, now)


def end_current(session: Session, desk: Desk, action: VisitAction, by: noting.By, *, now: datetime) -> None:
    """Does nothing where nobody is in front."""
    if desk.current_visit_id is None:
        return
    visit = queries.lock_visit(session, desk.current_visit_id)
    desk.current_visit_id = None
    if visit is None or not visit.is_open:
        return
    end(session, visit, action, by, now=now)


def end(session: Session, visit: CounterVisit, action: VisitAction, by: noting.By, *, now: datetime) -> None:
    """Raises VisitOver. Phones that were its screens are not any more, nor can a code make another one so."""
    visit.perform(action, now)
    sessions.end_all(session, SessionKind.SCREEN, visit.id, now=now)
    queries.forget_codes(session, visit.id)
    talking.forget(session, visit)
    noting.note(session, visit, f"visit_{action.value}", by, now)


def run_out(session: Session, *, now: datetime) -> int:
    """Visits that nobody ended: whoever was there has gone. How many."""
    silent = queries.list_silent(session, now - SILENT_FOR)
    for visit in silent:
        desk = queries.find_desk_by_id(session, visit.desk_id)
        if desk is not None and desk.current_visit_id == visit.id:
            desk.current_visit_id = None
        end(session, visit, VisitAction.RUN_OUT, ("system", None), now=now)
    return len(silent)


def _receive(
    session: Session, desk: Desk, by: noting.By, now: datetime, *, after_denial: bool
) -> CounterVisit:
    if by[1] is None:
        raise Conflict
    year = japan_date(now).year
    visit = CounterVisit(
        id=new_id(),
        number=visit_number(year, next_number(session, "counter_visit", year)),
        place=desk.place,
        desk_id=desk.id,
        staff_id=by[1],
        after_denial=after_denial,
        started_at=now,
        last_seen_at=now,
    )
    session.add(visit)
    desk.current_visit_id = visit.id
    session.flush()
    noting.note(session, visit, "visit_begin", by, now)
    return visit
