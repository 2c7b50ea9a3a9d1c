"""The table of codes with which a draft changes hands."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id


class Direction(StrEnum):
    TO_COUNTER = "to_counter"
    TO_PHONE = "to_phone"


class HandOverCode(Base):
    """引き継ぎの番号: minutes long, and good once. `code` is what the owner is shown, wiped when it has been used.

    `born_digest`: the date of birth that has to be told beside it. `used_by`: the clerk who took the draft.
    """

    __tablename__ = "hand_over_code"
    __table_args__ = (Index("ix_hand_over_code_application", "application_id", "direction"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    direction: Mapped[Direction]
    code: Mapped[str | None] = mapped_column(EncryptedJson)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    born_digest: Mapped[str | None] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
    used_by: Mapped[UUID | None]
