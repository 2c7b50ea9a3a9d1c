"""Looking up codes under way, and the accounts a person is known by."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.mandates.code_models import ApprovalCode
from app.mandates.models import Mandate


def find_approval_code(session: Session, code_id: UUID) -> ApprovalCode | None:
    return session.get(ApprovalCode, code_id)


def find_by_digest(session: Session, code_digest: str) -> ApprovalCode | None:
    return session.scalar(select(ApprovalCode).where(ApprovalCode.code_digest == code_digest))


def count_sent_to(session: Session, grantor_digest: str, since: datetime) -> int:
    """About whichever mandate, and asked by whomever."""
    sent = (
        select(func.count())
        .select_from(ApprovalCode)
        .join(Mandate, Mandate.id == ApprovalCode.mandate_id)
        .where(Mandate.grantor_digest == grantor_digest, ApprovalCode.created_at > since)
    )
    return session.scalar(sent) or 0


def list_accounts_of(session: Session, grantor_digest: str) -> list[UUID]:
    """Accounts with which this person has signed in to look at a mandate of theirs."""
    known = select(Mandate.grantor_id).where(
        Mandate.grantor_digest == grantor_digest, Mandate.grantor_id.is_not(None)
    )
    return [each for each in session.scalars(known.distinct()) if each is not None]
