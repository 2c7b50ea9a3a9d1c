"""The table of identities shown by papers."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id


class IdentityState(StrEnum):
    """COLLECTING before arrival; then WAITING for an officer, who has it ACCEPTED or ASKED_AGAIN."""

    COLLECTING = "collecting"
    WAITING = "waiting"
    ASKED_AGAIN = "asked_again"
    ACCEPTED = "accepted"


class IdentityCheck(Base):
    """書類による本人確認 of the applicant of one case; its photos are attachments of this row, not of the case.

    `reasons` are keys of `identity_papers.REASONS`, `words` what the officer added. `purged_at`: the photos are gone.
    """

    __tablename__ = "identity_check"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), unique=True
    )
    state: Mapped[IdentityState] = mapped_column(default=IdentityState.COLLECTING)
    reasons: Mapped[list[str]] = mapped_column(default=list)
    words: Mapped[str] = mapped_column(EncryptedJson, default="")
    checked_by: Mapped[UUID | None]
    checked_at: Mapped[datetime | None]
    purged_at: Mapped[datetime | None]
