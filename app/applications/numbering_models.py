"""The table of running numbers."""

from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Counter(Base):
    """Running numbers; a row per purpose and year, so that a number may be skipped but never reused."""

    __tablename__ = "running_number"

    name: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
