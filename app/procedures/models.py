"""Published definitions, each revision for ever."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, new_id


class ProcedureRevision(Base):
    """版: what was published, word for word; never changed, since applications refer to it for ever."""

    __tablename__ = "procedure_revision"
    __table_args__ = (UniqueConstraint("procedure_key", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    procedure_key: Mapped[str]
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    published_at: Mapped[datetime]
