"""What the database remembers of addresses: the codes under way to them, and those whose owners have answered."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id


class ContactKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"


class ContactCode(Base):
    """確認の番号: sent to an address, typed back by whoever reads it there.

    `code` is there until it has been sent and then wiped; `code_digest` is what a typed one is held against.
    """

    __tablename__ = "contact_code"
    __table_args__ = (
        Index("ix_contact_code_subject", "subject_id", "created_at"),
        Index("ix_contact_code_target", "target_digest", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject_id: Mapped[UUID]
    kind: Mapped[ContactKind]
    target: Mapped[str] = mapped_column(EncryptedJson)
    target_digest: Mapped[str] = mapped_column(String(64))
    code: Mapped[str | None] = mapped_column(EncryptedJson)
    code_digest: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class ProvenContact(Base):
    """確かめた連絡先: an address at which this guest or resident (`subject_id`) has read a code."""

    __tablename__ = "proven_contact"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[ContactKind]
    target: Mapped[str] = mapped_column(EncryptedJson)
    proven_at: Mapped[datetime]
