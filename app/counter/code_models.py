"""The table of codes that make a device a screen."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, new_id


class CodePurpose(StrEnum):
    """What a code opens: the screen of a desk, or somebody's own phone as the screen of one visit."""

    TABLET = "tablet"
    PHONE = "phone"


class VisitCode(Base):
    """画面の番号: shown to staff, typed or scanned at a screen, used once within minutes.

    `subject_id` is the desk, or the visit. `digest` is keyed, for the code is short.
    """

    __tablename__ = "visit_code"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[CodePurpose]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
