"""A visit went on → an entry of the audit chain, and the seconds of its stage, in the same transaction."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.lifecycle import State
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.counter.models import CounterVisit, VisitStage
from app.counter.queries import find_open_stage, list_cases, list_fees
from app.counter.stages import Progress, Stage, stage_of

SUBJECT = "counter_visit"
By = tuple[str, UUID | None]


def event_of(
    by: By, action: str, visit_id: UUID | None, now: datetime, fields: Iterable[str] = ()
) -> AuditEvent:
    """`by`: staff or guest, and which."""
    return AuditEvent(now, *by, action, SUBJECT, visit_id, fields=tuple(fields))


def note(
    session: Session, visit: CounterVisit, action: str, by: By, now: datetime, fields: Iterable[str] = ()
) -> None:
    """Both screens will show what has become of it."""
    record(session, event_of(by, action, visit.id, now, fields))
    visit.bump()
    session.flush()
    keep_time(session, visit, now)


def progress_of(session: Session, visit: CounterVisit) -> Progress:
    """What has arrived was asked, read and signed; how far one is with the rest, their own pages add."""
    cases = list_cases(session, visit.id)
    has_arrived = bool(cases) and all(case.state is not State.DRAFT for _, case in cases)
    return Progress(
        is_identified=visit.identified_by is not None,
        is_confirmed=visit.confirmed_at is not None,
        is_chosen=bool(cases),
        is_asked=has_arrived,
        is_read=has_arrived,
        is_signed=has_arrived,
        is_paid=has_arrived and not any(fee.is_owed for _, fee in list_fees(session, visit.id)),
    )


def _as_far_as_known(session: Session, visit: CounterVisit, running: VisitStage | None) -> Stage:
    """From the first question on, only pages that know the answers tell how far it is."""
    known = stage_of(progress_of(session, visit))
    is_further = running is not None and list(Stage).index(running.stage) > list(Stage).index(known)
    return running.stage if running is not None and is_further and known is Stage.ASK else known


def keep_time(session: Session, visit: CounterVisit, now: datetime, stage: Stage | None = None) -> None:
    """`stage` where a page knows better how far it is."""
    running = find_open_stage(session, visit.id)
    wanted = (stage or _as_far_as_known(session, visit, running)) if visit.is_open else None
    if running is not None and running.stage is wanted:
        return
    if running is not None:
        running.ended_at = now
    if wanted is not None:
        session.add(VisitStage(visit_id=visit.id, place=visit.place, stage=wanted, began_at=now))
    session.flush()
