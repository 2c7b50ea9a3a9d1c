"""Looking things up about how staff prove who they are."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.auth.staff_models import KnownBrowser, RecoveryCode, SecondFactor, StaffIdentity


def find_second_factor(session: Session, staff_id: UUID) -> SecondFactor | None:
    """Confirmed or not."""
    return session.get(SecondFactor, staff_id)


def find_known_browser(session: Session, token_hash: str, staff_id: UUID) -> KnownBrowser | None:
    found = select(KnownBrowser).where(
        KnownBrowser.token_hash == token_hash, KnownBrowser.staff_id == staff_id
    )
    return session.scalar(found.execution_options(populate_existing=True))


def count_recovery_codes(session: Session, staff_id: UUID) -> int:
    """Those that still open."""
    unused = RecoveryCode.used_at.is_(None)
    counted = select(func.count()).where(RecoveryCode.staff_id == staff_id, unused)
    return session.scalar(counted) or 0


def list_with_second_factor(session: Session) -> set[UUID]:
    confirmed = select(SecondFactor.staff_id).where(SecondFactor.confirmed_at.is_not(None))
    return set(session.scalars(confirmed))


def find_identity(session: Session, issuer: str, subject_digest: str) -> StaffIdentity | None:
    same = (StaffIdentity.issuer == issuer, StaffIdentity.subject_digest == subject_digest)
    return session.scalar(select(StaffIdentity).where(*same))


def find_identity_of(session: Session, staff_id: UUID) -> StaffIdentity | None:
    return session.get(StaffIdentity, staff_id)
