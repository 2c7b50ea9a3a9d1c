"""The table of papers that came in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, new_id


class PaperIntake(Base):
    """紙の受付: one paper, for a new application or as the answer to a correction; its scans are attachments of this row.

    `came_on` is the day it reached the office. Until `finished_at` it is being entered; then `version_number` is what
    became of it.
    """

    __tablename__ = "paper_intake"
    __table_args__ = (
        Index(
            "uq_paper_intake_open",
            "application_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    came_on: Mapped[date]
    begun_by: Mapped[UUID]
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    version_number: Mapped[int | None]
