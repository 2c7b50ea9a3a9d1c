"""Looking payments up; `lock_` queries hold the row until the transaction ends."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.payments.gateway import GatewayEvent
from app.payments.joint_models import JoinedPayment
from app.payments.models import CLOSED, CheckoutAttempt, Payment


def get_payment(session: Session, payment_id: UUID) -> Payment:
    payment = session.get(Payment, payment_id)
    if payment is None:
        raise NotFound
    return payment


def lock_payment(session: Session, payment_id: UUID) -> Payment:
    """As it is now, whatever this session has seen of it before."""
    locked = select(Payment).where(Payment.id == payment_id).with_for_update()
    payment = session.scalar(locked.execution_options(populate_existing=True))
    if payment is None:
        raise NotFound
    return payment


def find_payment_of(session: Session, subject_id: UUID) -> Payment | None:
    """The latest payment asked for the case."""
    asked = select(Payment).where(Payment.subject_id == subject_id)
    return session.scalar(asked.order_by(Payment.requested_at.desc(), Payment.id.desc()).limit(1))


def list_payments_to_look_at(session: Session) -> list[Payment]:
    """Those with a flag, the oldest first."""
    flagged = select(Payment).where(func.json_array_length(Payment.flags) > 0)
    return list(session.scalars(flagged.order_by(Payment.requested_at)))


def list_joined(session: Session, joint_id: UUID) -> list[JoinedPayment]:
    """What a joint payment is made of, also what has parted from it; nothing for any other payment. By id."""
    made_of = select(JoinedPayment).where(JoinedPayment.joint_id == joint_id)
    return list(session.scalars(made_of.order_by(JoinedPayment.payment_id)))


def list_parts(session: Session, joint_id: UUID) -> list[Payment]:
    """The payments themselves."""
    made_of = select(Payment).join(JoinedPayment, JoinedPayment.payment_id == Payment.id)
    return list(session.scalars(made_of.where(JoinedPayment.joint_id == joint_id).order_by(Payment.id)))


def list_joints(session: Session, payment_id: UUID) -> list[Payment]:
    """Those this payment is or ever was a part of, the latest first."""
    made = select(Payment).join(JoinedPayment, JoinedPayment.joint_id == Payment.id)
    return list(
        session.scalars(made.where(JoinedPayment.payment_id == payment_id).order_by(Payment.id.desc()))
    )


def find_joint(session: Session, payment_id: UUID) -> Payment | None:
    """The one it waits for."""
    waits = select(Payment).join(JoinedPayment, JoinedPayment.joint_id == Payment.id)
    return session.scalar(
        waits.where(JoinedPayment.payment_id == payment_id, JoinedPayment.left_at.is_(None))
    )


def get_attempt(session: Session, attempt_id: UUID) -> CheckoutAttempt:
    attempt = session.get(CheckoutAttempt, attempt_id)
    if attempt is None:
        raise NotFound
    return attempt


def lock_attempt(session: Session, attempt_id: UUID) -> tuple[CheckoutAttempt, Payment]:
    """Both as they are now. Always the payment before the attempt: two orders would be a deadlock."""
    payment = lock_payment(session, get_attempt(session, attempt_id).payment_id)
    locked = select(CheckoutAttempt).where(CheckoutAttempt.id == attempt_id).with_for_update()
    return session.scalars(locked.execution_options(populate_existing=True)).one(), payment


def find_latest_attempt(session: Session, payment_id: UUID) -> CheckoutAttempt | None:
    """The last one made; if any attempt of the payment is live, it is this one."""
    made = select(CheckoutAttempt).where(CheckoutAttempt.payment_id == payment_id)
    return session.scalar(made.order_by(CheckoutAttempt.number.desc()).limit(1))


def list_attempts(session: Session, payment_id: UUID) -> list[CheckoutAttempt]:
    return list(session.scalars(select(CheckoutAttempt).where(CheckoutAttempt.payment_id == payment_id)))


def find_attempt_of_event(session: Session, event: GatewayEvent) -> CheckoutAttempt | None:
    """By the provider's id of the checkout, else by our reference: an event may overtake its checkout."""
    found = None
    if event.provider_id:
        named = select(CheckoutAttempt).where(CheckoutAttempt.provider_id == event.provider_id)
        found = session.scalar(named)
    if found is None and event.reference:
        try:
            found = session.get(CheckoutAttempt, UUID(event.reference))
        except ValueError:
            return None
    return found


def attempts_to_check(session: Session, now: datetime, *, at_most: int = 50) -> list[CheckoutAttempt]:
    """Live attempts whose next check is due, the longest overdue first."""
    due = select(CheckoutAttempt).where(
        CheckoutAttempt.state.not_in(CLOSED), CheckoutAttempt.next_check_at <= now
    )
    return list(session.scalars(due.order_by(CheckoutAttempt.next_check_at).limit(at_most)))
