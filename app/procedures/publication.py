"""A definition → an immutable revision; a revision → the definition again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.procedures.definition import Procedure
from app.procedures.models import ProcedureRevision
from app.procedures.queries import (
    find_latest_revision,
    get_revision,
    list_revisions,
    newest_revision_ids,
)


def content_of(procedure: Procedure) -> dict[str, Any]:
    return procedure.model_dump(mode="json", by_alias=True, exclude_none=True)


def publish(session: Session, procedure: Procedure, *, now: datetime) -> ProcedureRevision:
    """A new revision if the definition differs from the newest, else the newest."""
    content = content_of(procedure)
    digest = _digest(content)
    newest = find_latest_revision(session, procedure.key)
    if newest is not None and newest.sha256 == digest:
        return newest
    revision = ProcedureRevision(
        procedure_key=procedure.key,
        number=newest.number + 1 if newest else 1,
        content=content,
        sha256=digest,
        published_at=now,
    )
    session.add(revision)
    session.flush()
    return revision


def procedure_of(revision: ProcedureRevision) -> Procedure:
    """The definition as published."""
    return _kept(revision.id) or _keep(revision.id, Procedure.model_validate(revision.content))


def get_procedure(session: Session, revision_id: UUID) -> Procedure:
    """The definition an application was begun under. Raises NotFound.

    A revision never changes, so each process asks the database for it once.
    """
    return _kept(revision_id) or procedure_of(get_revision(session, revision_id))


def list_published(session: Session) -> dict[str, Procedure]:
    """The newest definition of every procedure by key. What the process knows is not read a second time."""
    newest = newest_revision_ids(session)
    if unknown := [each for each in newest.values() if each not in _PUBLISHED]:
        for revision in list_revisions(session, unknown):
            procedure_of(revision)
    return {key: _PUBLISHED[revision_id] for key, revision_id in newest.items()}


_PUBLISHED: dict[UUID, Procedure] = {}


def _kept(revision_id: UUID) -> Procedure | None:
    return _PUBLISHED.get(revision_id)


def _keep(revision_id: UUID, procedure: Procedure) -> Procedure:
    _PUBLISHED[revision_id] = procedure
    return procedure


def _digest(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
