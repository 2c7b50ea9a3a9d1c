"""The applications of a visit: added procedure by procedure, each independent of the others."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.applications.beginning import Beginning, begin
from app.applications.drafts import discard
from app.applications.lifecycle import State
from app.applications.models import Application
from app.counter import noting
from app.counter.models import CounterVisit, VisitCase
from app.counter.queries import list_cases
from app.errors import Conflict, NotFound
from app.language import Language
from app.municipality.town import Municipality
from app.prefill.facts import Facts
from app.procedures.definition import Procedure

CHANNEL = "counter"


def add_case(
    session: Session,
    visit: CounterVisit,
    procedure: Procedure,
    facts: Facts,
    town: Municipality,
    *,
    now: datetime,
) -> Application:
    """Once for each procedure: a second time gives the one that is there, to be sent again where it could not be.

    `facts` are the register's, of this person.

    Raises Conflict before the person has said 「私です」.
    """
    for entry, there in list_cases(session, visit.id):
        if there.procedure_key == procedure.key:
            entry.refused = None
            return there
    return begin_case(session, visit, procedure, facts, town, now=now)


def begin_case(
    session: Session,
    visit: CounterVisit,
    procedure: Procedure,
    facts: Facts,
    town: Municipality,
    *,
    now: datetime,
) -> Application:
    """One more, even of the same procedure: for each of several children. Raises Conflict before 「私です」."""
    if visit.confirmed_at is None or visit.identified_by is None:
        raise Conflict
    marks = (f"visit.{visit.id.hex}", f"identified.{visit.identified_by}")
    begun = Beginning(procedure, facts, visit.actor, Language(visit.language), CHANNEL, marks)
    draft = begin(session, begun, town, now=now)
    _enter(session, visit, draft, joined=False, now=now)
    return draft


def join_case(session: Session, visit: CounterVisit, draft: Application, *, now: datetime) -> None:
    """One that was begun elsewhere; it stays its owner's. Raises Conflict before 「私です」."""
    if visit.confirmed_at is None:
        raise Conflict
    _enter(session, visit, draft, joined=True, now=now)


def drop_case(session: Session, visit: CounterVisit, named: str, *, now: datetime) -> None:
    """`named`: its id, or its procedure. Thrown away where it was begun here and has not arrived.

    Raises NotFound for what is not there.
    """
    for entry, application in list_cases(session, visit.id):
        if named in (str(application.id), application.procedure_key):
            if application.state is not State.DRAFT:
                raise Conflict
            entry.dropped_at = now
            session.flush()
            if not entry.joined:
                session.expunge(entry)  # its row goes with the draft
                discard(session, application)
            noting.note(session, visit, "visit_drop_case", ("guest", visit.subject_id), now)
            return
    raise NotFound


def _enter(session: Session, visit: CounterVisit, draft: Application, *, joined: bool, now: datetime) -> None:
    last = max((entry.position for entry, _ in list_cases(session, visit.id)), default=0)
    dropped = session.get(VisitCase, (visit.id, draft.id))
    if dropped is not None:
        dropped.position, dropped.dropped_at = last + 1, None
    else:
        session.add(VisitCase(visit_id=visit.id, application_id=draft.id, position=last + 1, joined=joined))
    session.flush()
    noting.note(session, visit, "visit_add_case", ("guest", visit.subject_id), now)
