"""窓口で見た書類: a paper that staff had in their hands stands for its photo (docs/decisions/0024)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session, object_session

from app.applications.models import Application
from app.applications.seen_models import SeenPaper
from app.applications.seen_queries import forget_seen, list_seen
from app.procedures.definition import Procedure
from app.procedures.questions.photos import PhotosQuestion


def note_seen(
    session: Session, application: Application, keys: Collection[str], *, by: UUID, now: datetime
) -> None:
    """These, and no others: a tick that was taken away is gone."""
    forget_seen(session, application.id)
    for key in sorted(keys):
        session.add(SeenPaper(application_id=application.id, question_key=key, staff_id=by, seen_at=now))
    session.flush()


def keys_seen(application: Application, procedure: Procedure) -> frozenset[str]:
    """Not looked for where no question takes any photo."""
    session = object_session(application)
    if session is None or not any(isinstance(each, PhotosQuestion) for each in procedure.questions.values()):
        return frozenset()
    return frozenset(each.question_key for each in list_seen(session, application.id))
