"""Looking up published definitions."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.procedures.models import ProcedureRevision


def find_latest_revision(session: Session, procedure_key: str) -> ProcedureRevision | None:
    newest = ProcedureRevision.number.desc()
    of_key = ProcedureRevision.procedure_key == procedure_key
    return session.scalars(select(ProcedureRevision).where(of_key).order_by(newest).limit(1)).first()


def newest_revision_ids(session: Session) -> dict[str, UUID]:
    """By key of the procedure. Without the definitions: a town's catalogue weighs a megabyte."""
    columns = select(ProcedureRevision.procedure_key, ProcedureRevision.id).order_by(ProcedureRevision.number)
    return {row.procedure_key: row.id for row in session.execute(columns)}


def list_revisions(session: Session, revision_ids: Collection[UUID]) -> list[ProcedureRevision]:
    return list(session.scalars(select(ProcedureRevision).where(ProcedureRevision.id.in_(revision_ids))))


def get_revision(session: Session, revision_id: UUID) -> ProcedureRevision:
    revision = session.get(ProcedureRevision, revision_id)
    if revision is None:
        raise NotFound
    return revision
