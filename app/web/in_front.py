"""Who is in front of the desk, for the pages of both screens: looked up in every request, sealed into every form.

A page whose address names a visit shows it only while it is the current one of that very desk. A screen has no
address of its own: whatever it asks for, it is shown whoever is in front of its desk now.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.requests import Request

from app.auth.form_tokens import Holder
from app.auth.identity import Screen, StaffMember
from app.clock import japan_date
from app.counter import queries
from app.counter.front import front_of
from app.counter.identities import IdentifiedBy, Told
from app.counter.models import CounterVisit
from app.counter.serving import goes_on
from app.errors import StaleForm
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.web.places import is_for_screen
from app.web.visits import Visit

PLACE_OF_A_VISIT = "visit_id"


class OtherPerson(StaleForm):
    """画面の方と違います: nothing is shown of anybody, and nothing was written."""

    message = "画面の方と違います。何も保存していません。いまの方の画面を開きなおしてください。"


def is_at_counter(request: Request) -> bool:
    """Pages that are about whoever is in front: their forms are the person's, and are never kept for later."""
    return is_for_screen(request) or PLACE_OF_A_VISIT in request.path_params


def look_in_front(visit: Visit, session: Session, *, writes: bool) -> None:
    """Whoever writes holds the visit until the commit: 「次の方」 comes wholly before it, or wholly after."""
    current = _current_of(visit, session)
    if current is None or not _is_meant(visit.request, current):
        return
    found = (queries.lock_visit if writes else queries.find_visit)(session, current)
    if found is None or not goes_on(found, visit.now):
        return
    paid = queries.count_payment_changes(session, found.id)
    visit.front = front_of(found, paid, idle_of(visit), visit.now)
    if visit.entered.holder is not None:
        if isinstance(visit.who, StaffMember):
            visit.frame_holder = visit.entered.holder
        holder = Holder(visit.entered.holder.session_hash, found.subject_id, found.epoch)
        visit.entered = replace(visit.entered, holder=holder)


def require_front(visit: Visit) -> None:
    """Raises OtherPerson where the address names a visit that is not in front of this member of staff."""
    if PLACE_OF_A_VISIT in visit.request.path_params and visit.front is None:
        raise OtherPerson


def visit_in_front(visit: Visit, session: Session) -> CounterVisit:
    """To do something with, in this transaction. Raises OtherPerson for one that is not the one the form was for."""
    front = visit.front
    found = queries.lock_visit(session, front.visit_id) if front else None
    if front is None or found is None or not found.is_open or found.epoch != front.epoch:
        raise OtherPerson
    queries.touch_visit(session, found.id, now=visit.now, since=visit.now - idle_of(visit))
    return found


def shown_visit(visit: Visit) -> CounterVisit:
    """To look at, in the one transaction of a GET."""
    found = queries.find_visit(visit.session, visit.front.visit_id) if visit.front else None
    if found is None:
        raise OtherPerson
    return found


def known_of(visit: Visit, person_key: str | None, told: Told | None, by: IdentifiedBy | None) -> Facts:
    """What the register knows of who is in front, asked before anything is written, and what they showed themselves."""
    known = visit.office.doors.prefill.facts_about(person_key) if person_key else NOTHING_KNOWN
    return known.beside(told.facts(by, japan_date(visit.now))) if told else known


def idle_of(visit: Visit) -> timedelta:
    return timedelta(minutes=visit.office.auth.shared_terminal_idle_minutes)


def _current_of(visit: Visit, session: Session) -> UUID | None:
    match visit.who:
        case StaffMember():
            desk = queries.find_desk_of(session, visit.who.id)
        case Screen(is_phone=True):
            return visit.who.id
        case Screen():
            desk = queries.find_desk_by_id(session, visit.who.id)
        case _:
            return None
    return desk.current_visit_id if desk else None


def _is_meant(request: Request, current: UUID) -> bool:
    named = request.path_params.get(PLACE_OF_A_VISIT)
    return named is None or named == str(current)
