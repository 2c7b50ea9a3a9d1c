"""Which processes run jobs, and when each last said so."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class JobExecutor(Base):
    """`beat_at` is the database's clock, so that hosts need not agree on the time."""

    __tablename__ = "job_executors"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    beat_at: Mapped[datetime]
