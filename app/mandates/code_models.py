"""The table of codes under way to people who are asked whether somebody may act for them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.auth.contact_models import ContactKind
from app.database import Base, EncryptedJson, new_id


class ApprovalCode(Base):
    """承認の番号: sent to the person's own address, typed by them with their date of birth.

    `code` is there until it has been sent and then wiped; `code_digest` finds it, `born_digest` is of both together.
    """

    __tablename__ = "approval_code"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ContactKind]
    target: Mapped[str] = mapped_column(EncryptedJson)
    code: Mapped[str | None] = mapped_column(EncryptedJson)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    born_digest: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
