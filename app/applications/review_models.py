"""The tables of what the office asks and decides of an application."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.applications.lifecycle import Action
from app.database import Base, EncryptedJson, new_id


class Correction(Base):
    """補正: what an officer asks the resident to mend. Only `questions` are open while it waits."""

    __tablename__ = "correction"
    __table_args__ = (
        Index(
            "uq_correction_open",
            "application_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    questions: Mapped[list[str]]
    message: Mapped[str] = mapped_column(EncryptedJson)
    due_on: Mapped[date]
    requested_at: Mapped[datetime]
    requested_by: Mapped[UUID]
    answered_at: Mapped[datetime | None]


class Decision(Base):
    """決定: proposed (起案) by one officer, approved (決裁) by another where the route says so."""

    __tablename__ = "decision"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    version_number: Mapped[int]
    outcome: Mapped[Action]
    reasons: Mapped[str] = mapped_column(EncryptedJson, default="")
    message: Mapped[str] = mapped_column(EncryptedJson, default="")
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[UUID]
    first_approved_at: Mapped[datetime | None]
    first_approved_by: Mapped[UUID | None]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[UUID | None]
    sent_back_at: Mapped[datetime | None]
    sent_back_note: Mapped[str] = mapped_column(default="")
    document_number: Mapped[str | None] = mapped_column(unique=True)
    document_key: Mapped[str | None]
    document_hash: Mapped[str | None]
    first_viewed_at: Mapped[datetime | None]
