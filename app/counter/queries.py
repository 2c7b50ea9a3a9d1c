"""Looking up desks, visits, their applications and their codes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.counter.code_models import VisitCode
from app.counter.lifecycle import VisitState
from app.counter.measuring import Stay
from app.counter.models import CounterVisit, Desk, VisitCase, VisitLine, VisitStage
from app.counter.stages import Stage
from app.payments.joint_models import JoinedPayment
from app.payments.models import Payment


def find_desk(session: Session, place: str, key: str) -> Desk | None:
    return session.scalar(select(Desk).where(Desk.place == place, Desk.key == key))


def get_desk(session: Session, desk_id: UUID) -> Desk:
    return session.get_one(Desk, desk_id)


def find_desk_of(session: Session, staff_id: UUID) -> Desk | None:
    """Where this member of staff sits."""
    return session.scalar(select(Desk).where(Desk.staff_id == staff_id))


def find_desk_by_id(session: Session, desk_id: UUID) -> Desk | None:
    return session.get(Desk, desk_id)


def list_desks(session: Session) -> list[Desk]:
    return list(session.scalars(select(Desk)))


def find_visit(session: Session, visit_id: UUID) -> CounterVisit | None:
    return session.get(CounterVisit, visit_id)


def lock_visit(session: Session, visit_id: UUID) -> CounterVisit | None:
    """As it is now: whoever calls the next person waits until this transaction has ended."""
    locked = select(CounterVisit).where(CounterVisit.id == visit_id).with_for_update()
    return session.scalar(locked.execution_options(populate_existing=True))


def list_silent(session: Session, since: datetime, limit: int = 200) -> list[CounterVisit]:
    """Open, and nobody was heard since then."""
    silent = select(CounterVisit).where(
        CounterVisit.state == VisitState.OPEN, CounterVisit.last_seen_at < since
    )
    return list(session.scalars(silent.limit(limit)))


def list_read(session: Session, since: datetime) -> list[CounterVisit]:
    """Open visits whose answers have been read, and to which nobody else has agreed."""
    found = (
        select(CounterVisit)
        .where(
            CounterVisit.state == VisitState.OPEN,
            CounterVisit.read_print.is_not(None),
            CounterVisit.second_at.is_(None),
        )
        .where(CounterVisit.last_seen_at > since)
    )
    return list(session.scalars(found.order_by(CounterVisit.started_at).limit(100)))


def touch_visit(session: Session, visit_id: UUID, *, now: datetime, since: datetime) -> None:
    """That somebody is there; a visit whose screen has closed since then is not woken up by it."""
    alive = update(CounterVisit).where(
        CounterVisit.id == visit_id,
        CounterVisit.state == VisitState.OPEN,
        CounterVisit.last_seen_at > since,
        CounterVisit.last_seen_at < now,
    )
    session.execute(alive.values(last_seen_at=now).execution_options(synchronize_session=False))


def list_cases(session: Session, visit_id: UUID) -> list[tuple[VisitCase, Application]]:
    """In the order in which they were added, without those that were dropped."""
    kept = (
        select(VisitCase, Application)
        .join(Application, Application.id == VisitCase.application_id)
        .where(VisitCase.visit_id == visit_id, VisitCase.dropped_at.is_(None))
        .order_by(VisitCase.position)
    )
    return [(row[0], row[1]) for row in session.execute(kept)]


def list_fees(session: Session, visit_id: UUID) -> list[tuple[Application, Payment]]:
    """Of each application of the visit that costs something and has arrived."""
    asked = (
        select(Application, Payment)
        .join(VisitCase, VisitCase.application_id == Application.id)
        .join(Payment, Payment.id == Application.payment_id)
        .where(VisitCase.visit_id == visit_id, VisitCase.dropped_at.is_(None))
        .order_by(VisitCase.position)
    )
    return [(row[0], row[1]) for row in session.execute(asked)]


def count_payment_changes(session: Session, visit_id: UUID) -> int:
    """Grows with every change of a fee of the visit, by whomever: the provider tells us without asking the visit."""
    own = select(Application.payment_id).join(VisitCase, VisitCase.application_id == Application.id)
    own = own.where(VisitCase.visit_id == visit_id)
    joint = select(JoinedPayment.joint_id).where(JoinedPayment.payment_id.in_(own))
    changes = select(func.sum(Payment.version)).where(Payment.id.in_(own) | Payment.id.in_(joint))
    return session.scalar(changes) or 0


def find_open_stage(session: Session, visit_id: UUID) -> VisitStage | None:
    open_one = select(VisitStage).where(VisitStage.visit_id == visit_id, VisitStage.ended_at.is_(None))
    return session.scalar(open_one)


def find_code(session: Session, digest: str, now: datetime) -> VisitCode | None:
    """One that still opens something; nobody else uses it before this transaction ends."""
    alive = select(VisitCode).where(
        VisitCode.digest == digest, VisitCode.expires_at > now, VisitCode.used_at.is_(None)
    )
    return session.scalar(alive.with_for_update())


def forget_codes(session: Session, subject_id: UUID) -> None:
    """Those under way to screens of this desk or visit open nothing any more."""
    session.execute(delete(VisitCode).where(VisitCode.subject_id == subject_id))


def purge_codes(session: Session, now: datetime) -> None:
    session.execute(delete(VisitCode).where(VisitCode.expires_at < now))


def list_lines(session: Session, visit_id: UUID) -> list[VisitLine]:
    """In the order in which they were said."""
    said = select(VisitLine).where(VisitLine.visit_id == visit_id)
    return list(session.scalars(said.order_by(VisitLine.id)))


def delete_lines(session: Session, visit_id: UUID) -> None:
    session.execute(delete(VisitLine).where(VisitLine.visit_id == visit_id))


def list_stays(session: Session, since: datetime, until: datetime) -> list[Stay]:
    """Visits that were finished, by when they began: what was left half way tells of those who went, not of time."""
    times = (
        select(CounterVisit.id, CounterVisit.place, CounterVisit.started_at, CounterVisit.ended_at)
        .where(CounterVisit.state == VisitState.FINISHED)
        .where(CounterVisit.started_at >= since, CounterVisit.started_at < until)
    )
    visits = session.execute(times).all()
    stages = select(VisitStage).where(VisitStage.began_at >= since, VisitStage.ended_at.is_not(None))
    spent: dict[UUID, dict[Stage, float]] = {each.id: {} for each in visits}
    for each in session.scalars(stages):
        if each.visit_id in spent and each.ended_at:
            seconds = (each.ended_at - each.began_at).total_seconds()
            spent[each.visit_id][each.stage] = spent[each.visit_id].get(each.stage, 0) + seconds
    return [
        Stay(each.place, each.started_at, (each.ended_at - each.started_at).total_seconds(), spent[each.id])
        for each in visits
    ]


def find_usual(session: Session, place: str, since: datetime) -> str | None:
    """The procedure that was begun most often at this place."""
    begun = (
        select(Application.procedure_key)
        .join(VisitCase, VisitCase.application_id == Application.id)
        .join(CounterVisit, CounterVisit.id == VisitCase.visit_id)
        .where(CounterVisit.place == place, CounterVisit.started_at > since)
        .group_by(Application.procedure_key)
        .order_by(func.count().desc(), Application.procedure_key)
    )
    return session.scalar(begun.limit(1))
