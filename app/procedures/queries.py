"""Looking up published definitions."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.procedures.models import ProcedureRevision


def find_latest_revision(session: Session, procedure_key: str) -> ProcedureRevision | None:
    newest = ProcedureRevision.number.desc()
    of_key = ProcedureRevision.procedure_key == procedure_key
    return session.scalars(select(ProcedureRevision).where(of_key).order_by(newest).limit(1)).first()


def list_latest_revisions(session: Session) -> list[ProcedureRevision]:
    """One per procedure, the newest."""
    found: dict[str, ProcedureRevision] = {}
    for revision in session.scalars(select(ProcedureRevision).order_by(ProcedureRevision.number)):
        found[revision.procedure_key] = revision
    return list(found.values())


def get_revision(session: Session, revision_id: UUID) -> ProcedureRevision:
    revision = session.get(ProcedureRevision, revision_id)
    if revision is None:
        raise NotFound
    return revision
