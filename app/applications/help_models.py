"""What the database remembers of help on the telephone."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id


class EndedBy(StrEnum):
    OWNER = "owner"
    STAFF = "staff"


class HelpCall(Base):
    """電話の手助け: whoever fills in a form shows the page they are on to one clerk, who can read it and do nothing else.

    `code` is there until somebody has joined or it is over; `typed` holds what stands in the boxes of a page now.
    """

    __tablename__ = "help_call"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    code: Mapped[str | None] = mapped_column(EncryptedJson)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    opened_at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[UUID | None]
    joined_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[EndedBy | None]
    typed: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
