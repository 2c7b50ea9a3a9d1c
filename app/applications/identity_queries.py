"""Looking up identities shown by papers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.applications.identity_models import IdentityCheck
from app.applications.lifecycle import FINAL
from app.applications.models import Application, HistoryEntry
from app.auth.contact_models import ProvenContact


def find_check(session: Session, application_id: UUID) -> IdentityCheck | None:
    return session.scalars(
        select(IdentityCheck).where(IdentityCheck.application_id == application_id)
    ).one_or_none()


def list_over(session: Session, before: datetime) -> list[tuple[IdentityCheck, Application]]:
    """Whose cases came to their end before then, and whose photos are still there."""
    ended = (
        select(HistoryEntry.application_id)
        .group_by(HistoryEntry.application_id)
        .having(func.max(HistoryEntry.at) <= before)
    )
    found = (
        select(IdentityCheck, Application)
        .join(Application, Application.id == IdentityCheck.application_id)
        .where(Application.state.in_(FINAL), IdentityCheck.purged_at.is_(None), Application.id.in_(ended))
    )
    return [(check, application) for check, application in session.execute(found.limit(500))]


def delete_unused_contacts(session: Session, before: datetime) -> None:
    """Addresses proven by somebody who has no case any more."""
    owners = select(Application.owner_id)
    unused = delete(ProvenContact).where(
        ProvenContact.proven_at <= before, ProvenContact.subject_id.not_in(owners)
    )
    session.execute(unused)
