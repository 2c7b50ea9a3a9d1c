"""The table of papers that were seen at the counter."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class SeenPaper(Base):
    """The question whose paper was seen, by whom and when; gone only with its application."""

    __tablename__ = "seen_paper"

    application_id: Mapped[UUID] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
    )
    question_key: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID]
    seen_at: Mapped[datetime]
