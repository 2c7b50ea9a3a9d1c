"""Looking up papers that came in."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.applications.paper.models import PaperIntake


def find_open(session: Session, application_id: UUID) -> PaperIntake | None:
    """The paper that is being entered for it."""
    being_entered = select(PaperIntake).where(
        PaperIntake.application_id == application_id, PaperIntake.finished_at.is_(None)
    )
    return session.scalars(being_entered).first()


def find_entered(
    session: Session, application_id: UUID, procedure_keys: Collection[str]
) -> tuple[Application, PaperIntake] | None:
    """What is being entered, with its paper. What is none of these procedures costs what nothing costs."""
    being_entered = (
        select(Application, PaperIntake)
        .join(PaperIntake, PaperIntake.application_id == Application.id)
        .where(Application.id == application_id, PaperIntake.finished_at.is_(None))
        .where(Application.procedure_key.in_(sorted(procedure_keys)))
    )
    found = session.execute(being_entered).first()
    return (found[0], found[1]) if found else None


def list_open(session: Session, procedure_keys: Collection[str]) -> list[tuple[PaperIntake, Application]]:
    """Being entered, of these procedures, the oldest first."""
    found = (
        select(PaperIntake, Application)
        .join(Application, Application.id == PaperIntake.application_id)
        .where(PaperIntake.finished_at.is_(None), Application.procedure_key.in_(sorted(procedure_keys)))
        .order_by(PaperIntake.came_on, PaperIntake.begun_at)
        .limit(200)
    )
    return [(intake, application) for intake, application in session.execute(found)]


def list_finished(session: Session, application_id: UUID) -> list[PaperIntake]:
    """What of a case came on paper, in the order of its versions."""
    done = select(PaperIntake).where(
        PaperIntake.application_id == application_id, PaperIntake.finished_at.is_not(None)
    )
    return list(session.scalars(done.order_by(PaperIntake.version_number)))
