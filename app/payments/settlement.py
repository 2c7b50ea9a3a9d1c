"""The verbs of paying. None of them calls the provider: that happens between two of them, never inside.

begin_attempt      our intent and its idempotency key are written
(the provider)     may answer, fail or fall silent
attempt_opened     its answer is written; a lost one is asked for again with the same key
apply_report       what the provider says later, once or a hundred times, in any order
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import new_id
from app.errors import Conflict, Invalid
from app.payments.checks import FIRST_CHECK_AFTER, count_check
from app.payments.gateway import (
    MOST_YEN,
    Checkout,
    CheckoutReport,
    CheckoutState,
    GatewayEvent,
)
from app.payments.lifecycle import PaymentAction, PaymentState
from app.payments.lines import PaymentLine, is_for_the_counter
from app.payments.models import AttemptState, CheckoutAttempt, Payment, PaymentEvent
from app.payments.queries import find_attempt_of_event, find_latest_attempt, lock_attempt, lock_payment
from app.payments.verdicts import follow, is_news, raise_doubts, record_paid, suspicions

CHECKOUT_LASTS = timedelta(minutes=90)


class NotPayable(Conflict):
    """Paid already, cancelled, paid with others, for the counter, or something that a member of staff must see first."""

    message = "このお支払いは、いまはできません。お支払いの状況を確かめてください。"


def request_payment(
    session: Session,
    subject_id: UUID,
    reference_number: str,
    lines: Sequence[PaymentLine],
    *,
    due_on: date | None,
    now: datetime,
) -> Payment:
    """The amount is the sum of the lines, which the caller takes from the fee table and never from a form.

    Raises Invalid for nothing, and for more than any online provider takes. What is too little for one is paid
    over the counter: no attempt can begin.
    """
    amount = sum(line.yen for line in lines)
    if not 0 < amount <= MOST_YEN or any(line.quantity < 1 or line.unit_yen < 0 for line in lines):
        raise Invalid("この金額は、オンラインではお支払いいただけません。")
    payment = Payment(
        subject_id=subject_id,
        reference_number=reference_number,
        amount_yen=amount,
        lines=[line.as_json() for line in lines],
        state=PaymentState.REQUESTED,
        due_on=due_on,
        requested_at=now,
    )
    session.add(payment)
    session.flush()
    return payment


def begin_attempt(session: Session, payment: Payment, *, now: datetime) -> CheckoutAttempt:
    """The live attempt where there is one, so that a double tap and two tabs lead to one page.

    A live attempt may have been paid meanwhile: ask the provider before showing its page again.
    Raises NotPayable.
    """
    payment = lock_payment(session, payment.id)
    is_elsewhere = payment.state is PaymentState.TOGETHER
    if not payment.is_owed or is_elsewhere or payment.flags or is_for_the_counter(payment.amount_yen):
        raise NotPayable
    latest = find_latest_attempt(session, payment.id)
    if latest is not None and latest.is_live:
        return latest
    attempt_id = new_id()
    attempt = CheckoutAttempt(
        id=attempt_id,
        payment_id=payment.id,
        number=latest.number + 1 if latest else 1,
        idempotency_key=f"checkout-{attempt_id}",
        provider_id=None,
        state=AttemptState.OPENING,
        opened_at=now,
        expires_at=now + CHECKOUT_LASTS,
        next_check_at=now + FIRST_CHECK_AFTER,
    )
    session.add(attempt)
    session.flush()
    return attempt


def attempt_opened(
    session: Session, attempt_id: UUID, checkout: Checkout, *, now: datetime
) -> CheckoutAttempt:
    """Writes the provider's answer, once; the same answer again changes nothing.

    Raises Conflict when the provider named two checkouts for one key, which it must not.
    """
    attempt, payment = lock_attempt(session, attempt_id)
    if attempt.provider_id is not None:
        if attempt.provider_id != checkout.provider_id:
            raise Conflict
        return attempt
    attempt.provider_id, attempt.url = checkout.provider_id, checkout.url
    attempt.expires_at, attempt.next_check_at = checkout.expires_at, now + FIRST_CHECK_AFTER
    _opened(payment, attempt, now)
    session.flush()
    return attempt


def record_event(session: Session, event: GatewayEvent, *, now: datetime) -> bool:
    """Whether it is the first time we hear of it. What it says is not believed: ask the provider."""
    attempt = find_attempt_of_event(session, event)
    heard = PaymentEvent(provider_event_id=event.id, type=event.type, provider_id=event.provider_id)
    heard.attempt_id, heard.received_at = attempt.id if attempt else None, now
    try:
        with session.begin_nested():
            session.add(heard)
    except IntegrityError:
        return False
    return True


def apply_report(session: Session, attempt_id: UUID, report: CheckoutReport, *, now: datetime) -> Payment:
    """What the provider said when it was asked. Any order and number of reports ends in the same state.

    Whoever reacts to a payment compares `is_settled` before and after, in this transaction.
    """
    attempt, payment = lock_attempt(session, attempt_id)
    count_check(attempt, now)
    _opened(payment, attempt, now)
    doubts = suspicions(payment, attempt, report)
    raise_doubts(payment, attempt, doubts)
    # Money may have moved and not as we asked: it does not count as paid, and nobody may pay again.
    said = AttemptState.UNKNOWN if doubts else AttemptState(report.state)
    if is_news(attempt, said, report.as_of):
        attempt.reported_as_of = report.as_of
        if not doubts and report.state is CheckoutState.PAID:
            record_paid(payment, attempt, report, now)
            hasten_closing(session, payment, now)
        else:
            attempt.state = said
            if find_latest_attempt(session, payment.id) is attempt:
                follow(payment, attempt, now)
    session.flush()
    return payment


def cancel_payment(session: Session, payment: Payment, *, by: UUID | None, now: datetime) -> Payment:
    """Nothing is to be paid any more; an open page is closed by the next check. `by` is None for the payer.

    Raises ActionNotPossible when it is paid, or may be.
    """
    payment = lock_payment(session, payment.id)
    payment.perform(PaymentAction.CANCEL, at=now, by=by)
    hasten_closing(session, payment, now)
    session.flush()
    return payment


def _opened(payment: Payment, attempt: CheckoutAttempt, now: datetime) -> None:
    """Whatever the provider says about an attempt also says that there is a page for it."""
    if attempt.state is AttemptState.OPENING:
        attempt.state = AttemptState.OPEN
        follow(payment, attempt, now)


def hasten_closing(session: Session, payment: Payment, now: datetime) -> None:
    """A page where nothing is to be paid any more is closed by the next check; let it be soon."""
    latest = find_latest_attempt(session, payment.id)
    if latest is not None and latest.is_live:
        latest.next_check_at = now
