"""One message to one person about one case, and what became of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Enum, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id
from app.language import Language
from app.notices.kinds import NoticeKind, NoticeState


def _stored(kind: type[NoticeKind] | type[NoticeState] | type[Language]) -> Enum:
    return Enum(
        kind, native_enum=False, length=40, values_callable=lambda members: [m.value for m in members]
    )


class Notice(Base):
    """A notice (お知らせ) to a resident. Its text is made when it is sent and stored nowhere.

    `subject_id` is the case; `reference_number` is empty for a draft. `claimed_at` is when the last try
    began; `failure` is a word for staff ("SMTP 550", "no answer") and never repeats the address.
    """

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_state_created_at", "state", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[NoticeKind] = mapped_column(_stored(NoticeKind))
    to_address: Mapped[str] = mapped_column(EncryptedJson)
    reference_number: Mapped[str | None] = mapped_column(String(40))
    language: Mapped[Language] = mapped_column(_stored(Language))
    state: Mapped[NoticeState] = mapped_column(_stored(NoticeState), default=NoticeState.CREATED)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(String(100))
