"""What the database remembers of payments: what is asked for, each try to pay it, and what was told to us."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, EncryptedJson, new_id
from app.payments.gateway import PaymentMethod
from app.payments.lifecycle import OVER, PaymentAction, PaymentState, after


class AttemptState(StrEnum):
    """`OPENING` is written before we ask the provider; the others are the provider's last word."""

    OPENING = "opening"
    OPEN = "open"
    PROCESSING = "processing"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    PAID = "paid"


CLOSED = frozenset({AttemptState.EXPIRED, AttemptState.PAID})
_IS_LIVE = text("state NOT IN ('expired', 'paid')")


class PaymentFlag(StrEnum):
    """Why a member of staff must look at a payment; once set, only they take it away."""

    AMOUNT_DIFFERS = "amount_differs"
    REFERENCE_DIFFERS = "reference_differs"
    PAID_TWICE = "paid_twice"
    PAID_AFTER_CANCELLING = "paid_after_cancelling"


class Handling(StrEnum):
    """What a member of staff did about a payment (支払いへの対応)."""

    RECEIVED = "received"
    WAIVED = "waived"
    NO_PROBLEM = "no_problem"
    DIFFERENCE_SETTLED = "difference_settled"
    REFUNDED = "refunded"
    NOT_RECEIVED = "not_received"


class Means(StrEnum):
    """With what somebody paid over the counter."""

    CASH = "cash"
    TERMINAL = "terminal"


# Of a payment that did not fit and is not settled: what makes it paid, and what has it asked for again.
SETTLING = (Handling.NO_PROBLEM, Handling.DIFFERENCE_SETTLED)
UNDOING = (Handling.REFUNDED, Handling.NOT_RECEIVED)


class Payment(Base):
    """A fee (手数料) asked for a case. `lines` are [{label, quantity, unit_yen, yen}]; they add up.

    `subject_id` is the case; it is not a foreign key, for payments know nothing of cases.
    """

    __tablename__ = "payment"
    __table_args__ = (CheckConstraint("amount_yen > 0", name="amount_is_positive"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject_id: Mapped[UUID] = mapped_column(index=True)
    reference_number: Mapped[str] = mapped_column(String(40), index=True)
    amount_yen: Mapped[int]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    state: Mapped[PaymentState] = mapped_column(index=True)
    due_on: Mapped[date | None]
    requested_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    method: Mapped[PaymentMethod | None]
    flags: Mapped[list[str]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column()

    history: Mapped[list["PaymentHistory"]] = relationship(order_by="PaymentHistory.number")
    handlings: Mapped[list["PaymentHandling"]] = relationship(order_by="PaymentHandling.id")

    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": version}  # type: ignore[misc]  # a class variable over the mapper's own

    @property
    def is_settled(self) -> bool:
        return self.state is PaymentState.PAID

    @property
    def is_owed(self) -> bool:
        """Asked for, and neither paid nor let off; also while nobody knows yet whether it is paid."""
        return self.state not in OVER

    def perform(
        self, action: PaymentAction, *, at: datetime, by: UUID | None = None, attempt_id: UUID | None = None
    ) -> None:
        """The only way to another state. `by` is None when the provider or time did it.

        Raises ActionNotPossible.
        """
        before, self.state = self.state, after(self.state, action)
        entry = PaymentHistory(number=len(self.history) + 1, action=action, before=before, after=self.state)
        entry.at, entry.by, entry.attempt_id = at, by, attempt_id
        self.history.append(entry)

    def flag(self, flag: PaymentFlag) -> None:
        self.flags = sorted({*self.flags, flag.value})


class CheckoutAttempt(Base):
    """One try to pay on the provider's page. Of one payment at most one is live: so nobody pays twice.

    `reported_as_of` is the provider's time of the report that `state` was taken from. `doubts` are the flags
    it has raised already: what staff have seen to is not raised again by the next report of the same.
    """

    __tablename__ = "checkout_attempt"
    __table_args__ = (
        UniqueConstraint("payment_id", "number"),
        Index(
            "uq_checkout_attempt_live",
            "payment_id",
            unique=True,
            sqlite_where=_IS_LIVE,
            postgresql_where=_IS_LIVE,
        ),
        Index("ix_checkout_attempt_next_check", "state", "next_check_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"), index=True)
    number: Mapped[int]
    idempotency_key: Mapped[str] = mapped_column(String(100), unique=True)
    provider_id: Mapped[str | None] = mapped_column(String(100), unique=True)
    url: Mapped[str | None] = mapped_column(String(2000))
    state: Mapped[AttemptState]
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_checked_at: Mapped[datetime | None]
    next_check_at: Mapped[datetime]
    checks: Mapped[int] = mapped_column(default=0)
    reported_as_of: Mapped[datetime | None]
    doubts: Mapped[list[str]] = mapped_column(default=list)

    @property
    def is_live(self) -> bool:
        return self.state not in CLOSED


class PaymentEvent(Base):
    """A notification of the provider, stored once by the provider's id; what it said is not kept."""

    __tablename__ = "payment_event"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    provider_event_id: Mapped[str] = mapped_column(String(100), unique=True)
    type: Mapped[str] = mapped_column(String(100))
    provider_id: Mapped[str | None] = mapped_column(String(100))
    attempt_id: Mapped[UUID | None] = mapped_column(ForeignKey("checkout_attempt.id"), index=True)
    received_at: Mapped[datetime] = mapped_column(index=True)


class PaymentHistory(Base):
    """One step of a payment from a state to the next; only ever added."""

    __tablename__ = "payment_history"
    __table_args__ = (UniqueConstraint("payment_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"), index=True)
    number: Mapped[int]
    action: Mapped[PaymentAction]
    before: Mapped[PaymentState]
    after: Mapped[PaymentState]
    at: Mapped[datetime]
    by: Mapped[UUID | None]
    attempt_id: Mapped[UUID | None]


class PaymentHandling(Base):
    """Something a member of staff did about a payment; only ever added. `flags` are those it took away."""

    __tablename__ = "payment_handling"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"), index=True)
    kind: Mapped[Handling]
    flags: Mapped[list[str]]
    note: Mapped[str] = mapped_column(EncryptedJson)
    means: Mapped[Means | None]
    receipt_number: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime]
    by: Mapped[UUID]
