"""What is written when the provider was asked and gave no usable answer."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.payments.lifecycle import PaymentAction, possible_actions
from app.payments.models import AttemptState, CheckoutAttempt, Payment
from app.payments.queries import lock_attempt

FIRST_CHECK_AFTER = timedelta(minutes=1)


def check_after(checks: int) -> timedelta:
    """How long to wait after so many checks: 1, 2, 4 and 8 minutes, then a quarter of an hour."""
    return timedelta(minutes=min(15, 2 ** min(checks - 1, 4)))


def count_check(attempt: CheckoutAttempt, now: datetime) -> None:
    attempt.checks += 1
    attempt.last_checked_at = now
    attempt.next_check_at = now + check_after(attempt.checks)


def await_outcome(session: Session, attempt_id: UUID, *, now: datetime) -> Payment:
    """Somebody came back from the provider's page and the provider is silent: perhaps they have paid."""
    attempt, payment = lock_attempt(session, attempt_id)
    attempt.checks, attempt.next_check_at = 0, now + FIRST_CHECK_AFTER
    if attempt.is_live and PaymentAction.AWAIT_OUTCOME in possible_actions(payment.state):
        payment.perform(PaymentAction.AWAIT_OUTCOME, at=now, attempt_id=attempt.id)
    session.flush()
    return payment


def postpone_check(session: Session, attempt_id: UUID, *, now: datetime) -> None:
    """Asks again later, and later still each time."""
    attempt, _ = lock_attempt(session, attempt_id)
    count_check(attempt, now)
    session.flush()


def close_unopened(session: Session, attempt_id: UUID, *, now: datetime) -> None:
    """The provider knows no such checkout. Once its time is over, nobody can have seen a page, or paid."""
    attempt, _ = lock_attempt(session, attempt_id)
    count_check(attempt, now)
    if attempt.state is AttemptState.OPENING and now >= attempt.expires_at:
        attempt.state = AttemptState.EXPIRED
    session.flush()
