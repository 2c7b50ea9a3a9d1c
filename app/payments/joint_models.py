"""The table of payments that are paid together with others."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class JoinedPayment(Base):
    """A payment that waits, or waited until `left_at`, to be paid together with others by a joint one."""

    __tablename__ = "joined_payment"

    joint_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"), primary_key=True)
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
