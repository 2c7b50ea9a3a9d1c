"""A definition → an immutable revision; a revision → the definition again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.procedures.definition import Procedure
from app.procedures.models import ProcedureRevision
from app.procedures.queries import find_latest_revision


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
    """The definition as published; parsed once per revision and process."""
    return _parsed(revision.id, _Content(revision.content))


class _Content:
    """Lets the cache key be the id alone."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content)


@lru_cache(maxsize=512)
def _parsed(_id: UUID, content: _Content) -> Procedure:
    return Procedure.model_validate(content.content)


def _digest(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
